"""Measures of two codes that occur together. Undefined values are NaN, never 0.

Every function takes arrays (or numbers) that fit together: `n1` and `n2` units with the first and
the second code, `both` units with both, `n` all units of the population.
"""

import numpy as np
import numpy.typing as npt

from qualcode.terms import Ints

Floats = npt.NDArray[np.float64]


def ratio(above: npt.ArrayLike, below: npt.ArrayLike) -> Floats:
    """`above / below`; NaN where `below` is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(above, np.float64), np.asarray(below, np.float64))
    quotient = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=quotient, where=bottom != 0)
    return quotient


def jaccard(n1: Ints, n2: Ints, both: Ints) -> Floats:
    """Share of the units with either code that have both: both / (n1 + n2 - both).

    From 0 (never together) to 1 (always together); does not depend on N. Undefined where one of
    the codes never occurs. Jaccard 1912, The distribution of the flora in the alpine zone,
    doi 10.1111/j.1469-8137.1912.tb05611.x.
    """
    return _where_both_occur(n1, n2, ratio(both, n1 + n2 - both))


def conditional(n1: Ints, n2: Ints, both: Ints) -> Floats:
    """Share of the units with the first code that have the second: both / n1, from 0 to 1.

    Undefined where one of the codes never occurs.
    """
    return _where_both_occur(n1, n2, ratio(both, n1))


def expected(n1: Ints, n2: Ints, n: int | Ints) -> Floats:
    """Units with both codes if the two had nothing to do with each other: n1 * n2 / N.

    In units, from 0; undefined only where N is 0.
    """
    return ratio(np.multiply(n1, n2, dtype=np.float64), n)


def lift(n1: Ints, n2: Ints, both: Ints, n: int | Ints) -> Floats:
    """How many times more often together than expected: both * N / (n1 * n2).

    From 0; 1 is as expected. Grows with N, so compare only within one N. Undefined where one of
    the codes never occurs.
    """
    return ratio(np.multiply(both, n, dtype=np.float64), np.multiply(n1, n2, dtype=np.float64))


def npmi(n1: Ints, n2: Ints, both: Ints, n: int | Ints) -> Floats:
    """Normalised pointwise mutual information: ln(lift) / -ln(both / N).

    From -1 (never together) over 0 (as expected) to 1 (only together); depends on N. Undefined
    where one of the codes never occurs and where all units have both. Bouma 2009, Normalized
    (pointwise) mutual information in collocation extraction.
    """
    never = np.equal(both, 0)
    some = np.where(never, np.nan, both)
    information = np.log(lift(n1, n2, some, n))
    value = np.where(never, -1.0, ratio(information, -np.log(ratio(some, n))))
    return _where_both_occur(n1, n2, value)


def phi(n1: Ints, n2: Ints, both: Ints, n: int | Ints) -> Floats:
    """Correlation of the two codes over all units, each unit 0 or 1.

    (n12 * n00 - n10 * n01) / sqrt(n1 * (N - n1) * n2 * (N - n2)): from -1 to 1, 0 is as expected;
    depends on N. Undefined where one of the codes occurs in no unit or in every unit.
    """
    difference = np.multiply(both, n, dtype=np.float64) - np.multiply(n1, n2, dtype=np.float64)
    one, two = (np.multiply(x, np.subtract(n, x), dtype=np.float64) for x in (n1, n2))
    return ratio(difference, np.sqrt(one * two))


def c_coefficient(n1: Ints, n2: Ints, both: Ints) -> Floats:
    """ATLAS.ti's c for overlapping codings: both / (n1 + n2 - both), all three counts of codings.

    From 0 to 1 where each coding overlaps one other at most; several to one push it above 1.
    Undefined where one of the codes never occurs and where n1 + n2 is not above `both`.
    """
    rest = np.maximum(np.asarray(n1) + n2 - both, 0)
    return _where_both_occur(n1, n2, ratio(both, rest))


def _where_both_occur(n1: Ints, n2: Ints, value: Floats) -> Floats:
    return np.where(np.multiply(n1, n2) > 0, value, np.nan)
