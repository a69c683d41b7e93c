import numpy as np
import pytest

from qualcode.reliability import draws
from qualcode.reliability.draws import clusters, few_documents, interval, over_documents, weights
from qualcode.reliability.ratings import ratings


def rated(values, document, turn=None):
    return ratings(values, document=document, coders=["li", "wu"], codes=["a"], turn=turn)


def test_ten_documents_are_drawn_themselves():
    found = clusters(rated([[1, 0]] * 20, np.arange(20) // 2, turn=np.arange(20)))
    assert (found.over, found.n) == ("documents", 10)
    assert found.index.tolist() == (np.arange(20) // 2).tolist()


def test_fewer_than_ten_are_drawn_by_turns():
    found = clusters(rated([[1, 0]] * 6, [0, 0, 0, 2, 2, 2], turn=[0, 0, 1, 7, 7, 9]))
    assert (found.over, found.index.tolist(), found.document.tolist()) == (
        "turns",
        [0, 0, 1, 2, 2, 3],
        [0, 0, 2, 2],
    )


def test_units_that_are_no_smaller_than_turns_are_drawn_themselves():
    found = clusters(rated([[1, 0], [1, 1], [0, 0]], [0, 0, 1]))
    assert (found.over, found.index.tolist()) == ("units", [0, 1, 2])


def test_documents_without_anything_to_compare_do_not_count():
    values = [[1, 0]] * 9 + [[1, -1]]
    found = clusters(rated(values, range(10), turn=range(10)))
    assert (found.over, found.n, found.index[-1]) == ("turns", 9, -1)


def test_the_first_weights_are_what_was_observed_then_as_many_as_there_are():
    drawn = np.concatenate(list(weights(12, draws=50, seed=4)))
    assert drawn.shape == (51, 12)
    assert (drawn[0] == 1).all()
    assert (drawn.sum(axis=1) == 12).all()
    assert (drawn[1:] != 1).any(axis=1).all()


def test_the_size_of_pieces_does_not_change_the_draws(monkeypatch):
    whole = np.concatenate(list(weights(12, draws=50, seed=4)))
    monkeypatch.setattr(draws, "_CELLS", 100)
    assert (np.concatenate(list(weights(12, draws=50, seed=4))) == whole).all()
    assert (np.concatenate(list(weights(12, draws=50, seed=5))) != whole).any()


def test_nothing_to_draw_from():
    assert [part.shape for part in weights(0, draws=5, seed=1)] == [(1, 0)]


def test_draws_over_documents_need_ten_of_them():
    assert over_documents(9, draws=5, seed=1).shape == (1, 9)
    assert over_documents(10, draws=5, seed=1).shape == (6, 10)
    assert (few_documents(10), few_documents(9)) == ("", "no interval: fewer than 10 documents")


def test_interval_leaves_out_undefined_draws_and_counts_them():
    found = interval(np.array([0.5, *np.linspace(0, 1, 101), np.nan, np.nan]))
    assert (found.value, found.low, found.high) == (0.5, pytest.approx(0.025), pytest.approx(0.975))
    assert (found.draws, found.undefined) == (103, 2)


def test_no_interval_of_what_is_undefined():
    found = interval(np.array([np.nan, 0.1, 0.2]))
    assert np.isnan([found.value, found.low, found.high]).all()
    assert np.isnan(interval(np.array([0.5, np.nan])).low)
