import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.epistemic_space import space


@given(st.integers(0, 1000), st.permutations(range(5)))
def test_the_order_of_units_does_not_turn_the_axes(seed, order):
    strengths = np.random.RandomState(seed).random_sample((5, 6))
    strengths /= np.linalg.norm(strengths, axis=1, keepdims=True)
    plain, mixed = space(strengths, 4, 2), space(strengths[order], 4, 2)
    assert mixed.units.ravel().tolist() == pytest.approx(plain.units[order].ravel().tolist(), abs=1e-9)
    assert mixed.codes.ravel().tolist() == pytest.approx(plain.codes.ravel().tolist(), abs=1e-6)
    assert plain.variance[0] >= plain.variance[1]


def test_the_largest_loading_is_positive():
    """Units differ in one connection only: whoever has more of it lies on the right."""
    found = space(np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 0.5], [0.0, 0.0, 0.0]]), 3, 1)
    assert found.units.ravel().tolist() == pytest.approx([0.5, 0, -0.5])
    assert np.isnan(found.codes[0, 0])


def test_codes_by_least_squares_in_a_space_of_more_units_than_codes():
    random = np.random.RandomState(4)
    strengths = random.random_sample((9, 3))
    found = space(strengths, 3, 2)
    pull = np.stack(
        [strengths[:, [0, 1]].sum(1), strengths[:, [0, 2]].sum(1), strengths[:, [1, 2]].sum(1)], axis=1
    )
    pull /= pull.sum(axis=1, keepdims=True)
    by_hand = np.linalg.solve(pull.T @ pull, pull.T @ found.units)
    assert found.codes.ravel().tolist() == pytest.approx(by_hand.ravel().tolist())
    fit = [np.corrcoef(found.units[:, at], (pull @ by_hand)[:, at])[0, 1] for at in range(2)]
    assert found.fit.tolist() == pytest.approx(fit)
