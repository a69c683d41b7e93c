"""A tree of joins as text."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.columns import cell_width
from qualcode.cli.dendrogram import SIGNS, Join, dendrogram


def test_joins_stand_where_their_height_is():
    joins = [Join(0, 2, 0.2), Join(1, 4, 0.5), Join(3, 5, 1.0)]
    assert dendrogram(["a", "花园", "b", "c"], joins, [3, 1, 0, 2], 21) == [
        "c    ────────────────────┐",
        "花园 ──────────┬─────────┘",
        "a    ────┬─────┘",
        "b    ────┘",
        "     0        0.5        1",
    ]


def test_joins_of_one_height_are_one_line():
    joins = [Join(0, 1, 1.0), Join(3, 2, 1.0)]
    assert dendrogram(["a", "b", "c"], joins, [0, 1, 2], 5)[:3] == ["a ────┐", "b ────┤", "c ────┘"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.integers(20, 60))
def test_every_line_fits_and_every_sign_is_known(heights, width):
    n = len(heights) + 1
    joins = [Join(0 if at == 0 else n + at - 1, at + 1, height) for at, height in enumerate(sorted(heights))]
    lines = dendrogram([f"code {leaf}" for leaf in range(n)], joins, list(range(n)), width)
    assert len(lines) == n + 1
    assert max(map(cell_width, lines)) <= width + len("code 12 ")
    assert {sign for line in lines[:-1] for sign in line} - set("code 0123456789") <= set(SIGNS.values())
