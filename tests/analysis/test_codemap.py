import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import squareform

from qualcode.analysis import codemap as pure
from tests.analysis.frames import framed


def code_map(**options):
    return framed(pure.code_map(**options))


def counts(has):
    return has.astype(np.int64).T @ has.astype(np.int64)


def test_counted_by_hand():
    both = np.array([[10, 1, 8, 0], [1, 10, 1, 0], [8, 1, 10, 5], [0, 0, 5, 4]])
    found = code_map(both=both, codes=["a", "b", "c", "d"])
    assert found.left_out == ("d",)
    assert found.codes == ("a", "b", "c")
    assert found.steps["height"].tolist() == pytest.approx([1 - 8 / 12, 1 - 1 / 19])
    assert found.steps[["cluster_1", "cluster_2", "size"]].to_numpy().tolist() == [[0, 2, 2], [3, 1, 3]]
    assert found.steps["members"].tolist() == ["a || c", "a || c || b"]
    assert found.order == ("a", "c", "b")


def test_ties_go_by_the_order_of_the_codebook():
    both = np.diag([9] * 4)
    both[0, 1] = both[1, 0] = both[2, 3] = both[3, 2] = 6
    found = code_map(both=both, codes=["a", "b", "c", "d"])
    assert found.steps["members"].tolist() == ["a || b", "c || d", "a || b || c || d"]
    apart = code_map(both=np.diag([9] * 3), codes=["a", "b", "c"])
    assert apart.steps["members"].tolist() == ["a || b", "a || b || c"]
    assert apart.steps["height"].tolist() == [1, 1]


def test_one_code_or_none():
    one = code_map(both=np.array([[7]]), codes=["a"])
    assert (one.order, len(one.steps)) == (("a",), 0)
    none = code_map(both=np.array([[3]]), codes=["a"])
    assert (none.order, none.left_out) == ((), ("a",))


def heights(found):
    """The height at which each pair of codes is first in one cluster."""
    first = {}
    for members, height in zip(found.steps["members"], found.steps["height"], strict=True):
        codes = members.split(" || ")
        for one in codes:
            for two in codes:
                if one < two:
                    first.setdefault((one, two), height)
    return first


@given(st.integers(0, 10_000), st.permutations(range(7)))
def test_as_scipy_does_and_in_any_order_of_the_codes(seed, order):
    random = np.random.RandomState(seed)
    both = counts(random.random_sample((300, 7)) < random.random_sample(7) * 0.6 + 0.1)
    found = code_map(both=both, codes=list("abcdefg"))
    own = np.diagonal(both)
    distance = 1 - both / (own[:, None] + own[None, :] - both)
    assume(len(np.unique(np.round(distance[np.triu_indices(7, 1)], 9))) == 21)
    tree = linkage(squareform(distance, checks=False), "average")
    assert found.steps["height"].tolist() == pytest.approx(tree[:, 2].tolist())
    pairs = [(one, two) for one in "abcdefg" for two in "abcdefg" if one < two]
    assert [heights(found)[pair] for pair in pairs] == pytest.approx(cophenet(tree).tolist())
    mixed = code_map(both=both[np.ix_(order, order)], codes=["abcdefg"[i] for i in order])
    assert [heights(mixed)[pair] for pair in pairs] == pytest.approx([heights(found)[pair] for pair in pairs])
