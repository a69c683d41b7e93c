"""A code that is to be written into a codebook file."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qualcode.codebook.entries import Habits
from qualcode.codebook.model import Code, Example
from qualcode.codebook.nodes import Pairs
from qualcode.codebook.read import TEXT_FIELDS
from qualcode.codebook.scalars import rule_scalar, text_scalar, word_scalar
from qualcode.codebook.source import Source
from qualcode.rules.parse import parse
from qualcode.terms import CodeId

_LISTS = ("rules", "shields", "examples", "non_examples")


@dataclass(frozen=True, slots=True)
class NewCode:
    """What is said of a code that is to be added.

    `texts` has `name`, `definition`, `include`, `exclude` and `source`, as far as they are given, each by
    language; a text without a language has the key "". All is kept as it would be read: in NFC, without
    blanks at the ends.
    """

    id: CodeId
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    color: str = ""
    rules: tuple[str, ...] = ()
    shields: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("id", "color"):
            object.__setattr__(self, name, _clean(getattr(self, name)))
        for name in _LISTS:
            object.__setattr__(self, name, tuple(map(_clean, getattr(self, name))))
        texts = {
            key: {language: _clean(text) for language, text in self.texts[key].items()}
            for key in TEXT_FIELDS
            if self.texts.get(key)
        }
        object.__setattr__(self, "texts", texts)

    def code(self, parent: CodeId | None) -> Code:
        """The code as the codebook must then have it. Raises RuleError for a rule that cannot be read."""
        return Code(
            id=self.id,
            parent=parent,
            color=self.color.lower(),
            rules=tuple(map(parse, self.rules)),
            shields=tuple(dict.fromkeys(self.shields)),
            examples=_examples(self.examples),
            non_examples=_examples(self.non_examples),
            name=self.texts.get("name", {}),
            definition=self.texts.get("definition", {}),
            include=self.texts.get("include", {}),
            exclude=self.texts.get("exclude", {}),
            source=self.texts.get("source", {}),
        )


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _examples(texts: Iterable[str]) -> tuple[Example, ...]:
    return tuple(map(Example, texts))


def code_lines(new: NewCode, source: Source, ways: Habits, column: int) -> list[str]:
    """The lines of a new code, its hyphen in `column` (from 0), written as the file writes its codes."""
    key = " " * (column + ways.key)
    fields = [f"{key}{line}" for line in _fields(new, source, ways)]
    head = f"{' ' * column}-{' ' * (ways.key - 1)}id: {word_scalar(new.id)}"
    return [f"{line}{ways.end}" for line in (head, *fields)]


def _fields(new: NewCode, source: Source, ways: Habits) -> Iterator[str]:
    for name, texts in new.texts.items():
        yield from _text(name, texts, source, ways)
    if new.color:
        yield f'color: "{new.color}"'
    for name in _LISTS:
        items = getattr(new, name)
        if items and name == "shields":
            yield f"shields: [{', '.join(map(word_scalar, items))}]"
        elif items:
            write = rule_scalar if name == "rules" else text_scalar
            yield f"{name}:"
            yield from (f"{' ' * ways.hyphen}- {write(item)}" for item in items)


def _text(name: str, texts: Mapping[str, str], source: Source, ways: Habits) -> Iterator[str]:
    """A text, or one a language: names in braces, unless the file has them on lines of their own."""
    if list(texts) == [""]:
        yield f"{name}: {text_scalar(texts[''])}"
    elif name == "name" and not _by_lines(name, source):
        pairs = (f"{word_scalar(language)}: {word_scalar(text)}" for language, text in texts.items())
        yield f"{name}: {{{', '.join(pairs)}}}"
    else:
        inner = " " * ways.inner
        yield f"{name}:"
        yield from (
            f"{inner}{word_scalar(language)}: {text_scalar(text)}" for language, text in texts.items()
        )


def _by_lines(name: str, source: Source) -> bool:
    """Whether the first of these fields in the file that is given by language has a line for each."""
    written = (entry.fields.get(name) for entry in source.walk())
    by_language = (field for field in written if field and isinstance(field.value, Pairs))
    return next((bool(field.fields) for field in by_language), False)
