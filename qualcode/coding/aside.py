"""Hits that word cuts set aside: which would have counted, told and summed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from qualcode.coding.cuts import Judged
from qualcode.coding.hiding import NOBODY, Hidden, is_hidden
from qualcode.rules.evaluate import Span
from qualcode.rules.match import Found
from qualcode.terms import SEPARATOR

ANY_CODE = -1
"""Stands for all codes together: a stretch that several codes lose is one hit."""
MOST_EXAMPLES = 3

Lone: TypeAlias = Sequence[Sequence[frozenset[int]]]
"""`Prepared.lone`."""


class Aside(NamedTuple):
    """A stretch that does not count for some codes, though nothing else forbids it.

    words
        The words that it touches, parted by bars.
    crossing
        Whether it cuts through words; if not, it lies within a longer one.
    codes, lone
        The codes that lose it, and those of them that it would have coded by itself, without
        others beside it.
    """

    start: int
    end: int
    words: str
    crossing: bool
    codes: frozenset[int]
    lone: frozenset[int]


class SetAside(NamedTuple):
    """How many hits of one text were set aside, how many of these code by themselves, some examples."""

    n: int
    n_lone: int
    words: tuple[str, ...]


SetAsides: TypeAlias = dict[tuple[int, str, bool], SetAside]
"""By code or ANY_CODE, text of the hit, and whether it cuts through words."""


def asides(found: Found, judged: Judged, hidden: Hidden, negated: set[Span], lone: Lone) -> tuple[Aside, ...]:
    """What word cuts set aside, sorted.

    `hidden` says which hits would not have counted anyway, because of longer terms or shields;
    `negated` which are negated.
    """
    told: dict[Span, Aside] = {}
    for hit, lost in judged.absent.items():
        codes = frozenset(code for code in lost if not is_hidden(hidden, hit, code))
        if codes:
            span = int(found.start[hit]), int(found.end[hit])
            known = told.get(span) or Aside(*span, "", False, NOBODY, NOBODY)
            by_itself = codes & lone[span in negated][int(found.atom[hit])]
            told[span] = known._replace(
                crossing=hit in judged.crossing, codes=known.codes | codes, lone=known.lone | by_itself
            )
    if not (told and judged.cuts):
        return ()
    places = np.array(sorted(told), np.int64)
    words = judged.cuts.words_at(places[:, 0], places[:, 1])
    return tuple(told[span]._replace(words=one) for span, one in zip(sorted(told), words, strict=True))


def count_aside(aside: Iterable[Aside], text: str) -> SetAsides:
    """What was set aside in a document, counted."""
    counted: SetAsides = {}
    for one in aside:
        for code in (ANY_CODE, *one.codes):
            by_itself = bool(one.lone) if code == ANY_CODE else code in one.lone
            count = SetAside(1, int(by_itself), (one.words,))
            _add(counted, (code, text[one.start : one.end], one.crossing), count)
    return counted


def _add(counted: SetAsides, place: tuple[int, str, bool], more: SetAside) -> None:
    known = counted.get(place, SetAside(0, 0, ()))
    words = tuple(sorted({*known.words, *more.words}))[:MOST_EXAMPLES]
    counted[place] = SetAside(known.n + more.n, known.n_lone + more.n_lone, words)


def add_asides(one: SetAsides, other: SetAsides) -> SetAsides:
    """Counts of several documents together; in which order makes no difference."""
    both = dict(one)
    for place, more in other.items():
        _add(both, place, more)
    return both


ASIDE_COLUMNS = ("code", "text", "cut", "n", "n_lone", "words")


def aside_rows(aside: SetAsides, codes: Sequence[str]) -> list[tuple[str | int, ...]]:
    """One row for each code and text that it lost, in the order of `codes`, the worst first."""
    return [
        (
            codes[code],
            text,
            "crossing" if crossing else "within",
            one.n,
            one.n_lone,
            SEPARATOR.join(one.words),
        )
        for code in range(len(codes))
        for crossing in (True, False)
        for text, one in worst(aside, code, crossing=crossing)
    ]


def worst(aside: SetAsides, code: int, *, crossing: bool) -> list[tuple[str, SetAside]]:
    """What one code lost, by text: most hits that code by themselves first, then most hits."""
    mine = [(text, one) for (owner, text, cut), one in aside.items() if (owner, cut) == (code, crossing)]
    return sorted(mine, key=lambda pair: (-pair[1].n_lone, -pair[1].n, pair[0]))
