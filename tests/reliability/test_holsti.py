import numpy as np
import pytest

from qualcode.reliability.holsti import holsti
from tests.reliability.material import table


def test_check_value():
    assert holsti(table(40, 10, 10, 140)) == pytest.approx(0.8)


def test_units_that_nobody_coded_change_nothing():
    assert holsti(table(3, 2, 1, 0)) == holsti(table(3, 2, 1, 9000)) == pytest.approx(2 * 3 / (5 + 4))


def test_one_coder_never_uses_the_code_and_nobody_does():
    assert holsti(table(0, 5, 0, 5)) == 0
    assert np.isnan(holsti(table(0, 0, 0, 10)))
