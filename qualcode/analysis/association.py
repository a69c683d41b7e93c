"""How surprising a count is: the log-likelihood ratio of a 2 × 2 table."""

from collections.abc import Sequence

import numpy as np

from qualcode.analysis.measures import Floats, expected, ratio
from qualcode.terms import Ints


def signed_g2(both: Ints, n1: Ints, n2: Ints, n: int) -> Floats:
    """G² = 2 Σ O ln(O/E) over the four cells, negative where there are fewer than expected.

    The table has the cell `both`, the margins `n1` and `n2`, the total `n`. From 0 up (or down)
    without limit; the size is that of a χ² with one degree of freedom. Undefined where a margin is
    0 or n. Dunning 1993, Accurate methods for the statistics of surprise and coincidence,
    aclanthology J93-1003.
    """
    one, two = np.broadcast_arrays(np.asarray(n1, np.float64), np.asarray(n2, np.float64))
    cells = (
        (both, one, two),
        (one - both, one, n - two),
        (two - both, n - one, two),
        (n - one - two + both, n - one, n - two),
    )
    total = 2 * sum(
        _term(np.asarray(seen, np.float64), row * column / max(n, 1)) for seen, row, column in cells
    )
    value = np.copysign(np.maximum(total, 0), both - expected(n1, n2, n))
    return np.where((one > 0) & (one < n) & (two > 0) & (two < n), value, np.nan)


def g2_p_value(g2: Floats) -> Floats:
    """The share of the χ² distribution with one degree of freedom beyond the size of `g2`; NaN stays NaN."""
    from scipy.special import erfc

    p: Floats = erfc(np.sqrt(np.abs(g2) / 2))
    return p


def by_g2(g2: Floats, names: Sequence[str] | Sequence[tuple[str, str]]) -> list[int]:
    """Positions by `g2` falling, undefined as 0, then by name; what differs by rounding alone is equal."""
    keys = list(zip(np.round(-np.nan_to_num(g2), 9).tolist(), names, strict=True))
    return sorted(range(len(keys)), key=keys.__getitem__)


def _term(seen: Floats, hoped: Floats) -> Floats:
    """O ln(O/E), 0 where nothing was seen."""
    some = np.where(seen > 0, seen, 1)
    value: Floats = np.where(seen > 0, seen * np.log(ratio(some, hoped)), 0.0)
    return value
