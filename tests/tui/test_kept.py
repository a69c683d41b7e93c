"""What is written on the desk stays on the screen until it is on the disk."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qualcode.project.codings.by_hand import by_hand
from qualcode.project.desk.session import open_desk
from qualcode.project.study.folder import Study
from qualcode.tui.desk import Desk
from qualcode.tui.writing import NewCodeForm, Note
from tests.tui.on_desk import events, on_desk, press, settle, study_with_emoji

MEMO = ["m", "1", *"why 花园"]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_with_emoji(tmp_path)


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_memo_that_cannot_be_saved_stays_open_with_its_text(study: Study, monkeypatch: pytest.MonkeyPatch):
    async def act(pilot: Pilot[None]) -> None:
        with monkeypatch.context() as full:
            full.setattr("qualcode.journal.files._write", no_room)
            await press(*MEMO, "ctrl+s")(pilot)
            assert isinstance(pilot.app.screen, Note)
            assert pilot.app.screen.query_one(TextArea).text == "why 花园"
            assert "No space left on device" in str(pilot.app.screen.query_one("#fault").render())
        await press("!", "ctrl+s")(pilot)
        assert isinstance(pilot.app.screen, Desk)

    on_desk(study, act, document="lane")
    assert [event.text for event in events(study, "memo")] == ["why 花园!"]


def test_a_memo_on_the_document_is_kept_when_its_text_is_read_in_again(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await press(*MEMO)(pilot)
        text = study.folder / "text" / "lane.txt"
        text.write_text("New. " + text.read_text(encoding="utf-8"), encoding="utf-8")
        await press("ctrl+s")(pilot)

    shown = on_desk(study, act, document="lane")
    assert [event.text for event in events(study, "memo")] == ["why 花园"]
    assert shown[-2].startswith(" memo written:")


def test_a_new_code_that_cannot_be_saved_stays_open_with_its_fields(
    study: Study, monkeypatch: pytest.MonkeyPatch
):
    async def act(pilot: Pilot[None]) -> None:
        with monkeypatch.context() as full:
            full.setattr("qualcode.export.atomic.os.replace", no_room)
            await press("a", *"Rain", "tab", "tab", "tab", *"what falls", "enter")(pilot)
            await pilot.pause()
            form = pilot.app.screen
            assert isinstance(form, NewCodeForm)
            assert form.query_one("#name", Input).value == "Rain"
            assert form.query_one("#definition", Input).value == "what falls"
            assert form.query_one("#fault").has_class("-told")
        await press("enter")(pilot)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Desk)

    on_desk(study, act, document="lane")
    book = (study.folder / "codebook.yaml").read_text(encoding="utf-8")
    assert book.count("id: rain") == 1
    assert "what falls" in book


def test_a_new_code_beside_that_of_another_desk_is_written_and_one_of_its_name_is_told(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await press("a", *"Office")(pilot)
        other = open_desk(by_hand(study), "ana", "lane")
        other.new_code("Rain")
        other.new_code("Snow")
        await press("enter", "a", *"Wind")(pilot)
        await pilot.pause()
        other.refresh()
        other.new_code("Wind")
        await press("enter")(pilot)
        await pilot.pause()
        assert isinstance(pilot.app.screen, NewCodeForm)
        told = str(pilot.app.screen.query_one("#fault").render())
        assert "somebody else has just made a code of this name: wind" in told
        await press("escape")(pilot)

    shown = on_desk(study, act, document="lane", size=(120, 40))
    book = (study.folder / "codebook.yaml").read_text(encoding="utf-8")
    assert [book.count(f"id: {id}\n") for id in ("office", "rain", "snow", "wind")] == [1, 1, 1, 1]
    assert any("Wind" in line for line in shown)


def test_what_is_typed_fast_behind_a_tab_goes_into_the_next_line(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await press("a")(pilot)
        driver = pilot.app._driver
        assert driver is not None
        for key in [*"Rain", "tab", "tab", "tab", *"wet"]:
            driver.send_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        await press("enter")(pilot)
        await pilot.pause()

    on_desk(study, act, document="lane")
    book = (study.folder / "codebook.yaml").read_text(encoding="utf-8")
    assert "name: {en: Rain}" in book
    assert "wet" in book
