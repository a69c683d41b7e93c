"""Whether a rule is true of a unit, and by which characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from itertools import accumulate, islice, takewhile
from typing import NamedTuple, TypeAlias

from qualcode.rules.compile import Absent, All, Any, Count, Hits, Node, Pair, Polar
from qualcode.rules.syntax import Condition
from qualcode.text.words import Words

Span: TypeAlias = tuple[int, int]
Evidence: TypeAlias = tuple[Span, ...]

MAX_STRETCHES = 20_000
"""Pairs that a NEAR may form in one unit where another NEAR or ATLEAST builds on them."""


class Stretch(NamedTuple):
    """From the first to the last character of a hit, and what it rests on."""

    start: int
    end: int
    evidence: Evidence


class View(NamedTuple):
    """What a rule sees of one unit.

    `present` are the atoms with a hit in the unit, `hits` gives the spans of one of them;
    `turn_at` the turn of a position; `holds` whether a condition is true of the unit;
    `is_negated` whether the hit of a span is negated.
    """

    present: Collection[int]
    hits: Callable[[int], list[Span]]
    turn_at: Callable[[int], int]
    holds: Callable[[Condition], bool]
    words: Words
    is_negated: Callable[[Span], bool]


def evaluate(node: Node, view: View) -> Evidence | None:
    """The evidence that makes `node` true, sorted and distinct, or None where it is false."""
    found = _evaluate(node, view)
    return None if found is None else tuple(sorted(set(found)))


def _evaluate(node: Node, view: View) -> Evidence | None:
    match node:
        case Hits() | Polar():
            return tuple(span for one in stretches(node, view) for span in one.evidence) or None
        case Pair():
            return _near(node, view)
        case Count(least=least, of=one):
            return _count(stretches(one, view), least)
        case Absent(of=one):
            return () if _evaluate(one, view) is None else None
        case Condition():
            return () if view.holds(node) else None
        case All(of=of):
            return _all(of, view)
        case Any(of=of):
            found = [one for one in (_evaluate(part, view) for part in of) if one is not None]
            return tuple(span for one in found for span in one) if found else None


def _all(parts: tuple[Node, ...], view: View) -> Evidence | None:
    spans: list[Span] = []
    for part in parts:
        found = _evaluate(part, view)
        if found is None:
            return None
        spans.extend(found)
    return tuple(spans)


def stretches(node: Node, view: View) -> list[Stretch]:
    """The stretches of a term, an OR of terms or a NEAR, sorted by place."""
    match node:
        case Hits(atoms=atoms):
            spans = sorted({span for atom in atoms if atom in view.present for span in view.hits(atom)})
            return [Stretch(start, end, ((start, end),)) for start, end in spans]
        case Polar(of=one, negated=negated):
            return [hit for hit in stretches(one, view) if view.is_negated(hit.evidence[0]) is negated]
        case Any(of=of):
            return _sorted([one for part in of for one in stretches(part, view)])
        case Pair():
            return _pairs(node, view)
    return []


def _sorted(found: list[Stretch]) -> list[Stretch]:
    return sorted(set(found), key=lambda one: (one.start, one.end, one.evidence))


class _Row(NamedTuple):
    """Stretches in order, with the numbers by which those near a place are found.

    `first` counts the words that end before each begins, `last` the words that begin before the
    end of it or of one before it: both rise.
    """

    stretches: list[Stretch]
    first: list[int]
    last: list[int]

    def near(self, one: Stretch, distance: int, words: Words) -> list[Stretch]:
        """Those at most `distance` words from `one`, and few others."""
        low = bisect_left(self.last, int(words.ended[one.start]) - distance)
        high = bisect_right(self.first, int(words.begun[one.end]) + distance)
        return self.stretches[low:high]


def _row(node: Node, view: View) -> _Row:
    found = stretches(node, view)
    begun, ended = view.words.begun, view.words.ended
    last = list(accumulate((int(begun[one.end]) for one in found), max))
    return _Row(found, [int(ended[one.start]) for one in found], last)


def _near(pair: Pair, view: View) -> Evidence | None:
    """The evidence of a NEAR. Where no chain hangs on it, each side only needs to know who has a partner."""
    if _holds_pair(pair.left) or _holds_pair(pair.right):
        return tuple({span for one in _pairs(pair, view) for span in one.evidence}) or None
    left, right = _row(pair.left, view), _row(pair.right, view)
    with_partner = [
        one
        for one in left.stretches
        if any(_are_near(one, other, pair, view) for other in right.near(one, pair.distance, view.words))
    ]
    with_partner += [
        one
        for one in right.stretches
        if any(_are_near(other, one, pair, view) for other in left.near(one, pair.distance, view.words))
    ]
    return tuple(span for one in with_partner for span in one.evidence) or None


def _holds_pair(node: Node) -> bool:
    return isinstance(node, Pair) or (isinstance(node, Any) and any(map(_holds_pair, node.of)))


def _pairs(pair: Pair, view: View) -> list[Stretch]:
    """All pairs of a left and a right stretch that are near, as far as MAX_STRETCHES allows."""
    left, right = stretches(pair.left, view), _row(pair.right, view)
    found = (
        Stretch(min(a.start, b.start), max(a.end, b.end), tuple(sorted({*a.evidence, *b.evidence})))
        for a in left
        for b in right.near(a, pair.distance, view.words)
        if _are_near(a, b, pair, view)
    )
    return _sorted(list(islice(found, MAX_STRETCHES)))


def _are_near(a: Stretch, b: Stretch, pair: Pair, view: View) -> bool:
    """At most `distance` whole words between, no shared character, one turn, in order if ordered."""
    return _between(a, b, view) <= pair.distance and _may_pair(a, b, pair, view)


def _between(a: Stretch, b: Stretch, view: View) -> int:
    """Whole words between two stretches."""
    one, other = (a, b) if a.start <= b.start else (b, a)
    if other.start < one.end:
        return 0
    return int(view.words.ended[other.start]) - int(view.words.begun[one.end])


def _may_pair(a: Stretch, b: Stretch, pair: Pair, view: View) -> bool:
    """Whether all but the distance is as it should be."""
    if pair.ordered and a.end > b.start:
        return False
    return not _share(a.evidence, b.evidence) and view.turn_at(a.start) == view.turn_at(b.start)


def fewest_between(pair: Pair, view: View) -> int | None:
    """Words between the nearest two stretches that only the distance can keep from being a pair.

    From each left stretch the right ones are looked at outwards, to the first that may be its partner.
    """
    right = stretches(pair.right, view)
    starts = [one.start for one in right]
    fewest: int | None = None
    for one in stretches(pair.left, view):
        at = bisect_left(starts, one.start)
        behind = (right[place] for place in range(at, len(right)))
        before = (right[place] for place in range(at - 1, -1, -1) if not pair.ordered)
        for partner in filter(None, (_partner(one, side, pair, view) for side in (behind, before))):
            between = _between(one, partner, view)
            fewest = between if fewest is None else min(fewest, between)
    return fewest


def _partner(one: Stretch, others: Iterable[Stretch], pair: Pair, view: View) -> Stretch | None:
    """The first of `others` in the same turn that only the distance can keep from `one`."""
    turn = view.turn_at(one.start)
    near = takewhile(lambda other: view.turn_at(other.start) == turn, others)
    return next((other for other in near if _may_pair(one, other, pair, view)), None)


def _share(a: Evidence, b: Evidence) -> bool:
    return any(s < f and t < e for s, e in a for t, f in b)


def _count(found: list[Stretch], least: int) -> Evidence | None:
    """All evidence, if at least `least` of the stretches can be chosen without overlap."""
    number, reached = 0, -1
    for one in sorted(found, key=lambda one: one.end):
        if one.start >= reached:
            number, reached = number + 1, one.end
    return tuple({span for one in found for span in one.evidence}) if number >= least else None
