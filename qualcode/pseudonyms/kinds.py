"""Kinds of what may tell who somebody is, and the places where it was found."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

from qualcode.text.patterns import lazy

Kind: TypeAlias = Literal[
    "person",
    "place",
    "organisation",
    "address",
    "phone",
    "id",
    "card",
    "email",
    "account",
    "link",
    "plate",
    "number",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order of the table that the researcher confirms."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
"""Han characters, for a class of a pattern."""

_LINE = lazy(r"\s+")


class Hit(NamedTuple):
    """A stretch `[start, end)` of a text that may have to be replaced, and the rule that found it."""

    start: int
    end: int
    kind: Kind
    rule: str


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in text order: of those that overlap the longest, of equals the one given first."""
    given = sorted(hits, key=lambda one: one.start)
    return [given[at] for at in longest_apart([(hit.start, hit.end) for hit in given])]


def longest_apart(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Which of several spans, sorted by their starts, stay where those that overlap give way to the longest.

    Numbers of spans, in their order; of equals the earlier one stays. Spans are not empty.
    """
    chosen: list[int] = []
    group: list[int] = []
    reach = -1
    for at, (start, end) in enumerate(spans):
        if start >= reach:
            chosen += _longest(spans, group)
            group = []
        group.append(at)
        reach = max(reach, end)
    return chosen + _longest(spans, group)


def _longest(spans: Sequence[tuple[int, int]], group: list[int]) -> list[int]:
    """The same for spans that overlap in a chain."""
    if len(group) < 2:
        return group
    first = spans[group[0]][0]
    taken = bytearray(max(spans[at][1] for at in group) - first)
    kept = []
    for at in sorted(group, key=lambda one: (spans[one][0] - spans[one][1], spans[one][0])):
        start, end = spans[at][0] - first, spans[at][1] - first
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(at)
    return sorted(kept)


def in_line(text: str) -> str:
    """White space as single blanks, as a cell of a table shows it."""
    return _LINE.sub(" ", text).strip()
