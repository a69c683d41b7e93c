"""The columns of several documents as one, codes closed over their ancestors where asked."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.coding.lineage import Lineage
from qualcode.coding.tally import Tally
from qualcode.coding.units import Counting
from qualcode.terms import Ints

LANGUAGES = ("en", "zh", "")
"""Main languages, in the order of the arrays of `Sums`; the last is any other."""


class Batch(NamedTuple):
    """Several documents; every number counts on from document to document.

    row
        (n,) each coding once, and once more for every code above its own under rollup.
    own_code
        Of each coding, before rollup.
    code, document, source, unit, place
        (n,) of each row; `unit` and `place` are -1 where no counting unit holds it.
    first_unit, first_place
        (documents + 1,) where the units of each document begin. Places of two documents are
        so far apart that they are nobody's neighbours.
    evidence_row, evidence_start, evidence_end
        (k,) each stretch of evidence: its coding (index into `own_code`) and its span, the
        texts laid one after the other.
    n_pair_units, language
        (documents,) its units for co-occurrence, and the index of its language in LANGUAGES.
    """

    tallies: Sequence[Tally]
    own_code: Ints
    row: Ints
    code: Ints
    document: Ints
    source: Ints
    unit: Ints
    place: Ints
    first_unit: Ints
    first_place: Ints
    evidence_row: Ints
    evidence_start: Ints
    evidence_end: Ints
    n_pair_units: Ints
    language: Ints


def gather(tallies: Sequence[Tally], lines: Lineage, counting: Counting) -> Batch:
    """Join the columns of `tallies`."""
    n_pair_units = column([t.n_pair_units for t in tallies])
    first_unit = starts([t.n_units for t in tallies])
    first_character = starts([t.length for t in tallies])
    first_place = starts(n_pair_units + counting.reach + 1)
    own_code = concat([t.code for t in tallies])
    row, code = lines.spread(own_code)
    document = np.repeat(np.arange(len(tallies)), column([len(t.code) for t in tallies]))
    return Batch(
        tallies=tallies,
        own_code=own_code,
        row=row,
        code=code,
        document=document[row],
        source=shifted([t.source for t in tallies], starts([len(t.source_tokens) for t in tallies]))[row],
        unit=shifted([t.unit for t in tallies], first_unit)[row],
        place=shifted([t.place for t in tallies], first_place)[row],
        first_unit=first_unit,
        first_place=first_place,
        evidence_row=shifted([t.evidence_row for t in tallies], starts([len(t.code) for t in tallies])),
        evidence_start=shifted([t.evidence_start for t in tallies], first_character),
        evidence_end=shifted([t.evidence_end for t in tallies], first_character),
        n_pair_units=n_pair_units,
        language=column([language_index(t.language) for t in tallies]),
    )


def language_index(language: str) -> int:
    """Where a main language stands in LANGUAGES."""
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES) - 1


def column(values: Sequence[int]) -> Ints:
    """Numbers as an array."""
    return np.array(values, np.int64)


def starts(sizes: Sequence[int] | Ints) -> Ints:
    """Where stretches of these sizes begin one after the other; the last entry is their total."""
    return np.append(0, np.cumsum(sizes, dtype=np.int64))


def concat(columns: Sequence[Ints]) -> Ints:
    """One column from several; empty where there is none."""
    return np.concatenate([np.zeros(0, np.int64), *columns])


def shifted(columns: Sequence[Ints], first: Ints) -> Ints:
    """One column from several, each counting on from its entry of `first`; -1 stays -1."""
    values = concat(columns)
    shift = np.repeat(first[:-1], column([len(c) for c in columns]))
    return np.where(values < 0, -1, values + shift)
