"""Codebook × document: which units have which codes, and by which characters."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.aside import Aside, asides
from qualcode.coding.coded import Coded, Units
from qualcode.coding.cuts import Judged, bounds, judge
from qualcode.coding.hiding import Hidden, Nesting, hide, is_hidden
from qualcode.coding.judge import Judge
from qualcode.coding.plan import Prepared, prepare
from qualcode.rules.evaluate import Span
from qualcode.rules.match import Found, Matcher, find_regexes, join
from qualcode.rules.negation import Negation, Spoken
from qualcode.terms import SEPARATOR, Flags, Ints, Offsets
from qualcode.text.document import Document
from qualcode.text.key import Key, search_key
from qualcode.text.words import Words, map_words

if TYPE_CHECKING:
    from qualcode.coding.patterns import PatternFinder

Rows = np.ndarray[tuple[int, int], np.dtype[np.int64]]
"""Columns unit, code, rule, start, end; start is -1 where a rule is true without evidence."""


class Looked(NamedTuple):
    """What stands in a document for a codebook, before its rules are judged.

    everywhere
        All hits of terms, regexes and patterns in speech, as they were found.
    found, unit_of, hidden
        Those that count inside one unit and one turn of the population, the unit of each, and
        for whom some are hidden.
    shields
        The hits of shields.
    inside, judged
        Hits inside one unit and one turn of the population, before word cuts; and what these leave.
    aside
        What word cuts set aside.
    negated
        The spans that are negated, of those of `found` that a rule asks about.
    """

    words: Words
    spoken: Spoken
    everywhere: Found
    found: Found
    unit_of: Ints
    hidden: Hidden
    shields: Found
    inside: Found
    judged: Judged
    aside: tuple[Aside, ...]
    negated: set[Span]


class Engine:
    """The rules of a codebook, compiled once, for any number of documents.

    It does not pickle: build one in each process.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.prepared = prepare(codebook)
        self._patterns = _finder(self.prepared)
        self.negation = Negation(codebook.negation)
        self._matcher = Matcher(self.prepared.plan, self.prepared.shields)
        self._bounds = bounds(codebook)

    def code(
        self,
        document: Document,
        units: Units,
        turns: Flags,
        words: Words | None = None,
        *,
        looked: Looked | None = None,
    ) -> Coded:
        """Judge every rule in every unit.

        Parameters
        ----------
        units
            The coding units of the population (`population_units`).
        turns
            Which turns belong to the population, one flag a turn.
        words
            The document's words (`map_words(document.text, document.hidden)`), where they
            are known already.
        looked
            What `look` found with the same arguments, where it is known already.
        """
        looked = looked or self.look(document, units, turns, words)
        rows = _plain_rows(self.prepared, looked.found, looked.unit_of, looked.hidden)
        judged = self.judge(looked, document, units, turns, _pairs(rows)).rows()
        rows = np.concatenate([rows, np.array(judged, np.int64).reshape(-1, 5)])
        coded = _coded(rows, self.prepared.names)
        start, end = coded.evidence.T
        negated = self._negated(looked.spoken, document, units, start, end)
        flags = [(first, last) in negated for first, last in coded.evidence.tolist()]
        foreign = self._patterns.foreign(looked.words, units) if self._patterns else 0
        return replace(coded, negated=np.array(flags, np.bool_), aside=looked.aside, foreign=foreign)

    def look(self, document: Document, units: Units, turns: Flags, words: Words | None = None) -> Looked:
        """Find all that the rules look for; parameters as in `code`."""
        words = words or map_words(document.text, document.hidden)
        key = search_key(document.text, document.hidden)
        everywhere, shields = self._everywhere(document, units, turns, words, key)
        inside = everywhere.where(_is_inside(everywhere, document, units, turns))
        judged = judge(inside, self.prepared, self._bounds, document.text, key, words)
        found, hidden = _without(inside, judged, shields, self.prepared.nesting)
        unit_of = _unit_of(found.start, units)
        spans = [(start, end) for start, end in document.asides.tolist()]
        spoken = Spoken(document.text, key, words, spans, document.wrapped)
        asked = found.where(_flagged(self.prepared.polar, found.atom))
        negated = self._negated(spoken, document, units, asked.start, asked.end)
        aside = self._aside(spoken, document, units, inside, judged, shields) if judged.absent else ()
        return Looked(
            words, spoken, everywhere, found, unit_of, hidden, shields, inside, judged, aside, negated
        )

    def _aside(
        self,
        spoken: Spoken,
        document: Document,
        units: Units,
        inside: Found,
        judged: Judged,
        shields: Found,
    ) -> tuple[Aside, ...]:
        """What word cuts set aside of the hits that would have counted."""
        chosen = np.array(list(judged.absent), np.int64)
        lost = Found(*(column[chosen] for column in inside))
        near = _holds_start(inside, lost)
        place = np.flatnonzero(near).tolist()
        hidden = {
            place[hit]: codes
            for hit, codes in hide(inside.where(near), shields, self.prepared.nesting).items()
        }
        asked = lost.where(_flagged(self.prepared.polar, lost.atom))
        negated = self._negated(spoken, document, units, asked.start, asked.end)
        return asides(inside, judged, hidden, negated, self.prepared.lone)

    def judge(
        self, looked: Looked, document: Document, units: Units, turns: Flags, coded: set[tuple[int, int]]
    ) -> Judge:
        """What judges the rules with operators; `coded` are the (unit, code) that are true without them."""
        return Judge(
            self.prepared,
            document,
            units,
            turns,
            looked.words,
            looked.found,
            looked.unit_of,
            looked.hidden,
            looked.negated,
            coded,
        )

    def _negated(self, spoken: Spoken, document: Document, units: Units, start: Ints, end: Ints) -> set[Span]:
        """Which stretches, each in one unit and one turn, are negated."""
        turn, unit_of = _turn_of(start, document), _unit_of(start, units)
        low = np.maximum(units.start[unit_of], document.turn_spans[turn, 1])
        high = np.minimum(units.end[unit_of], document.turn_spans[turn, 2])
        hits = list(zip(start.tolist(), end.tolist(), strict=True))
        parts = list(zip(low.tolist(), high.tolist(), strict=True))
        return self.negation.negated(spoken, hits, parts)

    def _everywhere(
        self, document: Document, units: Units, turns: Flags, words: Words, key: Key
    ) -> tuple[Found, Found]:
        """All hits of terms, regexes and patterns, and those of shields."""
        terms, shields = self._matcher.find(document.text, key, words)
        plan = self.prepared.plan
        parts = partial(_parts, document, units, turns)
        found_by = find_regexes(plan.regexes, len(plan.terms), document.text, units.start, units.end, parts)
        regexes = Found(*np.array(list(found_by), np.int64).reshape(-1, 3).T)
        found = [terms, regexes.where(~_touches(regexes, document.asides))]
        if self._patterns:
            found.append(self._patterns.find(document.text, key, words, units, parts))
        return join(found), shields


