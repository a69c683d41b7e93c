"""Codings that go through replacements whose places are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.journal.replaced import Replaced, carried, replace_all
from tests.journal.made import coding

OLD = "王建国说李晓梅好"  # 王建国 0–3, 说 3, 李晓梅 4–7, 好 7
SPANS = [Replaced(0, 3, "甲"), Replaced(4, 7, "居民乙（女）")]


def place(span, old=OLD, spans=SPANS):
    done = carried([coding(old, *span)], old, spans)
    return next(((move.start, move.end) for move in done.moves), None)


def test_the_new_text():
    assert replace_all(OLD, SPANS) == "甲说居民乙（女）好"
    assert replace_all(OLD, []) == OLD


@pytest.mark.parametrize(
    ("span", "new"),
    [
        ((0, 8), "甲说居民乙（女）好"),
        ((3, 4), "说"),
        ((4, 7), "居民乙（女）"),
        ((5, 6), "居民乙（女）"),
        ((5, 8), "居民乙（女）好"),
        ((2, 5), "甲说居民乙（女）"),
        ((1, 3), "甲"),
        ((7, 8), "好"),
        ((3, 5), "说居民乙（女）"),
    ],
)
def test_edges_inside_a_replaced_stretch_grow_to_its_edges(span, new):
    start, end = place(span)
    text = replace_all(OLD, SPANS)
    assert text[start:end] == new
    (move,) = carried([coding(OLD, *span)], OLD, SPANS).moves
    assert (move.quote, move.before, move.after) == (new, text[:start], text[end:])


def test_an_insertion_at_an_edge_stays_outside():
    spans = [Replaced(3, 3, "，"), Replaced(7, 7, "：")]
    text = replace_all(OLD, spans)
    for span in ((3, 7), (0, 3), (7, 8)):
        start, end = place(span, spans=spans)
        assert text[start:end] == OLD[slice(*span)]
    start, end = place((2, 8), spans=spans)
    assert text[start:end] == "国，说李晓梅：好"


def test_a_coding_of_which_nothing_is_left_is_an_orphan():
    gone = coding(OLD, 4, 7)
    done = carried([gone], OLD, [Replaced(3, 8, "")])
    assert (done.moves, done.orphans) == ((), (gone,))


def test_codings_of_earlier_texts_are_looked_for_and_those_that_fit_left_alone():
    text = replace_all(OLD, SPANS)
    early = coding("他问：" + text, 4, 5, id="early")
    fits = coding(text, 1, 2, id="fits")
    done = carried([early, fits, coding("xyz", 1, 2, id="lost")], OLD, SPANS)
    assert [(move.coding, move.start, move.end) for move in done.moves] == [("early", 1, 2)]
    assert [one.id for one in done.orphans] == ["lost"]
    assert carried([coding(OLD, 0, 3)], OLD, [Replaced(0, 3, "王建国")]).moves == ()


@pytest.mark.parametrize(
    "spans", [[(4, 7, ""), (0, 3, "")], [(0, 4, ""), (3, 5, "")], [(5, 9, "")], [(-1, 2, "")], [(3, 2, "")]]
)
def test_stretches_must_be_sorted_apart_and_in_the_text(spans):
    with pytest.raises(ValueError, match="sorted"):
        carried([], OLD, [Replaced(*span) for span in spans])


@st.composite
def replacements(draw):
    old = draw(st.text("abc\n字", min_size=1, max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(old)), max_size=8)))
    spans = [
        Replaced(start, end, draw(st.text("XY", max_size=3)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    start = draw(st.integers(0, len(old) - 1))
    return old, spans, (start, draw(st.integers(start + 1, len(old))))


@given(replacements())
def test_what_was_not_replaced_stays_coded_and_nothing_else_is(given_values):
    old, spans, span = given_values
    new = replace_all(old, spans)
    kept = [at for at in range(len(old)) if not any(one.start <= at < one.end for one in spans)]
    inside = "".join(old[at] for at in kept if span[0] <= at < span[1])
    done = carried([coding(old, *span)], old, spans)
    if new == old:
        assert done.moves == ()
        return
    coded = "".join(one.quote for one in done.moves)
    assert "".join(sign for sign in coded if sign not in "XY") == inside
    touched = sum(len(one.text) for one in spans if one.start < span[1] and one.end > span[0])
    assert sum(sign in "XY" for sign in coded) == touched
