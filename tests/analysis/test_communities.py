import math

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.communities import communities, modularity


def cliques(*sizes):
    """Groups of nodes, all linked to each other, and a weak link from each group to the next."""
    weights = np.zeros((sum(sizes),) * 2)
    first = 0
    for size in sizes:
        weights[first : first + size, first : first + size] = 3
        if first:
            weights[first - 1, first] = weights[first, first - 1] = 1
        first += size
    np.fill_diagonal(weights, 0)
    return weights


def test_cliques_are_found_and_numbered_by_size():
    weights = cliques(3, 5, 4)
    assert communities(weights).tolist() == [3] * 3 + [1] * 5 + [2] * 4
    assert communities(cliques(3, 3)).tolist() == [1, 1, 1, 2, 2, 2], "of one size: by the first node"


def test_nodes_without_a_link_are_in_no_community():
    weights = np.zeros((4, 4))
    weights[0, 2] = weights[2, 0] = 1
    assert communities(weights).tolist() == [1, 0, 1, 0]
    assert communities(np.zeros((0, 0))).tolist() == []
    assert math.isnan(modularity(np.zeros((2, 2)), np.zeros(2, np.int64)))


def test_zachary_karate_club():
    """34 members of a club that split; greedy joining finds three groups of modularity .381."""
    weights = networkx.to_numpy_array(networkx.karate_club_graph(), weight=None)
    found = communities(weights)
    assert sorted(np.bincount(found)[1:].tolist()) == [8, 9, 17]
    assert modularity(weights, found) == pytest.approx(0.381, abs=5e-4)


@given(st.lists(st.integers(0, 4), min_size=21, max_size=21))
def test_modularity_is_that_of_networkx_and_no_join_of_two_raises_it(values):
    weights = np.zeros((7, 7))
    weights[np.triu_indices(7, 1)] = values
    weights += weights.T
    found = communities(weights)
    if not weights.any():
        assert not found.any()
        return
    graph = networkx.from_numpy_array(weights)
    groups = [set(np.flatnonzero(found == at).tolist()) for at in np.unique(found)]
    own = modularity(weights, found)
    assert own == pytest.approx(networkx.community.modularity(graph, groups))
    for one in np.unique(found[found > 0]):
        for two in np.unique(found[found > one]):
            assert modularity(weights, np.where(found == two, one, found)) <= own + 1e-9
