"""Where clauses begin and end, by signs and line breaks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]

SIGNS = "，,；;：:。！？!?．.…—()[]{}【】〔〕〈〉《》（）［］｛｝"
"""What ends a clause, besides line breaks and the words for it."""
_DECIMAL = frozenset(".,:．，：")
_ONE = f"[{re.escape(SIGNS)}\n]"
_LAST = re.compile(f".*{_ONE}", re.DOTALL)
_NEXT = re.compile(_ONE)


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

    def around(self, hit: Span, part: Span) -> Span:
        """The clause that holds `hit`, within `part`, the stretch of one unit and turn.

        It is quick where hits come from left to right: many share a clause.
        """
        start, end = hit
        if part != self._part or not self._known[0] <= start <= self._known[1]:
            self._part, self._known = part, (self._begin(part[0], start), self._end(start, part[1]))
        low, high = self._known
        return low, high if end <= high else self._end(end, part[1])

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
        around = self._text[at - 1 : at] + self._text[at + 1 : at + 2]
        return not (sign in _DECIMAL and len(around) == 2 and around.isdecimal())

    def _is_blank_line(self, at: int) -> bool:
        end = self._text.find("\n", at + 1)
        return end >= 0 and not self._text[at + 1 : end].strip()
