"""What the desk says, in English or in Chinese."""

from typing import Literal, TypeAlias

from qualcode.tui.saying_zh import CHINESE

Language: TypeAlias = Literal["en", "zh"]


class Saying:
    """Says the desk's sentences: called with the English one it gives that of the language."""

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language

    def __call__(self, english: str, **values: object) -> str:
        """The sentence in the language, its blanks in braces filled in."""
        said = CHINESE.get(english, english) if self.language == "zh" else english
        return said.format(**values) if values else said
