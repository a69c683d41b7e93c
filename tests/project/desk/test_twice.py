"""Two desks of one coder, at the same document."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import ReadError, UsageError, WriteError
from qualcode.journal.fold import fold
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
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
