import numpy as np
import pytest

from qualcode.reliability.composite import composite_reliability


def test_check_value():
    assert f"{composite_reliability(0.8, 2):.3f}" == "0.889"


def test_more_coders_are_more_reliable():
    assert composite_reliability(0.8, 3) == pytest.approx(2.4 / 2.6)
    assert composite_reliability(0.8, 1) == pytest.approx(0.8)


def test_of_many_codes_at_once():
    assert composite_reliability([0, 1, np.nan], 2).tolist() == [0, 1, pytest.approx(np.nan, nan_ok=True)]
