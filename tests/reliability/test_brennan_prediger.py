import numpy as np
import pytest
from hypothesis import given

from qualcode.reliability.brennan_prediger import brennan_prediger
from tests.reliability.material import krippendorff, mean_of_pairs_by_loop, profile_of, two
from tests.reliability.strategies import matrices


def test_published_values():
    assert f"{brennan_prediger(profile_of(krippendorff(), 5)):.3f}" == "0.773"
    assert brennan_prediger(profile_of(two(20, 10, 20, 50))) == pytest.approx(0.4)
    counts = {(0, 0): 13, (1, 1): 20, (1, 2): 7, (2, 1): 4, (2, 2): 56}
    values = np.repeat(list(counts), list(counts.values()), axis=0)
    assert f"{brennan_prediger(profile_of(values, 3)):.3f}" == "0.835"


def test_possible_values_count_not_those_seen():
    assert brennan_prediger(profile_of(np.zeros((9, 3)), 2)) == 1
    same = two(5, 5, 0, 10)
    assert brennan_prediger(profile_of(same, 4)) == pytest.approx((0.75 - 0.25) / 0.75)


@given(matrices())
def test_chance_is_one_half(values):
    expected = 2 * mean_of_pairs_by_loop(values) - 1
    assert brennan_prediger(profile_of(values)) == pytest.approx(expected, nan_ok=True)
