import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding import sweep
from qualcode.coding.sweep import distinct, neighbours, spread


def test_spread_writes_out_runs():
    owner, number = spread(np.array([5, 0, 7]), np.array([2, 0, 3]))
    assert owner.tolist() == [0, 0, 2, 2, 2]
    assert number.tolist() == [5, 6, 7, 8, 9]


@pytest.mark.parametrize("most", [1, 3, 1 << 20])
@given(at=st.lists(st.integers(0, 12), max_size=12).map(sorted), reach=st.integers(0, 4))
def test_neighbours_are_all_pairs_in_reach(at, reach, most):
    values = np.array(at, np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "MOST_PAIRS", most)
        pieces = [zip(a.tolist(), b.tolist(), strict=True) for a, b in neighbours(values, values + reach + 1)]
    found = [pair for piece in pieces for pair in piece]
    n = len(at)
    assert found == [(i, j) for i in range(n) for j in range(i + 1, n) if at[j] - at[i] <= reach]


def test_a_bound_at_the_item_itself_has_no_neighbours():
    at = np.array([3, 3, 4])
    assert [len(left) for left, _ in neighbours(at, at)] == [0]


@given(st.lists(st.integers(0, 10**6)), st.booleans())
def test_distinct_keys_rise(keys, dense):
    values = np.array([key % 9 if dense else key for key in keys], np.int64)
    assert distinct(values).tolist() == sorted(set(values.tolist()))
