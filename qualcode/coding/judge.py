"""The rules with operators, judged in the units that hold what they need."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from qualcode.coding.coded import Units
from qualcode.coding.conditions import Conditions
from qualcode.coding.hiding import Hidden, is_hidden
from qualcode.coding.plan import Prepared
from qualcode.coding.rounds import Rule
from qualcode.coding.sweep import distinct
from qualcode.rules.compile import candidates
from qualcode.rules.evaluate import Span, View, evaluate
from qualcode.rules.match import Found
from qualcode.rules.syntax import Condition
from qualcode.terms import Flags, Ints
from qualcode.text.document import Document
from qualcode.text.words import Words

Row = tuple[int, int, int, int, int]
"""Unit, code, rule, start, end; start is -1 where a rule is true without evidence."""
Numbered = tuple[int, Span]
"""A hit: its number among those found, and its span."""


@dataclass
class Judge:
    """What the rules of one document see; `coded` are the (unit, code) that are true so far."""

    prepared: Prepared
    document: Document
    units: Units
    turns: Flags
    words: Words
    found: Found
    unit_of: Ints
    hidden: Hidden
    negated: set[Span]
    coded: set[tuple[int, int]]
    _known: dict[int, dict[int, list[Numbered]]] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        """Rows of all such rules, round after round: a round uses codes of earlier rounds only."""
        rows: list[Row] = []
        if any(level.rules for level in self.prepared.levels):
            for level in self.prepared.levels:
                possible = level.possible(self._units_with)
                made = [row for rule in possible for row in self._judge(rule)]
                self.coded |= {(row[0], row[1]) for row in made}
                rows += made
        return rows

    def _judge(self, rule: Rule) -> Iterable[Row]:
        possible = candidates(rule.node, self._units_with, self._units_coded)
        for unit in range(len(self.units)) if possible is None else sorted(possible):
            evidence = evaluate(rule.node, self.view(rule.code, unit))
            if evidence is not None:
                for start, end in evidence or ((-1, -1),):
                    yield unit, rule.code, rule.number, start, end

    def _units_coded(self, code: str) -> set[int]:
        """The units that have a code, or one below it, so far."""
        wanted = self.prepared.family[code]
        return {unit for unit, one in self.coded if one in wanted}

    @cached_property
    def _units_with(self) -> dict[int, set[int]]:
        """The units that hold a hit of each atom."""
        size = len(self.units)
        pairs = distinct(self.found.atom * size + self.unit_of)
        units: dict[int, set[int]] = {}
        for atom, unit in zip((pairs // size).tolist(), (pairs % size).tolist(), strict=True):
            units.setdefault(atom, set()).add(unit)
        return units

    @cached_property
    def _order(self) -> Ints:
        """The numbers of the hits, unit by unit."""
        return np.argsort(self.unit_of, kind="stable")

    @cached_property
    def _edges(self) -> list[int]:
        """Where in `_order` the hits of each unit begin, and where the last ones end."""
        units = np.arange(len(self.units) + 1)
        edges: list[int] = np.searchsorted(self.unit_of, units, sorter=self._order).tolist()
        return edges

    @cached_property
    def _turn_starts(self) -> list[int]:
        starts: list[int] = self.document.turn_spans[:, 0].tolist()
        return starts

    def _hits_in(self, unit: int) -> dict[int, list[Numbered]]:
        """The hits of a unit by atom, each with its number."""
        if unit not in self._known:
            hits: dict[int, list[Numbered]] = {}
            chosen = self._order[self._edges[unit] : self._edges[unit + 1]]
            columns = (chosen, *(column[chosen] for column in self.found))
            for hit, atom, start, end in zip(*map(np.ndarray.tolist, columns), strict=True):
                hits.setdefault(atom, []).append((hit, (start, end)))
            self._known[unit] = hits
        return self._known[unit]

    @cached_property
    def _conditions(self) -> Conditions:
        return Conditions(self.document, self.turns & _speaks(self.document, self.words))

    def view(self, code: int, unit: int) -> View:
        """What the rules of a code see of a unit: hits that are not hidden for it, and conditions."""
        hits, starts = self._hits_in(unit), self._turn_starts

        def spans(atom: int) -> list[Span]:
            return [span for hit, span in hits[atom] if not is_hidden(self.hidden, hit, code)]

        def holds(condition: Condition) -> bool:
            if condition.kind == "code":
                return any((unit, one) in self.coded for one in self.prepared.family[condition.value])
            first, last = int(self.units.first_turn[unit]), int(self.units.last_turn[unit])
            return self._conditions.holds(condition, first, last)

        def turn_at(position: int) -> int:
            return bisect_right(starts, position)

        return View(hits.keys(), spans, turn_at, holds, self.words, self.negated.__contains__)


def _speaks(document: Document, words: Words) -> Flags:
    """Which turns hold a word: in a turn without one nobody speaks."""
    speech, end = document.turn_spans[:, 1], document.turn_spans[:, 2]
    speaks: Flags = words.begun[end] > words.begun[speech]
    return speaks
