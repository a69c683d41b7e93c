"""The rows of a transcript on the screen: all its lines, or those of some speakers with gaps between."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from qualcode.project.desk.lines import Lines


class Talk(NamedTuple):
    """A turn as the transcript shows it: its label, its speech, and how both look."""

    start: int
    speech: int
    end: int
    look: str


@dataclass(frozen=True)
class Rows:
    """Which line stands on which row.

    lines
        The line on each row, rising. One that is in `gaps` stands for itself and the lines up to the next
        row, all of which are hidden.
    """

    laid: Lines
    lines: Sequence[int]
    gaps: frozenset[int] = frozenset()

    def row_of(self, offset: int) -> int:
        """The row of a character; that of the gap where it is hidden."""
        return bisect_right(self.lines, self.laid.line_of(offset)) - 1

    def is_gap(self, row: int) -> bool:
        """Whether a row stands for hidden lines."""
        return self.lines[row] in self.gaps

    def is_hidden(self, offset: int) -> bool:
        """Whether a character is hidden."""
        return self.is_gap(self.row_of(offset))

    def beside(self, row: int, step: int) -> int:
        """The next row from `row` on, in steps of 1 or -1, that shows a line; -1 where there is none."""
        while 0 <= row < len(self.lines) and self.is_gap(row):
            row += step
        return row if row < len(self.lines) else -1

    def shown(self, offset: int, step: int) -> int:
        """A character, or where it is hidden the nearest shown one behind it (1) or before it (-1)."""
        row = self.row_of(offset)
        found = self.beside(row, step)
        if found < 0:
            found = self.beside(row, -step)
        if found in (row, -1):
            return offset
        start, end = self.laid.span(self.lines[found])
        return start if found > row else self.laid.cluster(max(end - 1, start))


def rows_of(laid: Lines, talks: Sequence[Talk], *, hides: bool) -> Rows:
    """The rows of all lines; `hides`: without the turns that look like those of other speakers.

    A turn reaches to the next one, so that no empty lines are left of it.
    """
    every = Rows(laid, range(len(laid)))
    if not hides:
        return every
    starts = [talk.start for talk in talks]
    ends = [*starts[1:], len(laid.document.text) + 1]
    hidden = [False] * len(laid)
    for talk, end in zip(talks, ends, strict=True):
        if talk.look == "other":
            first, last = laid.line_of(talk.start), laid.line_of(end - 1)
            hidden[first : last + 1] = [True] * (last + 1 - first)
    lines = [at for at, (before, now) in enumerate(pairwise([False, *hidden])) if not (before and now)]
    return Rows(laid, lines, frozenset(at for at in lines if hidden[at]))
