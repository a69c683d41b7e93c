"""Two desks of one coder, at the same document."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.errors import ReadError, UsageError, WriteError
from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.codings.listed import Choice, list_in
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.library.by_hand import remove_codings
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals, take_over
from qualcode.project.teams.who_coded import coders_in
from tests.project.coded_study import made


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return made(tmp_path)


def opened(study: Study) -> Session:
    return open_desk(by_hand(study), "li", "lane")


def events(study: Study, kind: str) -> list[str]:
    return [one.id for one in read_journals(study.folder).events if one.event == kind]


def test_one_passage_gets_a_code_once(study: Study):
    one, two = opened(study), opened(study)
    one.add(29, 48, "leader")
    with pytest.raises(UsageError) as refused:
        two.add(29, 48, "leader")
    assert refused.value.slug == "same-coding"
    assert len(events(study, "add")) == 1
    assert [mark.code for mark in two.marks.all()] == ["leader"]


def test_one_passage_gets_a_code_once_when_keys_are_pressed_together(study: Study):
    refused: list[UsageError] = []

    def add(desk: Session) -> None:
        try:
            desk.add(29, 48, "leader")
        except UsageError as error:
            refused.append(error)

    threads = [threading.Thread(target=add, args=(desk,)) for desk in [opened(study) for _ in range(8)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(events(study, "add")) == 1
    assert {error.slug for error in refused} == {"same-coding"}


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, id: desk.add(0, 11, "trust"),
        lambda desk, id: desk.remove(id),
        lambda desk, id: desk.recode(id, "trust"),
        lambda desk, id: desk.move(id, 0, 11),
        lambda desk, id: desk.undo(),
    ],
)
def test_nothing_is_coded_into_a_document_that_was_just_finished(
    study: Study, act: Callable[[Session, str], object]
):
    one = opened(study)
    id = one.add(29, 48, "leader").id
    two = opened(study)
    two.add(60, 70, "leader")
    one.refresh()
    one.finish()
    before = read_journals(study.folder).events
    with pytest.raises(UsageError) as refused:
        act(two, id)
    assert refused.value.slug == "finished"
    assert read_journals(study.folder).events == before
    with pytest.raises(UsageError):
        two.finish()


def test_what_a_full_disk_refused_was_not_changed_elsewhere(study: Study, monkeypatch: pytest.MonkeyPatch):
    desk = opened(study)
    desk.add(29, 48, "leader")
    with monkeypatch.context() as full:
        full.setattr("qualcode.journal.files.os.fsync", no_room)
        with pytest.raises(WriteError, match="No space left"):
            desk.add(0, 11, "trust")
    assert not desk.refresh()
    opened(study).add(0, 11, "trust")
    assert desk.refresh()


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_memo_needs_no_place_in_the_text(study: Study):
    desk = opened(study)
    coding = desk.add(29, 48, "leader").id
    text = study.folder / "text" / "lane.txt"
    text.write_text("New. " + text.read_text(encoding="utf-8"), encoding="utf-8")
    desk.memo("on the document")
    desk.memo("on the coding", on="coding", of=coding)
    desk.undo()
    with pytest.raises(ReadError, match="the text has changed meanwhile"):
        desk.add(0, 11, "trust")
    memos = fold(read_journals(study.folder).events).memos
    assert [memo.text for memo in memos] == ["on the document"]
    assert [mark.id for mark in desk.marks.all()] == [coding]


def joined_twice(study: Study) -> Session:
    """The desk after a join with a copy in which the same was coded, with a memo on it there."""
    desk = opened(study)
    desk.add(29, 48, "leader")
    [add] = (one for one in read_journals(study.folder).events if one.event == "add")
    twin = replace(add, id="f" * 32, coding="e" * 32, at="2099-01-01T00:00:00.000Z")
    memo = Event("memo", id="d" * 32, coding="e" * 32, text="why", at="2099-01-01T00:00:01.000Z")
    take_over(study.folder, [twin, replace(memo, coder="li", document="lane")])
    return desk


def left(study: Study) -> list[tuple[str, int | None]]:
    state = fold(read_journals(study.folder).events)
    return [(one.code, one.start) for one in (*state.codings, *state.doubled)]


def test_codings_of_two_copies_that_say_the_same_are_shown_once_and_changed_as_one(study: Study):
    desk = joined_twice(study)
    assert desk.refresh()
    [mark] = desk.marks.all()
    assert mark.n_memos == 1
    assert [memo.text for memo in desk.memos("coding", mark.id)] == ["why"]
    assert desk.counts()["leader"].own == 1
    assert len(desk.own_codings()) == 1
    desk.recode(mark.id, "trust")
    assert left(study) == [("trust", 30)] * 2
    desk.move(mark.id, 30, 33)
    desk.move(mark.id, 31, 48)
    assert left(study) == [("trust", 31)] * 2
    assert len(desk.marks.all()) == 1
    desk.remove(mark.id)
    assert (left(study), list(desk.marks.all())) == ([], [])
    desk.undo()
    assert (len(left(study)), len(desk.marks.all())) == (2, 1)
    for _ in range(4):
        desk.undo()
    assert len(desk.marks.all()) == 1, "the add is undone, that of the other copy stands"
    assert left(study) == [("leader", 30)]
    assert [mark.code for mark in opened(study).marks.all()] == ["leader"]


def test_codings_that_say_the_same_are_listed_once_and_removed_as_one(study: Study):
    joined_twice(study)
    rows = list_in(by_hand(study), Choice()).rows
    assert [(row[4], row[9]) for row in rows] == [("leader", "why")]
    told = coders_in(study)
    assert dict(zip(told.columns, told.rows[0], strict=True))["codings"] == 1
    remove_codings("eeee", coder="li", study=study.folder)
    assert left(study) == []
