"""Krippendorff's α: for nominal values, and for numbers that are ranked or measured."""

from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from qualcode.errors import UsageError
from qualcode.reliability.quotients import Floats, ratio
from qualcode.reliability.sums import Profile

Scale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
SCALES: tuple[Scale, ...] = get_args(Scale)


def krippendorff_alpha(sums: Profile) -> Floats:
    """α = 1 - Do / De, nominal: 1 - (n - 1) (n - sum_k o_kk) / (n² - sum_k n_k²).

    n counts the ratings of all units with two or more, n_k those of them that are k, and o_kk, the
    pairs of equal ratings of a unit, is sum over units of r_k (r_k - 1) / (r - 1). Any number of
    coders, ratings may be missing. 1 is perfect, 0 as by chance, below 0 less than that. Undefined
    without such units and where everyone gave one value. Krippendorff 2011, Computing
    Krippendorff's Alpha-Reliability; Krippendorff 2019, Content Analysis, 4th edition, chapter 12.
    """
    n = sums.given.sum(axis=-1)
    differing = n * n - np.square(sums.given).sum(axis=-1)
    return 1 - ratio((n - 1) * (n - sums.matching), differing)


def krippendorff_alpha_of(values: npt.ArrayLike, scale: Scale) -> float:
    """α of (units, coders) numbers, NaN where a rating is missing: 1 - Do / De, by how far values differ.

    With o_ck the pairs of ratings c, k in a unit of r ratings, each over r - 1, n_c their sum over k and n
    that of all: Do = sum o_ck d²(c, k) / n, De = sum n_c n_k d²(c, k) / (n (n - 1)). d² is 1 for unequal
    `nominal` values; `ordinal` (sum of n_g from c to k - (n_c + n_k) / 2)²; `interval` (c - k)²; `ratio`
    ((c - k) / (c + k))², for values of 0 and above. Codes, which are there or not, are nominal. Undefined
    (NaN) without two ratings of a unit, and where everyone gave one value. Krippendorff 2011, as above.

    Raises UsageError for another scale.
    """
    if scale not in SCALES:
        cure = f"choose one of {', '.join(SCALES)}"
        raise UsageError(f"there is no scale '{scale}'", cure=cure, slug="scale")
    given = np.asarray(values, np.float64)
    known = np.unique(given[~np.isnan(given)])
    counts = (given[:, :, None] == known).sum(axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    weighted = counts / np.maximum(counts.sum(axis=1, keepdims=True) - 1, 1)
    pairs = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    n = pairs.sum(axis=1)
    apart = _squared(known, n, scale)
    expected = n @ apart @ n
    return float(1 - (n.sum() - 1) * (pairs * apart).sum() / expected) if expected else np.nan


def _squared(known: Floats, n: Floats, scale: Scale) -> Floats:
    """(values, values) how far they are apart, squared; `n`: how often each was given."""
    one, two = known[:, None], known
    if scale == "ratio":
        return np.square(np.divide(one - two, one + two, out=np.zeros_like(one - two), where=one != two))
    if scale == "ordinal":
        middle = np.cumsum(n) - n / 2
        return np.square(middle[:, None] - middle)
    apart: Floats = np.square(one - two) if scale == "interval" else (one != two).astype(np.float64)
    return apart
