"""Where the parts of a codebook stand in a table or a text of another form, and what is wrong with them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from qualcode.codebook.faults import Faults, Place, visible
from qualcode.codebook.model import Codebook
from qualcode.codebook.nodes import Node
from qualcode.codebook.read import codebook_of
from qualcode.errors import Problem


class Reading(NamedTuple):
    """A codebook read from another form, or its errors; and what a person must know of the reading."""

    codebook: Codebook | None
    errors: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheets:
    """The places of values in a table. Each stands for a line: the text of the cell or of one item in it."""

    file: str
    faults: Faults = field(init=False)
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults = Faults(self.file, [])

    def place(self, name: str, text: str) -> Place:
        """The place of a text in a cell; `name` says which, in words."""
        self.names.append(name)
        self.faults.lines.append("" if "\n" in text else text)
        return Place(len(self.names))

    def error(self, message: str, at: Place, *, cure: str, slug: str = "table") -> None:
        """Note an error."""
        self.faults.error(message, at, cure=cure, slug=slug)

    def reading(self, root: Node) -> Reading:
        """The codebook in a tree of nodes, its errors with their cells."""
        codebook, errors, _ = codebook_of(root, self.faults, advice=False)
        return Reading(codebook, tuple(map(self._told, errors)), tuple(self.notes))

    def _told(self, problem: Problem) -> Problem:
        """A problem with the cell that it is about in place of a line."""
        where = self.names[problem.line - 1] if 0 < problem.line <= len(self.names) else ""
        message, cure = map(self._named, (problem.message, problem.cure))
        file = f"{self.file}, {where}" if where else self.file
        column = problem.column if problem.column > 1 and problem.source else 0
        return replace(problem, file=visible(file), line=0, column=column, message=message, cure=cure)

    def _named(self, text: str) -> str:
        """A sentence of the reader of YAML, with cells in place of lines."""
        text = re.sub(r"in line (\d+)", lambda found: f"in {self.names[int(found[1]) - 1]}", text)
        return text.replace(
            "write each rule on a line of its own, after a hyphen and a blank", "write one a line"
        )


def text_faults(text: str, *, file: str) -> Faults:
    """The lines of a text file, in NFC, and no faults yet."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Faults(file, unicodedata.normalize("NFC", text).split("\n"))


def text_reading(root: Node | None, faults: Faults, notes: Sequence[str] = ()) -> Reading:
    """The codebook in a tree of nodes that was read from lines of text."""
    codebook, errors, _ = codebook_of(root, faults, advice=False)
    return Reading(codebook, errors, tuple(notes))
