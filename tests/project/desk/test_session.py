"""A session at the desk: acts, their undoing, and what stands on the disk after each."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ReadError, UsageError
from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.desk.standing import Standing
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from tests.project.coded_study import code, made, text_of


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return made(tmp_path_factory.mktemp("study"))


def opened(study: Study, coder: str = "li", document: str = "lane", **options) -> Session:
    return open_desk(by_hand(study), coder, document, **options)


def place(session: Session, words: str) -> tuple[int, int]:
    start = session.text.index(words)
    return start, start + len(words)


def on_disk(session: Session) -> set[tuple[str, int, int, str]]:
    """What a fresh read says that the coder has coded."""
    state = fold(read_journals(session.study.study.folder, document=session.document.id).events)
    own = (one for one in state.codings if one.coder == session.coder and one.round == session.round)
    return {(one.id, *one.span, one.code) for one in own if one.span}


def drawn(session: Session, kind: str = "own") -> set[tuple[str, int, int, str]]:
    return {(one.id, one.start, one.end, one.code) for one in session.marks.all() if one.kind == kind}


def kinds(session: Session) -> list[str]:
    events = read_journals(session.study.study.folder, document=session.document.id).events
    return [event.event for event in events if event.coder == session.coder]


def test_an_add_is_trimmed_written_and_drawn(plain: Study):
    session = opened(plain, "add", "花园")
    start, end = place(session, "下雨了。")
    change = session.add(end + 1, start, "trust")
    assert [(one.start, one.end, one.code, one.kind) for one in change.marks] == [
        (start, end, "trust", "own")
    ]
    assert change.said("zh") == "“下雨了。” 编码为 trust"
    assert on_disk(session) == drawn(session)
    assert len(drawn(session)) == 1
    assert kinds(session) == ["open", "add"]
    with pytest.raises(UsageError, match="already"):
        session.add(start, end, "trust")
    session.add(start, end, "people")
    assert [one.code for one in session.marks.at(start)] == ["people", "trust"]
    with pytest.raises(UsageError, match="no words"):
        session.add(end, end, "trust")
    with pytest.raises(UsageError, match="no code"):
        session.add(start, end, "nothing")


def test_a_blind_desk_runs_no_rules_and_shows_nobody_else(plain: Study):
    code(plain, "other", "yard", [("trust", "nobody")])
    session = opened(plain, "blind", "yard")
    assert not session.marks.all()
    assert "rule_codings" not in vars(session)
    session = opened(plain, "seeing", "yard", mode="assisted")
    assert [(one.kind, one.code, one.coder, one.status) for one in session.marks.all()] == [
        ("rule", "leader", "rules", "unreviewed"),
        ("rule", "trust", "rules", "unreviewed"),
        ("other", "trust", "other", None),
    ]
    assert session.work
    assert session.work.mode == "assisted"


def test_decisions_are_drawn_and_taken_back(plain: Study):
    session = opened(plain, "judge", mode="assisted")
    mark = next(one for one in session.marks.all() if one.kind == "rule")
    steps = [session.accept(mark), session.reject(mark), session.undo(), session.undo(), session.redo()]
    assert [one.marks[0].status for one in steps if one] == [
        "accepted",
        "rejected",
        "accepted",
        "unreviewed",
        "accepted",
    ]
    decided = fold(read_journals(plain.folder, document="lane").events).decisions
    assert [(one.coding.coder, one.accepted, one.coding.id) for one in decided] == [("judge", True, mark.id)]
    assert opened(plain, "judge", mode="assisted").marks.get(mark.id) == session.marks.get(mark.id)


def test_all_events_on_a_document_are_of_the_round_of_the_desk(plain: Study):
    session = opened(plain, "again", "yard", round=2)
    session.remove(session.add(*place(session, "The yard"), "trust").id)
    session.undo()
    session.recode(session.own_codings()[0].id, "leader")
    session.memo("seen")
    events = read_journals(plain.folder, document="yard").events
    told = [(event.event, event.round) for event in events if event.coder == "again"]
    assert told == [(kind, 2) for kind in ("open", "add", "remove", "restore", "recode", "memo")]


def test_of_events_that_clash_the_desk_takes_the_one_that_counts():
    later, first = (
        Event("add", id="e", coding="c", at=f"2026-11-20T09:30:0{at}.000Z", code=code, start=0, end=4)
        for at, code in ((2, "trust"), (1, "leader"))
    )
    both = [later, first]
    assert [one.code for one in Standing(both).codings.values()] == ["leader"]
    assert tuple(Standing(both).codings.values()) == fold(both).codings


def test_what_others_decide_does_not_keep_a_decision_from_being_made_again(plain: Study):
    mine, theirs = (opened(plain, name, "yard", mode="assisted") for name in ("mine", "theirs"))
    rule = next(one for one in mine.marks.all() if one.kind == "rule")
    mine.accept(rule)
    mine.unreview(rule)
    theirs.refresh()
    theirs.accept(rule)
    theirs.unreview(rule)
    theirs.accept(rule)
    mine.refresh()
    assert [one.status for one in mine.accept(rule).marks] == ["accepted"]
    decided = fold(read_journals(plain.folder, document="yard").events).decisions
    assert [(one.coding.coder, one.accepted) for one in decided] == [("mine", True), ("theirs", True)]


def test_a_finished_document_is_reopened_before_it_is_coded(plain: Study):
    session = opened(plain, "done")
    session.finish()
    with pytest.raises(UsageError, match="finished"):
        session.add(0, 5, "trust")
    assert opened(plain, "done").is_finished
    assert kinds(session) == ["open", "finish"]
    session.reopen()
    session.undo()
    assert session.is_finished
    session.undo()
    assert not session.is_finished
    assert kinds(session) == ["open", "finish", "reopen", "finish", "reopen"]


def test_what_another_terminal_wrote_is_noticed(plain: Study):
    one, two = opened(plain, "twice"), opened(plain, "twice")
    added = one.add(*place(one, "Anna"), "leader")
    assert two.refresh()
    assert drawn(two) == drawn(one)
    assert not two.refresh()
    two.remove(added.id)
    one.add(*place(one, "helpers"), "helper")  # the other one's event comes with it
    assert drawn(one) == on_disk(one)
    assert len(drawn(one)) == 1


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "add", "remove", "recode", "move", "accept", "reject", "unreview", "memo", "undo", "redo"]
        ),
        st.integers(0, 60),
        st.integers(1, 30),
        st.sampled_from(["leader", "trust", "people"]),
    ),
    max_size=12,
)


def act(session: Session, deed: str, at: int, size: int, code: str) -> None:
    own = session.own_codings()
    rules = [mark for mark in session.marks.all() if mark.kind == "rule"]
    try:
        if deed == "add":
            session.add(at, at + size, code)
        elif deed in ("undo", "redo"):
            getattr(session, deed)()
        elif deed in ("accept", "reject", "unreview"):
            getattr(session, deed)(rules[at % len(rules)])
        elif deed == "memo":
            session.memo(f"所以 {at}", on="coding", of=(own or rules)[0].id)
        elif own and deed == "move":
            session.move(own[at % len(own)].id, at, at + size)
        elif own and deed == "recode":
            session.recode(own[at % len(own)].id, code)
        elif own:
            session.remove(own[at % len(own)].id)
    except UsageError:
        pass


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=ACTS, document=st.sampled_from(["lane", "花园"]), number=st.integers(0, 10**9))
def test_acts_leave_what_a_fresh_read_finds_and_undo_leads_back(
    plain: Study, steps: list, document: str, number: int
):
    session = opened(plain, f"coder{number}", document, mode="assisted")
    begin = session.marks.all()
    for step in steps:
        act(session, *step)
        assert drawn(session) == on_disk(session)
    last = session.marks.all()
    assert opened(plain, session.coder, document, mode="assisted").marks.all() == last
    undone = 0
    while session.undo():
        undone += 1
    assert session.marks.all() == begin
    for _ in range(undone):
        session.redo()
    # what was undone before the last new act is gone for good
    assert session.marks.all() == last
    assert drawn(session) == on_disk(session)


def test_a_text_that_was_changed_elsewhere_is_not_coded(tmp_path: Path):
    study = made(tmp_path)
    session = opened(study)
    assert session.text == text_of(study, "lane")
    file = study.folder / "text" / "lane.txt"
    file.touch()
    session.add(0, 5, "trust")
    file.write_text("It " + session.text, encoding="utf-8")
    with pytest.raises(ReadError, match="changed"):
        session.add(6, 12, "trust")
    with pytest.raises(ReadError, match="changed"):
        session.refresh()
    assert len(on_disk(session)) == 1


def test_a_renamed_code_stands_under_its_new_name(tmp_path):
    study = made(tmp_path)
    code(study, "li", "lane", [("trust", "We trust her.")], finish=False)
    book = tmp_path / "codebook.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("id: trust", "id: faith"), encoding="utf-8")
    with (tmp_path / "qualcode.toml").open("a", encoding="utf-8") as settings:
        settings.write('[renamed]\n"trust" = "faith"\n')
    session = open_desk(by_hand(study), "li", "lane")
    assert [mark.code for mark in session.marks.all()] == ["faith"]
    assert session.misfits() == ()
