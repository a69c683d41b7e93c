"""One base error: what went wrong, where, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file that a person wrote, with its place and its cure.

    `line` and `column` count from 1; 0 means that the place is not known. `source` is
    the line of text itself, for a caret below `column`; it may be empty.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    cure: str = ""
    slug: str = ""
    source: str = ""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        known = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *known] if self.file else known)


def as_argument(word: str) -> str:
    """A name as it is typed behind a command: in quotes where a shell would take it apart."""
    plain = all(char.isalnum() or char in "._-/\\:+=,~@%，。·（）" or ord(char) > 0x2FFF for char in word)
    quote = "'" if '"' in word else '"'
    return word if word and plain else f"{quote}{word}{quote}"


class QualcodeError(Exception):
    """A fault that a person can mend: cause, place, cure.

    `slug` names the kind of fault in one word with hyphens; `exit_status` is what the
    command line ends with.
    """

    exit_status = 1

    def __init__(self, message: str, *, place: str = "", cure: str = "", slug: str = "error") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.cure = cure
        self.slug = slug

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  {self.cure}" if self.cure else head


class UsageError(QualcodeError):
    """The command or call was put together wrongly."""

    exit_status = 2


class ReadError(QualcodeError):
    """A file cannot be read as what it is said to be."""


class WriteError(QualcodeError):
    """A file cannot be written."""


class CodebookError(QualcodeError):
    """A codebook has problems; all of them are in `problems`, in file order."""

    def __init__(self, message: str, problems: Sequence[Problem], *, place: str = "", cure: str = "") -> None:
        super().__init__(message, place=place, cure=cure, slug="codebook")
        self.problems = tuple(problems)


class RuleError(QualcodeError):
    """A rule cannot be read; `column` counts from 1 within `rule`."""

    exit_status = 2

    def __init__(self, message: str, *, rule: str, column: int, cure: str = "", slug: str = "rule") -> None:
        super().__init__(message, place=f"column {column}", cure=cure, slug=slug)
        self.rule = rule
        self.column = column
