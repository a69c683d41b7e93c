"""Coded passages of a folder of results, in their context: all of a code, or those behind a pair of codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.population import listed
from qualcode.project.job.reading import read_all
from qualcode.project.results.folder import as_then, changes, codings_of, record_of
from qualcode.terms import SEPARATOR, CodeId, UnitKind
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.text.segment import segment
from qualcode.text.words import map_words

COLUMNS = (
    *("document", "unit", "start", "end", "speaker", "role", "code", "rule", "evidence", "negated"),
    *("before", "text", "after"),
)
PAIR_COLUMNS = (*COLUMNS, "code_2", "unit_2", "start_2", "end_2", "evidence_2", "text_2")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which passages are shown.

    code, other, near
        Passages of `code`; where `other` is named, those with a passage of it at most `near` units of
        the population away, in the same document.
    where
        Columns of `codings.csv` and values that they must have; of several values in a field one.
    sample, seed
        So many, drawn at random; 0: all.
    context
        Units of the population before and after each passage.
    rollup
        Whether codes below `code` and `other` count as these.
    """

    code: CodeId
    other: CodeId = ""
    near: int = 0
    where: tuple[tuple[str, str], ...] = ()
    sample: int = 0
    seed: int = 1
    context: int = 1
    rollup: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding in its context; `second` is the coding of the other code."""

    row: Row
    before: tuple[str, ...]
    after: tuple[str, ...]
    second: Row | None = None

    @property
    def cells(self) -> tuple[str | int, ...]:
        """The cells below COLUMNS, or PAIR_COLUMNS."""
        own = {**self.row, "before": " ".join(self.before), "after": " ".join(self.after)}
        cells = [_cell(own, name) for name in COLUMNS]
        if self.second:
            names = ("code", "unit", "start", "end", "evidence", "text")
            cells += [_cell(self.second, name) for name in names]
        return tuple(cells)


@dataclass(frozen=True, slots=True)
class Shown:
    """The passages, how many there are in all, and what has changed since the table was written."""

    passages: tuple[Passage, ...]
    n_all: int
    changes: tuple[str, ...]


def show_passages(options: CodeOptions, results: str, asked: Asked) -> Shown:
    """The passages that are asked for, in the order of `codings.csv`.

    Transcripts and codebook are read again, as they were read for the results; what `options` names
    takes the place of what `provenance.json` names.

    Raises
    ------
    UsageError
        No such code or column.
    ReadError, CodebookError
        Results, transcripts or codebook that cannot be read.
    """
    record = record_of(results)
    rows = codings_of(results)
    prepared = prepare(as_then(record, options))
    plan = prepared.job.plan
    chosen = _family(plan.codebook, asked.code, rollup=asked.rollup)
    mine = [row for row in _where(rows, asked.where) if row["code"] in chosen]
    needed = {row["document"] for row in mine}
    documents = {one.id: one for one in read_all(prepared).documents if one.id in needed}
    contexts = {
        name: Context(document, plan.unit, plan.population, plan.split_at)
        for name, document in documents.items()
    }
    pairs: list[tuple[Row, Row | None]] = [(row, None) for row in mine]
    if asked.other:
        others = _family(plan.codebook, asked.other, rollup=asked.rollup)
        if chosen & others:
            raise UsageError(
                f"{asked.code} and {asked.other} are one, or one is above the other: every passage has both",
                cure="name two codes of which none is part of the other",
                slug="same-code",
            )
        pairs = list(_pairs(mine, [row for row in rows if row["code"] in others], contexts, asked.near))
    passages = [_passage(row, second, contexts, asked.context) for row, second in _drawn(pairs, asked)]
    told = [line for document in documents.values() for line in changes(record, prepared, document)]
    return Shown(tuple(passages), len(pairs), tuple(dict.fromkeys(told)))


def _cell(row: Row, name: str) -> str | int:
    return int(row[name]) if name in ("unit", "start", "end") else row[name]


class Context:
    """The units of the population of one document, by their numbers."""

    def __init__(self, document: Document, kind: UnitKind, population: Population, split_at: str) -> None:
        words, turns = map_words(document.text, document.hidden), population_turns(document, population)
        segments = segment(document, kind, split_at=split_at, words=words)
        units = population_units(document, segments, turns, words)
        self._place = {number: at for at, number in enumerate(units.number.tolist())}
        self._start = units.start
        spans = zip(units.start.tolist(), units.end.tolist(), strict=True)
        self._texts = [" ".join(document.text[start:end].split()) for start, end in spans]

    def places(self, row: Row) -> tuple[int, int]:
        """Where the first and the last unit of a coding stand in the population, or -1 if nowhere."""
        first = self._place.get(int(row["unit"]), -1)
        return first, max(first, int(np.searchsorted(self._start, int(row["end"]))) - 1) if first >= 0 else -1

    def around(self, row: Row, n: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The texts of `n` units before and after those of a coding."""
        first, last = self.places(row)
        if first < 0:
            return (), ()
        return tuple(self._texts[max(first - n, 0) : first]), tuple(self._texts[last + 1 : last + 1 + n])


