import numpy as np
import pytest
from hypothesis import given

from qualcode.reliability.percent import mean_percent_agreement, percent_agreement
from tests.reliability.material import krippendorff, mean_of_pairs_by_loop, profile_of, table
from tests.reliability.strategies import matrices


def test_check_value_of_two_coders():
    assert percent_agreement(table(40, 10, 10, 140)) == pytest.approx(0.9)
    assert percent_agreement(table(2, 2, 2, 4)) == pytest.approx(0.6)
    assert percent_agreement(table(50, 75, 75, 800)) == pytest.approx(0.85)


def test_units_of_three_diagnoses():
    assert percent_agreement(np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])) == pytest.approx(0.89)


def test_published_value_with_missing_ratings():
    assert f"{mean_percent_agreement(profile_of(krippendorff(), 5)):.3f}" == "0.818"


def test_undefined_without_units():
    assert np.isnan(percent_agreement(np.zeros((2, 2))))
    assert np.isnan(mean_percent_agreement(profile_of([[1, np.nan]])))


@given(matrices(q=3))
def test_mean_is_that_of_a_loop_over_pairs(values):
    assert mean_percent_agreement(profile_of(values, 3)) == pytest.approx(
        mean_of_pairs_by_loop(values), nan_ok=True
    )
