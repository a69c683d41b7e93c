"""p values of many tests at once."""

import numpy as np

from qualcode.analysis.measures import Floats


def benjamini_hochberg(p: Floats) -> Floats:
    """q values: the false discovery rate at which each test of a family would just be called a finding.

    q of the i-th smallest of m values of p is the least of m * p_j / j over j >= i, at most 1. NaN is
    a test that was not made: it stays NaN and is not among the m. Benjamini and Hochberg 1995,
    Controlling the false discovery rate, doi 10.1111/j.2517-6161.1995.tb02031.x.
    """
    values = np.asarray(p, np.float64)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    raw = values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted = np.full(values.shape, np.nan)
    adjusted[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1)
    return adjusted
