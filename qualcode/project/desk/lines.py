"""A transcript in lines of a screen: where each begins, and which place of the text is where on it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from qualcode.project.desk.cells import LINE_END, cells_of, shown
from qualcode.terms import CodePoints, Flags, Ints
from qualcode.text.chars import BLANK_TABLE, HAN, KANA, classes, code_points, look_up
from qualcode.text.document import Document

LEAST_WIDTH = 8
"""Lines are never made narrower: an emoji of several characters must fit."""

_CHINESE_MARKS = "、。，．・：；？！）］｝〕〉》」』】〗’”…—～·"
_NOT_FIRST = _CHINESE_MARKS + "%‰℃,.:;?!)]}"
_NOT_LAST = "（［｛〔〈《「『【〖‘“([{"
_BREAK_AFTER = "-‐–—/"


class Line(NamedTuple):
    """One line of the screen.

    start, end
        Its characters `[start, end)`; the line end that closes a paragraph is the last of them.
    turn
        The turn that it belongs to (from 0), -1 for what belongs to none: headers, blank lines.
    prefix
        How many of its first characters are no speech: a label, a time stamp, or all of them.
    """

    start: int
    end: int
    turn: int
    prefix: int


@dataclass(frozen=True)
class Lines:
    """The lines of a text; one after another they are the text.

    `len(lines)`, `lines[number]` and `text(number)` give lines; `at` and `offset` lead from a place of the
    text to a line and a cell in it, and back. Both take time in proportion to the logarithm of the length.
    """

    document: Document
    width: int
    starts: list[int]
    _cells: Ints = field(repr=False)
    _clusters: Ints = field(repr=False)

    def __len__(self) -> int:
        """Number of lines; a text has one at least."""
        return len(self.starts)

    def __getitem__(self, number: int) -> Line:
        """Line `number`, from 0; raises IndexError where there is none."""
        start, end = self.span(number)
        turn, speech = self._turn(start, end)
        return Line(start, end, turn, speech - start)

    def span(self, number: int) -> tuple[int, int]:
        """The characters of line `number`."""
        start = self.starts[number]
        number = number % len(self.starts) + 1
        return start, self.starts[number] if number < len(self.starts) else len(self.document.text)

    def text(self, number: int) -> str:
        """What line `number` shows: without its line end, control characters as blanks."""
        start, end = self.span(number)
        return shown(self.document.text[start:end].removesuffix("\n"))

    def line_of(self, offset: int) -> int:
        """The line that holds a character; the last one for the end of the text."""
        return bisect_right(self.starts, min(max(offset, 0), len(self.document.text))) - 1

    def at(self, offset: int) -> tuple[int, int]:
        """Line and cell where a character stands: that of the first one it is drawn together with."""
        place = self.cluster(offset)
        line = self.line_of(place)
        return line, int(self._cells[place] - self._cells[self.starts[line]])

    def offset(self, line: int, cell: int) -> int:
        """The character that is drawn at a cell of a line.

        Cells and lines beyond the edges mean the nearest ones. Behind the last character of a paragraph that
        is its line end, behind the last one of a line that goes on below it is that character.
        """
        line = min(max(line, 0), len(self) - 1)
        start, end = self.span(line)
        last = end if line == len(self) - 1 else end - 1
        first = int(self._cells[start])
        low, high = np.searchsorted(self._clusters, [start, self.cluster(last)]).tolist()
        inside = self._cells[self._clusters[low : high + 1]]
        found = int(np.searchsorted(inside, first + max(cell, 0), "right")) - 1
        return int(self._clusters[low + found])

    def cluster(self, offset: int) -> int:
        """Where the cluster begins that a character belongs to."""
        at = min(max(offset, 0), len(self.document.text))
        return int(self._clusters[np.searchsorted(self._clusters, at, "right") - 1])

    def next_cluster(self, offset: int) -> int:
        """Where the cluster behind that of a character begins; the end of the text at most."""
        found = int(np.searchsorted(self._clusters, offset, "right"))
        return int(self._clusters[found]) if found < len(self._clusters) else len(self.document.text)

    def _turn(self, start: int, end: int) -> tuple[int, int]:
        """The turn of a line, and where its speech begins (the line's end where it holds none)."""
        spans = self.document.turn_spans
        turn = int(np.searchsorted(spans[:, 0], end, "left")) - 1
        if turn < 0 or spans[turn, 2] <= start:
            return -1, end
        return turn, min(max(int(spans[turn, 1]), start), end)


def layout(document: Document, width: int) -> Lines:
    """Break the text of a document into lines of at most `width` cells (8 at least).

    Lines end with each line end of the text, behind blanks and hyphens, and between Chinese characters,
    but for marks that do not begin or end a line; a word that is longer than a line is cut. What looks like
    one character is never cut.
    """
    points = code_points(document.text)
    cells = cells_of(document.text)
    sums = np.concatenate([[0], np.cumsum(cells.widths)])
    width = max(width, LEAST_WIDTH)
    clusters = np.flatnonzero(cells.starts)
    starts = _line_starts(points, cells.starts, sums, width)
    return Lines(document, width, starts, sums, clusters)


def _line_starts(points: CodePoints, clusters: Flags, sums: Ints, width: int) -> list[int]:
    """Where lines begin; a line end at the end of the text begins an empty one."""
    edges = np.flatnonzero(points == LINE_END) + 1
    firsts = [0, *edges.tolist()]
    lasts = [*(edges - 1).tolist(), len(points)]
    places = np.arange(len(clusters))
    gap = np.append(_gaps(points), False) & clusters
    gaps = np.maximum.accumulate(np.where(gap, places, 0))
    whole = np.maximum.accumulate(np.where(clusters, places, 0))
    starts: list[int] = []
    for first, last in zip(firsts, lasts, strict=True):
        starts.append(first)
        while sums[last] - sums[first] > width:
            reach = int(np.searchsorted(sums, sums[first] + width, "right")) - 1
            reach = int(whole[reach])
            first = int(gaps[reach]) if gaps[reach] > first else reach
            starts.append(first)
    return starts


def _gaps(points: CodePoints) -> Flags:
    """(characters,) whether a line may end before a character."""
    gaps = np.zeros(len(points), np.bool_)
    if len(points) < 2:
        return gaps
    kinds = classes(points)
    wide = (kinds == HAN) | (kinds == KANA) | _are(points, _CHINESE_MARKS)
    blank = look_up(BLANK_TABLE, points)
    after = blank[:-1] | _are(points[:-1], _BREAK_AFTER) | wide[:-1] | wide[1:]
    kept = blank[1:] | _are(points[1:], _NOT_FIRST) | _are(points[:-1], _NOT_LAST)
    gaps[1:] = after & ~kept
    return gaps


def _are(points: CodePoints, chars: str) -> Flags:
    flags: Flags = np.isin(points, [ord(char) for char in chars])
    return flags
