import io

import networkx
import numpy as np
import pytest

from qualcode.analysis.graphml import graphml
from qualcode.analysis.network import network

FOUND = network(
    both=np.array([[9, 2, 0], [2, 6, 0], [0, 0, 1]]),
    n=20,
    codes=["elite", "trust", "alone"],
    weight="jaccard",
)


def test_networkx_reads_it():
    text = graphml(FOUND, labels={"elite": '能人 <"R&D">', "trust": "a\x0bb"})
    read = networkx.read_graphml(io.BytesIO(text.encode("utf-8")))
    assert list(read.nodes) == ["elite", "trust", "alone"]
    assert read.nodes["elite"]["label"] == '能人 <"R&D">'
    assert read.nodes["trust"]["label"] == "a\ufffdb"
    assert read.nodes["elite"]["n_units"] == 9
    assert read.nodes["elite"]["community"] == 1
    assert list(read.edges) == [("elite", "trust")]
    assert read.edges["elite", "trust"] == {"weight": pytest.approx(2 / 13, rel=1e-5), "n_both": 2}


def test_what_is_undefined_is_left_out_and_a_node_without_a_name_has_its_id():
    read = networkx.read_graphml(io.BytesIO(graphml(FOUND, labels={}).encode("utf-8")))
    assert read.nodes["alone"]["label"] == "alone"
    assert not {"closeness", "clustering", "community"} & set(read.nodes["alone"])
    assert read.nodes["alone"]["degree"] == 0
