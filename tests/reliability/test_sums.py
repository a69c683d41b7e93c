import numpy as np
import pytest
from hypothesis import given

from qualcode.errors import UsageError
from qualcode.reliability.ratings import MISSING, as_values
from qualcode.reliability.sums import profile, tables, weighted, weighted_profile
from tests.reliability.strategies import matrices

VALUES = np.array([[1, 1], [1, 0], [0, 0], [1, MISSING], [0, 0]], np.int8)[:, :, None]
CLUSTER = np.array([0, 0, 1, 1, 1])


def test_tables_by_cluster_leave_out_what_one_did_not_rate():
    found = tables(VALUES, [(0, 1)], cluster=CLUSTER, n_clusters=3)[:, 0, 0]
    assert found.tolist() == [[[0, 0], [1, 1]], [[2, 0], [0, 0]], [[0, 0], [0, 0]]]


def test_profile_by_cluster():
    found = profile(VALUES, cluster=CLUSTER, n_clusters=3)
    assert found.rated[:, 0].tolist() == [2, 3, 0]
    assert found.compared[:, 0].tolist() == [2, 2, 0]
    assert found.agreeing[:, 0].tolist() == [1, 2, 0]
    assert found.matching[:, 0].tolist() == [2, 4, 0]
    assert found.shares[:, 0].tolist() == [[0.5, 1.5], [2, 1], [0, 0]]
    assert found.given[:, 0].tolist() == [[1, 3], [4, 0], [0, 0]]


def test_a_draw_is_a_weighted_sum():
    weights = np.array([[1.0, 1, 1], [2, 0, 1], [0, 3, 0]])
    found = weighted_profile(profile(VALUES, cluster=CLUSTER, n_clusters=3), weights)
    assert found.compared[:, 0].tolist() == [4, 4, 6]
    assert found.given[:, 0].tolist() == [[5, 3], [2, 6], [12, 0]]
    drawn = weighted(tables(VALUES, [(0, 1)], cluster=CLUSTER, n_clusters=3), weights)
    assert drawn[1, 0, 0].tolist() == [[0, 0], [2, 2]]


def test_no_codes_and_no_units():
    assert profile(np.zeros((3, 2, 0), np.int8)).shares.shape == (1, 0, 2)
    assert profile(np.zeros((0, 2, 1), np.int8)).rated.tolist() == [[0]]


def test_more_values_than_can_be_counted_are_refused():
    with pytest.raises(UsageError):
        profile(np.zeros((2, 9, 1), np.int8), q=20)


@given(matrices(q=3))
def test_clusters_add_up_to_all(values):
    rated = as_values(values)[:, :, None]
    cluster = np.arange(len(rated)) % 3
    parts = profile(rated, cluster=cluster, n_clusters=3, q=3)
    for part, whole in zip(parts, profile(rated, q=3), strict=True):
        assert part.sum(axis=0) == pytest.approx(whole[0])
