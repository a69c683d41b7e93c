"""Partial sums: what tables are made of, for some documents; sums of different documents add."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.aside import SetAsides, add_asides
from qualcode.coding.batch import LANGUAGES, Batch, column, gather, shifted, starts
from qualcode.coding.lineage import Lineage, lineage
from qualcode.coding.pairs import PairSums, no_pairs, pair_sums
from qualcode.coding.sweep import distinct, spread
from qualcode.coding.tally import Tally
from qualcode.coding.units import Counting
from qualcode.terms import Flags, Ints, Offsets

MISSING = -1
"""In place of a number of codings: the code could not be given."""

MOST_CODINGS = 100_000
"""Codings that are summed at one time: so many that memory stays small and tables stay near."""


@dataclass(slots=True)
class Sums:
    """Counts over some documents; the order in which they are added makes no difference.

    Arrays run over the codes of the codebook; those with a first axis of three over LANGUAGES
    (main language of the document) before. Under rollup a code counts with all codes below it.

    n_codings
        (3, codes) codings; under rollup the sum over the code and all below it.
    n_units
        (3, codes) different units with the code.
    n_documents, tokens
        (codes,) different documents with the code; words of the population that its codings cover, each once.
    n_people
        (codes,) different speakers (document and label) without a case.
    cases
        For each case the codes that someone of it spoke.
    units, documents
        (3,) units of the population (N), and documents with words of the population.
    population_tokens, population_characters
        (3,) words of the population; those that are Han or kana characters.
    code_units, code_tokens, code_documents
        (3, codes), (3, codes), (codes,) units, words and documents of the population where the code could be
        given: all of them, but for codings of a person with another codebook.
    by_document
        For each document its number of units, then its codings by code (under rollup sums); MISSING where
        the code could not be given.
    pairs
        Co-occurrence.
    aside
        Hits that word cuts set aside, by code and text, and by text alone; they count in nothing else.
    """

    counting: Counting
    n_codings: Ints
    n_units: Ints
    n_documents: Ints
    tokens: Ints
    n_people: Ints
    units: Ints
    documents: Ints
    population_tokens: Ints
    population_characters: Ints
    code_units: Ints
    code_tokens: Ints
    code_documents: Ints
    pairs: PairSums
    cases: dict[str, Flags] = field(default_factory=dict)
    by_document: dict[str, Offsets] = field(default_factory=dict)
    aside: SetAsides = field(default_factory=dict)

    @property
    def n_codes(self) -> int:
        """Number of codes."""
        return len(self.n_documents)

    @property
    def heard(self) -> dict[str, Offsets]:
        """The rows of `by_document` of documents with units of the population."""
        return {document: row for document, row in self.by_document.items() if row[0]}

    @property
    def together(self) -> Flags:
        """(codes, codes) whether some document could be given both codes; where none, numbers are missing."""
        found: Flags = (self.pairs.n_given > 0) | (not self.heard)
        return found

    @property
    def n_speakers(self) -> Ints:
        """(codes,) different people: cases, and speakers (document and label, or none) without a case."""
        return self.n_people + sum(self.cases.values(), np.zeros(self.n_codes, np.int64))

    def add(self, other: "Sums") -> None:
        """Add the counts of other documents, counted in the same way."""
        if other.counting != self.counting or other.n_codes != self.n_codes:
            raise ValueError("sums can only be added if they count the same codes in the same way")
        if doubled := self.by_document.keys() & other.by_document.keys():
            raise ValueError(f"documents counted twice: {sorted(doubled)}")
        for name in ADDED:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.pairs.add(other.pairs)
        self.cases = _either(self.cases, other.cases)
        self.by_document.update(other.by_document)
        self.aside = add_asides(self.aside, other.aside)


ADDED = (
    "n_codings", "n_units", "n_documents", "tokens", "n_people",
    "units", "documents", "population_tokens", "population_characters",
    "code_units", "code_tokens", "code_documents",
)  # fmt: skip


def no_sums(counting: Counting, n_codes: int) -> Sums:
    """The sums of no documents, to add others to."""
    table = np.zeros((len(LANGUAGES), n_codes), np.int64)
    row, totals = table[0], np.zeros(len(LANGUAGES), np.int64)
    return Sums(
        counting=counting,
        n_codings=table,
        n_units=table,
        n_documents=row,
        tokens=row,
        n_people=row,
        units=totals,
        documents=totals,
        population_tokens=totals,
        population_characters=totals,
        code_units=table,
        code_tokens=table,
        code_documents=row,
        pairs=no_pairs(n_codes),
    )


def sums_of(tallies: Sequence[Tally], codebook: Codebook, counting: Counting) -> Sums:
    """The sums of some documents from their columns; many at once are faster than one by one."""
    lines = lineage(codebook, rollup=counting.rollup)
    total = no_sums(counting, len(codebook.codes))
    for part in _parts(tallies):
        total.add(_sums(part, lines, counting))
    return total


def _parts(tallies: Sequence[Tally]) -> Iterator[Sequence[Tally]]:
    """The same documents in runs of at most MOST_CODINGS codings, or of one document."""
    begin = n_codings = 0
    for end, one in enumerate(tallies):
        if end > begin and n_codings + len(one.code) > MOST_CODINGS:
            yield tallies[begin:end]
            begin, n_codings = end, 0
        n_codings += len(one.code)
    yield tallies[begin:]


def _sums(tallies: Sequence[Tally], lines: Lineage, counting: Counting) -> Sums:
    n_codes = len(lines.first) - 1
    batch = gather(tallies, lines, counting)
    codings = _by_document(batch, n_codes)
    people, cases = _people(batch, n_codes)
    spoken, units = column([t.tokens > 0 for t in tallies]), column([t.n_units for t in tallies])
    words, offered = column([t.tokens for t in tallies]), batch.offered
    return Sums(
        counting=counting,
        n_codings=_by_language(codings, batch),
        n_units=_units_with(batch, n_codes),
        n_documents=(codings > 0).sum(axis=0),
        tokens=_covered(batch, n_codes),
        n_people=people,
        units=_by_language(units, batch),
        documents=_by_language(spoken, batch),
        population_tokens=_by_language(words, batch),
        population_characters=_by_language(column([t.characters for t in tallies]), batch),
        code_units=_by_language(units[:, None] * offered, batch),
        code_tokens=_by_language(words[:, None] * offered, batch),
        code_documents=(spoken[:, None] * offered).sum(axis=0),
        pairs=pair_sums(batch, lines, counting),
        cases=cases,
        by_document={
            t.document: np.append(t.n_units, row).astype(np.int32)
            for t, row in zip(tallies, np.where(offered, codings, MISSING), strict=True)
        },
        aside=reduce(add_asides, (t.aside for t in tallies), {}),
    )


def _by_language(values: Ints, batch: Batch) -> Ints:
    """Sums of `values` (documents first) over the documents of each language."""
    sums = np.zeros((len(LANGUAGES), *values.shape[1:]), np.int64)
    np.add.at(sums, batch.language, values)
    return sums


def _by_document(batch: Batch, n_codes: int) -> Ints:
    n_documents = len(batch.tallies)
    keys = batch.document * n_codes + batch.code
    return np.bincount(keys, minlength=n_documents * n_codes).reshape(n_documents, n_codes)


def _units_with(batch: Batch, n_codes: int) -> Ints:
    keys = distinct(batch.unit * n_codes + batch.unit_code)
    document = np.searchsorted(batch.first_unit, keys // n_codes, side="right") - 1
    cells = batch.language[document] * n_codes + keys % n_codes
    return np.bincount(cells, minlength=len(LANGUAGES) * n_codes).reshape(len(LANGUAGES), n_codes)


def _covered(batch: Batch, n_codes: int) -> Ints:
    """Words under the codings of each code, each once, however many codings cover it."""
    room = int(batch.last_token.max(initial=0)) + 1
    start, end = batch.code * room + batch.first_token, batch.code * room + batch.last_token
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    before = np.append(0, np.maximum.accumulate(end)[:-1])[: len(end)]
    covered = np.zeros(n_codes, np.int64)
    np.add.at(covered, batch.code[order], np.maximum(end - np.maximum(start, before), 0))
    return covered


def _people(batch: Batch, n_codes: int) -> tuple[Ints, dict[str, Flags]]:
    """Speakers without a case by code, and the codes of each case."""
    first = starts([len(t.people) for t in batch.tallies])
    codings = starts([len(t.code) for t in batch.tallies])
    coding = shifted([t.lying.spoken_row for t in batch.tallies], codings)
    person = shifted([t.lying.spoken_by for t in batch.tallies], first)
    keys = distinct(_codes_of(batch, coding, person, n_codes))
    case = [case for t in batch.tallies for case in t.people]
    unnamed = np.array([not name for name in case], np.bool_)
    counts = np.bincount((keys % n_codes)[unnamed[keys // n_codes]], minlength=n_codes)
    return counts, _codes_by_case(keys, case, n_codes)


def _codes_of(batch: Batch, coding: Ints, person: Ints, n_codes: int) -> Ints:
    """Keys of person and code, for each person who speaks in a coding."""
    first_row = np.searchsorted(batch.row, np.arange(len(batch.own_code) + 1))
    owner, row = spread(first_row[coding], np.diff(first_row)[coding])
    return person[owner] * n_codes + batch.code[row]


def _codes_by_case(keys: Ints, case: Sequence[str], n_codes: int) -> dict[str, Flags]:
    spoken: dict[str, Flags] = {}
    for key in keys.tolist():
        name = case[key // n_codes]
        if name:
            spoken.setdefault(name, np.zeros(n_codes, np.bool_))[key % n_codes] = True
    return spoken


def _either(one: Mapping[str, Flags], two: Mapping[str, Flags]) -> dict[str, Flags]:
    shared = {name: one[name] | two[name] for name in one.keys() & two.keys()}
    return {name: shared.get(name, codes) for name, codes in sorted({**one, **two}.items())}
