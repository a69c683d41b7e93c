"""Two copies of a study as one set of events."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.journal.fold import fold
from qualcode.journal.union import Clash, Overlap, overlaps, union
from tests.journal.made import at, event

EVENTS = st.builds(
    lambda second, kind, number, code, id: replace(
        event(second, kind, coding=f"c{number}", code=code), id=f"e{second:03}" if id is None else f"e{id:03}"
    ),
    st.integers(0, 9),
    st.sampled_from(["add", "recode", "remove", "restore", "accept"]),
    st.integers(0, 3),
    st.sampled_from("xyz"),
    st.none() | st.integers(0, 5),
)


@settings(max_examples=30)
@given(st.lists(st.lists(EVENTS, max_size=8), min_size=3, max_size=3), st.permutations(range(3)))
def test_copies_that_are_joined_in_any_order_say_the_same(copies, order):
    """Also where events of one id differ; and to join once more adds nothing."""
    one, other = list(copies[0]), list(copies[order[0]])
    for part, index in zip(copies, order, strict=True):
        one += union(one, part).lacking
        other += union(other, copies[index]).lacking
    assert set(one) == set(other) == {event for part in copies for event in part}
    assert fold(one) == fold(other)
    assert all(union(one, part).lacking == union(one, part).new == () for part in copies)


def test_new_equal_and_clashing_events():
    one, two, three = (event(n, "add", code="x") for n in (1, 2, 3))
    other = replace(two, code="y")
    found = union([one, two], [three, other, one, three])
    assert found.new == found.lacking[1:] == (three,)
    assert found.equal == (one,)
    assert found.clashes == (Clash(two, other),)
    assert found.lacking == (other, three)


def test_a_second_time_nothing_is_lacking_and_a_clash_is_still_told():
    one, other = event(1, "add", code="x"), event(1, "add", code="y")
    found = union([one, other], [other])
    assert (found.new, found.equal, found.lacking) == ((), (), ())
    assert found.clashes == (Clash(one, other),)


def test_a_document_that_was_called_otherwise_is_no_clash():
    one = event(1, "add", code="x")
    assert union([one], [replace(one, document="e")]).equal == (replace(one, document="e"),)


def test_two_different_events_with_one_id_in_the_other_copy():
    one, other = event(1, "add", code="x"), event(1, "add", code="y")
    found = union([], [one, other])
    assert found.new == (one,)
    assert found.clashes == (Clash(one, other),)
    assert found.lacking == (one, other)


def test_who_worked_in_both_copies_at_one_time():
    here = [event(1, "add"), event(2, "add"), event(5, "add")]
    there = [event(1, "add"), event(4, "add"), event(9, "add")]
    assert overlaps(here, there) == (Overlap("li", 2, 2, at(4), at(5)),)
    assert overlaps(here, there[:1]) == ()
    assert overlaps(here, [event(8, "add")]) == ()
    assert overlaps(here, [event(3, "move")]) == ()
    assert overlaps(here, [replace(event(3, "add"), coder="zhang")]) == ()
