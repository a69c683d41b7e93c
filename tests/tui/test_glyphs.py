from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.project.desk.cells import cells_of
from qualcode.tui.glyphs import glyphs

HARD = "人a😀👩\u200d👧☺\ufe0f👍\U0001f3fd🇨🇳é\u0301\u202e\u200b①1\u20e3…"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("能人😀", "能人😀"),
        ("👩‍👩‍👧呗", "👩呗"),
        ("☺️!", "☺ !"),
        ("👍🏽", "👍"),
        ("🇨🇳", "CN"),
        ("a\u202eb\u200bc", "abc"),
        ("a\tb", "a b"),
    ],
)
def test_what_terminals_draw_differently_is_drawn_simply(text: str, drawn: str):
    assert glyphs(text) == drawn


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from(HARD), max_size=8))
def test_it_takes_the_cells_that_are_counted(text: str):
    widths, starts = cells_of(text)
    edges = [at for at in range(len(text) + 1) if starts[at]]
    for start, end in pairwise(edges):
        cluster = text[start:end]
        assert cell_len(glyphs(cluster)) == int(widths[start:end].sum()), ascii(cluster)