def _finder(prepared: Prepared) -> "PatternFinder | None":
    """What finds the patterns of a codebook, if it has any: spaCy is loaded only then."""
    plan = prepared.plan
    if not plan.patterns:
        return None
    from qualcode.coding.patterns import PatternFinder

    return PatternFinder(prepared.codebook, plan.patterns, len(plan.terms) + len(plan.regexes))


def _holds_start(found: Found, of: Found) -> Flags:
    """Which hits hold the first character of some hit among others, as a hit that holds all of it does."""
    starts = np.sort(of.start)
    holds: Flags = np.searchsorted(starts, found.start) < np.searchsorted(starts, found.end)
    return holds


def _without(found: Found, judged: Judged, shields: Found, nesting: Nesting) -> tuple[Found, Hidden]:
    """The hits that word cuts leave, and which of them are hidden."""
    if not judged.absent:
        return found, hide(found, shields, nesting)
    place = np.cumsum(judged.kept) - 1
    absent = {int(place[hit]): codes for hit, codes in judged.absent.items() if judged.kept[hit]}
    kept = found.where(judged.kept)
    return kept, hide(kept, shields, nesting, absent)


def _parts(document: Document, units: Units, turns: Flags, unit: int) -> list[tuple[int, int]]:
    """The stretches of a unit that lie in one turn of the population."""
    start, end = int(units.start[unit]), int(units.end[unit])
    first, last = int(units.first_turn[unit]), int(units.last_turn[unit])
    if first == last:
        return [(start, end)]
    held = first + np.flatnonzero(turns[first : last + 1])
    spans = document.turn_spans[held, 1:].tolist()
    return [(max(start, speech), min(end, stop)) for speech, stop in spans if stop > speech]


