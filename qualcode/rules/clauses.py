"""Where clauses begin and end, by signs and line breaks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from qualcode.text.chars import ZERO_WIDTH, parse_ranges

Span: TypeAlias = tuple[int, int]

SIGNS = "，,；;：:。！？!?．.…—()[]{}【】〔〕〈〉《》（）［］｛｝"
"""What ends a clause, besides line breaks and the words for it."""
_DECIMAL = frozenset(".,:．，：")
_ONE = f"[{re.escape(SIGNS)}\n]"
_LAST = re.compile(f".*{_ONE}", re.DOTALL)
_NEXT = re.compile(_ONE)


@cache
def zero_width() -> frozenset[str]:
    """Characters without width."""
    return frozenset(
        chr(point) for first, last in parse_ranges(ZERO_WIDTH) for point in range(first, last + 1)
    )


class Clauses:
    """The clauses of one text.

    A sign inside `asides` (sorted, apart) ends none, nor does a point, comma or colon between two
    digits, nor, in a `wrapped` text, a line break that no blank line follows.
    """

    def __init__(self, text: str, asides: Sequence[Span], *, wrapped: bool) -> None:
        self._text = text
        self._asides = asides
        self._wrapped = wrapped
        self._part: Span = (0, 0)
        self._known: Span = (0, 0)

    def around(self, at: int, part: Span) -> Span:
        """The clause that holds the character at `at`, within `part`, the stretch of one unit and turn.

        A sign belongs to the clause that it ends. It is quick where places come from left to
        right: many share a clause.
        """
        if part != self._part or not self._known[0] <= at <= self._known[1]:
            self._part, self._known = part, (self._begin(part[0], at), self._end(at, part[1]))
        return self._known

    def _begin(self, low: int, at: int) -> int:
        """Behind the last end of a clause before `at`, or `low`."""
        while match := _LAST.match(self._text, low, at):
            at = match.end() - 1
            if self._ends(at):
                return at + 1
        return low

    def _end(self, at: int, high: int) -> int:
        """The first end of a clause from `at` on, or `high`."""
        while match := _NEXT.search(self._text, at, high):
            at = match.end()
            if self._ends(at - 1):
                return at - 1
        return high

    def _ends(self, at: int) -> bool:
        """Whether a clause ends at the sign that stands at `at`."""
        if self._asides:
            before = bisect_right(self._asides, (at, len(self._text))) - 1
            if before >= 0 and at < self._asides[before][1]:
                return False
        sign = self._text[at]
        if sign == "\n":
            return not self._wrapped or self._is_blank_line(at)
        return not (sign in _DECIMAL and self._is_digit(at - 1, -1) and self._is_digit(at + 1, 1))

    def _is_digit(self, at: int, step: int) -> bool:
        """Whether a digit stands at `at`, or behind characters without width."""
        while 0 <= at < len(self._text) and self._text[at] in zero_width():
            at += step
        return 0 <= at < len(self._text) and self._text[at].isdecimal()

    def _is_blank_line(self, at: int) -> bool:
        end = self._text.find("\n", at + 1)
        return end >= 0 and not self._text[at + 1 : end].strip()
