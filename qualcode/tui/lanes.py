"""The margin: in which of its columns the bar of each coding stands, and what it shows on each line."""

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from qualcode.project.desk.lines import Lines
from qualcode.tui.paint import Bar

ALONG, END = "│", "╵"
DOTTED, DOTTED_END = "┊", "'"


def lanes(stretches: Sequence[tuple[int, int]]) -> list[int]:
    """For each stretch of lines (first, last; both inclusive) a column in which it meets no other.

    The columns count from 0; of stretches that begin together the longest comes first.
    """
    order = sorted(range(len(stretches)), key=lambda at: (stretches[at][0], -stretches[at][1], at))
    found = [0] * len(stretches)
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    n_columns = 0
    for at in order:
        first, last = stretches[at]
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        if free:
            found[at] = heappop(free)
        else:
            found[at], n_columns = n_columns, n_columns + 1
        heappush(busy, (last, found[at]))
    return found


def sign(line: int, first: int, last: int, key: str, *, dotted: bool = False) -> str:
    """What the bar of a coding shows on a line: its key where it begins, then a line down to its end."""
    if line == first:
        return key
    along, end = (DOTTED, DOTTED_END) if dotted else (ALONG, END)
    return end if line == last else along


class Placed(NamedTuple):
    """A coding on the lines of the screen, `first` to `last` inclusive, in a column of the margin."""

    bar: Bar
    first: int
    last: int
    column: int

    def sign_on(self, line: int) -> str:
        """What it shows on a line."""
        return sign(line, self.first, self.last, self.bar.key, dotted=self.bar.is_open)


def placed(bars: Sequence[Bar], laid: Lines) -> dict[int, list[Placed]]:
    """By line, the codings that lie on it."""
    edges = np.array([(bar.start, bar.end - 1) for bar in bars], np.int64).reshape(-1, 2)
    numbers = np.searchsorted(np.array(laid.starts), edges, "right") - 1
    stretches = [(first, last) for first, last in numbers.tolist()]
    on_line: defaultdict[int, list[Placed]] = defaultdict(list)
    for bar, (first, last), column in zip(bars, stretches, lanes(stretches), strict=True):
        one = Placed(bar, first, last, column)
        for line in range(first, last + 1):
            on_line[line].append(one)
    return dict(on_line)
