"""Network of codes: which codes are linked by occurring together, and how central each is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis import centrality, measures
from qualcode.analysis.artefacts import artefacts
from qualcode.analysis.columns import Cell, Columns, counted, numbers
from qualcode.analysis.communities import communities, modularity
from qualcode.analysis.matrix import check_measure
from qualcode.analysis.measures import Floats
from qualcode.analysis.offered import codes_of_sums
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import Sums
from qualcode.errors import UsageError
from qualcode.terms import SEPARATOR, CodeId, Flags, Ints

Weight: TypeAlias = Literal["count", "jaccard", "npmi"]

_DIGITS = 12
"""What is left of a weight behind so many digits is rounding, and no link."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network of codes.

    nodes
        A row a code: code, n_units, degree, strength, betweenness, closeness, clustering, pagerank,
        community (from 1, the largest first), note.
    edges
        A row a link, the strongest first: code_1, code_2, n_both, weight.
    weight, threshold
        What a link weighs, and how much at least.
    n_masked
        Pairs that would have been linked, but for the mask.
    modularity
        How clearly the communities part the network: 0 is as chance would have it, below 1; NaN
        without links.
    """

    nodes: Columns
    edges: Columns
    weight: Weight
    threshold: float
    n_masked: int
    modularity: float


def code_network(
    sums: Sums, codebook: Codebook, *, measure: Weight = "count", threshold: float = 0.0
) -> Network:
    """The network of codes that occur together as the co-occurrence table counts it.

    Pairs that are no finding (`qualcode.analysis.artefacts`) are masked; codes that a person could not give
    in every document are left out. The tables end with counted_by, population and N.

    Raises
    ------
    UsageError
        A measure that does not exist for what is counted; no code could be given in every document.
    """
    check_measure(measure, sums.counting)
    kept = codes_of_sums(sums, codebook, "a network")
    square = np.ix_(kept, kept)
    found = network(
        both=sums.pairs.both[square],
        n=sums.pairs.n,
        codes=[codebook.codes[at].id for at in kept.tolist()],
        weight=measure,
        threshold=threshold,
        mask=np.any(list(artefacts(sums, codebook).values()), axis=0)[square],
    )
    nodes, edges = (
        counted(
            one,
            counted_by=sums.counting.pair_label,
            population=sums.counting.population,
            n=sums.pairs.n,
        )
        for one in (found.nodes, found.edges)
    )
    return replace(found, nodes=nodes, edges=edges)


def network(
    *,
    both: Ints,
    n: int,
    codes: Sequence[CodeId],
    weight: Weight = "count",
    threshold: float = 0.0,
    mask: Flags | None = None,
) -> Network:
    """The network of codes that occur together.

    `both` is (codes, codes), units with both codes, on the diagonal those with the one; `n` all units.
    Two different codes are linked where their weight (units with both, jaccard or npmi) is above 0 and
    at least `threshold`; pairs marked in `mask` (codes, codes), such as artefacts, are not.
    What the columns of nodes mean stands in `qualcode.analysis.centrality`, how communities are
    found in `qualcode.analysis.communities`. Raises UsageError for a weight that does not exist.
    """
    strong = _strong(both, n, weight, threshold)
    masked = np.zeros(strong.shape, np.bool_) if mask is None else mask | mask.T
    weights = np.where(masked, 0.0, strong)
    groups = communities(weights)
    return Network(
        nodes=_nodes(weights, np.diagonal(both), codes, groups),
        edges=_edges(weights, both, codes),
        weight=weight,
        threshold=threshold,
        n_masked=int(np.count_nonzero(np.triu((strong > 0) & masked))),
        modularity=modularity(weights, groups),
    )


def _strong(both: Ints, n: int, weight: Weight, threshold: float) -> Floats:
    """(codes, codes) what each link weighs, 0 where there is none."""
    own = np.diagonal(both)
    one, two = np.broadcast_to(own[:, None], both.shape), np.broadcast_to(own[None, :], both.shape)
    match weight:
        case "count":
            values = both.astype(np.float64)
        case "jaccard":
            values = measures.jaccard(one, two, both)
        case "npmi":
            values = measures.npmi(one, two, both, n)
        case _:
            cure = "Choose count, jaccard or npmi."
            raise UsageError(f"a link cannot weigh '{weight}'", cure=cure, slug="weight")
    known = np.round(np.nan_to_num(values), _DIGITS)
    kept = np.where((known > 0) & (known >= threshold), known, 0.0)
    np.fill_diagonal(kept, 0.0)
    return kept


def _edges(weights: Floats, both: Ints, codes: Sequence[CodeId]) -> Columns:
    first, second = np.nonzero(np.triu(weights))
    order = np.lexsort((second, first, -both[first, second], -weights[first, second]))
    first, second = first[order], second[order]
    return {
        "code_1": [codes[i] for i in first.tolist()],
        "code_2": [codes[i] for i in second.tolist()],
        "n_both": both[first, second].tolist(),
        "weight": numbers(weights[first, second]),
    }


def _nodes(weights: Floats, own: Ints, codes: Sequence[CodeId], groups: Ints) -> Columns:
    betweenness, closeness = centrality.path_centralities(weights)
    clustering = centrality.clustering(weights)
    degree = np.count_nonzero(weights, axis=1)
    group: list[Cell] = [int(at) if at else None for at in groups]
    return {
        "code": list(codes),
        "n_units": own.tolist(),
        "degree": degree.tolist(),
        "strength": numbers(weights.sum(axis=1)),
        "betweenness": numbers(betweenness),
        "closeness": numbers(closeness),
        "clustering": numbers(clustering),
        "pagerank": numbers(centrality.pagerank(weights)),
        "community": group,
        "note": [_note(int(links), len(codes)) for links in degree],
    }


def _note(degree: int, n_codes: int) -> str:
    """Why cells are empty."""
    reasons = {
        "betweenness undefined: fewer than three codes": n_codes < 3,
        "closeness and community undefined: no link": degree == 0,
        "clustering undefined: fewer than two links": degree < 2,
    }
    return SEPARATOR.join(why for why, holds in reasons.items() if holds)
