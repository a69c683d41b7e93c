import numpy as np

from qualcode.coding.lineage import kinship, lineage
from tests.coding.made import codebook

TREE = codebook("a", "b<a", "c<b", "d<a", "e")


def test_each_code_stands_in_its_line_with_all_above_it():
    owner, code = lineage(TREE).spread(np.array([2, 4, 0]))
    assert list(zip(owner.tolist(), code.tolist(), strict=True)) == [(0, 2), (0, 1), (0, 0), (1, 4), (2, 0)]


def test_without_rollup_a_code_stands_alone():
    owner, code = lineage(TREE, rollup=False).spread(np.array([2, 4, 0]))
    assert (owner.tolist(), code.tolist()) == ([0, 1, 2], [2, 4, 0])


def test_kin_are_codes_above_each_other_not_brothers():
    kin = {(i, j) for i, j in np.argwhere(kinship(TREE)).tolist() if i < j}
    assert kin == {(0, 1), (0, 2), (0, 3), (1, 2)}
    assert (kinship(TREE) == kinship(TREE).T).all()
