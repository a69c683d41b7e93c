"""The space of an epistemic network: where its units and its codes lie."""

from dataclasses import dataclass

import numpy as np

from qualcode.analysis.measures import Floats, ratio

_FLAT = 1e-9
"""An axis along which units differ by less than this share of the first one is rounding."""


@dataclass(frozen=True, slots=True)
class Space:
    """Coordinates; what does not exist is NaN: axes beyond those there are, codes that nothing connects.

    units, codes
        (units, axes) and (codes, axes) where each lies.
    variance, fit
        (axes,) the share of all variance, 0 to 1; the correlation of the coordinates of units with those of
        the centroids of their networks.
    """

    units: Floats
    codes: Floats
    variance: Floats
    fit: Floats


def space(strengths: Floats, n_codes: int, n_axes: int) -> Space:
    """Axes of largest variance for (units, pairs of codes), and codes placed to explain the units.

    Vectors are centred and turned by a singular value decomposition; the largest loading of each axis is
    positive. In the network of a unit each connection pulls half at either of its codes; codes stand
    where the centroids of all networks come closest to the coordinates of their units, by least
    squares. Units that connect nothing have no centroid.
    """
    centred = strengths - strengths.mean(axis=0) if len(strengths) else strengths
    units, variance = _turned(centred, n_axes)
    pull = _pull(strengths, n_codes)
    codes = _placed(pull, units)
    connecting = pull.any(axis=1)
    centroids = pull[connecting] @ np.nan_to_num(codes)
    return Space(units, codes, variance, _correlations(units[connecting], centroids))


def _turned(centred: Floats, n_axes: int) -> tuple[Floats, Floats]:
    """The coordinates of the units on the first axes, and the share of variance of each.

    Axes that there are not, since there are too few units or they do not differ, are undefined.
    """
    points, variance = np.full((len(centred), n_axes), np.nan), np.full(n_axes, np.nan)
    if not centred.any():
        return points, variance
    _, size, axes = np.linalg.svd(centred, full_matrices=False)
    there = min(n_axes, int((size > size[0] * _FLAT).sum()))
    largest = np.round(np.abs(axes[:there]), 9).argmax(axis=1)
    signs = np.sign(axes[np.arange(there), largest])
    points[:, :there] = centred @ (axes[:there] * signs[:, None]).T
    variance[:there] = np.square(size[:there]) / np.square(size).sum()
    return points, variance


def _pull(strengths: Floats, n_codes: int) -> Floats:
    """(units, codes) the share of each code in the connections of each unit; all 0 where there are none."""
    first, second = np.triu_indices(n_codes, 1)
    ends = (first[:, None] == np.arange(n_codes)) | (second[:, None] == np.arange(n_codes))
    pull = strengths @ ends.astype(np.float64)
    return np.nan_to_num(ratio(pull, pull.sum(axis=1, keepdims=True)))


def _placed(pull: Floats, units: Floats) -> Floats:
    codes = np.full((pull.shape[1], units.shape[1]), np.nan)
    connected, there = np.flatnonzero(pull.any(axis=0)), np.flatnonzero(~np.isnan(units).any(axis=0))
    if len(connected) and len(there):
        solved = np.linalg.lstsq(pull[:, connected], units[:, there], rcond=None)[0]
        codes[np.ix_(connected, there)] = solved
    return codes


def _correlations(one: Floats, two: Floats) -> Floats:
    """Pearson's r of each column; NaN where one of the two does not vary."""
    if not len(one):
        return np.full(one.shape[1], np.nan)
    a, b = one - one.mean(axis=0), two - two.mean(axis=0)
    spread = np.sqrt(np.square(a).sum(axis=0) * np.square(b).sum(axis=0))
    return ratio((a * b).sum(axis=0), spread)
