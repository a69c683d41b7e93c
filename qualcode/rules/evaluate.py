"""Whether a rule is true of a unit, and by which characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TypeAlias

from qualcode.rules.compile import Absent, All, Any, Count, Hits, Node, Pair
from qualcode.rules.syntax import Condition
from qualcode.text.words import Words

Span: TypeAlias = tuple[int, int]
Evidence: TypeAlias = tuple[Span, ...]

MAX_STRETCHES = 20_000
"""Pairs that one NEAR of one unit may form; further ones are not looked at."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first to the last character of a hit, and what it rests on."""

    start: int
    end: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class View:
    """What a rule sees of one unit.

    `hits` gives an atom's spans in the unit; `turn_at` the turn of a position; `holds`
    whether a condition is true of the unit.
    """

    hits: Callable[[int], list[Span]]
    turn_at: Callable[[int], int]
    holds: Callable[[Condition], bool]
    words: Words


def evaluate(node: Node, view: View) -> Evidence | None:
    """The evidence that makes `node` true, sorted and distinct, or None where it is false."""
    found = _evaluate(node, view)
    return None if found is None else tuple(sorted(set(found)))


def _evaluate(node: Node, view: View) -> Evidence | None:
    match node:
        case Hits():
            return tuple(span for one in stretches(node, view) for span in one.evidence) or None
        case Pair():
            return tuple({span for one in stretches(node, view) for span in one.evidence}) or None
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
            spans = sorted({span for atom in atoms for span in view.hits(atom)})
            return [Stretch(start, end, ((start, end),)) for start, end in spans]
        case Any(of=of):
            return _sorted([one for part in of for one in stretches(part, view)])
        case Pair():
            return _pairs(node, view)
    return []


def _sorted(found: list[Stretch]) -> list[Stretch]:
    return sorted(set(found), key=lambda one: (one.start, one.end, one.evidence))


def _pairs(pair: Pair, view: View) -> list[Stretch]:
    """All pairs of a left and a right stretch that are near."""
    left, right = stretches(pair.left, view), stretches(pair.right, view)
    if not left or not right:
        return []
    begun, ended = view.words.begun, view.words.ended
    first = [int(ended[one.start]) for one in right]
    last = list(accumulate((int(begun[one.end]) for one in right), max))
    found = (
        Stretch(min(a.start, b.start), max(a.end, b.end), tuple(sorted({*a.evidence, *b.evidence})))
        for a in left
        for b in right[
            bisect_left(last, int(ended[a.start]) - pair.distance) : bisect_right(
                first, int(begun[a.end]) + pair.distance
            )
        ]
        if _are_near(a, b, pair, view)
    )
    return _sorted(list(islice(found, MAX_STRETCHES)))


def _are_near(a: Stretch, b: Stretch, pair: Pair, view: View) -> bool:
    """At most `distance` whole words between, no shared character, one turn, in order if ordered."""
    if pair.ordered and a.end > b.start:
        return False
    one, other = (a, b) if a.start <= b.start else (b, a)
    between = (
        int(view.words.ended[other.start]) - int(view.words.begun[one.end]) if other.start >= one.end else 0
    )
    return (
        between <= pair.distance
        and not _share(a.evidence, b.evidence)
        and view.turn_at(one.start) == view.turn_at(other.start)
    )


def _share(a: Evidence, b: Evidence) -> bool:
    return any(s < f and t < e for s, e in a for t, f in b)


def _count(found: list[Stretch], least: int) -> Evidence | None:
    """All evidence, if at least `least` of the stretches can be chosen without overlap."""
    number, reached = 0, -1
    for one in sorted(found, key=lambda one: one.end):
        if one.start >= reached:
            number, reached = number + 1, one.end
    return tuple({span for one in found for span in one.evidence}) if number >= least else None
