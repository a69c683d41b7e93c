"""The columns of several documents as one, codes closed over their ancestors where asked."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.coding.lineage import Lineage
from qualcode.coding.sweep import distinct
from qualcode.coding.tally import Tally
from qualcode.coding.units import Counting
from qualcode.terms import Flags, Ints

LANGUAGES = ("en", "zh", "")
"""Main languages, in the order of the arrays of `Sums`; the last is any other."""


class Batch(NamedTuple):
    """Several documents; every number counts on from document to document.

    own_code
        (codings,) of each coding, before rollup.
    row, code, document
        (n,) each coding once, and once more for every code above its own under rollup.
    unit, unit_code
        Each counting unit with each code of a coding in it, as often as there are such codings.
    place, place_end, place_code, place_document
        The same for the places of co-occurrence (see `Lying`).
    coded_place
        Places that hold a coding, rising, each once, whatever codes could be given elsewhere.
    own_place
        (codings,) the first place of each, or -1.
    first_token, last_token
        (n,) the words of the population that each row covers, half-open.
    first_unit, first_place
        (documents + 1,) where the units of each document begin. Places of two documents are
        so far apart that they are nobody's neighbours.
    evidence_row, evidence_start, evidence_end
        (k,) each stretch of evidence: its coding (index into `own_code`) and its span, the
        texts laid one after the other.
    n_pair_units, language
        (documents,) its units for co-occurrence, and the index of its language in LANGUAGES.
    offered
        (documents, codes) which codes could be given there, under rollup with all codes below; no row is of
        one that could not.
    """

    tallies: Sequence[Tally]
    own_code: Ints
    row: Ints
    code: Ints
    document: Ints
    unit: Ints
    unit_code: Ints
    place: Ints
    place_end: Ints
    place_code: Ints
    place_document: Ints
    coded_place: Ints
    own_place: Ints
    first_token: Ints
    last_token: Ints
    first_unit: Ints
    first_place: Ints
    evidence_row: Ints
    evidence_start: Ints
    evidence_end: Ints
    n_pair_units: Ints
    language: Ints
    offered: Flags

    @property
    def own_document(self) -> Ints:
        """(codings,) the document of each coding."""
        return np.repeat(np.arange(len(self.tallies)), column([len(t.code) for t in self.tallies]))


def gather(tallies: Sequence[Tally], lines: Lineage, counting: Counting) -> Batch:
    """Join the columns of `tallies`."""
    lying = _Joined(tallies, counting.reach)
    own_code = concat([t.code for t in tallies])
    above = _Above(tallies, lines, own_code)
    row, code, document = above(np.arange(len(own_code)))
    held, unit_code, _ = above(lying.rows("held_row"))
    placed, place_code, place_document = above(place_row := lying.rows("place_row"))
    place = lying.column("place", lying.first_place)
    first_token = lying.column("first_token", lying.first_word)
    last_token = lying.column("last_token", lying.first_word)
    return Batch(
        tallies=tallies,
        own_code=own_code,
        row=row,
        code=code,
        document=document,
        unit=lying.column("held_unit", lying.first_unit)[held],
        unit_code=unit_code,
        place=place[placed],
        place_end=lying.column("place_end", lying.first_place)[placed],
        place_code=place_code,
        place_document=place_document,
        coded_place=distinct(place),
        own_place=_first_of(place_row, place, len(own_code)),
        first_token=first_token[row],
        last_token=last_token[row],
        first_unit=lying.first_unit,
        first_place=lying.first_place,
        evidence_row=shifted([t.evidence_row for t in tallies], lying.first_coding),
        evidence_start=shifted([t.evidence_start for t in tallies], lying.first_character),
        evidence_end=shifted([t.evidence_end for t in tallies], lying.first_character),
        n_pair_units=column([t.n_pair_units for t in tallies]),
        language=column([language_index(t.language) for t in tallies]),
        offered=above.offered,
    )


class _Joined:
    """Where the numbers of each document begin, and columns of all documents as one."""

    def __init__(self, tallies: Sequence[Tally], reach: int) -> None:
        self.tallies = tallies
        self.first_coding = starts([len(t.code) for t in tallies])
        self.first_unit = starts([t.n_units for t in tallies])
        self.first_character = starts([t.length for t in tallies])
        self.first_place = starts([t.n_places + reach + 1 for t in tallies])
        self.first_word = starts([max(t.tokens, int(t.lying.last_token.max(initial=0))) for t in tallies])

    def rows(self, name: str) -> Ints:
        """A column of codings."""
        return self.column(name, self.first_coding)

    def column(self, name: str, first: Ints) -> Ints:
        """A column of `Lying`, each document counting on from its entry of `first`."""
        return shifted([getattr(t.lying, name) for t in self.tallies], first)


class _Above:
    """Codings with the codes above their own, as far as these could be given in the document."""

    def __init__(self, tallies: Sequence[Tally], lines: Lineage, own_code: Ints) -> None:
        self.lines, self.own_code = lines, own_code
        self.document = np.repeat(np.arange(len(tallies)), column([len(t.code) for t in tallies]))
        self.offered = lines.offered([t.offered for t in tallies])
        self.is_whole = bool(self.offered.all())

    def __call__(self, coding: Ints) -> tuple[Ints, Ints, Ints]:
        """Index into `coding`, code and document, once for each code."""
        owner, code = self.lines.spread(self.own_code[coding])
        document = self.document[coding][owner]
        if self.is_whole:
            return owner, code, document
        kept = self.offered[document, code]
        return owner[kept], code[kept], document[kept]


def _first_of(row: Ints, values: Ints, n: int) -> Ints:
    """The first of `values` of each coding; `row` (its coding) may stand in any order. -1 where none is."""
    first = np.full(n, -1, np.int64)
    first[row[::-1]] = values[::-1]
    return first


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
