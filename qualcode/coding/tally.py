"""What one document brings to the sums, as columns of numbers."""

from typing import NamedTuple

import numpy as np

from qualcode.coding.aside import SetAsides, count_aside
from qualcode.coding.coded import CodedDocument, Units
from qualcode.coding.sweep import spread
from qualcode.coding.units import Counting, places
from qualcode.terms import Ints

CASE = "case"
"""The attribute whose values are the people, where it is given."""


class Tally(NamedTuple):
    """One document's codings with their places, all numbers counted from 0 within the document.

    code, source, unit, place
        (n,) of each coding: its code, its coding unit, and the unit that frequencies and
        co-occurrence count (-1 where no such unit holds it).
    spoken_row, spoken_by
        (m,) each coding (index) with each of its speakers; `len(people) - 1` is speech
        without a label.
    people
        The case of each speaker, then of speech without a label; "" where there is none.
    evidence_row, evidence_start, evidence_end
        (k,) each stretch of evidence: index of its coding, and its span in the text.
    source_tokens
        Words of each coding unit.
    n_units, n_pair_units
        How many units frequencies and co-occurrence count.
    tokens, characters
        Words of the population, and how many of them are Han or kana characters.
    aside
        Hits that word cuts set aside.
    """

    document: str
    language: str
    length: int
    code: Ints
    source: Ints
    unit: Ints
    place: Ints
    spoken_row: Ints
    spoken_by: Ints
    people: tuple[str, ...]
    evidence_row: Ints
    evidence_start: Ints
    evidence_end: Ints
    source_tokens: Ints
    n_units: int
    n_pair_units: int
    tokens: int
    characters: int
    aside: SetAsides


def tally(coded: CodedDocument, counting: Counting) -> Tally:
    """The columns of one coded document, its units counted as `counting` says."""
    document, codings = coded.document, coded.coded
    units, pair_units = coded.units_of(counting.unit), coded.units_of(counting.pair_unit)
    spoken_row, turn = speaking_turns(coded, codings.unit)
    speaker = document.turn_speakers[turn].astype(np.int64)
    rows, _ = spread(codings.first_evidence[:-1], np.diff(codings.first_evidence))
    return Tally(
        document=document.id,
        language=document.main_language,
        length=len(document.text),
        code=codings.code,
        source=codings.unit,
        unit=_placed(coded, codings.unit, units),
        place=_placed(coded, codings.unit, pair_units),
        spoken_row=spoken_row,
        spoken_by=np.where(speaker < 0, len(document.speakers), speaker),
        people=_cases(coded),
        evidence_row=rows,
        evidence_start=codings.evidence[:, 0].astype(np.int64),
        evidence_end=codings.evidence[:, 1].astype(np.int64),
        source_tokens=coded.units.tokens,
        n_units=len(units),
        n_pair_units=len(pair_units),
        tokens=int(coded.turn_tokens[coded.turns].sum()),
        characters=int(coded.turn_characters[coded.turns].sum()),
        aside=count_aside(codings.aside, document.text),
    )


def speaking_turns(coded: CodedDocument, unit: Ints) -> tuple[Ints, Ints]:
    """The turns with population words in each unit of `unit` (indices of coding units).

    Returns the index into `unit` and the turn, in text order within each.
    """
    first, last = coded.units.first_turn[unit], coded.units.last_turn[unit]
    row, turn = spread(first, last - first + 1)
    kept = coded.speaking[turn]
    return row[kept], turn[kept]


def _placed(coded: CodedDocument, unit: Ints, coarse: Units) -> Ints:
    return unit if coarse is coded.units else places(coded.units, coarse)[unit]


def _cases(coded: CodedDocument) -> tuple[str, ...]:
    document = coded.document
    own = document.attributes.get(CASE, "")
    return (*(speaker.attributes.get(CASE) or own for speaker in document.speakers), own)
