import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, chi2_contingency

from qualcode.analysis.association import by_g2, g2_p_value, signed_g2


def test_as_many_as_expected_is_no_surprise():
    assert signed_g2(np.array([6]), np.array([20]), np.array([30]), 100) == pytest.approx([0])


def test_undefined_where_a_margin_is_empty_or_full():
    for n1, n2 in ((0, 3), (3, 0), (9, 3), (3, 9)):
        assert math.isnan(signed_g2(np.array([min(n1, n2)]), np.array([n1]), np.array([n2]), 9)[0])
    assert np.isnan(signed_g2(np.array([0]), np.array([0]), np.array([0]), 0)).all()


@given(*[st.integers(1, 60)] * 4)
def test_as_scipy_does(a, b, c, d):
    table = [[a, b], [c, d]]
    theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    found = signed_g2(np.array([a]), np.array([a + b]), np.array([a + c]), a + b + c + d)
    assert abs(found) == pytest.approx([theirs.statistic], abs=1e-9)
    assert found[0] * (a * d - b * c) >= 0
    assert g2_p_value(found) == pytest.approx(chi2.sf(np.abs(found), 1))


def test_the_largest_first_and_equal_ones_by_name():
    g2 = np.array([-2, 1, np.nan, 5, 1 + 1e-13])
    assert by_g2(g2, ["a", "d", "e", "b", "c"]) == [3, 4, 1, 2, 0]
