import numpy as np
import pytest
from hypothesis import given

from qualcode.reliability.gwet import gwet_ac1
from tests.reliability.material import krippendorff, mean_of_pairs_by_loop, profile_of, shares_by_loop
from tests.reliability.strategies import matrices


def test_four_coders_with_missing_ratings():
    assert f"{gwet_ac1(profile_of(krippendorff(), 5)):.3f}" == "0.775"


def test_three_values():
    counts = {(0, 0): 13, (1, 1): 20, (1, 2): 7, (2, 1): 4, (2, 2): 56}
    values = np.repeat(list(counts), list(counts.values()), axis=0)
    assert f"{gwet_ac1(profile_of(values, 3)):.3f}" == "0.849"


def test_one_value_given_by_everyone_is_full_agreement():
    assert gwet_ac1(profile_of(np.zeros((9, 3)))) == 1


@given(matrices(q=3))
def test_same_as_the_formula_by_loops(values):
    po = mean_of_pairs_by_loop(values)
    if not np.isnan(po):
        pe = sum(share * (1 - share) for share in shares_by_loop(values, 3)) / 2
        assert gwet_ac1(profile_of(values, 3)) == pytest.approx((po - pe) / (1 - pe))
