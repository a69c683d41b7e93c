"""Text in columns on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.columns import aligned, cell_width, fit, folded


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("能人", 4), ("a能", 3), ("é", 1), ("（）", 4), ("", 0)]
)
def test_cells(text, cells):
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [("能人带头", 8, "能人带头"), ("能人带头", 7, "能人带…"), ("能人带头", 6, "能人…"), ("abc", 2, "a…")],
)
def test_text_is_cut_to_cells(text, width, fitted):
    assert fit(text, width) == fitted
    assert cell_width(fit(text, width)) <= width


def test_columns_are_aligned_by_cells():
    assert aligned([["code", "n"], ["能人", "10"]], [False, True]) == ["code   n", "能人  10"]


def test_sentences_are_broken_between_words_and_chinese_characters():
    assert folded("one two three", 7) == ["one two", "three"]
    assert folded("花园里，有 trust 吗？", 7) == ["花园", "里，有", "trust", "吗？"]
    assert folded("unbreakable", 4) == ["unbreakable"]
    assert folded("", 4) == [""]


@given(st.text("ab 花园，。", max_size=30), st.integers(4, 20))
def test_nothing_is_lost_when_lines_are_broken(text, width):
    lines = folded(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
