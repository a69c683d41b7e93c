"""The words that coders are compared on: those of the population, and the units that they lie in."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.coding.population import Population, population_turns, population_units
from qualcode.coding.said import said
from qualcode.terms import UNIT_KINDS, Ints, UnitKind
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import map_words

CHARACTER: Literal["character"] = "character"
ComparedBy: TypeAlias = UnitKind | Literal["character"]
COMPARED_BY: tuple[ComparedBy, ...] = (CHARACTER, *UNIT_KINDS)
"""Units of agreement from the finest to the coarsest."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The population of one document, character by character; only letters, digits and ideographs count.

    place
        (characters,) where each stands in the text.
    token
        (characters,) the word it belongs to, counted from 0 over the population.
    unit
        (characters,) the unit it belongs to, counted from 0 over the population.
    number, start, end, turn
        (units,) number of the unit among all units of the document, its span, its first turn.
    """

    place: Ints
    token: Ints
    unit: Ints
    number: Ints
    start: Ints
    end: Ints
    turn: Ints

    @property
    def n_tokens(self) -> int:
        """Words of the population."""
        return int(self.token[-1]) + 1 if len(self.token) else 0

    def units_of(self, start: int, end: int) -> slice:
        """The units of which a coding holds a word character; blanks and punctuation do not count."""
        first, last = self._held(start, end)
        return slice(int(self.unit[first]), int(self.unit[last - 1]) + 1) if last > first else slice(0, 0)

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The words of which a coding holds a character, half-open; None where it holds none."""
        first, last = self._held(start, end)
        return (int(self.token[first]), int(self.token[last - 1]) + 1) if last > first else None

    def _held(self, start: int, end: int) -> tuple[int, int]:
        first, last = np.searchsorted(self.place, [start, end]).tolist()
        return first, last


def ground(document: Document, by: ComparedBy, population: Population, *, split_at: str = "") -> Ground:
    """The population of a document in units of one kind.

    Raises UsageError for exchanges of a document without an interviewer.
    """
    words = map_words(document.text, document.hidden)
    turns = population_turns(document, population)
    place, token = said(document, turns, words)
    if by == CHARACTER:
        turn = np.searchsorted(document.turn_spans[:, 1], place, "right") - 1
        n = np.arange(len(place))
        return Ground(place, token, n, n + 1, place, place + 1, turn)
    units = population_units(document, segment(document, by, split_at=split_at, words=words), turns, words)
    unit = np.searchsorted(units.start, place, "right") - 1
    columns = (units.number, units.start, units.end, units.first_turn)
    number, start, end, turn = (column.astype(np.int64) for column in columns)
    return Ground(place, token, unit, number, start, end, turn)
