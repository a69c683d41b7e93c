"""Composite reliability of several coders."""

import numpy as np
import numpy.typing as npt

from qualcode.reliability.quotients import Floats, ratio


def composite_reliability(mean_agreement: npt.ArrayLike, n_coders: int) -> Floats:
    """R = m K / (1 + (m - 1) K): what m coders together are worth, from K, their mean agreement.

    K is the mean of Holsti's coefficient over all pairs of coders (平均相互同意度), from 0 to 1,
    and so is R; it grows with the number of coders. Undefined where K is. It is the formula of
    Spearman 1910 and Brown 1910; as 编码信度 R it is usual in Chinese content analyses. Holsti 1969,
    p. 137.
    """
    k = np.asarray(mean_agreement, np.float64)
    return ratio(n_coders * k, 1 + (n_coders - 1) * k)
