"""Krippendorff's α for nominal values."""

import numpy as np

from qualcode.reliability.quotients import Floats, ratio
from qualcode.reliability.sums import Profile


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
