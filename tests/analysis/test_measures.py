import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.measures import c_coefficient, conditional, expected, jaccard, lift, npmi, phi, ratio


def one(value) -> float:
    return float(np.asarray(value))


@pytest.mark.parametrize(
    ("n", "lifted", "correlated"), [(25, 0.625, -0.612), (100, 2.5, 0.25), (1000, 25, 0.345)]
)
def test_lift_and_phi_depend_on_how_much_else_was_said(n, lifted, correlated):
    assert one(lift(20, 10, 5, n)) == lifted
    assert one(phi(20, 10, 5, n)) == pytest.approx(correlated, abs=5e-4)
    assert one(expected(20, 10, n)) == 200 / n


def test_measures_that_do_not_depend_on_n():
    assert one(jaccard(20, 10, 5)) == 5 / 25
    assert one(conditional(20, 10, 5)) == 5 / 20
    assert one(conditional(10, 20, 5)) == 5 / 10


def test_npmi_from_never_to_only_together():
    assert one(npmi(20, 10, 5, 100)) == pytest.approx(math.log(2.5) / math.log(20))
    assert one(npmi(20, 10, 2, 100)) == pytest.approx(0)
    assert one(npmi(20, 10, 0, 100)) == -1
    assert one(npmi(10, 10, 10, 100)) == pytest.approx(1)


def test_phi_of_a_code_that_is_always_there_when_the_other_is_and_never_else():
    assert one(phi(7, 7, 7, 31)) == 1
    assert one(phi(5, 5, 0, 10)) == -1


def test_c_of_overlapping_codings():
    assert f"{one(c_coefficient(100, 10, 5)):.3f}" == "0.048"
    assert one(c_coefficient(3, 3, 4)) == 2, "several codings may overlap one"
    assert math.isnan(one(c_coefficient(3, 3, 9)))
    assert math.isnan(one(c_coefficient(3, 3, 6)))


@pytest.mark.parametrize(("n1", "n2"), [(0, 5), (5, 0), (0, 0)])
def test_all_but_expected_are_undefined_without_one_of_the_codes(n1, n2):
    for value in (jaccard(n1, n2, 0), conditional(n1, n2, 0), c_coefficient(n1, n2, 0)):
        assert math.isnan(one(value))
    for value in (lift(n1, n2, 0, 10), npmi(n1, n2, 0, 10), phi(n1, n2, 0, 10)):
        assert math.isnan(one(value))
    assert one(expected(n1, n2, 10)) == 0


def test_undefined_where_every_unit_has_a_code():
    assert math.isnan(one(phi(10, 4, 4, 10)))
    assert math.isnan(one(phi(4, 10, 4, 10)))
    assert math.isnan(one(npmi(10, 10, 10, 10)))
    assert one(npmi(10, 4, 4, 10)) == pytest.approx(0)
    assert one(lift(10, 10, 10, 10)) == 1
    assert math.isnan(one(expected(0, 0, 0)))


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_measures_stay_in_their_range(n11, n10, n01, n00):
    n1, n2, n = n11 + n10, n11 + n01, n11 + n10 + n01 + n00
    assert 0 < one(jaccard(n1, n2, n11)) <= 1
    for value in (one(npmi(n1, n2, n11, n)), one(phi(n1, n2, n11, n))):
        assert math.isnan(value) or -1 - 1e-12 <= value <= 1 + 1e-12


@given(st.lists(st.integers(0, 1), min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_phi_is_the_correlation_of_the_columns(first, random):
    second = [random.randint(0, 1) for _ in first]
    n1, n2, both = sum(first), sum(second), sum(a & b for a, b in zip(first, second, strict=True))
    found = one(phi(n1, n2, both, len(first)))
    if len({*first}) == len({*second}) == 2:
        assert found == pytest.approx(np.corrcoef(first, second)[0, 1])
    else:
        assert math.isnan(found)


def test_arrays_are_measured_item_by_item():
    assert np.array_equal(
        ratio(np.array([1, 0, 3]), np.array([2, 0, 0])), [0.5, np.nan, np.nan], equal_nan=True
    )
