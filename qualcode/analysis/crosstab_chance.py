"""How surprising a crosstab is: p for each code, by units, and by those who carry the values."""

from typing import NamedTuple

import numpy as np

from qualcode.analysis.crosstab_counts import Clusters, Table
from qualcode.analysis.measures import Floats, ratio
from qualcode.analysis.significance import at_least, chi_square, chi_square_p, fisher_exact, permutation_p
from qualcode.terms import Flags, Ints

LEAST_EXPECTED = 5
"""Below this expected number in a cell the chi-square distribution is no good guide."""

LEAST_CLUSTERS = 6
"""With fewer documents or people there are too few ways to permute their values."""

BLOCK = 250
"""Draws that are held at one time."""


class Chance(NamedTuple):
    """For each code p and the name of the test it comes from; NaN and an empty name where there is none."""

    p: Floats
    test: list[str]


def chances(table: Table, wanted: Flags, *, draws: int, seed: int) -> Chance:
    """p of each wanted code that occurs in some units but not in all, by the k >= 2 values heard.

    Pearson's chi-square; where an expected number is below 5 Fisher's exact test (k = 2) or a
    permutation test (k > 2, `draws` draws from `seed` and the place of the code) in its place.
    """
    total, sizes, n_values = table.has.sum(axis=0), table.sizes, values_heard(table)
    statistic = chi_square(table.has.T, sizes.T)
    p, test = np.full(len(total), np.nan), [""] * len(total)
    tested = np.flatnonzero(wanted & ~np.isnan(statistic) & (n_values > 1))
    few = _least_expected(total, sizes) < LEAST_EXPECTED
    p[tested] = chi_square_p(statistic[tested], n_values[tested] - 1)
    for code in tested.tolist():
        test[code] = "chi2" if not few[code] else "fisher" if n_values[code] == 2 else "permutation"
    two = tested[few[tested] & (n_values[tested] == 2)]
    if len(two):
        p[two] = _fisher(table, two)
    for code in tested[few[tested] & (n_values[tested] > 2)].tolist():
        p[code] = permutation_p(table.has[:, code], sizes[:, code], draws=draws, seed=(seed, code))
    return Chance(p, test)


def _fisher(table: Table, codes: Ints) -> Floats:
    """p of each of some codes, which could be given where two of the values are heard."""
    has, sizes = table.has[:, codes].T, table.sizes[:, codes].T
    first = np.arange(len(codes)), np.argmax(sizes > 0, axis=1)
    return fisher_exact(has.sum(axis=1), sizes[first], has[first], sizes.sum(axis=1))


def values_heard(table: Table) -> Ints:
    """(codes,) the values of which something is said in documents where the code could be given."""
    found: Ints = (table.sizes > 0).sum(axis=0)
    return found


def clustered_p(clusters: Clusters, wanted: Flags, *, draws: int, seed: int) -> Floats:
    """p of each wanted code with the values permuted over the clusters that carry them.

    The units of one person are not independent: here documents, cases or speakers keep all their
    units together. (draws whose X² is as large, or larger, + 1) / (draws + 1); the statistic is that
    of `qualcode.analysis.significance.chi_square`. NaN with fewer than 6 clusters, where each has a
    value of its own or all have the same, and for codes that occur in no unit or in all.
    """
    n_values = len(np.unique(clusters.value))
    p = np.full(len(wanted), np.nan)
    if len(clusters.value) < LEAST_CLUSTERS or not 1 < n_values < len(clusters.value):
        return p
    observed = _crossed(clusters, clusters.value[None, :])[0]
    codes = np.flatnonzero(wanted & ~np.isnan(observed))
    some = clusters._replace(has=clusters.has[:, codes])
    random, n_extreme, left = np.random.default_rng(seed), np.zeros(len(codes), np.int64), draws
    while left:
        block = np.tile(clusters.value, (min(BLOCK, left), 1))
        n_extreme += at_least(_crossed(some, random.permuted(block, axis=1)), observed[codes])
        left -= len(block)
    p[codes] = (n_extreme + 1) / (draws + 1)
    return p


def residuals(table: Table) -> Floats:
    """(values, codes) adjusted standardised residuals: (O - E) / sqrt(E (1 - row/N) (1 - column/N)).

    0 is as expected; NaN where the code is in no unit or in all, or all units have the value.
    Haberman 1973, The analysis of residuals in cross-classified tables, doi 10.2307/2529686.
    """
    n, row, column = table.sizes.sum(axis=0), table.has.sum(axis=0), table.sizes
    expected = ratio(np.multiply(row, column, dtype=np.float64), n)
    spread = expected * (1 - ratio(row, n)) * (1 - ratio(column, n))
    return ratio(table.has - expected, np.sqrt(np.maximum(spread, 0)))


def _least_expected(total: Ints, sizes: Ints) -> Floats:
    """(codes,) the smallest expected number in the 2 x k cells of each code."""
    n = sizes.sum(axis=0)
    least = np.where(sizes > 0, sizes, n).min(axis=0, initial=int(n.max(initial=0)))
    return ratio(np.multiply(np.minimum(total, n - total), np.minimum(least, n), dtype=np.float64), n)


def _crossed(clusters: Clusters, value: Ints) -> Floats:
    """(draws, codes) X² where clusters have the values in each row of `value`."""
    has, sizes = clusters.has.astype(np.float64), clusters.sizes.astype(np.float64)
    held = [(value == one).astype(np.float64) for one in np.unique(clusters.value)]
    hits = np.stack([one @ has for one in held], axis=-1)
    return chi_square(hits, np.stack([one @ sizes for one in held], axis=-1))
