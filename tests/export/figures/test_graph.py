"""Places of nodes: even, apart, and the same in every run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.figures.graph import layout, parted, spread


def test_a_path_is_laid_out_as_a_line():
    places = layout(4, np.array([[0, 1], [1, 2], [2, 3]]), np.ones(3))
    order = places[:, 0] if places[0, 0] < places[3, 0] else places[::-1, 0]
    assert np.all(np.diff(order) > 0.2)
    assert np.ptp(places[:, 0]) == pytest.approx(1)


def test_heavier_lines_are_shorter():
    places = layout(3, np.array([[0, 1], [1, 2]]), np.array([10.0, 1.0]))
    assert np.linalg.norm(places[0] - places[1]) < np.linalg.norm(places[1] - places[2])


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_nodes_without_lines_have_places_too(n: int):
    places = layout(n, np.empty((0, 2), np.int64), np.empty(0))
    assert places.shape == (n, 2)
    assert np.isfinite(places).all()


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=12))
def test_parted_boxes_do_not_meet(points):
    sizes = np.full((len(points), 2), (12.0, 6.0))
    places = parted(np.array(points), sizes, (120, 120))
    gap = np.abs(places[:, None] - places[None])
    meets = (gap[:, :, 0] < 11.9) & (gap[:, :, 1] < 5.9) & ~np.eye(len(points), dtype=bool)
    assert not meets.any()
    assert (places >= sizes / 2 - 1e-9).all()
    assert (places <= 120 - sizes / 2 + 1e-9).all()


def test_spread_keeps_the_order_and_evens_the_distances():
    places = np.array([[0.0, 0.0], [0.01, 0.9], [1.0, 1.0]])
    even = spread(places, 1.0)
    assert even[:, 0].tolist() == [0.0, 0.5, 1.0]
    assert spread(places, 0.0).tolist() == places.tolist()
