"""Communities: groups of nodes that are linked among themselves more than with the rest."""

import math

import numpy as np

from qualcode.analysis.measures import Floats
from qualcode.terms import Flags, Ints

_LEAST_GAIN = 1e-12
"""A gain below this is rounding."""


def communities(weights: Floats) -> Ints:
    """The community of each node, from 1, the largest first; 0 for nodes without a link.

    `weights` is (nodes, nodes), symmetric, 0 on the diagonal and where there is no link. Starting from
    single nodes, the two communities whose union raises modularity most are joined, as long as it
    rises; of equal gains the pair with the first nodes. Communities of one size are numbered by their
    first node. Clauset, Newman and Moore 2004, Finding community structure in very large
    networks, doi 10.1103/PhysRevE.70.066111.
    """
    total = weights.sum()
    share = weights / total if total else weights.copy()
    ends = share.sum(axis=1)
    group = np.arange(len(weights))
    while True:
        # Joined communities keep empty rows behind, which gain nothing.
        gains = np.triu(np.where(share > 0, 2 * (share - np.outer(ends, ends)), 0.0), 1)
        best = int(np.round(gains, 12).argmax()) if gains.size else 0
        if not gains.size or gains.flat[best] <= _LEAST_GAIN:
            return _numbered(group, weights.sum(axis=1) > 0)
        one, two = divmod(best, len(weights))
        share[one] += share[two]
        share[:, one] += share[:, two]
        share[two] = share[:, two] = 0
        ends[one] += ends[two]
        ends[two] = 0
        group[group == two] = one


def modularity(weights: Floats, group: Ints) -> float:
    """Share of the weight within communities, less what chance would put there; below 1, NaN without links.

    Σ over communities of (weight within / W - (ends in it / 2W)²), W the weight of all links. Newman
    2004, Analysis of weighted networks, doi 10.1103/PhysRevE.70.056131.
    """
    total = weights.sum()
    if not total:
        return math.nan
    same = group[:, None] == group[None, :]
    ends = np.bincount(group, weights.sum(axis=1)) / total
    return float(weights[same].sum() / total - np.square(ends).sum())


def _numbered(group: Ints, linked: Flags) -> Ints:
    """Groups, known by their first node, by falling size, then first node; nodes without a link are 0."""
    names, sizes = np.unique(group[linked], return_counts=True)
    number = np.zeros(len(group) + 1, np.int64)
    number[names[np.argsort(-sizes, kind="stable")]] = np.arange(1, len(names) + 1)
    return np.where(linked, number[group], 0)
