import numpy as np

from qualcode.reliability.quotients import beyond_chance, mean_of_defined, ratio


def test_nothing_by_nothing_is_undefined():
    assert np.isnan(ratio(0, 0))
    assert ratio([1, 2], [2, 4]).tolist() == [0.5, 0.5]


def test_mean_of_what_is_defined():
    values = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])
    found = mean_of_defined(values, axis=1)
    assert found[0] == 2
    assert np.isnan(found[1])


def test_beyond_chance():
    assert beyond_chance(0.75, 0.5) == 0.5
    assert np.isnan(beyond_chance(1.0, 1.0))
