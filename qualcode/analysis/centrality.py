"""How central a node of a network is, by several meanings of the word.

`weights` is (nodes, nodes), symmetric, 0 on the diagonal and where there is no link. Results are
(nodes,); undefined is NaN. Freeman 1978, Centrality in social networks,
doi 10.1016/0378-8733(78)90021-7.
"""

import numpy as np

from qualcode.analysis.measures import Floats, ratio
from qualcode.terms import Ints

DAMPING = 0.85
"""Chance of following a link, in PageRank."""

_TIE = 1e-10
"""Paths that differ by less than this share of their length are equally long: only rounding parts them."""


def path_centralities(weights: Floats) -> tuple[Floats, Floats]:
    """Betweenness and closeness; a link is 1 / weight long, so that strong links bring near.

    betweenness
        Share of all pairs of other nodes whose shortest path leads over the node; where a pair has
        several, the share of them that do. From 0 to 1; undefined with fewer than three nodes.
        Algorithm: Brandes 2001, doi 10.1080/0022250X.2001.9990249.
    closeness
        (r - 1) / (nodes - 1) * (r - 1) / sum of the distances to the r - 1 nodes that can be
        reached: from 0, high where much is near. Undefined without a link. Wasserman and Faust
        1994, Social network analysis.
    """
    n = len(weights)
    length = ratio(1, np.where(weights > 0, weights, 0))
    length = np.where(np.isnan(length), np.inf, length)
    between, far, reached = np.zeros(n), np.zeros(n), np.zeros(n)
    for source in range(n):
        distance, order = _distances(length, source)
        between += _dependency(length, distance, order, source)
        far[source], reached[source] = distance[order].sum(), len(order) - 1
    pairs = (n - 1) * (n - 2) if n > 2 else 0
    return ratio(between, pairs), ratio(reached * reached, far * max(1, n - 1))


def clustering(weights: Floats) -> Floats:
    """Share of the pairs of a node's neighbours that are linked to each other, weights aside; 0 to 1.

    Undefined with fewer than two neighbours. Watts and Strogatz 1998, doi 10.1038/30918.
    """
    links = (weights > 0).astype(np.float64)
    degree = links.sum(axis=1)
    closed = ((links @ links) * links).sum(axis=1)
    return ratio(closed, degree * (degree - 1))


def pagerank(weights: Floats) -> Floats:
    """Share of the time that someone spends at a node who follows links at random, by their weight.

    With chance 0.15, and where no link leads on, any node is next. All together are 1. Unlike the
    eigenvector, which only sees one part of it, it is defined for a network that falls apart.
    Brin and Page 1998, doi 10.1016/S0169-7552(98)00110-X.
    """
    n = len(weights)
    if not n:
        return np.zeros(0)
    strength = weights.sum(axis=1, keepdims=True)
    step = np.where(strength > 0, np.nan_to_num(ratio(weights, strength)), 1 / n)
    share: Floats = np.linalg.solve(np.eye(n) - DAMPING * step.T, np.full(n, (1 - DAMPING) / n))
    return share


def _distances(length: Floats, source: int) -> tuple[Floats, Ints]:
    """Distances from a node to all, and the nodes that can be reached, nearest first (Dijkstra)."""
    distance = np.full(len(length), np.inf)
    distance[source] = 0
    waiting, order = distance.copy(), []
    while np.isfinite(nearest := waiting.min(initial=np.inf)):
        at = int(waiting.argmin())
        order.append(at)
        waiting[at] = np.inf
        further = nearest + length[at]
        nearer = further < distance
        distance[nearer] = waiting[nearer] = further[nearer]
    return distance, np.array(order, np.int64)


def _dependency(length: Floats, distance: Floats, order: Ints, source: int) -> Floats:
    """For each node the share of the paths from the source that lead over it, summed over all targets."""
    n_paths, dependency = np.zeros(len(length)), np.zeros(len(length))
    n_paths[source] = 1
    before: dict[int, Ints] = {}
    for at in order[1:].tolist():
        by_way = distance + length[:, at]
        before[at] = np.flatnonzero(by_way <= distance[at] * (1 + _TIE))
        n_paths[at] = n_paths[before[at]].sum()
    for at in order[:0:-1].tolist():
        via = before[at]
        dependency[via] += n_paths[via] / n_paths[at] * (1 + dependency[at])
    dependency[source] = 0
    return dependency
