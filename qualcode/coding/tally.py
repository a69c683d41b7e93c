"""What one document brings to the sums, as columns of numbers."""

from typing import NamedTuple

import numpy as np

from qualcode.coding.aside import SetAsides, count_aside
from qualcode.coding.coded import CodedDocument
from qualcode.coding.lying import Lying, lying_marks, lying_rules
from qualcode.coding.sweep import spread
from qualcode.coding.units import Counting
from qualcode.terms import Flags, Ints

CASE = "case"
"""The attribute whose values are the people, where it is given."""


class Tally(NamedTuple):
    """One document's codings with their places, all numbers counted from 0 within the document.

    code
        (n,) the code of each coding: those of the rules, then those of a person.
    lying
        Where they lie: in which units, by whom.
    people
        The case of each speaker, then of speech without a label; "" where there is none.
    evidence_row, evidence_start, evidence_end
        (k,) each stretch of evidence: index of its coding, and its span in the text.
    n_units, n_pair_units
        How many units frequencies and co-occurrence count.
    n_places
        How many places there are for co-occurrence: its units; or characters, where a person's codings
        may overlap.
    tokens, characters
        Words of the population, and how many of them are Han or kana characters.
    aside
        Hits that word cuts set aside.
    offered
        (codes,) which codes could be given; None: all.
    """

    document: str
    language: str
    length: int
    code: Ints
    lying: Lying
    people: tuple[str, ...]
    evidence_row: Ints
    evidence_start: Ints
    evidence_end: Ints
    n_units: int
    n_pair_units: int
    n_places: int
    tokens: int
    characters: int
    aside: SetAsides
    offered: Flags | None = None


def tally(coded: CodedDocument, counting: Counting) -> Tally:
    """The columns of one coded document, its units counted as `counting` says."""
    document, codings, marked = coded.document, coded.coded, coded.marked
    rows, _ = spread(codings.first_evidence[:-1], np.diff(codings.first_evidence))
    lying, code = lying_rules(coded, counting), codings.code
    n_pair_units = n_places = len(coded.units_of(counting.pair_unit))
    if marked is not None:
        lying = lying.then(lying_marks(coded, marked, counting), n=len(code))
        code = np.append(code, marked.code)
        n_places = len(marked.said.place) if counting.pairs == "overlap" else n_pair_units
    return Tally(
        document=document.id,
        language=document.main_language,
        length=len(document.text),
        code=code,
        lying=lying,
        people=_cases(coded),
        evidence_row=rows,
        evidence_start=codings.evidence[:, 0].astype(np.int64),
        evidence_end=codings.evidence[:, 1].astype(np.int64),
        n_units=len(coded.units_of(counting.unit)),
        n_pair_units=n_pair_units,
        n_places=n_places,
        tokens=int(coded.turn_tokens[coded.turns].sum()),
        characters=int(coded.turn_characters[coded.turns].sum()),
        aside=count_aside(codings.aside, document.text),
        offered=coded.offered,
    )


def _cases(coded: CodedDocument) -> tuple[str, ...]:
    document = coded.document
    own = document.attributes.get(CASE, "")
    return (*(speaker.attributes.get(CASE) or own for speaker in document.speakers), own)
