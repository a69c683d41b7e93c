"""One row of a table of agreement for each code, measure and set of coders."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.reliability.cohen import standard_error
from qualcode.reliability.draws import Interval, interval
from qualcode.reliability.measures import Drawn, Measure
from qualcode.reliability.notes import note_on_all, note_on_pair, note_over_codes
from qualcode.reliability.pooled import pooled_kappa
from qualcode.reliability.quotients import Floats, mean_of_defined
from qualcode.reliability.ratings import Ratings
from qualcode.terms import SEPARATOR, Flags

MEAN = "(mean)"
"""In place of a code: the mean over the codes in which the measure is defined."""

POOLED = "(pooled)"
"""In place of a code: κ pooled over the codes."""

KAPPA = "cohen_kappa"


@dataclass(frozen=True, slots=True)
class Row:
    """A number, what it is of, and what it rests on; NaN is undefined, None does not apply."""

    code: str
    measure: str
    coders: tuple[str, ...]
    number: Interval
    N: int
    n_documents: int
    n_codes: int | None = None
    standard_error: float | None = None
    note: str = ""

    @property
    def coders_label(self) -> str:
        """The coders in one field."""
        return SEPARATOR.join(self.coders)


class Sizes(NamedTuple):
    """Units by document: (…, codes, pairs) that a pair rated; (…, codes) that two coders, or all, rated."""

    pairs: Floats
    some: Floats
    complete: Floats


class _Case(NamedTuple):
    """A measure of some coders: (draws, codes) its values, and (documents, codes) the units it rests on."""

    coders: tuple[str, ...]
    values: Floats
    units: Floats
    errors: Floats | None
    notes: list[str]


def rows_of(
    measure: Measure, given: Ratings, drawn: Drawn, sizes: Sizes, pooled: Flags, reference: str
) -> Iterator[Row]:
    """All rows of a measure: by code, then over the codes that `pooled` names."""
    for case in _cases(measure, given, drawn, sizes, reference):
        yield from _by_code(measure, given, case)
        if len(given.codes) > 1:
            yield _over_codes(measure, case, pooled)
    if measure.name == KAPPA and len(given.codes) > 1:
        yield from _pooled(given, drawn, sizes, pooled)


def _cases(measure: Measure, given: Ratings, drawn: Drawn, sizes: Sizes, reference: str) -> Iterator[_Case]:
    for (one, two), tables, units in _pairs_of(measure, given, drawn, sizes, reference):
        yield _pair_case(measure, (given.coders[one], given.coders[two]), tables, units)
    if measure.of_all and (len(given.coders) > 2 or not measure.of_pair):
        units = sizes.complete if measure.needs == "all" else sizes.some
        values = measure.of_all(drawn)
        notes = note_on_all(measure, given, drawn, values[0], units.sum(axis=0))
        yield _Case(given.coders, values, units, None, notes)


def _pairs_of(
    measure: Measure, given: Ratings, drawn: Drawn, sizes: Sizes, reference: str
) -> Iterator[tuple[tuple[int, int], Floats, Floats]]:
    """The pairs of coders that a measure compares, their tables and units; a reference is the first."""
    for at, (one, two) in enumerate(given.pairs if measure.of_pair else ()):
        tables, units = drawn.tables[:, :, at], sizes.pairs[:, :, at]
        if measure.needs == "reference" and given.coders[two] == reference:
            yield (two, one), tables.swapaxes(-1, -2), units
        elif measure.needs != "reference" or given.coders[one] == reference:
            yield (one, two), tables, units


def _pair_case(measure: Measure, coders: tuple[str, str], tables: Floats, units: Floats) -> _Case:
    assert measure.of_pair  # no pairs come of a measure without
    values = measure.of_pair(tables)
    errors = standard_error(tables[0]) if measure.name == KAPPA else None
    return _Case(coders, values, units, errors, note_on_pair(measure, coders, tables[0], values[0]))


def _by_code(measure: Measure, given: Ratings, case: _Case) -> Iterator[Row]:
    n, documents = case.units.sum(axis=0), (case.units > 0).sum(axis=0)
    for at, code in enumerate(given.codes):
        yield Row(
            code,
            measure.name,
            case.coders,
            interval(case.values[:, at]),
            int(n[at]),
            int(documents[at]),
            standard_error=None if case.errors is None else float(case.errors[at]),
            note=case.notes[at],
        )


def _over_codes(measure: Measure, case: _Case, pooled: Flags) -> Row:
    values = case.values[:, pooled]
    n_codes = int((~np.isnan(values[0])).sum())
    number, note = interval(mean_of_defined(values, axis=1)), _codes_note(n_codes, pooled)
    return Row(MEAN, measure.name, case.coders, number, *_extent(case.units), n_codes=n_codes, note=note)


def _extent(units: Floats) -> tuple[int, int]:
    """The most units that a code rests on, and the documents of all codes together."""
    return int(units.sum(axis=0).max(initial=0)), int((units > 0).any(axis=1).sum())


def _pooled(given: Ratings, drawn: Drawn, sizes: Sizes, pooled: Flags) -> Iterator[Row]:
    values = pooled_kappa(drawn.tables[:, pooled], axis=1)
    n_codes = (sizes.pairs[:, pooled].sum(axis=0) > 0).sum(axis=0)
    for at, (one, two) in enumerate(given.pairs):
        names, units = (given.coders[one], given.coders[two]), sizes.pairs[:, :, at]
        yield _pooled_row(names, values[:, at], units, int(n_codes[at]), pooled)
    if len(given.coders) > 2:
        mean = mean_of_defined(values, axis=1)
        yield _pooled_row(given.coders, mean, sizes.some, int(n_codes.max()), pooled)


def _pooled_row(coders: tuple[str, ...], values: Floats, units: Floats, n_codes: int, pooled: Flags) -> Row:
    note = _codes_note(n_codes, pooled)
    return Row(POOLED, KAPPA, coders, interval(values), *_extent(units), n_codes=n_codes, note=note)


def _codes_note(n_codes: int, pooled: Flags) -> str:
    return note_over_codes(n_codes, int(pooled.sum()), int((~pooled).sum()))
