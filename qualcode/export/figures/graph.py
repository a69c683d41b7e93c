"""Where the codes of a network stand: the same place in every run."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ROUNDS = 300
_FLAT = 0.5
"""Of its length: what is less high than this is not stretched to the whole height."""
_PUSHES = 1000
_APART = 1.5
"""How much further apart than the longest way what no way joins stands."""


def layout(n: int, edges: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """Places (n, 2) in the unit square, such that their distances fit those on the ways between nodes.

    Stress majorization (Gansner, Koren and North 2005, Graph drawing by stress majorization): the sum of
    (distance − way)² / way² is made smaller step by step, from a circle on. An edge is the shorter the
    heavier it is: 1 / (0.5 + weight / largest weight).
    """
    if n < 2:
        return np.full((n, 2), 0.5)
    ways = _ways(n, edges, weights)
    weight = 1 / ways**2
    np.fill_diagonal(weight, 0)
    laplace = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplace)
    angles = 2 * np.pi * np.arange(n) / n
    places = np.column_stack([np.cos(angles), np.sin(angles)]) * ways.max() / 2
    for _ in range(_ROUNDS):
        apart = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
        np.fill_diagonal(apart, 1)
        pull = -weight * ways / np.maximum(apart, 1e-9)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    return _turned(places)


def _ways(n: int, edges: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """The shortest ways between all nodes (Floyd and Warshall)."""
    ways = np.full((n, n), np.inf)
    np.fill_diagonal(ways, 0)
    if len(edges):
        long = 1 / (0.5 + weights / weights.max())
        ways[edges[:, 0], edges[:, 1]] = ways[edges[:, 1], edges[:, 0]] = long
    for middle in range(n):
        np.minimum(ways, ways[:, middle, None] + ways[None, middle], out=ways)
    known = ways[np.isfinite(ways)].max() or 1.0
    ways[~np.isfinite(ways)] = _APART * known
    np.fill_diagonal(ways, 1)
    return ways


def _turned(places: Floats) -> Floats:
    """The same figure lying on its long side, stretched over the unit square where it is not too flat."""
    places = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(places, full_matrices=False)
    signs = np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)
    turned = places @ (axes * signs[:, None]).T
    low, high = turned.min(axis=0), turned.max(axis=0)
    size = np.maximum(high - low, _FLAT * (high - low).max())
    stretched: Floats = 0.5 + (turned - (low + high) / 2) / size
    return stretched


def parted(boxes: Floats, sizes: Floats, room: tuple[float, float], *, fixed: int = 0) -> Floats:
    """Middles of boxes moved as little as needed, so that none lies on another and all stay in the room.

    `boxes` are the middles (n, 2), `sizes` widths and heights. The last `fixed` of them stay where they are.
    """
    n, low, high = len(boxes), sizes / 2, np.array(room) - sizes / 2
    places = np.clip(boxes, np.minimum(low, high), np.maximum(low, high))
    wanted = (sizes[:, None] + sizes[None]) / 2
    first = np.arange(n)[:, None] < np.arange(n)[None]
    for _ in range(_PUSHES):
        between = places[:, None] - places[None]
        gap = wanted - np.abs(between)
        lies = (gap > 1e-6).all(axis=2) & ~np.eye(n, dtype=np.bool_)
        if not lies[: n - fixed].any():
            break
        side = np.where(between == 0, np.where(first[:, :, None], -1.0, 1.0), np.sign(between))
        flat = gap[:, :, 1] <= gap[:, :, 0]
        step = np.stack([~flat, flat], axis=2) * side * gap * lies[:, :, None]
        step[n - fixed :] = 0
        places = np.clip(places + 0.3 * step.sum(axis=1), np.minimum(low, high), np.maximum(low, high))
    return places


def spread(places: Floats, part: float) -> Floats:
    """Places in the unit square moved towards even distances: `part` of the way, for each axis alone."""
    n = max(len(places) - 1, 1)
    ranks = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0, kind="stable") / n
    return (1 - part) * places + part * ranks
