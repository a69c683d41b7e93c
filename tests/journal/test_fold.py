"""What stands after all events, in whatever order and however often they come."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.ids import rule_coding_id
from qualcode.journal.events import Event, event_line, read_line
from qualcode.journal.fold import fold
from qualcode.journal.state import State, Work
from tests.journal.made import at, event

PLACE = {"sha256": "s", "start": 1, "end": 3, "quote": "能人", "before": "有", "after": "。"}


def codes(state):
    return {coding.id: coding.code for coding in state.codings}


def test_no_events_no_state():
    assert fold([]) == State()


def test_a_coding_has_the_fields_of_its_add_until_they_change():
    add = event(1, "add", coding="c", code="x", round=2, **PLACE)
    (coding,) = fold([add]).codings
    assert (coding.id, coding.document, coding.coder, coding.round, coding.at) == ("c", "d", "li", 2, at(1))
    assert (coding.sha256, coding.span, coding.code) == ("s", (1, 3), "x")
    assert (coding.quote, coding.before, coding.after) == ("能人", "有", "。")
    move = event(2, "move", coding="c", sha256="t", start=5, end=7, before="没")
    (coding,) = fold([add, move, event(3, "recode", coding="c", code="y")]).codings
    assert (coding.sha256, coding.span, coding.code) == ("t", (5, 7), "y")
    assert (coding.quote, coding.before, coding.after) == ("能人", "没", "。")


def test_the_last_of_remove_and_restore_decides():
    add = event(1, "add", coding="c", code="x")
    gone, back = event(2, "remove", coding="c"), event(3, "restore", coding="c")
    assert codes(fold([add, gone])) == {}
    assert [coding.id for coding in fold([add, gone]).removed] == ["c"]
    assert codes(fold([back, gone, add])) == {"c": "x"}
    assert codes(fold([add, gone, back, event(4, "remove", coding="c")])) == {}


def test_a_known_coding_is_not_added_again_and_an_event_counts_once():
    one, other = event(1, "add", coding="c", code="x"), event(2, "add", coding="c", code="y")
    state = fold([other, one, one])
    assert codes(state) == {"c": "x"}
    assert state.clashing == ()


def test_a_change_holds_where_a_clock_puts_it_before_the_add():
    add = event(5, "add", coding="c", code="x", **PLACE)
    state = fold([add, event(1, "recode", coding="c", code="y"), event(2, "remove", coding="c")])
    assert [coding.code for coding in state.removed] == ["y"]


def test_events_of_one_moment_are_in_the_order_of_their_ids():
    add = event(1, "add", coding="c", code="x")
    b, a = (event(2, "recode", coding="c", code=code, id=code) for code in "ba")
    assert codes(fold([add, b, a])) == {"c": "b"}


def test_a_coding_without_a_place_stands_and_comes_first():
    state = fold([event(1, "add", coding="c", code="x", **PLACE), event(2, "add", coding="z", code="x")])
    assert [(coding.id, coding.span) for coding in state.codings] == [("z", None), ("c", (1, 3))]


def test_events_on_unknown_codings_are_kept_and_take_effect_when_the_coding_comes():
    change = event(2, "recode", coding="c", code="y")
    assert fold([change]).unknown == (change,)
    state = fold([change, event(3, "add", coding="c", code="x")])
    assert (state.unknown, codes(state)) == ((), {"c": "y"})


def test_two_events_with_one_id_that_differ_are_reported():
    first, second = event(1, "add", coding="c", code="x"), event(1, "add", coding="c", code="y")
    third = event(1, "add", coding="c", code="z")
    for events in ([first, second, third], [third, first, second], [second, third, first]):
        state = fold([*events, second])
        assert codes(state) == {"c": "x"}
        assert state.clashing == (second, third)


def test_keys_of_a_later_version_stand_with_the_coding():
    add = event(1, "add", coding="c", code="x", more=(("weight", "3"), ("sure", "true")))
    change = event(2, "recode", coding="c", code="y", more=(("weight", "4"),))
    (coding,) = fold([change, add]).codings
    assert dict(coding.more) == {"weight": "4", "sure": "true"}


def test_memos_stand_until_they_are_removed():
    memos = [event(1, "memo", text="a"), event(2, "memo", coding="c", text="b"), event(3, "memo", text="c")]
    gone = [
        event(4, "remove", coding="e001"),
        event(5, "remove", coding="e002"),
        event(6, "restore", coding="e002"),
    ]
    state = fold([*gone, *reversed(memos)])
    assert [memo.text for memo in state.memos] == ["b", "c"]
    assert state.unknown == ()


def test_adjudications_are_given_in_order():
    last, first = event(2, "adjudicate", coding="c"), event(1, "adjudicate", coding="c")
    assert fold([last, first]).adjudications == (first, last)


def test_the_last_decision_of_each_person_on_a_rule_coding_counts():
    id = rule_coding_id("s", 1, 3, "x")
    accept, reject = (
        event(n, kind, coding=id, code="x", **PLACE) for n, kind in ((1, "accept"), (2, "reject"))
    )
    other = event(3, "accept", coding=id, code="x", coder="wang", **PLACE)
    decided = fold([other, reject, accept]).decisions
    assert [(one.coding.coder, one.coding.id, one.accepted) for one in decided] == [
        ("li", id, False),
        ("wang", id, True),
    ]
    assert fold([accept, event(4, "remove", coding=id)]).decisions == ()


def test_a_decision_follows_its_rule_coding_into_another_text():
    old, new = rule_coding_id("s", 1, 3, "x"), rule_coding_id("t", 11, 13, "x")
    accept = event(1, "accept", coding=old, code="x", **PLACE)
    move = event(2, "move", coding=old, sha256="t", start=11, end=13)
    (decision,) = fold([accept, move]).decisions
    assert (decision.coding.id, decision.first, decision.accepted) == (new, old, True)
    again = event(3, "reject", coding=new, code="x", **PLACE | {"sha256": "t", "start": 11, "end": 13})
    (decision,) = fold([accept, move, again]).decisions
    assert (decision.coding.id, decision.accepted) == (new, False)
    bare = event(1, "accept", coding=old)
    assert fold([bare]).decisions[0].coding.id == old


def test_work_on_a_document():
    start = event(1, "open", mode="blind", codebook="h1", codes=("a",))
    done = event(2, "finish", mode="blind", codebook="h2", codes=("a", "b"))
    assert fold([start]).work == (Work("li", "d", 1, "", False, "blind", "h1", ("a",)),)
    assert fold([done, start]).work == (Work("li", "d", 1, at(2), True, "blind", "h2", ("a", "b")),)
    more = [start, done, event(3, "reopen"), event(4, "open", mode="assisted", codebook="h3", codes=())]
    assert fold(more).work == (Work("li", "d", 1, at(2), False, "assisted", "h2", ("a", "b")),)
    more += [event(5, "finish", codes=("c",)), event(6, "open", round=2)]
    assert fold(more).work == (
        Work("li", "d", 1, at(2), True, "assisted", "h2", ("c",)),
        Work("li", "d", 2, "", False, None, None, None),
    )


IDS = st.sampled_from(["c1", "c2", "c3", "e1", "e2"])
EVENTS = st.builds(
    Event,
    event=st.sampled_from(
        ["add", "add", "move", "recode", "remove", "restore", "memo", "open", "finish", "reopen"]
    )
    | st.sampled_from(["accept", "reject", "adjudicate"]),
    id=st.integers(1, 30).map("e{}".format),
    at=st.integers(0, 4).map(at),
    coder=st.sampled_from(["li", "王"]),
    round=st.integers(1, 2),
    coding=IDS,
    document=st.sampled_from(["d", "e"]),
    sha256=st.sampled_from(["s", "t"]),
    start=st.integers(0, 3),
    end=st.integers(3, 5),
    code=st.sampled_from(["x", "y"]),
    text=st.just(""),
    codes=st.none() | st.just(("x",)),
    mode=st.sampled_from([None, "blind", "assisted"]),
    more=st.sampled_from([(), (("k", "1"),), (("k", "2"), ("l", "3"))]),
)


@given(st.lists(EVENTS, max_size=25), st.data())
def test_any_order_and_any_union_fold_to_the_same_state(events, data):
    state = fold(events)
    again = data.draw(st.lists(st.sampled_from(events), max_size=9)) if events else []
    assert fold(data.draw(st.permutations([*events, *again]))) == state
    assert fold(read_line(event_line(one)) for one in events) == state


@given(st.lists(EVENTS, max_size=25))
def test_nothing_is_lost(events):
    """Each coding that is added stands or is removed; each change of an unknown one is told."""
    state = fold(events)
    told = {one for one in events if one not in state.clashing}
    added = {one.coding for one in told if one.event == "add"}
    assert sorted(c.id for c in (*state.codings, *state.removed)) == sorted(added)
    assert not {one.coding for one in state.unknown} & added


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "recode", "remove", "restore"]), IDS, st.sampled_from("xy"))
)


@given(STEPS)
def test_the_state_is_that_of_doing_one_thing_after_the_other(steps):
    standing: dict[str, str] = {}
    gone: set[str] = set()
    events = []
    for second, (kind, id, code) in enumerate(steps):
        if (kind == "add") == (id in standing):
            continue
        events.append(event(second, kind, coding=id, code=code))
        if kind in ("add", "recode"):
            standing[id] = code
        gone = gone | {id} if kind == "remove" else gone - {id} if kind == "restore" else gone
    assert codes(fold(reversed(events))) == {id: code for id, code in standing.items() if id not in gone}


def test_one_persons_event_on_anothers_coding_holds_for_it():
    add = event(1, "add", coding="c", code="x")
    assert codes(fold([add, replace(event(2, "recode", coding="c", code="y"), coder="wang")])) == {"c": "y"}


def test_codings_that_say_the_same_are_one_the_oldest():
    adds = [event(second, "add", coding=f"c{second}", code="x", **PLACE) for second in (2, 1, 3)]
    other = event(4, "add", coding="c4", code="x", **PLACE | {"end": 4})
    theirs = event(5, "add", coding="c5", code="x", coder="ana", **PLACE)
    again = event(6, "add", coding="c6", code="x", round=2, **PLACE)
    state = fold([*adds, other, theirs, again])
    assert [one.id for one in state.codings] == ["c5", "c1", "c6", "c4"]
    assert [one.id for one in state.doubled] == ["c2", "c3"]
    assert state.shown() == {"c2": "c1", "c3": "c1"}
    assert {one.id for one in state.with_same(state.codings[1:2])} == {"c1", "c2", "c3"}
    gone = fold([*adds, event(7, "remove", coding="c1")])
    assert ([one.id for one in gone.codings], [one.id for one in gone.doubled]) == (["c2"], ["c3"])
    recoded = fold([*adds, event(7, "recode", coding="c3", code="y")])
    assert codes(recoded) == {"c1": "x", "c3": "y"}


def test_codings_without_a_place_are_never_one():
    adds = [event(second, "add", coding=f"c{second}", code="x") for second in (1, 2)]
    assert len(fold(adds).codings) == 2
