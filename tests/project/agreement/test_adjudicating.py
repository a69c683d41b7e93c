from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qualcode
from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.project.agreement.adjudicating import Asked, disputed, opened, settle, take_over
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.journals import append_events, moved, read_journals, read_state
from tests.project.coded_study import CODES, add, code, coded, made, text_of


@pytest.fixture
def study(tmp_path):
    return coded(tmp_path)


def opening(study, *coders, speakers=(), **more):
    options = CodeOptions((study.path("transcripts"),), "", speakers=speakers)
    return opened(study, in_study(options), Asked(coders or ("li", "zhang"), **more))


def state(study):
    return read_state(study.folder)[0]


def agreed(study, document):
    """The codings of consensus: code and quote."""
    mine = [one for one in state(study).codings if (one.coder, one.document) == ("consensus", document)]
    return [(one.code, one.quote) for one in mine]


def steps(study, document="lane"):
    """Whether consensus has a document finished; None where it never opened it."""
    work = [one for one in state(study).work if (one.coder, one.document) == ("consensus", document)]
    return work[0].is_finished if work else None


def of(found, document, unit):
    return next(one for one in found if (one.document, one.unit) == (document, unit))


def test_units_where_the_sets_of_codes_differ(study):
    found = disputed(opening(study))
    assert [(one.document, one.unit, one.speaker, one.text, one.given) for one in found] == [
        ("lane", 3, "Lin", "She has helpers.", (("helper",), ("leader",))),
        ("lane", 5, "Lin", "It rained.", ((), ("trust",))),
        ("花园", 3, "李阿姨", "大家信任他。", (("trust",), ())),
        ("花园", 6, "李阿姨", "没有了。", ((), ("by_hand",))),
    ]
    assert all(text_of(study, one.document)[one.start : one.end] == one.text for one in found)
    assert {one.coders for one in found} == {("li", "zhang")}
    assert {one.decision for one in found} == {None}


def test_units_of_another_kind_and_of_everybody(study):
    turns = disputed(opening(study, count_by="turn"))
    assert [(one.document, one.unit, one.given) for one in turns] == [
        ("lane", 2, (("leader", "helper", "trust"), ("leader", "trust"))),
        ("花园", 2, (("leader", "trust"), ("leader",))),
        ("花园", 4, ((), ("by_hand",))),
    ]
    assert [one.document for one in disputed(opening(study, document="花园"))] == ["花园", "花园"]


def test_rules_are_a_coder_like_others(study):
    found = disputed(opening(study, "li", "rules"))
    assert [(one.document, one.unit, one.given) for one in found] == [("lane", 8, ((), ("trust",)))]


def test_decisions_become_the_coding_of_consensus(study):
    adjudication = opening(study)
    found = disputed(adjudication)
    first = settle(adjudication, of(found, "lane", 3), ["helper"], "helpers are no leaders", "wu").events
    assert [event.event for event in first] == ["open", "adjudicate", "add", "add", "add"]
    assert agreed(study, "lane") == [
        ("leader", "Anna is the leader."),
        ("helper", "She has helpers."),
        ("trust", "We trust her."),
    ]
    assert steps(study) is False
    settle(adjudication, of(found, "lane", 5), [], "", "wu")
    assert steps(study) is True
    now = disputed(adjudication)
    assert of(now, "lane", 3).decision[:3] == (("helper",), "wu", "helpers are no leaders")
    assert [(one.document, one.unit) for one in disputed(adjudication, decided=False)] == [
        ("花园", 3),
        ("花园", 6),
    ]
    assert {one.coder for one in state(study).adjudications} == {"consensus"}


def test_the_same_decision_writes_nothing_and_another_takes_its_place(study):
    adjudication = opening(study, document="lane")
    for one in disputed(adjudication):
        settle(adjudication, one, one.given[0], "li", "wu")
    again = disputed(adjudication)[0]
    assert settle(adjudication, again, ["helper"], " li ", "qi").events == ()
    changed = settle(adjudication, again, ["leader", "helper"], "both", "qi").events
    assert [event.event for event in changed] == ["reopen", "adjudicate", "add", "finish"]
    back = settle(adjudication, again, [], "neither", "qi").events
    assert [event.event for event in back] == ["reopen", "adjudicate", "remove", "remove", "finish"]
    assert agreed(study, "lane") == [("leader", "Anna is the leader."), ("trust", "We trust her.")]


def test_what_all_agree_on_is_taken_over_and_told_what_is_not(study):
    code(study, "li", "yard", [("leader", "leader"), ("trust", "And the yard?")])
    assert len(disputed(opening(study, document="yard", speakers=("all",)))) == 1
    assert take_over(opening(study, document="yard")) == (
        "1 coding is without a word of the population (speakers!=interviewer), so no part of the agreed "
        "coding: yard (li 1)",
    )
    assert agreed(study, "yard") == [("leader", "The yard has a leader.")]
    assert steps(study, "yard") is True


