"""Codes that desks add to a codebook that others write, too."""

import threading
from pathlib import Path

import pytest

from qualcode.codebook.load import load_codebook
from qualcode.errors import UsageError, WriteError
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.study.folder import Study
from tests.project.coded_study import made


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return made(tmp_path)


def opened(study: Study, coder: str) -> Session:
    return open_desk(by_hand(study), coder, "lane")


def ids(study: Study) -> list[str]:
    return [code.id for code in load_codebook(study.folder / "codebook.yaml").codes]


def test_codes_of_two_desks_stand_beside_each_other(study: Study):
    one, two = opened(study, "li"), opened(study, "ana")
    one.new_code("Rain")
    two.new_code("Office", definition="who sits there")
    assert ids(study)[-2:] == ["rain", "office"]


def test_codes_of_many_desks_at_once_are_all_there(study: Study):
    desks = [opened(study, f"coder {number}") for number in range(6)]
    threads = [
        threading.Thread(target=desk.new_code, args=(f"Code {number}",)) for number, desk in enumerate(desks)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids(study)[-6:]) == [f"code_{number}" for number in range(6)]


def test_one_name_from_two_desks_is_one_code_and_the_second_is_told(study: Study):
    one, two = opened(study, "li"), opened(study, "ana")
    one.new_code("Rain")
    with pytest.raises(UsageError, match="somebody else has just made a code of this name: rain"):
        two.new_code("rain", definition="what falls")
    assert ids(study).count("rain") == 1
    assert "rain" in two.codebook.index()
    two.add(0, 11, "rain")


def test_an_editor_that_writes_at_the_same_moment_costs_nothing(
    study: Study, monkeypatch: pytest.MonkeyPatch
):
    desk, file = opened(study, "li"), study.folder / "codebook.yaml"
    from qualcode.project.codebooks import editing

    read, times = editing._bytes, iter(["# one\n", None])

    def written_meanwhile(place: Path) -> bytes:
        data, comment = read(place), next(times, None)
        if comment:
            place.write_bytes(data + comment.encode())
        return data

    monkeypatch.setattr(editing, "_bytes", written_meanwhile)
    desk.new_code("Rain")
    assert ids(study)[-1] == "rain"
    assert "# one" in file.read_text(encoding="utf-8")


def test_a_code_whose_event_cannot_be_written_is_not_in_the_codebook(
    study: Study, monkeypatch: pytest.MonkeyPatch
):
    desk = opened(study, "li")
    with monkeypatch.context() as full:
        full.setattr("qualcode.journal.files._write", no_room)
        with pytest.raises(WriteError):
            desk.new_code("Rain")
    assert "rain" not in ids(study)
    desk.new_code("Rain")
    assert ids(study)[-1] == "rain"


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_nothing_is_left_behind_that_git_would_take_along(study: Study):
    opened(study, "li").new_code("Rain")
    left = {file.relative_to(study.folder).as_posix() for file in study.folder.rglob(".lock")}
    assert left == {"codings/li/.lock", "memos/.lock"}
