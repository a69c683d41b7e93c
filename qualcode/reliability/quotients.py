"""Quotients and means in which what is undefined is NaN, never 0."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ratio(above: npt.ArrayLike, below: npt.ArrayLike) -> Floats:
    """`above / below`; NaN where `below` is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(above, np.float64), np.asarray(below, np.float64))
    quotient = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=quotient, where=bottom != 0)
    return quotient


def mean_of_defined(values: Floats, axis: int) -> Floats:
    """Mean over `axis` of the values that are no NaN; NaN where none is."""
    defined = ~np.isnan(values)
    return ratio(np.where(defined, values, 0.0).sum(axis=axis), defined.sum(axis=axis))


def beyond_chance(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """(Po - Pe) / (1 - Pe): agreement beyond chance; undefined where chance alone agrees always."""
    po, pe = np.asarray(observed, np.float64), np.asarray(expected, np.float64)
    return ratio(po - pe, 1 - pe)
