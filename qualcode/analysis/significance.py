"""Tests of counts: p-values of tables and their correction for many tests. NaN is undefined, never 0."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qualcode.analysis.measures import Floats, ratio
from qualcode.coding.sweep import spread
from qualcode.terms import Ints

MOST_TABLES = 1 << 20
"""Tables whose probabilities are held at one time."""

TIE = 1e-7
"""Tables whose probability exceeds the observed one by less than this share count as equally likely."""

NARROW = 1e-9
"""Two statistics that differ by less than this share are equal: only rounding parts them."""


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """The q-values of some p-values: the least false discovery rate at which each would be reported.

    q of the i-th smallest of m is the least of p_j * m / j over all j >= i, at most 1; NaN stays NaN
    and does not count in m. Benjamini & Hochberg 1995, doi 10.1111/j.2517-6161.1995.tb02031.x.
    """
    values = np.asarray(p, np.float64)
    q = np.full(values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(-values[tested], kind="stable")]
    m = len(order)
    q[order] = np.minimum(np.minimum.accumulate(values[order] * m / np.arange(m, 0, -1)), 1.0)
    return q


def log_factorials(n: int) -> Floats:
    """(n + 1,) ln 0!, ln 1!, … ln n!, summed with as many digits as there are."""
    logs = np.log(np.arange(1, n + 1, dtype=np.longdouble))
    return np.append(0.0, np.cumsum(logs)).astype(np.float64)


def fisher_exact(n1: Ints, n2: Ints, both: Ints, n: int | Ints) -> Floats:
    """Two-sided p of Fisher's exact test for many 2 x 2 tables of `n` units, all or each.

    `n1` and `n2` are the units with the one and the other, `both` those with both. p is the sum of
    the probabilities of all tables with these margins that are at most as likely as the observed one
    (times 1 + 1e-7, so that rounding decides nothing). From 0 to 1. Fisher 1922,
    doi 10.2307/2340521.
    """
    p, sizes = np.ones(len(n1)), np.broadcast_to(np.asarray(n, np.int64), n1.shape)
    least, most = np.maximum(0, n1 + n2 - n), np.minimum(n1, n2)
    total = np.cumsum(most - least + 1)
    logs, begin = log_factorials(int(sizes.max(initial=0))), 0
    while begin < len(n1):
        done = total[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, done + MOST_TABLES, side="right")))
        part = slice(begin, end)
        p[part] = _fisher(n1[part], n2[part], both[part], sizes[part], least[part], most[part], logs)
        begin = end
    return np.minimum(p, 1.0)


def _fisher(n1: Ints, n2: Ints, both: Ints, n: Ints, least: Ints, most: Ints, logs: Floats) -> Floats:
    owner, k = spread(least, most - least + 1)
    margins = logs[n1] + logs[n - n1] + logs[n2] + logs[n - n2] - logs[n]
    one, two = n1[owner], n2[owner]
    chance = margins[owner] - logs[k] - logs[one - k] - logs[two - k] - logs[n[owner] - one - two + k]
    first = np.append(0, np.cumsum(most - least + 1))[:-1]
    bound = chance[first + both - least] + np.log1p(TIE)
    likely = np.where(chance <= bound[owner], np.exp(chance), 0.0)
    return np.bincount(owner, likely, minlength=len(n1)).astype(np.float64)


def chi_square(hits: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Pearson's X² of 2 x k tables without continuity correction.

    The last axis of `hits` (units with the code) and `sizes` (all units) runs over the k values; the
    axes before it are tables. sum (O - E)² / E over all 2k cells, values without units left out. From
    0; NaN where the code is in no unit or in all of them. Pearson 1900, doi
    10.1080/14786440009463897.
    """
    has, size = np.broadcast_arrays(np.asarray(hits, np.float64), np.asarray(sizes, np.float64))
    share = ratio(has.sum(axis=-1), size.sum(axis=-1))
    spread_of = (share * (1 - share))[..., None] * size
    distance = np.square(has - share[..., None] * size)
    terms = np.divide(distance, spread_of, out=np.zeros(distance.shape), where=spread_of > 0)
    return np.where((share > 0) & (share < 1), terms.sum(axis=-1), np.nan)


def chi_square_p(statistic: npt.ArrayLike, df: npt.ArrayLike) -> Floats:
    """Probability of a chi-square variable with `df` degrees of freedom to be this large or larger."""
    from scipy.special import chdtrc

    value: Floats = chdtrc(df, np.asarray(statistic, np.float64))
    return value


def at_least(drawn: Floats, observed: npt.ArrayLike) -> Ints:
    """How many of `drawn` (draws first) are as large as `observed`, or larger, but for rounding."""
    bound = np.asarray(observed, np.float64) * (1 - NARROW)
    counts: Ints = (drawn >= bound).sum(axis=0)
    return counts


def permutation_p(hits: Ints, sizes: Ints, *, draws: int, seed: Sequence[int]) -> float:
    """p of one 2 x k table by drawing: the share of random tables whose X² is as large, or larger.

    The units with the code are drawn anew from all units, `draws` times; (number + 1) / (draws + 1).
    """
    random = np.random.default_rng(seed)
    drawn = random.multivariate_hypergeometric(sizes, int(hits.sum()), size=draws)
    n_extreme = at_least(chi_square(drawn, sizes), chi_square(hits, sizes))
    return float((n_extreme + 1) / (draws + 1))
