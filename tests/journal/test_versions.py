"""Codings with places in several versions of a text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.journal.fold import fold
from qualcode.journal.rounds import at_first_finish
from qualcode.journal.versions import in_texts
from tests.journal.made import event


def placed(second, kind, text, quote, **more):
    """An event that puts coding c at a place in a text."""
    start = 10 * int(text[1])
    place = {"sha256": text, "start": start, "end": start + len(quote), "quote": quote}
    return replace(event(second, kind, coding="c", **place), **more)


def seen(events, text, asked=None):
    """Text, and words, of the coding as it is seen where a text is there."""

    def text_of(document):
        if asked is not None:
            asked.append(document)
        return text

    (one,) = fold(in_texts(events, text_of)).codings
    return one.sha256, one.quote


ADD = placed(1, "add", "t1", "能人", code="x")
TAKEN = placed(2, "move", "t2", "能人")


def test_each_version_keeps_its_place():
    back = placed(3, "move", "t1", "能人", start=40, end=42)
    assert [seen([ADD, TAKEN], text) for text in ("t1", "t2")] == [("t1", "能人"), ("t2", "能人")]
    assert [seen([ADD, TAKEN, back], text) for text in ("t1", "t2")] == [("t1", "能人"), ("t2", "能人")]
    assert fold(in_texts([ADD, TAKEN, back], lambda _: "t1")).codings[0].start == 40


def test_in_a_text_without_a_place_the_last_move_counts():
    assert seen([ADD, TAKEN], "t3") == seen([ADD, TAKEN], "") == ("t2", "能人")


def test_words_that_were_chosen_anew_count_everywhere_until_they_are_answered():
    anew = placed(3, "move", "t2", "能人带头")
    assert seen([ADD, TAKEN, anew], "t1") == ("t2", "能人带头")  # to be found in this text
    assert seen([ADD, TAKEN, anew, placed(4, "move", "t1", "能人带头")], "t1") == ("t1", "能人带头")
    kept = placed(4, "move", "t1", "能人")  # they are not there: it stays
    assert seen([ADD, TAKEN, anew, kept], "t1") == ("t1", "能人")
    assert seen([ADD, TAKEN, anew, kept], "t2") == ("t2", "能人带头")
    undone = placed(4, "move", "t2", "能人")
    assert seen([ADD, TAKEN, anew, undone], "t1") == ("t1", "能人")


def test_another_place_by_hand_in_the_new_text_leaves_the_old_one_alone():
    by_hand = placed(2, "move", "t2", "a capable man")
    assert seen([ADD, by_hand], "t1") == ("t1", "能人")
    assert seen([ADD, by_hand], "t2") == ("t2", "a capable man")


def test_texts_are_asked_for_only_where_there_are_several():
    asked: list[str] = []
    seen([ADD, placed(2, "move", "t1", "人")], "t1", asked)
    assert asked == []
    seen([ADD, TAKEN], "t1", asked)
    assert asked == ["d"]


def test_decisions_of_two_people_on_one_rule_coding_are_looked_at_apart():
    yes = placed(1, "accept", "t1", "能人", code="x")
    no = placed(1, "reject", "t1", "能人", code="x", coder="zhang", id="z")
    state = fold(in_texts([yes, no, TAKEN], lambda _: "t1"))
    assert {one.coding.sha256 for one in state.decisions} == {"t1"}
    zhang = placed(4, "move", "t2", "能人", coder="zhang")
    state = fold(in_texts([yes, no, zhang], lambda _: "t2"))
    assert {(one.coding.coder, one.coding.sha256) for one in state.decisions} == {
        ("li", "t1"),
        ("zhang", "t2"),
    }


def test_what_was_finished_is_seen_in_the_version_that_is_there():
    done = event(2, "finish")
    taken = placed(3, "move", "t2", "能人")
    for text in ("t1", "t2"):
        (one,) = at_first_finish(in_texts([ADD, done, taken], lambda _, text=text: text)).codings
        assert one.sha256 == text


MOVES = st.lists(
    st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["能人", "人", "带头"])), max_size=6
)


@given(MOVES, st.sampled_from(["t1", "t2", "t3"]), st.randoms(use_true_random=False))
def test_any_order_of_lines_is_seen_alike_and_a_second_look_changes_nothing(moves, text, random):
    events = [ADD, *(placed(n, "move", *move) for n, move in enumerate(moves, 2))]
    once = in_texts(events, lambda _: text)
    mixed = [*events, *random.sample(events, len(events) // 2)]
    random.shuffle(mixed)
    assert fold(once) == fold(in_texts(mixed, lambda _: text))
    assert fold(in_texts(once, lambda _: text)) == fold(once)
    if all(quote == "能人" for _, quote in moves) and any(one == text for one, _ in [("t1", ""), *moves]):
        assert seen(events, text)[0] == text


@pytest.mark.parametrize("text", ["t1", "t2"])
def test_a_move_without_text_or_words_keeps_those_that_were(text):
    bare = replace(placed(3, "move", "t2", "能人"), sha256=None, quote=None)
    assert seen([ADD, TAKEN, bare], text) == (text, "能人")
