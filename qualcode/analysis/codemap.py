"""Code map: which codes lie close to each other, as a tree of codes that occur together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.analysis.columns import Columns, counted
from qualcode.analysis.measures import Floats, jaccard
from qualcode.analysis.offered import codes_of_sums
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import Sums
from qualcode.errors import UsageError
from qualcode.terms import SEPARATOR, CodeId, Ints

LEAST_UNITS = 5
"""A code with fewer units has no place on the map."""

_DIGITS = 12
"""Distances that agree in so many digits are equal."""


@dataclass(frozen=True, slots=True)
class CodeMap:
    """A tree of codes.

    codes
        The ids of the leaves, in codebook order: leaf i is the i-th of them.
    steps
        A row for each join, the closest first: cluster_1, cluster_2 (a leaf, or the number of leaves
        plus the row of an earlier join, from 0), height (0 always together to 1 never), size (codes
        in the new cluster), members.
    order
        The leaves from left to right, so that no two branches cross.
    left_out
        Codes with too few units.
    """

    codes: tuple[CodeId, ...]
    steps: Columns
    order: tuple[CodeId, ...]
    left_out: tuple[CodeId, ...]


def map_of_codes(sums: Sums, codebook: Codebook, *, least_units: int = LEAST_UNITS) -> CodeMap:
    """The tree of codes over the units that are counted; its steps end with counted_by, population and N.

    Raises
    ------
    UsageError
        Something else than units is counted, parents have the codings of their children, or no code could be
        given in every document: others are left out.
    """
    counting = sums.counting
    if counting.rollup or counting.pairs not in ("unit", "window"):
        cure = "count by units or windows, without --rollup"
        raise UsageError(
            "a code map needs units, and each code with its own codings", cure=cure, slug="count-by"
        )
    kept = codes_of_sums(sums, codebook, "a code map")
    ids = [codebook.codes[at].id for at in kept.tolist()]
    found = code_map(both=sums.pairs.both[np.ix_(kept, kept)], codes=ids, least_units=least_units)
    steps = counted(
        found.steps, counted_by=counting.pair_label, population=counting.population, n=sums.pairs.n
    )
    return replace(found, steps=steps)


def code_map(*, both: Ints, codes: Sequence[CodeId], least_units: int = LEAST_UNITS) -> CodeMap:
    """Average linkage (UPGMA) of codes on the distance 1 - jaccard.

    `both` is (codes, codes), units with both codes, on the diagonal those with the one. Codes with
    fewer than `least_units` units are left out and named. Of equal distances the pair whose codes
    come first in the codebook is joined first, and the branch with the first code stands on the left.
    Sokal and Michener 1958, A statistical method for evaluating systematic relationships.
    """
    own = np.diagonal(both)
    kept = np.flatnonzero(own >= least_units)
    joins = _average_linkage(1 - jaccard(own[kept, None], own[None, kept], both[np.ix_(kept, kept)]))
    leaves = tuple(codes[i] for i in kept.tolist())
    groups = [[leaf] for leaf in range(len(kept))]
    for one, two, _ in joins:
        groups.append(groups[one] + groups[two])
    joined = groups[len(kept) :]
    order = groups[-1] if groups else []
    return CodeMap(
        codes=leaves,
        steps={
            "cluster_1": [one for one, _, _ in joins],
            "cluster_2": [two for _, two, _ in joins],
            "height": [height for _, _, height in joins],
            "size": [len(group) for group in joined],
            "members": [SEPARATOR.join(leaves[leaf] for leaf in group) for group in joined],
        },
        order=tuple(leaves[leaf] for leaf in order),
        left_out=tuple(codes[i] for i in np.flatnonzero(own < least_units).tolist()),
    )


def _average_linkage(distance: Floats) -> list[tuple[int, int, float]]:
    """The joins of clusters and their heights; a cluster is known by the row of its first leaf.

    The distance of two clusters is the mean over all pairs of their leaves.
    """
    n = len(distance)
    between = np.where(np.triu(np.ones((n, n), np.bool_), 1), distance, np.inf)
    size, name = np.ones(n), list(range(n))
    joins = []
    for step in range(n - 1):
        one, two = divmod(int(np.round(between, _DIGITS).argmin()), n)
        joins.append((name[one], name[two], float(between[one, two])))
        whole = np.minimum(between, between.T)
        merged = (size[one] * whole[one] + size[two] * whole[two]) / (size[one] + size[two])
        between[one, one + 1 :] = merged[one + 1 :]
        between[:one, one] = merged[:one]
        between[two, :] = between[:, two] = np.inf
        size[one] += size[two]
        name[one] = n + step
    return joins