def test_what_is_not_taken_over_is_said_once_for_all_documents(study):
    questions = {"lane": "Who leads here?", "花园": "谁是能人？", "yard": "And the yard?"}
    for coder in ("li", "zhang"):
        for name, quote in questions.items():
            code(study, coder, name, [("trust", quote), ("people", quote)])
    stray = [add(text_of(study, name), "gone", quote) for name, quote in questions.items()]
    for name, event in zip(questions, stray, strict=True):
        append_events(study.folder, "li", name, [event])
    assert take_over(opening(study)) == (
        "3 codings do not fit their texts or the codebook and are left out (qualcode check): "
        "lane (li 1 of 6), yard (li 1 of 3), 花园 (li 1 of 5)",
        "12 codings are without a word of the population (speakers!=interviewer), so no part of the agreed "
        "coding: lane (li 2; zhang 2), yard (li 2; zhang 2), 花园 (li 2; zhang 2)",
    )


def test_documents_that_one_alone_has_finished(study):
    take_over(opening(study))
    assert steps(study, "yard") is None
    adjudication = opening(study, singles=True)
    take_over(adjudication)
    assert agreed(study, "yard") == [("leader", "The yard has a leader.")]
    assert steps(study, "yard") is True
    code(study, "li", "yard", [("trust", "We trust nobody there.")])
    assert [one.given for one in disputed(adjudication) if one.document == "yard"] == [
        ((), ("leader",)),
        (("trust",), ()),
    ]
    take_over(adjudication)
    assert (agreed(study, "yard"), steps(study, "yard")) == ([], False)


def test_codings_that_changed_since_a_unit_was_shown_are_refused(study):
    adjudication = opening(study)
    shown = disputed(adjudication)[0]
    append_events(study.folder, "li", "lane", [add(text_of(study, "lane"), "people", "She has helpers.")])
    with pytest.raises(UsageError, match="changed since it was shown"):
        settle(adjudication, shown, ["helper"], "", "wu")
    now = disputed(adjudication)[0]
    assert now.given == (("people", "helper"), ("leader",))
    with pytest.raises(UsageError, match="there is no code x"):
        settle(adjudication, now, ["x"], "", "wu")
    assert steps(study) is None


def test_where_coders_come_to_agree_that_holds_and_new_disputes_open_the_document_again(study):
    adjudication = opening(study, document="lane")
    for one in disputed(adjudication):
        settle(adjudication, one, ["people"], "", "wu")
    text = text_of(study, "lane")
    append_events(study.folder, "li", "lane", [add(text, "trust", "It rained.")])
    append_events(study.folder, "zhang", "lane", [add(text, "by_hand", "Nobody trusts it.")])
    assert [one.unit for one in disputed(adjudication, decided=False)] == [8]
    take_over(adjudication)
    assert ("trust", "It rained.") in agreed(study, "lane")
    assert ("people", "It rained.") not in agreed(study, "lane")
    assert steps(study) is False
    append_events(study.folder, "li", "lane", [Event("reopen")])
    with pytest.raises(UsageError, match="no longer finished by two"):
        disputed(adjudication)


def test_other_units_and_fewer_coders_are_refused_and_more_come_in(study):
    take_over(opening(study, document="lane"))
    for asked in (
        opening(study, count_by="turn"),
        opening(study, "li", "rules"),
        opening(study, speakers=("all",)),
    ):
        with pytest.raises(
            UsageError, match="lane was adjudicated by sentence; speakers!=interviewer; li, zhang"
        ):
            disputed(asked)
    code(study, "wu", "lane", [("leader", "Anna is the leader."), ("trust", "trust her.")])
    found = disputed(opening(study, "li", "zhang", "wu"))
    assert [one.given for one in found[:2]] == [(("helper",), ("leader",), ()), ((), ("trust",), ())]
    assert of(found, "花园", 3).given == (("trust",), (), None)


def test_decisions_go_along_when_the_text_changes(study):
    adjudication = opening(study, document="lane")
    for one in disputed(adjudication):
        settle(adjudication, one, ["helper"], "so", "wu")
    old = text_of(study, "lane")
    new = "Interviewer: Good morning.\n\n" + old
    (study.folder / "text" / "lane.txt").write_text(new, encoding="utf-8")
    moved(study.folder, "lane", old, new)
    document = adjudication.documents["lane"]
    shifted = replace(document, text=new, turn_spans=document.turn_spans + (len(new) - len(old)))
    later = replace(adjudication, documents={"lane": shifted})
    assert [one.decision.codes for one in disputed(later)] == [("helper",), ("helper",)]
    assert take_over(later) == ()
    assert ("helper", "It rained.") in agreed(study, "lane")
    assert steps(study) is True


