"""What the terms of a code find in a passage: which hits count, and what keeps the others from it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from qualcode.coding.apply import Engine, Looked
from qualcode.coding.coded import Units
from qualcode.coding.hiding import EVERY, is_hidden
from qualcode.rules.compile import Atom
from qualcode.rules.evaluate import Span
from qualcode.rules.match import Found
from qualcode.text.document import Document
from qualcode.workshop.reason_words import ENGLISH, Bar


@dataclass(frozen=True, slots=True)
class Sighting:
    """A hit.

    bar
        What keeps it from counting for the code: a longer term, a shield, a word cut, the end of the
        unit; None where it counts.
    clause, negators
        Where its negators are looked for, and the spans of those found; an odd number negates it.
        Empty where it does not count.
    """

    start: int
    end: int
    bar: Bar | None = None
    clause: Span = (0, 0)
    negators: tuple[Span, ...] = ()

    @property
    def why_not(self) -> str:
        """What keeps it from counting, in English; empty where it counts."""
        return ENGLISH.bar(self.bar) if self.bar else ""

    @property
    def is_negated(self) -> bool:
        """Whether an odd number of negators stands in its scope."""
        return len(self.negators) % 2 == 1


@dataclass(frozen=True, slots=True)
class Scene:
    """One unit of a document, looked at for one code (its position in the codebook)."""

    engine: Engine
    document: Document
    units: Units
    looked: Looked
    unit: int
    code: int

    @property
    def span(self) -> Span:
        """The unit's characters."""
        return int(self.units.start[self.unit]), int(self.units.end[self.unit])


def sightings(scene: Scene, atoms: Collection[Atom]) -> dict[Atom, tuple[Sighting, ...]]:
    """The hits of some terms and regexes in or across a unit, by what was found, from left to right."""
    low, high = scene.span
    seen: dict[Atom, list[Sighting]] = {}
    for atom, start, end in rows_between(scene.looked.everywhere, low, high):
        if atom in atoms:
            seen.setdefault(atom, []).append(_sighting(scene, atom, (start, end)))
    return {atom: tuple(sorted(found, key=_place)) for atom, found in seen.items()}


def rows_between(found: Found, low: int, high: int) -> Iterator[tuple[Atom, int, int]]:
    """The hits that share a character with a stretch."""
    near = found.where((found.start < high) & (found.end > low))
    return zip(near.atom.tolist(), near.start.tolist(), near.end.tolist(), strict=True)


def _place(one: Sighting) -> Span:
    return one.start, one.end


def _sighting(scene: Scene, atom: Atom, span: Span) -> Sighting:
    bar = _beyond(scene, atom, span) or _shielded(scene, atom, span)
    bar = bar or _cut(scene, atom, span) or _hidden(scene, atom, span)
    if bar:
        return Sighting(*span, bar)
    turns = scene.document.turn_spans
    turn = int(np.searchsorted(turns[:, 0], span[0], "right")) - 1
    low, high = scene.span
    part = max(low, int(turns[turn, 1])), min(high, int(turns[turn, 2]))
    scope = scene.engine.negation.scope(scene.looked.spoken, span, part)
    return Sighting(*span, None, (scope.start, scope.end), scope.negators)


def _beyond(scene: Scene, atom: Atom, span: Span) -> Bar | None:
    """Why a hit that was found counts in no unit."""
    low, high = scene.span
    if low <= span[0] and span[1] <= high:
        counts = _same(scene.looked.inside, atom, span)
        return None if counts else Bar("unheard")
    return Bar("beyond", scene.units.kind)


def _is_cut(scene: Scene, atom: Atom, span: Span) -> bool:
    """Whether word cuts took a hit from the code."""
    absent = scene.looked.judged.absent
    return any(scene.code in absent.get(hit, ()) for hit in _same(scene.looked.inside, atom, span))


def _same(found: Found, atom: Atom, span: Span) -> list[int]:
    """The numbers of the hits of one term on one stretch."""
    same = (found.atom == atom) & (found.start == span[0]) & (found.end == span[1])
    return [int(hit) for hit in np.flatnonzero(same)]


def _cut(scene: Scene, atom: Atom, span: Span) -> Bar | None:
    """The words that a hit cuts through, or the longer one that it lies within."""
    judged = scene.looked.judged
    if not (judged.cuts and _is_cut(scene, atom, span)):
        return None
    crosses = not judged.crossing.isdisjoint(_same(scene.looked.inside, atom, span))
    (words,) = judged.cuts.words_at(np.array(span[:1]), np.array(span[1:]))
    return Bar("crosses" if crosses else "within", words)


def _shielded(scene: Scene, atom: Atom, span: Span) -> Bar | None:
    """The shield that a hit of a term lies in."""
    nesting, text = scene.engine.prepared.nesting, scene.document.text
    for number, start, end in rows_between(scene.looked.shields, *span) if atom < nesting.n_terms else ():
        covers = nesting.shields[number]
        if start <= span[0] and span[1] <= end and (covers is EVERY or scene.code in covers):
            return Bar("shield", text[start:end])
    return None


def _hidden(scene: Scene, atom: Atom, span: Span) -> Bar | None:
    """The longer term that hides a hit."""
    if not _is_hidden(scene, atom, span):
        return None
    text = scene.document.text
    longer = [
        (start - end, text[start:end])
        for other, start, end in rows_between(scene.looked.found, *span)
        if start <= span[0] and span[1] <= end and (start, end) != span and _hides(scene, other, (start, end))
    ]
    return Bar("longer", min(longer)[1])


def _is_hidden(scene: Scene, atom: Atom, span: Span) -> bool:
    hits = _same(scene.looked.found, atom, span)
    return any(is_hidden(scene.looked.hidden, hit, scene.code) for hit in hits)


def _hides(scene: Scene, atom: Atom, span: Span) -> bool:
    """Whether a hit hides shorter ones from the code."""
    nesting = scene.engine.prepared.nesting
    hiders = nesting.hiders.get(atom, frozenset())
    owners = hiders if nesting.everywhere else hiders & {scene.code}
    return any(not _is_cut(replace(scene, code=owner), atom, span) for owner in owners)
