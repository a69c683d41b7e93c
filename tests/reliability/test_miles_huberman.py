import numpy as np
import pytest

from qualcode.reliability.miles_huberman import miles_huberman
from tests.reliability.material import table


def test_check_value():
    assert f"{miles_huberman(table(40, 10, 10, 140)):.3f}" == "0.667"


def test_agreements_by_agreements_and_disagreements():
    assert miles_huberman(table(3, 2, 1, 0)) == miles_huberman(table(3, 2, 1, 500)) == pytest.approx(0.5)
    assert np.isnan(miles_huberman(table(0, 0, 0, 10)))