def test_two_who_settled_apart_are_one_after_the_next_run(study):
    """Journals that git joins may add a coding twice."""
    adjudication = opening(study, document="lane")
    take_over(adjudication)
    text = text_of(study, "lane")
    append_events(study.folder, "consensus", "lane", [add(text, "leader", "Anna is the leader.")])
    both = [("leader", "Anna is the leader."), ("trust", "We trust her.")]
    assert agreed(study, "lane") == both
    assert len(fold(read_journals(study.folder).events).doubled) == 1
    take_over(adjudication)
    assert agreed(study, "lane") == both
    assert fold(read_journals(study.folder).events).doubled == ()


def test_what_a_computer_left_half_written_is_made_whole(study):
    adjudication = opening(study, document="lane")
    for one in disputed(adjudication):
        settle(adjudication, one, ["helper"], "", "wu")
    journal = study.folder / "codings" / "consensus" / "lane.jsonl"
    whole, lines = agreed(study, "lane"), journal.read_bytes().splitlines(keepends=True)
    for n in range(1, len(lines)):
        journal.write_bytes(b"".join(lines[:n]) + lines[n][:20])
        for one in disputed(adjudication):
            settle(adjudication, one, ["helper"], "", "wu")
        assert (agreed(study, "lane"), steps(study)) == (whole, True)


def test_codes_on_offer_are_those_of_any_coder(tmp_path):
    study = made(tmp_path)
    code(study, "li", "yard", [("leader", "leader")], codes=["leader"])
    code(study, "zhang", "yard", [("trust", "We trust")], codes=["leader", "trust"])
    adjudication = opening(study)
    for one in disputed(adjudication):
        settle(adjudication, one, ["by_hand"], "", "wu")
    (work,) = [one for one in state(study).work if one.coder == "consensus"]
    assert work.codes == ("leader", "trust", "by_hand")
    assert work.mode is None


def test_agreement_with_consensus(study):
    adjudication = opening(study)
    for one in disputed(adjudication):
        settle(adjudication, one, one.given[0], "li was right", "wu")
    li = qualcode.agree("li", "consensus", study=study.folder, draws=0).agreement.counts
    assert li[["n11", "n10", "n01"]].sum().tolist() == [5, 0, 0]
    zhang = qualcode.agree("consensus", "zhang", study=study.folder, draws=0).agreement.counts
    rows = zhang.set_index("code")[["n11", "n10", "n01", "n00"]]
    assert {name: rows.loc[name].tolist() for name in CODES} == {
        "people": [0, 0, 0, 10],
        "leader": [2, 0, 1, 7],
        "helper": [0, 1, 0, 9],
        "trust": [1, 1, 1, 7],
        "by_hand": [0, 0, 1, 9],
    }
    rules = qualcode.agree("rules", "consensus", study=study.folder, draws=0)
    assert rules.agreement.counts.set_index("code").loc["trust", ["n11", "n10", "n01"]].tolist() == [2, 1, 0]
    assert "Differences were settled by agreement." in rules.sentence()


SENTENCES = ("Anna is the leader.", "She has helpers.", "We trust her.", "It rained.", "Nobody trusts it.")
SETS = st.lists(st.sets(st.sampled_from(CODES), max_size=2), min_size=5, max_size=5)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SETS, SETS, SETS, st.integers(0, 5))
def test_consensus_is_what_all_gave_or_what_was_decided(tmp_path_factory, li, zhang, decided, n):
    study = made(tmp_path_factory.mktemp("any"))
    for coder, sets in (("li", li), ("zhang", zhang)):
        code(
            study,
            coder,
            "lane",
            [(one, text) for text, given in zip(SENTENCES, sets, strict=True) for one in given],
        )
    adjudication = opening(study)
    take_over(adjudication)
    ruled = dict(zip(SENTENCES, decided, strict=True))
    found = disputed(adjudication)
    for one in found[:n]:
        settle(adjudication, one, sorted(ruled[one.text]), "", "wu")
    settled = {one.text for one in found[:n]}
    wanted = {
        (one, text)
        for text, a, b in zip(SENTENCES, li, zhang, strict=True)
        for one in (a if a == b else ruled[text] if text in settled else ())
    }
    assert sorted(agreed(study, "lane")) == sorted(wanted)
    assert [one.text for one in found] == [t for t, a, b in zip(SENTENCES, li, zhang, strict=True) if a != b]
    assert steps(study) is (len(found) <= n)
