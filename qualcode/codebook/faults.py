"""The problems of one codebook file, gathered with their places."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from qualcode.errors import Problem
from qualcode.text.patterns import lazy


class Placed(Protocol):
    """Anything that stands somewhere in the file; line and column count from 1."""

    @property
    def line(self) -> int:
        """Line, from 1."""
        ...

    @property
    def column(self) -> int:
        """Column in code points, from 1."""
        ...


BAD_RANGE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
BAD = lazy(f"[{BAD_RANGE}]")
"""Characters that no codebook may hold: controls but tab and line break, and what is no character."""

MAX_SOURCE = 500
"""A longer line is not shown."""


def visible(text: str) -> str:
    """`text` with every such character replaced by one that can be shown, one for one."""
    return BAD.sub("\ufffd", text)


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int = 1


@dataclass(slots=True)
class Faults:
    """Errors and advice on one file, in any order until they are asked for."""

    file: str
    lines: list[str]
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def problem(self, message: str, at: Placed, *, cure: str = "", slug: str) -> Problem:
        """A problem at `at`, with the line of text that it is about."""
        source = self.lines[at.line - 1] if 0 < at.line <= len(self.lines) else ""
        shown = visible(source) if len(source) <= MAX_SOURCE else ""
        return Problem(visible(message), self.file, at.line, at.column, visible(cure), slug, shown)

    def error(self, message: str, at: Placed, *, cure: str = "", slug: str) -> None:
        """Note an error: the codebook cannot be used as it is."""
        self.errors.append(self.problem(message, at, cure=cure, slug=slug))

    def warn(self, message: str, at: Placed, *, cure: str = "", slug: str) -> None:
        """Note advice: the codebook can be used, but may not mean what was meant."""
        self.warnings.append(self.problem(message, at, cure=cure, slug=slug))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """`problems` in the order of the file, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column)))


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of `words` that was probably meant by `word`, or an empty string."""
    known = {each.casefold(): each for each in words}
    found = difflib.get_close_matches(word.casefold(), list(known), n=1)
    return known[found[0]] if found else ""


def allowed(word: str, words: Iterable[str], *, where: str = "here") -> str:
    """The cure for a wrong name: the nearest right one, then all of them."""
    words = tuple(words)
    near = nearest(word, words)
    question = f"did you mean {near}? " if near else ""
    return f"{question}allowed {where}: {', '.join(words)}"
