"""The margin: in which of its columns the bar of each coding stands, and what it shows on each line."""

from collections.abc import Sequence
from heapq import heappop, heappush

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
