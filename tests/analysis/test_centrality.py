import math

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.centrality import clustering, pagerank, path_centralities


def square(n, *links):
    weights = np.zeros((n, n))
    for one, two, weight in links:
        weights[one, two] = weights[two, one] = weight
    return weights


def test_a_star_and_who_stands_apart():
    star = square(5, (0, 1, 1), (0, 2, 1), (0, 3, 1))
    between, close = path_centralities(star)
    assert between.tolist() == pytest.approx([3 / 6, 0, 0, 0, 0])
    assert close[:2].tolist() == pytest.approx([(3 / 4) * (3 / 3), (3 / 4) * (3 / 5)])
    assert math.isnan(close[4])
    assert clustering(star)[0] == 0
    assert np.isnan(clustering(star)[1:]).all()


def test_a_strong_link_is_short():
    between, close = path_centralities(square(3, (0, 1, 4), (1, 2, 4), (0, 2, 1)))
    assert between.tolist() == [0, 1, 0], "over the middle it is half as far"
    assert close[0] == pytest.approx(2 / (1 / 4 + 1 / 2))


def test_paths_that_only_rounding_parts_are_equally_long():
    """1/3 + 1/3 + 1/3 over 1 and 2, 1/2 + 1/2 over 3, and a direct link of length 1."""
    weights = square(5, (0, 1, 3), (1, 2, 3), (2, 4, 3), (0, 3, 2), (3, 4, 2), (0, 4, 1))
    between, _ = path_centralities(weights)
    assert between[3] == pytest.approx((1 / 3) / 6)
    assert between[1] == pytest.approx((1 / 3 + 1) / 6), "and from 0 to 2"


def test_few_nodes():
    between, close = path_centralities(square(2, (0, 1, 2)))
    assert np.isnan(between).all()
    assert close.tolist() == [2, 2]
    assert pagerank(square(0)).tolist() == []
    assert np.isnan(path_centralities(square(1))[1]).all()
    assert pagerank(square(3)).tolist() == pytest.approx([1 / 3] * 3)


# Lengths are sums of halves: without rounding, so that both find the same ties.
networks = st.lists(st.sampled_from([0, 0, 0.5, 1, 2, 4]), min_size=28, max_size=28)


@given(networks)
def test_as_networkx_does(values):
    weights = np.zeros((8, 8))
    weights[np.triu_indices(8, 1)] = values
    weights += weights.T
    graph = networkx.from_numpy_array(weights)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"]
    between, close = path_centralities(weights)
    assert between.tolist() == pytest.approx(
        list(networkx.betweenness_centrality(graph, weight="length").values())
    )
    theirs = list(networkx.closeness_centrality(graph, distance="length").values())
    assert np.nan_to_num(close).tolist() == pytest.approx(theirs)
    assert np.nan_to_num(clustering(weights)).tolist() == pytest.approx(
        list(networkx.clustering(graph).values())
    )
    ranks = networkx.pagerank(graph, tol=1e-12, max_iter=1000)
    assert pagerank(weights).tolist() == pytest.approx(list(ranks.values()), abs=1e-8)
