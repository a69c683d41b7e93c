import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.units import Counting, counting, n_windows, places, windows_with
from qualcode.errors import UsageError
from qualcode.terms import UNIT_KINDS
from qualcode.text.document import Speaker
from tests.coding.made import Interview, Turn, at, coded_document
from tests.coding.naive import population_groups


@pytest.mark.parametrize("unit", UNIT_KINDS)
def test_units_are_counted_by_coding_unit_unless_told(unit):
    assert (
        counting(None, unit)
        == counting("", unit)
        == counting(unit, unit)
        == Counting(unit, unit, "unit", unit)
    )


@pytest.mark.parametrize(
    ("asked", "coding_unit", "unit", "pairs", "pair_unit", "reach"),
    [
        ("turn", "sentence", "turn", "unit", "turn", 0),
        ("document", "exchange", "document", "unit", "document", 0),
        ("window:3", "sentence", "sentence", "window", "sentence", 3),
        ("window:5:turn", "sentence", "sentence", "window", "turn", 5),
        ("window:2:turn", "turn", "turn", "window", "turn", 2),
        ("near:0", "paragraph", "paragraph", "near", "paragraph", 0),
        ("near:12", "turn", "turn", "near", "turn", 12),
        ("overlap", "turn", "turn", "overlap", "turn", 0),
    ],
)
def test_ways_to_count(asked, coding_unit, unit, pairs, pair_unit, reach):
    found = counting(asked, coding_unit)
    assert found == Counting(coding_unit, unit, pairs, pair_unit, reach)
    assert found.pair_label == asked


@pytest.mark.parametrize(
    ("asked", "coding_unit"),
    [(fine, coarse) for i, coarse in enumerate(UNIT_KINDS) for fine in UNIT_KINDS[:i]]
    + [("window:3", "paragraph"), ("window:3", "turn"), ("window:3:turn", "exchange")],
)
def test_a_unit_finer_than_the_coding_unit_is_refused(asked, coding_unit):
    with pytest.raises(UsageError, match=f"finer than the coding unit {coding_unit}") as error:
        counting(asked, coding_unit)
    assert "--unit" in error.value.cure


def test_windows_of_coded_turns_are_pointed_to_the_right_spelling():
    with pytest.raises(UsageError) as error:
        counting("window:3", "turn")
    assert "window:K:turn" in error.value.cure


@pytest.mark.parametrize(
    "asked", ["line", "windows:3", "window", "near", "near:3:turn", "window:3:paragraph", "overlap:2", ":3"]
)
def test_an_unknown_way_to_count_lists_the_known(asked):
    with pytest.raises(UsageError) as error:
        counting(asked, "sentence")
    assert asked in error.value.message
    assert "window:K:turn" in error.value.cure


@pytest.mark.parametrize(
    "asked", ["window:0", "window:-1", "window:", "near:", "near:x", "near:２", "near:1.5", "near:1001"]
)
def test_k_is_a_whole_number_in_bounds(asked):
    with pytest.raises(UsageError, match="whole number"):
        counting(asked, "sentence")


def test_places_are_the_units_that_hold_each_unit():
    guide, guest = Speaker("I", role="interviewer"), Speaker("A")
    interview = Interview(
        "d",
        (Turn(1, (at(),)), Turn(0, (at(),)), Turn(1, (at(), at(), at())), Turn(0, (at(),)), Turn(1, (at(),))),
        (guide, guest),
    )
    coded = coded_document(interview)
    assert places(coded.units, coded.counted["turn"]).tolist() == [0, 1, 1, 1, 2]
    assert places(coded.units, coded.counted["paragraph"]).tolist() == [0, 1, 1, 2, 3]
    assert places(coded.units, coded.counted["exchange"]).tolist() == [-1, 0, 0, 0, 1], (
        "speech before the first question"
    )
    assert places(coded.units, coded.counted["document"]).tolist() == [0] * 5
    assert len(population_groups(interview, "exchange")) == 2


def test_no_units_hold_nothing():
    coded = coded_document(Interview("d", (Turn(0, (at(),)),)))
    empty = coded_document(Interview("e", (Turn(0, (at(),)),), (Speaker("I", role="interviewer"),)))
    assert places(coded.units, empty.units).tolist() == [-1]
    assert places(empty.units, coded.units).tolist() == []


@pytest.mark.parametrize(("n", "size", "windows"), [(0, 3, 0), (1, 3, 1), (3, 3, 1), (4, 3, 2), (10, 1, 10)])
def test_number_of_windows(n, size, windows):
    assert n_windows(np.array([n]), size).tolist() == [windows]


@given(n=st.integers(1, 9), size=st.integers(1, 12))
def test_windows_slide_by_one(n, size):
    unit = np.arange(n)
    row, window = windows_with(unit, np.full(n, n), size)
    found = set(zip(unit[row].tolist(), window.tolist(), strict=True))
    assert found == {(u, w) for w in range(max(1, n - size + 1)) for u in range(w, min(n, w + size))}
