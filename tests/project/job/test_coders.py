import pytest

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.job.coders import Coder, coders_named, hands


def event(kind, at, coder="li", **more):
    return Event(
        kind, id=f"{coder}{at}", at=f"2026-11-{at}T09:00:00.000Z", coder=coder, document="lane", **more
    )


def added(at, code, **more):
    return event("add", at, code=code, coding=f"c{at}", start=0, end=4, **more)


def codes(hand):
    return {name: sorted(one.code for one in done.codings) for name, done in hand.documents.items()}


def test_names_rounds_rules_and_the_agreed_coding():
    assert coders_named(["li", "li#2", "rules", "consensus"]) == (
        Coder("li", "li", 1),
        Coder("li#2", "li", 2),
        Coder("rules", "rules", 1),
        Coder("consensus", "consensus", 1),
    )
    assert coders_named(["rules", "li"])[0].is_rules
    assert coders_named(["li", "Rene\u0301e#2"])[1] == Coder("Ren\xe9e#2", "Ren\xe9e", 2)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["li"],
        ["li", "li"],
        ["li", "li#1"],
        ["li", "#2"],
        ["li", "wu#x"],
        ["li", "wu#0"],
        ["li", "rules#2"],
    ],
)
def test_what_names_no_two_coders_is_refused(words):
    with pytest.raises(UsageError):
        coders_named(words)


def test_codings_as_they_stood_when_first_finished_or_as_they_stand_now():
    events = [
        added(10, "leader"),
        event("finish", 11, codes=("leader", "trust")),
        event("reopen", 12),
        event("remove", 13, coding="c10"),
        added(14, "trust"),
        event("finish", 15, codes=("leader", "trust", "new")),
    ]
    [first] = hands(events, coders_named(["li", "rules"]))
    assert codes(first) == {"lane": ["leader"]}
    assert first.changed == {"lane": (1, 1)}
    assert first.documents["lane"].codes == {"leader", "trust"}
    assert first.documents["lane"].at.startswith("2026-11-11")
    [now] = hands(events, coders_named(["li", "rules"]), at="now")
    assert codes(now) == {"lane": ["trust"]}
    assert now.documents["lane"].codes == {"leader", "trust", "new"}


def test_a_document_that_was_opened_again_is_not_finished_now():
    events = [added(10, "leader"), event("finish", 11), event("reopen", 12)]
    assert codes(hands(events, coders_named(["li", "rules"]))[0]) == {"lane": ["leader"]}
    with pytest.raises(UsageError, match="li has finished no document"):
        hands(events, coders_named(["li", "rules"]), at="now")


def test_two_rounds_of_one_coder():
    events = [
        *(added(10, "leader"), event("finish", 11)),
        *(added(12, "trust", round=2), event("finish", 13, round=2)),
    ]
    one, two = hands(events, coders_named(["li#1", "li#2"]))
    assert (codes(one), codes(two)) == ({"lane": ["leader"]}, {"lane": ["trust"]})


def test_documents_coded_in_view_of_others_are_left_out_and_named():
    events = [event("open", 10, mode="assisted"), added(11, "leader"), event("finish", 12, mode="blind")]
    [hand] = hands(events, coders_named(["li", "rules"]))
    assert (hand.documents, hand.assisted) == ({}, ("lane",))
    [hand] = hands(events, coders_named(["li", "rules"]), include_assisted=True)
    assert (list(hand.documents), hand.assisted) == (["lane"], ())


def test_the_agreed_coding_is_taken_as_it_stands_now():
    events = [
        *(added(10, "leader", coder="consensus"), event("finish", 11, coder="consensus")),
        *(added(12, "trust", coder="consensus"), event("finish", 13, coder="consensus")),
    ]
    [hand] = hands(events, coders_named(["consensus", "rules"]))
    assert codes(hand) == {"lane": ["leader", "trust"]}


def test_who_there_is_is_told():
    with pytest.raises(UsageError) as refused:
        hands([event("finish", 10)], coders_named(["li", "wu"]))
    assert refused.value.cure.endswith("; some are of li")
    with pytest.raises(UsageError, match="in round 2"):
        hands([event("finish", 10)], coders_named(["li#1", "li#2"]))
