"""What the desk says, in English or in Chinese."""

from typing import Literal, TypeAlias

from qualcode.errors import CodebookError, QualcodeError
from qualcode.tui.saying_zh import CHINESE, FAULTS

Language: TypeAlias = Literal["en", "zh"]


class Saying:
    """Says the desk's sentences: called with the English one it gives that of the language."""

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language

    def __call__(self, english: str, **values: object) -> str:
        """The sentence in the language, its blanks in braces filled in."""
        said = CHINESE.get(english, english) if self.language == "zh" else english
        return said.format(**values) if values else said

    def beside(self, told: str) -> str:
        """What is told behind a name, in brackets."""
        return f"（{told}）" if self.language == "zh" else f" ({told})"

    def fault(self, problem: QualcodeError) -> str:
        """What went wrong, where, and the cure, in a line or two."""
        if self.language == "zh" and problem.slug in FAULTS:
            return FAULTS[problem.slug]
        if isinstance(problem, CodebookError) and problem.problems:
            first = problem.problems[0]
            more = f" (+{len(problem.problems) - 1})" if len(problem.problems) > 1 else ""
            return f"{first.place}: {first.message}{more}. {first.cure}"
        place = f"{problem.place}: " if problem.place else ""
        return f"{place}{problem.message}" + (f" – {problem.cure}" if problem.cure else "")
