import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import network as pure
from qualcode.analysis.network import code_network
from qualcode.coding.sums import no_sums
from qualcode.coding.units import counting
from qualcode.errors import UsageError
from tests.analysis.frames import framed
from tests.coding.made import Interview, Turn, at, codebook, coded_document, summarise


def network(**options):
    return framed(pure.network(**options))


BOTH = np.array([[10, 4, 1, 0], [4, 8, 0, 0], [1, 0, 5, 0], [0, 0, 0, 0]])
CODES = ["a", "b", "c", "d"]


def linked(**options):
    return network(both=BOTH, n=40, codes=CODES, **options)


def test_links_and_nodes_by_count():
    found = linked()
    assert found.edges.to_numpy().tolist() == [["a", "b", 4, 4.0], ["a", "c", 1, 1.0]]
    nodes = found.nodes.set_index("code")
    assert nodes["n_units"].tolist() == [10, 8, 5, 0]
    assert nodes["degree"].tolist() == [2, 1, 1, 0]
    assert nodes["strength"].tolist() == [5, 4, 1, 0]
    assert nodes["betweenness"].tolist() == pytest.approx([1 / 3, 0, 0, 0])
    assert nodes["community"].tolist()[:3] == [1, 1, 1]
    assert nodes.loc["d", ["closeness", "community", "clustering"]].isna().all()
    assert nodes.loc["d", "note"] == (
        "closeness and community undefined: no link || clustering undefined: fewer than two links"
    )
    assert nodes.loc["a", "note"] == ""


def test_weights():
    assert linked(weight="jaccard").edges["weight"].tolist() == pytest.approx([4 / 14, 1 / 14])
    npmi = math.log(4 * 40 / 80) / -math.log(4 / 40)
    assert linked(weight="npmi").edges[["code_1", "code_2", "weight"]].to_numpy().tolist() == [
        ["a", "b", pytest.approx(npmi)]
    ], "less often than expected is no link"
    with pytest.raises(UsageError, match="phi"):
        linked(weight="phi")


def test_what_is_exactly_as_expected_is_no_link():
    both = np.array([[10, 3], [3, 9]])
    assert network(both=both, n=30, codes=["a", "b"], weight="npmi").edges.empty


def test_threshold_and_mask():
    assert linked(threshold=2).edges["code_2"].tolist() == ["b"]
    mask = np.zeros((4, 4), bool)
    mask[1, 0] = mask[0, 3] = True
    found = linked(mask=mask)
    assert found.edges["code_2"].tolist() == ["c"]
    assert found.n_masked == 1, "a and d would not have been linked anyway"


def test_no_links_at_all():
    found = network(both=np.diag([3, 4]), n=9, codes=["a", "b"])
    assert found.edges.empty
    assert math.isnan(found.modularity)
    assert found.nodes["betweenness"].isna().all()


@given(st.lists(st.integers(0, 9), min_size=15, max_size=15), st.permutations(range(6)))
def test_the_order_of_the_codes_does_not_matter(values, order):
    both = np.zeros((6, 6), np.int64)
    both[np.triu_indices(6, 1)] = values
    both += both.T + np.diag([30] * 6)
    codes = list("abcdef")
    plain = network(both=both, n=99, codes=codes)
    mixed = network(both=both[np.ix_(order, order)], n=99, codes=[codes[i] for i in order])
    columns = ["n_units", "degree", "strength", "betweenness", "closeness", "clustering", "pagerank"]
    one, two = (
        found.nodes.set_index("code").loc[codes, columns].to_numpy().ravel() for found in (plain, mixed)
    )
    assert one.tolist() == pytest.approx(two.tolist(), nan_ok=True)
    assert len(plain.edges) == len(mixed.edges)


def test_the_network_of_what_was_counted():
    book = codebook("a", "b<a", "c", "d")
    made = Interview("d", (Turn(0, (at(1, 2), at(2, 3), {1: [(0, 1)], 3: [(0, 1)]})),))
    how = counting("", "sentence", population="all")
    found = code_network(summarise([coded_document(made)], book, how), book)
    assert list(zip(found.edges["code_1"], found.edges["code_2"], strict=True)) == [("b", "c"), ("c", "d")]
    assert found.n_masked == 1, "b and d meet by the same word only"
    assert found.edges["counted_by"] == ["sentence"] * 2
    assert found.nodes["N"] == [3] * 4
    with pytest.raises(UsageError, match="'jaccard' is no measure"):
        code_network(no_sums(counting("near:1", "sentence"), 4), book, measure="jaccard")