def _family(codebook: Codebook, code: CodeId, *, rollup: bool) -> set[CodeId]:
    """A code, with those below it where they count as it."""
    ids = [one.id for one in codebook.codes]
    if code not in ids:
        raise UsageError(f"there is no code {code}", cure=f"choose one of {listed(ids)}", slug="unknown-code")
    family = {code}
    for one in codebook.codes if rollup else ():
        if one.parent in family:
            family.add(one.id)
    return family


def _where(rows: Sequence[Row], where: Sequence[tuple[str, str]]) -> list[Row]:
    """The rows whose columns have these values."""
    for name, _ in where:
        if rows and name not in rows[0]:
            raise UsageError(
                f"codings.csv has no column {name}", cure=f"choose one of {listed(rows[0])}", slug="no-column"
            )
    return [row for row in rows if all(_has(row[name], value) for name, value in where)]


def _has(field: str, value: str) -> bool:
    return fold(value) in {fold(one) for one in (field, *field.split(SEPARATOR))}


def _pairs(
    mine: Sequence[Row], others: Sequence[Row], contexts: dict[str, Context], near: int
) -> Iterator[tuple[Row, Row]]:
    """Each passage with each of the other code that is near enough; two spans are one pair."""
    seen: set[tuple[str, ...]] = set()
    by_document: dict[str, list[Row]] = {}
    for other in others:
        by_document.setdefault(other["document"], []).append(other)
    for row in mine:
        context = contexts.get(row["document"])
        for other in by_document.get(row["document"], ()) if context else ():
            pair = (row["document"], *(one[name] for one in (row, other) for name in ("start", "end")))
            if context and pair not in seen and _are_near(context.places(row), context.places(other), near):
                seen.add(pair)
                yield row, other


def _are_near(one: tuple[int, int], two: tuple[int, int], near: int) -> bool:
    """Whether a unit of the one coding is at most `near` units from one of the other."""
    return min(*one, *two) >= 0 and max(one[0] - two[1], two[0] - one[1]) <= near


def _drawn(pairs: Sequence[tuple[Row, Row | None]], asked: Asked) -> Sequence[tuple[Row, Row | None]]:
    """A sample in the order of the table, or all."""
    if not asked.sample or asked.sample >= len(pairs):
        return pairs
    chosen = sorted(Random(asked.seed).sample(range(len(pairs)), asked.sample))
    return [pairs[at] for at in chosen]


def _passage(row: Row, second: Row | None, contexts: dict[str, Context], n: int) -> Passage:
    context: Any = contexts.get(row["document"])
    before, after = context.around(row, n) if context else ((), ())
    return Passage(row, before, after, second)
