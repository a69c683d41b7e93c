"""Where the codings of one document lie: in which units, in whose speech, on which words."""

from typing import NamedTuple

import numpy as np

from qualcode.coding.coded import CodedDocument, Marked, Units
from qualcode.coding.said import meeting
from qualcode.coding.sweep import spread
from qualcode.coding.units import Counting, places
from qualcode.terms import Ints


class Lying(NamedTuple):
    """Places of codings; a `row` is the index of a coding, and every number counts from 0 in the document.

    held_row, held_unit
        Each coding with each unit that frequencies count and that has a word of it.
    place_row, place, place_end
        The same with the places of co-occurrence: units (each from `place` up to and without `place_end`), or
        for `overlap` the stretch that a coding takes.
    spoken_row, spoken_by
        Each coding with each turn that it has words of: its speaker; the number behind the last speaker is
        speech without a label.
    heard_row, heard_unit, heard_by
        Each coding with each unit that frequencies count and each speaker in it.
    first_token, last_token
        (codings,) the words of the population that it covers, half-open.
    """

    held_row: Ints
    held_unit: Ints
    place_row: Ints
    place: Ints
    place_end: Ints
    spoken_row: Ints
    spoken_by: Ints
    heard_row: Ints
    heard_unit: Ints
    heard_by: Ints
    first_token: Ints
    last_token: Ints

    def then(self, other: "Lying", *, n: int) -> "Lying":
        """These codings, `n` of them, and behind them others of the same document."""
        pairs = zip(self._fields, self, other, strict=True)
        return Lying(*(np.append(a, b + n if name.endswith("_row") else b) for name, a, b in pairs))


def lying_rules(coded: CodedDocument, counting: Counting) -> Lying:
    """Where rule codings lie: each is one unit, which lies in one unit of any coarser kind."""
    unit = coded.coded.unit
    of_unit, of_place = (_placed(coded, coded.units_of(kind)) for kind in (counting.unit, counting.pair_unit))
    held, placed = np.flatnonzero(of_unit[unit] >= 0), np.flatnonzero(of_place[unit] >= 0)
    spoken, turn = speaking_turns(coded, unit)
    by = _speaker(coded)[turn]
    in_unit = of_unit[unit][spoken]
    heard = in_unit >= 0
    first, last = _unit_tokens(coded)
    place, place_end = _rule_places(coded, counting, of_place)
    return Lying(
        held, of_unit[unit][held], placed, place[unit][placed], place_end[unit][placed], spoken, by,
        spoken[heard], in_unit[heard], by[heard], first[unit], last[unit],
    )  # fmt: skip


def lying_marks(coded: CodedDocument, marked: Marked, counting: Counting) -> Lying:
    """Where a person's codings lie: in every unit and turn of which they hold a word character."""
    units, first, last = coded.units_of(counting.unit), marked.first, marked.last
    held, unit = meeting(first, last, *_stretch(marked, units))
    if counting.pairs == "overlap":
        placed, place, place_end = np.arange(len(first)), first, last
    else:
        placed, place = meeting(first, last, *_stretch(marked, coded.units_of(counting.pair_unit)))
        place_end = place + 1
    turn_of, turns = _turn_pieces(coded, marked)
    spoken, at = meeting(first, last, *turns)
    unit_of, by, parts = _unit_pieces(coded, marked, units)
    heard, part = meeting(first, last, *parts)
    return Lying(
        held, unit, placed, place, place_end, spoken, _speaker(coded)[turn_of[at]],
        heard, unit_of[part], by[part], *marked.said.tokens(first, last),
    )  # fmt: skip


def speaking_turns(coded: CodedDocument, unit: Ints) -> tuple[Ints, Ints]:
    """The turns with population words in each unit of `unit` (indices of coding units).

    Returns the index into `unit` and the turn, in text order within each.
    """
    first, last = coded.units.first_turn[unit], coded.units.last_turn[unit]
    row, turn = spread(first, last - first + 1)
    kept = coded.speaking[turn]
    return row[kept], turn[kept]


def marked_turns(coded: CodedDocument, marked: Marked) -> tuple[Ints, Ints]:
    """The turns of which each coding of a person holds words: index of the coding and turn, in text order."""
    turn_of, turns = _turn_pieces(coded, marked)
    row, at = meeting(marked.first, marked.last, *turns)
    return row, turn_of[at]


def _placed(coded: CodedDocument, coarse: Units) -> Ints:
    """For each coding unit the unit that holds it, or -1."""
    return np.arange(len(coarse)) if coarse is coded.units else places(coded.units, coarse)


def _speaker(coded: CodedDocument) -> Ints:
    """The speaker of each turn; speech without a label is that of one more."""
    speaker = coded.document.turn_speakers.astype(np.int64)
    return np.where(speaker < 0, len(coded.document.speakers), speaker)


def _unit_tokens(coded: CodedDocument) -> tuple[Ints, Ints]:
    """The words of each coding unit, counted over the population, half-open."""
    if coded.marked is None:  # any numbers do, where nothing lies across the edges of units
        last = np.cumsum(coded.units.tokens)
        return last - coded.units.tokens, last
    said = coded.marked.said
    return said.tokens(*_stretch(coded.marked, coded.units))


def _rule_places(coded: CodedDocument, counting: Counting, of_place: Ints) -> tuple[Ints, Ints]:
    """The place of each coding unit for co-occurrence."""
    if counting.pairs == "overlap" and coded.marked is not None:
        return _stretch(coded.marked, coded.units)
    return of_place, of_place + 1


def _stretch(marked: Marked, units: Units) -> tuple[Ints, Ints]:
    """The characters of each unit in what is said."""
    return marked.said.stretch(units.start, units.end)


def _turn_pieces(coded: CodedDocument, marked: Marked) -> tuple[Ints, tuple[Ints, Ints]]:
    """The turns that say something, and the characters of each."""
    spans = coded.document.turn_spans
    low, high = marked.said.stretch(spans[:, 1], spans[:, 2])
    kept = np.flatnonzero(coded.turns & (low < high))
    return kept, (low[kept], high[kept])


def _unit_pieces(coded: CodedDocument, marked: Marked, units: Units) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
    """What each turn says in each unit: the unit, the speaker, and the characters."""
    turn_of, (low, high) = _turn_pieces(coded, marked)
    begin, end = _stretch(marked, units)
    unit, at = meeting(begin, end, low, high)
    pieces = np.maximum(begin[unit], low[at]), np.minimum(end[unit], high[at])
    return unit, _speaker(coded)[turn_of[at]], pieces
