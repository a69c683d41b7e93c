import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from qualcode.reliability.reference import f1, precision, recall
from tests.reliability.material import table


def test_a_reference_that_codes_more():
    both = table(6, 4, 2, 88)
    assert (precision(both), recall(both), f1(both)) == (0.75, 0.6, pytest.approx(12 / 18))


def test_undefined_where_one_has_no_positive_rating():
    no_hits, no_truth, nothing = table(0, 5, 0, 5), table(0, 0, 5, 5), table(0, 0, 0, 9)
    assert np.isnan(precision(no_hits))
    assert (recall(no_hits), f1(no_hits)) == (0, 0)
    assert np.isnan(recall(no_truth))
    assert (precision(no_truth), f1(no_truth)) == (0, 0)
    assert np.isnan([precision(nothing), recall(nothing), f1(nothing)]).all()


@given(st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_same_as_another_implementation(counts):
    truth, coder = np.repeat([[1, 1], [1, 0], [0, 1], [0, 0]], counts, axis=0).T
    expected = precision_recall_fscore_support(truth, coder, average="binary")[:3]
    found = table(*counts)
    assert (precision(found), recall(found), f1(found)) == pytest.approx(expected)
