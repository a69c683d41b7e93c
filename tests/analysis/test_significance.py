import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import contingency

from qualcode.analysis.significance import (
    MOST_TABLES,
    at_least,
    benjamini_hochberg,
    chi_square,
    chi_square_p,
    fisher_exact,
    log_factorials,
    permutation_p,
)

probabilities = st.lists(st.floats(0, 1), max_size=30)


def fisher(n1, n2, both, n):
    return fisher_exact(*(np.array([value]) for value in (n1, n2, both)), n)[0]


def test_q_values_by_hand():
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert benjamini_hochberg([0.5, math.nan, 0.9]).tolist() == pytest.approx(
        [0.9, math.nan, 0.9], nan_ok=True
    )
    assert benjamini_hochberg([]).tolist() == []


@given(p=probabilities)
def test_q_values_are_those_of_scipy(p):
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p) if p else [])


def test_log_factorials():
    assert log_factorials(0).tolist() == [0]
    large = log_factorials(200_000)
    assert large[10] == pytest.approx(math.log(math.factorial(10)), rel=1e-15)
    assert large[200_000] == pytest.approx(math.lgamma(200_001), rel=1e-15)


def test_the_lady_tasting_tea():
    assert fisher(4, 4, 3, 8) == pytest.approx(34 / 70), "Fisher 1935: 3 of 4 cups right, two-sided"
    assert fisher(4, 4, 4, 8) == pytest.approx(2 / 70)


@given(data=st.data(), n=st.integers(1, 400))
def test_exact_p_is_that_of_scipy(data, n):
    n1, n2 = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    both = data.draw(st.integers(max(0, n1 + n2 - n), min(n1, n2)))
    table = [[both, n1 - both], [n2 - both, n - n1 - n2 + both]]
    assert fisher(n1, n2, both, n) == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6)


def test_a_table_as_likely_as_the_observed_one_counts():
    assert fisher(50_000, 50_000, 25_010, 100_000) == pytest.approx(fisher(50_000, 50_000, 24_990, 100_000))
    assert fisher(2, 2, 1, 4) == pytest.approx(1)


def test_many_pairs_are_tested_in_parts():
    n1 = np.full(9, MOST_TABLES // 4)
    found = fisher_exact(n1, n1, np.full(9, MOST_TABLES // 16), MOST_TABLES)
    assert found == pytest.approx(np.ones(9))
    assert fisher_exact(*[np.zeros(0, np.int64)] * 3, 5).tolist() == []


@pytest.mark.parametrize("hits", [[3, 7], [10, 0], [1, 2, 40, 8]])
def test_chi_square_is_that_of_scipy(hits):
    sizes = np.array([20, 15, 60, 10][: len(hits)])
    expected = contingency.chi2_contingency([hits, sizes - hits], correction=False)
    assert chi_square(hits, sizes) == pytest.approx(expected.statistic)
    assert chi_square_p(chi_square(hits, sizes), len(hits) - 1) == pytest.approx(expected.pvalue)
    assert math.sqrt(chi_square(hits, sizes) / sizes.sum()) == pytest.approx(
        contingency.association([hits, sizes - hits], method="cramer")
    )


def test_chi_square_of_many_tables():
    found = chi_square([[3, 7], [0, 0], [20, 15]], [20, 15])
    assert found == pytest.approx([float(chi_square([3, 7], [20, 15])), math.nan, math.nan], nan_ok=True)
    assert np.isnan(chi_square([], []))
    assert chi_square([3, 0, 7], [20, 0, 15]) == chi_square([3, 7], [20, 15]), "a value that nobody has"


def test_equal_but_for_rounding_is_as_large():
    assert at_least(np.array([[0.3], [0.1 + 0.2], [0.29]]), [0.1 + 0.2]).tolist() == [2]


def test_drawn_tables_have_the_p_of_all_tables():
    hits, sizes = np.array([3, 0, 1]), np.array([6, 5, 4])
    exact = stats.fisher_exact([hits, sizes - hits]).pvalue
    assert permutation_p(hits, sizes, draws=20_000, seed=(1, 0)) == pytest.approx(exact, abs=0.05)
    assert permutation_p(hits, sizes, draws=99, seed=(1, 0)) == permutation_p(
        hits, sizes, draws=99, seed=(1, 0)
    )


def test_p_of_drawn_tables_by_counting():
    hits, sizes = np.array([2, 0]), np.array([2, 2])
    assert permutation_p(hits, sizes, draws=30_000, seed=(7,)) == pytest.approx(2 / 6, abs=0.01)
