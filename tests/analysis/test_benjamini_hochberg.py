import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from qualcode.analysis.significance import benjamini_hochberg


def test_counted_by_hand():
    found = benjamini_hochberg(np.array([0.04, 0.01, np.nan, 0.03, 0.5]))
    assert found.tolist() == pytest.approx([0.16 / 3, 0.04, np.nan, 0.16 / 3, 0.5], nan_ok=True)
    assert benjamini_hochberg(np.zeros(0)).tolist() == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_as_scipy_does(p):
    assert benjamini_hochberg(np.array(p)) == pytest.approx(false_discovery_control(p))