def _is_inside(found: Found, document: Document, units: Units, turns: Flags) -> Flags:
    """Which hits lie wholly in one unit and in one turn of the population."""
    if not len(units) or not len(found.start):
        return np.zeros(len(found.start), np.bool_)
    unit, turn = _unit_of(found.start, units), _turn_of(found.start, document)
    speech, end = document.turn_spans[turn, 1], document.turn_spans[turn, 2]
    in_unit = (unit >= 0) & (found.end <= units.end[unit])
    in_turn = (turn >= 0) & (found.start >= speech) & (found.end <= end)
    inside: Flags = in_unit & in_turn & turns[turn]
    return inside


def _unit_of(positions: Ints, units: Units) -> Ints:
    return np.searchsorted(units.start, positions, "right") - 1


def _turn_of(positions: Ints, document: Document) -> Ints:
    return np.searchsorted(document.turn_spans[:, 0], positions, "right") - 1


def _flagged(polar: Flags, atoms: Ints) -> Flags:
    """Which atoms are terms that are flagged; regexes, numbered behind them, are not."""
    flags = np.zeros(len(atoms), np.bool_)
    terms = atoms < len(polar)
    flags[terms] = polar[atoms[terms]]
    return flags


def _touches(found: Found, asides: Offsets) -> Flags:
    """Which hits share a character with an aside."""
    if not len(asides):
        return np.zeros(len(found.start), np.bool_)
    after = np.searchsorted(asides[:, 1], found.start, "right")
    touched: Flags = (after < len(asides)) & (asides[np.minimum(after, len(asides) - 1), 0] < found.end)
    return touched


def _plain_rows(prepared: Prepared, found: Found, unit_of: Ints, hidden: Hidden) -> Rows:
    """Rows of the rules that are true wherever one of their terms has a hit."""
    first = prepared.first_use[found.atom]
    number = prepared.first_use[found.atom + 1] - first
    hit = np.repeat(np.arange(len(number)), number)
    entry = (
        np.repeat(first - np.concatenate(([0], np.cumsum(number)[:-1])), number) + np.arange(len(hit))
        if len(hit)
        else hit
    )
    code, rule = prepared.use_code[entry], prepared.use_rule[entry]
    rows = np.stack([unit_of[hit], code, rule, found.start[hit], found.end[hit]], axis=1)
    if hidden:
        dropped = [is_hidden(hidden, h, c) for h, c in zip(hit.tolist(), code.tolist(), strict=True)]
        rows = rows[~np.array(dropped, np.bool_)]
    return rows


def _pairs(rows: Rows) -> set[tuple[int, int]]:
    """The distinct (unit, code) of `rows`."""
    return set(zip(rows[:, 0].tolist(), rows[:, 1].tolist(), strict=True))


def _coded(rows: Rows, names: tuple[str, ...]) -> Coded:
    """Rows grouped by unit and code: one coding each, none of its evidence flagged."""
    rows = _sorted(rows)
    new = _differs(rows[:, :2])
    coding = np.cumsum(new) - 1
    heads = rows[new]
    spans = np.column_stack([coding, rows[:, 3:]])[rows[:, 3] >= 0]
    spans = _sorted(spans)
    spans = spans[_differs(spans)]
    first = np.searchsorted(spans[:, 0], np.arange(len(heads) + 1))
    evidence = spans[:, 1:].astype(np.int32)
    flags = np.zeros(len(evidence), np.bool_)
    return Coded(heads[:, 0], heads[:, 1], _rule_texts(rows, coding, names), evidence, flags, first)


def _sorted(rows: Ints) -> Ints:
    """Rows in ascending order of their columns, the first counting most."""
    return rows[np.lexsort(rows.T[::-1])]


def _differs(rows: Ints) -> Flags:
    """Which rows are not equal to the row before them."""
    new = np.ones(len(rows), np.bool_)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return new


def _rule_texts(rows: Rows, coding: Ints, names: tuple[str, ...]) -> tuple[str, ...]:
    """For each coding its true rules, sorted and joined; `rows` are sorted by coding and rule."""
    pairs = np.column_stack([coding, rows[:, 2]])
    texts: list[str] = []
    last = -1
    for number, rule in pairs[_differs(pairs)].tolist():
        if number == last:
            texts[-1] += SEPARATOR + names[rule]
        else:
            texts.append(names[rule])
        last = number
    return tuple(texts)
