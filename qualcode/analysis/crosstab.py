"""Codes by the values of an attribute: shares, residuals, and a test for each code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.analysis.artefacts import BY_RULE
from qualcode.analysis.by_rule import codes_by_rule
from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell, Columns, numbers
from qualcode.analysis.crosstab_chance import (
    LEAST_CLUSTERS,
    chances,
    clustered_p,
    residuals,
    values_heard,
)
from qualcode.analysis.crosstab_counts import Table, count, without_value
from qualcode.analysis.frequency import check_language
from qualcode.analysis.measures import ratio
from qualcode.analysis.offered import blank
from qualcode.analysis.significance import benjamini_hochberg, chi_square
from qualcode.analysis.values import values_of
from qualcode.codebook.model import Codebook
from qualcode.coding.tally import CASE
from qualcode.terms import SEPARATOR, Flags

NOWHERE, EVERYWHERE = "in no unit", "in every unit"
PARTLY = "not on offer in every document"
OF_THE_CODE = (BY_RULE, NOWHERE, EVERYWHERE, PARTLY)
"""Remarks of a note that are of one code; all others are of the whole table."""


@dataclass(frozen=True, slots=True)
class CrosstabOptions:
    """What is crossed: `by` is read by `qualcode.analysis.values.values_of`.

    `by_case` counts people in place of units; `draws` and `seed` are of permutations; `lang` is the
    language of names.
    """

    by: str
    by_case: bool = False
    draws: int = 10_000
    seed: int = 1
    lang: str = ""


class Crosstab(NamedTuple):
    """Two tables, and who is in neither.

    cells
        A row for each code and value.
    tests
        A row for each code.
    without
        Who has no value: documents, or speakers of documents.
    """

    cells: Columns
    tests: Columns
    without: tuple[str, ...]


def crosstab_columns(units: CodedUnits, codebook: Codebook, options: CrosstabOptions) -> Crosstab:
    """Cross the codes with the values of an attribute; each code is a 2 x k table of its own.

    Counted are units, or with `by_case` people: cases, and speakers without one. A unit belongs to
    the value of its speaker; one in which people of several values speak counts for each. Those
    without a value are left out.

    Columns of `cells`
        code, name, by, value; n_units: units of the value with the code; N: units of the value;
        share: n_units / N, 0 to 1; residual: see `qualcode.analysis.crosstab_chance.residuals`;
        counted_by, population, note.
    Columns of `tests`
        code, name, by; n_units, N: units with the code, and all; n_values: k; chi2, df: Pearson's X²
        without continuity correction, and k - 1; p, test: see
        `qualcode.analysis.crosstab_chance.chances`; cramers_v: sqrt(X² / N), 0 to 1; q:
        Benjamini-Hochberg over the codes tested; p_cluster, n_clusters, clustered_by: see
        `qualcode.analysis.crosstab_chance.clustered_p`; counted_by, population, note.

    Where a person could not give a code in every document, its numbers are of the others, and `note` says so.
    Undefined numbers are None; `note` says why. A code whose rules use the attribute is marked `by
    rule` and not tested.

    Raises
    ------
    UsageError
        Nobody has such an attribute, or the codebook has no names in `lang`.
    """
    check_language(codebook, options.lang)
    values = values_of(units, options.by)
    table = count(units, values, by_case=options.by_case)
    by_rule = codes_by_rule(codebook, options.by, rollup=units.counting.rollup)
    cells = _cells(units, codebook, table, by_rule, options)
    return Crosstab(cells, _tests(units, codebook, table, by_rule, options), without_value(units, values))


def _cells(
    units: CodedUnits, codebook: Codebook, table: Table, by_rule: Flags, options: CrosstabOptions
) -> Columns:
    k, n_codes = len(table.names), len(codebook.codes)
    there = (table.sizes > 0).T
    notes = [
        SEPARATOR.join(
            [*_marks(by_rule, at), *_undefined(table, at), *_partly(table, at), *_about(table, options)]
        )
        for at in range(n_codes)
    ]
    return {
        **{name: _each(k, column) for name, column in _named(codebook, options).items()},
        "value": [*table.names] * n_codes,
        "n_units": blank(table.has.T, there),
        "N": [*table.sizes.T.ravel().tolist()],
        "share": numbers(ratio(table.has, table.sizes).T.ravel()),
        "residual": numbers(residuals(table).T.ravel()),
        **_ending(units, options, _each(k, notes)),
    }


def _tests(
    units: CodedUnits, codebook: Codebook, table: Table, by_rule: Flags, options: CrosstabOptions
) -> Columns:
    n_codes, n, clusters = len(codebook.codes), table.sizes.sum(axis=0), table.clusters
    k = values_heard(table)
    statistic = np.where(k > 1, chi_square(table.has.T, table.sizes.T), np.nan)
    chance = chances(table, ~by_rule, draws=options.draws, seed=options.seed)
    clustered = clustered_p(clusters, ~by_rule & table.whole, draws=options.draws, seed=options.seed)
    return {
        **_named(codebook, options),
        "n_units": blank(table.has.sum(axis=0), (n > 0) | table.whole),
        "N": n.tolist(),
        "n_values": k.tolist(),
        "chi2": numbers(statistic),
        "df": blank(k - 1, k > 1),
        "p": numbers(chance.p),
        "test": [*chance.test],
        "cramers_v": numbers(np.sqrt(ratio(statistic, n))),
        "q": numbers(benjamini_hochberg(chance.p)),
        "p_cluster": numbers(clustered),
        "n_clusters": [len(clusters.value)] * n_codes,
        "clustered_by": [clusters.by] * n_codes,
        **_ending(units, options, [_note(table, by_rule, at, options) for at in range(n_codes)]),
    }


def _each(times: int, values: Sequence[Cell]) -> list[Cell]:
    return [value for value in values for _ in range(times)]


def _named(codebook: Codebook, options: CrosstabOptions) -> Columns:
    language = options.lang or next(iter(codebook.languages), "")
    return {
        "code": [code.id for code in codebook.codes],
        "name": [code.name_in(language) for code in codebook.codes],
        "by": [options.by] * len(codebook.codes),
    }


def _ending(units: CodedUnits, options: CrosstabOptions, notes: Sequence[Cell]) -> Columns:
    return {
        "counted_by": [CASE if options.by_case else units.counting.unit] * len(notes),
        "population": [units.counting.population] * len(notes),
        "note": [*notes],
    }


def _marks(by_rule: Flags, code: int) -> list[str]:
    return [BY_RULE] * bool(by_rule[code])


def _partly(table: Table, code: int) -> list[str]:
    return [PARTLY] * (not table.whole[code])


def _about(table: Table, options: CrosstabOptions) -> list[str]:
    """What every row of both tables must say."""
    without = f"{table.missing} without {options.by} left out"
    mixed = f"{table.mixed} times another value in the same unit"
    return [without] * bool(table.missing) + [mixed] * bool(table.mixed)


def _undefined(table: Table, code: int) -> list[str]:
    """Why a code can be compared with nothing."""
    n1, n = int(table.has[:, code].sum()), int(table.sizes[:, code].sum())
    reasons = {"one value only": values_heard(table)[code] < 2, NOWHERE: n1 == 0, EVERYWHERE: 0 < n1 == n}
    return [reason for reason, holds in reasons.items() if holds]


def _note(table: Table, by_rule: Flags, code: int, options: CrosstabOptions) -> str:
    clusters = table.clusters
    few = len(clusters.value) < LEAST_CLUSTERS
    alone = len(np.unique(clusters.value)) == len(clusters.value)
    reasons = {
        f"no p_cluster: fewer than {LEAST_CLUSTERS}": few,
        f"no p_cluster: each {clusters.by} has its own value": alone and not few,
    }
    told = [reason for reason, holds in reasons.items() if holds]
    partly = [*_partly(table, code), *["no p_cluster: documents are missing"] * (not table.whole[code])]
    why = [*partly, *_undefined(table, code), *told]
    return SEPARATOR.join([*_marks(by_rule, code), *why, *_about(table, options)])
