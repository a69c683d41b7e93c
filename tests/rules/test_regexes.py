"""Regular expressions: which units a match can lie in."""

import numpy as np
import pytest

from qualcode.rules.match import find_regexes
from qualcode.rules.regexes import ascii_classes, compile_regex, group_regexes, is_anchored


def spans(bodies, text, units):
    """Matches in units of one part each."""
    return sorted(found(bodies, 10, text, [[unit] for unit in units]))


def found(bodies, first_atom, text, units):
    """Matches in units that are given by their parts."""
    starts = np.array([parts[0][0] for parts in units], np.int32)
    ends = np.array([parts[-1][1] for parts in units], np.int32)
    return find_regexes(bodies, first_atom, text, starts, ends, units.__getitem__)


def test_each_unit_is_searched_by_itself():
    text = "ab ab|cab"
    assert spans(["ab+"], text, [(0, 5), (6, 9)]) == [(10, 0, 2), (10, 3, 5), (10, 7, 9)]


def test_a_match_that_runs_on_does_not_hide_one_within_a_unit():
    text = "ax|bx|"
    assert spans(["a[^b]*b?x"], text, [(0, 2), (3, 5)]) == [(10, 0, 2)]


def test_offsets_are_code_points():
    text = "😀能人，😀带头"
    assert spans(["带.", "能."], text, [(0, 8 - 1)]) == [(10, 5, 7), (11, 1, 3)]


def test_anchors_are_the_ends_of_the_unit():
    text = "ab ab"
    assert spans(["^ab"], text, [(0, 2), (3, 5)]) == [(10, 0, 2), (10, 3, 5)]


@pytest.mark.parametrize(
    ("body", "anchored"), [("^a", True), (r"\ba", True), (r"a\z", True), ("[^a]b", True), ("ab", False)]
)
def test_anchored_patterns_are_known(body, anchored):
    assert is_anchored(body) is anchored


def test_patterns_too_large_together_are_searched_one_by_one():
    bodies = tuple(rf"\p{{L}}{{{180 + number}}}x{number}" for number in range(12))
    assert [numbers for _, numbers in group_regexes(bodies)] == [(number,) for number in range(12)]
    assert [numbers for _, numbers in group_regexes(("ab", "cd", "^ef"))] == [(0, 1)]


def test_case_is_folded_unless_switched_off():
    assert compile_regex("us").search("US")
    assert not compile_regex("(?-i)us").search("US")


def test_ascii_classes_are_found():
    assert ascii_classes(r"\w+\\d \b") == [r"\b", r"\w"]


def test_a_match_stays_in_one_part_and_leaves_the_next_to_itself():
    text = "信任社区|label|社区"
    parts = [[(0, 4), (11, 13)]]
    assert list(found(["信任[^。]*社区"], 0, text, parts)) == [(0, 0, 4)]
    assert list(found(["^社区", "社区$"], 0, text, parts)) == [(1, 11, 13)]


def test_a_pattern_with_an_open_quote_is_searched_alone():
    assert group_regexes((r"\Qabc", r"\Qx\E")) == ((r"\Qabc", (0,)), (r"\Qx\E", (1,)))
    assert spans((r"\Qabc", r"\Qx\E"), "abc x", [(0, 5)]) == [(10, 0, 3), (11, 4, 5)]
