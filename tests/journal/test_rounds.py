"""The codings of a round as they stood when their document was first finished."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.journal.fold import fold
from qualcode.journal.rounds import at_first_finish, late
from tests.journal.made import event
from tests.journal.test_fold import EVENTS, codes

PLACE = {"sha256": "s", "start": 10, "end": 14, "quote": "很信任他"}


def add(second, id, **more):
    return event(second, "add", coding=id, code="x", **PLACE, **more)


def test_what_was_done_after_the_first_finish_does_not_count():
    events = [
        add(1, "a"),
        add(2, "b"),
        add(3, "c"),
        event(4, "recode", coding="a", code="y"),
        event(5, "remove", coding="b"),
        event(6, "memo", text="early"),
        event(7, "finish", mode="blind", codes=("x", "y")),
        event(8, "recode", coding="a", code="z"),
        event(9, "restore", coding="b"),
        event(10, "remove", coding="c"),
        add(11, "d"),
        event(12, "memo", text="late"),
        event(13, "move", coding="a", sha256="s", start=0, end=2),
        event(14, "reopen", mode="assisted"),
        event(15, "finish", mode="assisted"),
    ]
    state = at_first_finish(reversed(events))
    assert codes(state) == {"a": "y", "c": "x"}
    assert [coding.id for coding in state.removed] == ["b"]
    assert {coding.span for coding in state.codings} == {(10, 14)}
    assert [memo.text for memo in state.memos] == ["early"]
    (work,) = state.work
    assert (work.mode, work.codes, work.is_finished) == ("blind", ("x", "y"), True)


def test_a_finish_that_was_a_slip_never_was():
    events = [
        event(1, "open"),
        event(2, "finish", id="slip"),
        event(3, "remove", coding="slip"),
        add(4, "a"),
        event(5, "finish"),
    ]
    for many in (events, [*reversed(events)]):
        assert codes(at_first_finish(many)) == {"a": "x"}
        assert fold(many).work[0].finished == events[4].at
        assert fold(many).unknown == ()
    assert not fold(events[:4]).work[0].is_finished
    assert fold([*events[:3], event(4, "restore", coding="slip")]).work[0].is_finished


def test_what_another_machine_did_after_a_finish_is_told_and_reopens_nothing():
    events = [
        add(1, "a"),
        event(2, "finish"),
        event(3, "open"),
        add(4, "b"),
        event(5, "recode", coding="a", code="y"),
    ]
    assert fold(events).work[0].is_finished
    assert late(events) == {("li", "d", 1): 2}
    assert late([*events, event(6, "finish")]) == {}
    assert late([*events, event(6, "reopen")]) == {}
    assert late([*events, event(6, "finish", id="slip"), event(7, "remove", coding="slip")]) == late(events)
    moved = event(3, "move", coding="a", sha256="t", start=0, end=4)
    assert late([*events[:2], moved, event(4, "memo", text="no")]) == {}


def test_only_documents_that_were_finished_and_codings_of_the_round():
    events = [
        add(1, "a"),
        add(2, "b", round=2),
        add(3, "other", document="e"),
        add(4, "wang", coder="wang"),
        event(5, "finish"),
        event(6, "finish", round=2, coder="wang"),
        replace(add(7, "c", round=2), start=5, end=7),
        event(8, "finish", round=2),
    ]
    assert codes(at_first_finish(events)) == {"a": "x"}
    assert codes(at_first_finish(events, round=2)) == {"b": "x", "c": "x"}
    assert at_first_finish(events, round=3).codings == ()


def test_decisions_on_rule_codings_are_no_ratings():
    assert at_first_finish([event(1, "accept", coding="r"), event(2, "finish")]).decisions == ()


def test_codings_follow_their_text():
    events = [
        add(1, "a"),
        event(2, "finish"),
        event(3, "move", coding="a", sha256="t", start=30, end=34, quote="很信任他", before="我", after="。"),
    ]
    (coding,) = at_first_finish(events).codings
    assert (coding.sha256, coding.span, coding.before, coding.after) == ("t", (30, 34), "我", "。")


def test_codings_follow_their_text_but_not_the_edges_drawn_later():
    events = [
        add(1, "a"),
        event(2, "finish"),
        event(3, "move", coding="a", sha256="s", start=8, end=14, quote="我们很信任他"),
        event(4, "move", coding="a", sha256="t", start=28, end=34, quote="我们很信任他"),
        event(5, "move", coding="a", sha256="t", start=28, end=30),
        event(6, "move", coding="a", sha256="u", start=1028, end=1030),
    ]
    (coding,) = at_first_finish(events).codings
    assert (coding.sha256, coding.span, coding.quote) == ("u", (1030, 1034), "很信任他")


def test_a_coding_that_had_no_place_gets_that_of_its_move():
    events = [event(1, "add", coding="a", code="x"), event(2, "finish")]
    assert at_first_finish(events).codings[0].span is None
    moved = event(3, "move", coding="a", sha256="t", start=3, end=5)
    assert at_first_finish([*events, moved]).codings[0].span == (3, 5)


@given(st.lists(EVENTS, max_size=25), st.data())
def test_the_order_of_events_does_not_matter(events, data):
    assert at_first_finish(data.draw(st.permutations(events))) == at_first_finish(events)


@given(st.lists(EVENTS, max_size=25))
def test_later_judgements_change_nothing(events):
    """Whatever is added, recoded, removed after all first finishes leaves the ratings as they were."""
    late = [
        event(600, "recode", coding="c1", code="late"),
        event(601, "remove", coding="c2"),
        event(602, "add", coding="new", code="late"),
        event(603, "finish", coder="nobody"),
    ]
    before, after = at_first_finish(events), at_first_finish([*events, *late])
    assert (after.codings, after.removed) == (before.codings, before.removed)
