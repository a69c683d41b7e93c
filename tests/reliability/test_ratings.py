import numpy as np
import pytest

from qualcode.errors import UsageError
from qualcode.reliability.ratings import MISSING, coded_only, rated_by_all, ratings


def given(values, **more):
    whole = {"document": [0] * len(values), "coders": ["li", "zhang"], "codes": ["a"], **more}
    return ratings(values, **whole)


def test_missing_is_nan_or_minus_one():
    found = given([[1, np.nan], [0, -1]])
    assert found.values[:, :, 0].tolist() == [[1, MISSING], [0, MISSING]]
    assert found.documents == ("0",)


def test_pairs_of_coders():
    found = given([[1, 0, 1]], coders=["li", "zhang", "wu"])
    assert found.pairs == ((0, 1), (0, 2), (1, 2))


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ([[1, 2]], {}),
        ([[1, 0.5]], {}),
        ([[1, -2]], {}),
        ([[1]], {"coders": ["li"]}),
        ([[1, 0]], {"coders": ["li", "li"]}),
        ([[1, 0]], {"codes": ["a", "b"]}),
        ([[1, 0]], {"document": [0, 0]}),
        ([[1, 0]], {"document": [1], "documents": ["only"]}),
        ([[1, 0]], {"turn": [0, 1]}),
    ],
)
def test_what_does_not_fit_is_refused(values, more):
    with pytest.raises(UsageError):
        given(values, **more)


def test_coded_only_leaves_out_what_nobody_coded():
    found = coded_only(given([[1, 0], [0, 0], [0, 1], [-1, 0]], document=[0, 0, 1, 1], turn=[0, 1, 2, 3]))
    assert found.values[:, :, 0].tolist() == [[1, 0], [0, 1]]
    assert (found.document.tolist(), found.turn.tolist()) == ([0, 1], [0, 2])


def test_rated_by_all():
    values = np.array([[[1, 1], [0, -1]], [[0, 0], [0, 1]]], np.int8)
    assert rated_by_all(values).tolist() == [[[1, -1], [0, -1]], [[0, 0], [0, 1]]]
