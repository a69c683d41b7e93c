import numpy as np
import pytest
from hypothesis import given

from qualcode.reliability.fleiss import fleiss_kappa
from tests.reliability.material import (
    fleiss,
    krippendorff,
    mean_of_pairs_by_loop,
    profile_of,
    shares_by_loop,
    two,
)
from tests.reliability.strategies import matrices


def test_psychiatric_diagnoses():
    assert f"{fleiss_kappa(profile_of(fleiss(), 5)):.3f}" == "0.430"


@pytest.mark.parametrize(
    ("value", "kappa"), [(0, "0.245"), (1, "0.245"), (2, "0.520"), (3, "0.471"), (4, "0.566")]
)
def test_psychiatric_diagnoses_one_against_all_others(value, kappa):
    assert f"{fleiss_kappa(profile_of(fleiss() == value)):.3f}" == kappa


def test_generalised_to_missing_ratings():
    assert f"{fleiss_kappa(profile_of(krippendorff(), 5)):.3f}" == "0.761"


def test_two_coders_are_scotts_pi():
    assert f"{fleiss_kappa(profile_of(two(20, 10, 20, 50))):.3f}" == "0.341"


def test_undefined_where_everyone_gives_one_value():
    assert np.isnan(fleiss_kappa(profile_of(np.zeros((7, 3)))))
    assert np.isnan(fleiss_kappa(profile_of(np.ones((7, 3)))))


@given(matrices(q=3))
def test_same_as_the_formula_by_loops(values):
    po = mean_of_pairs_by_loop(values)
    if not np.isnan(po):
        pe = sum(share**2 for share in shares_by_loop(values, 3))
        expected = (po - pe) / (1 - pe) if 1 - pe > 1e-12 else np.nan
        assert fleiss_kappa(profile_of(values, 3)) == pytest.approx(expected, nan_ok=True)
