import os
import signal
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.project.study.folder import Study
from qualcode.tui.transcript import Transcript
from tests.project.coded_study import text_of
from tests.tui.on_desk import events, on_desk, press, study_with_emoji


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_with_emoji(tmp_path)


def quotes(study: Study, kind: str = "add") -> list[tuple[str | None, str | None]]:
    return [(event.code, event.quote) for event in events(study, kind)]


def test_code_by_number_over_chinese_and_emoji_has_exact_offsets(study: Study):
    on_desk(study, press("v", *["right"] * 4, "2"), document="混合")
    [event] = events(study)
    assert (event.start, event.end) == (13, 21)
    assert (event.code, event.quote) == ("leader", "能人😀👩‍👩‍👧")
    assert text_of(study, "混合")[13:21] == event.quote


def test_shift_and_words_select_too(study: Study):
    on_desk(study, press("shift+right", "shift+right", "1"), document="花园")
    on_desk(study, press("ctrl+right", "ctrl+shift+right", "ctrl+shift+right", "1"), document="lane")
    assert [event.quote for event in events(study)] == ["is the", "王书"]


def test_code_by_initials_and_by_letters_of_the_name(study: Study):
    on_desk(study, press("s", "enter", *"xr", "enter", "enter", *"hlp", "enter"), document="花园")
    assert sorted(quotes(study)) == [("helper", "王书记是能人。"), ("trust", "王书记是能人。")]


def test_a_chinese_name_works_as_well_and_without_a_selection_the_sentence_is_coded(study: Study):
    on_desk(study, press("c", "信", "任", "enter"), document="lane")
    assert quotes(study) == [("trust", "Anna is the leader.")]


def test_sentences_grow_until_they_are_coded(study: Study):
    on_desk(study, press("s", "s", "3", "s", "4", "t", "1"), document="lane")
    assert sorted(quotes(study)) == [
        ("helper", "Anna is the leader. She has helpers."),
        ("people", "Anna is the leader. She has helpers. We trust her. It rained."),
        ("trust", "We trust her."),
    ]


def at(pane: Transcript, offset: int) -> tuple[int, int]:
    """Where a character stands in the pane."""
    assert pane.laid is not None
    line, column = pane.laid.at(offset)
    return pane.margin_width + column, line - pane.scroll_offset.y


def test_the_mouse_draws_and_clicks(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        pane = pilot.app.screen.query_one(Transcript)
        await pilot.mouse_down(Transcript, offset=at(pane, 14))
        await pilot.hover(Transcript, offset=at(pane, 24))
        await pilot.mouse_up(Transcript, offset=at(pane, 24))
        await pilot.press("2")
        await pilot.click(Transcript, offset=at(pane, 26), times=2)
        await pilot.pause()
        await pilot.press("4")
        await pilot.click(Transcript, offset=at(pane, 25), times=3)
        await pilot.pause()
        await pilot.press("3")

    on_desk(study, act, document="混合")
    assert sorted(quotes(study)) == [
        ("helper", "他会修水管。"),
        ("leader", "人😀👩‍👩‍👧呗。他"),
        ("trust", "修水"),
    ]


def test_undo_redo_recode_remove(study: Study):
    shown = on_desk(study, press("s", "2", "u", "ctrl+r", "r", *"trust", "enter", "d", "u"), document="lane")
    kinds = [event.event for event in sorted(events(study, ""), key=lambda one: one.order)]
    assert kinds == ["open", "add", "remove", "restore", "recode", "remove", "restore"]
    assert shown[-3] == " ■ 4 Trust"
    assert shown[-2].startswith(" undone:")


def test_a_coding_gets_other_edges(study: Study):
    on_desk(study, press("s", "2", "escape", *["left"] * 9, "v", *["left"] * 2, "g"), document="lane")
    [event] = events(study, "move")
    assert event.quote == "th"


def test_memos_are_written_changed_and_removed(study: Study):
    keys = ["m", "1", *"why 👩\u200d👧", "ctrl+s", "m", "1", "tab", "enter", "end", "!", "ctrl+s"]
    on_desk(study, press(*keys), document="lane")
    assert [event.text for event in events(study, "memo")] == ["why 👩\u200d👧", "why 👩\u200d👧!"]
    asked = on_desk(study, press("m", "1", "o", "ctrl+c"), document="lane")
    assert any("not saved" in line for line in asked)
    on_desk(study, press("m", "1", "tab", "enter", "ctrl+d"), document="lane")
    assert len(events(study, "remove")) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_told_to_end_the_desk_leaves_in_order(study: Study):
    codes: list[int | None] = []

    async def act(pilot: Pilot[None]) -> None:
        assert signal.getsignal(signal.SIGHUP) is not signal.SIG_DFL
        await press("m", "1", *"half a")(pilot)
        os.kill(os.getpid(), signal.SIGHUP)
        while pilot.app.return_code is None:
            await pilot.pause(0.01)
        codes.append(pilot.app.return_code)

    on_desk(study, act, document="lane")
    assert codes == [129]
    assert [event.text for event in events(study, "memo")] == ["half a"]


def test_memos_have_fixed_numbers_whatever_lies_at_the_cursor(study: Study):
    keys = ["m", "1", *"doc", "ctrl+s", "m", "4", "s", "2", "m", "1", *"doc again", "ctrl+s"]
    shown = on_desk(study, press(*keys), document="lane")
    assert shown[-2].startswith(" memo written: “doc again”")
    on_desk(
        study,
        press("s", "4", "m", "3", *"study", "ctrl+s", "m", "2", "1", *"code", "ctrl+s"),
        document="lane",
    )
    on_desk(study, press("[", "2", "m", "4", "2", *"coding", "ctrl+s"), document="lane")
    coding = next(event.coding for event in events(study) if event.code == "trust")
    told = [(one.text, one.document, one.code, one.coding) for one in events(study, "memo")]
    assert sorted(told, key=lambda one: str(one[0])) == [
        ("code", None, "trust", None),
        ("coding", "lane", None, coding),
        ("doc", "lane", None, None),
        ("doc again", "lane", None, None),
        ("study", None, None, None),
    ]


def test_a_click_on_a_code_shows_its_meaning_and_two_give_it(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        tree = pilot.app.screen.query_one("Codes Tree")
        line = 3
        await pilot.click(tree, offset=(8, line))
        await pilot.pause()
        assert "Trust" in str(pilot.app.screen.query_one("#meaning").render())
        assert events(study) == []
        await pilot.pause(0.6)
        await pilot.click(tree, offset=(8, line), times=2)
        await pilot.pause()

    on_desk(study, act, document="lane", size=(120, 40))
    assert quotes(study) == [("trust", "Anna is the leader.")]


def test_after_a_click_on_a_code_its_key_still_codes_the_passage(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await press("s")(pilot)
        await pilot.click(pilot.app.screen.query_one("Codes Tree"), offset=(8, 1))
        await press("4")(pilot)

    on_desk(study, act, document="lane", size=(120, 40))
    assert quotes(study) == [("trust", "Anna is the leader.")]


def test_growing_by_sentences_ends_with_the_turn(study: Study):
    shown = on_desk(study, press(*"sssss", "4"), document="lane")
    assert [quote for _, quote in quotes(study)] == [
        "Anna is the leader. She has helpers. We trust her. It rained."
    ]
    shown = on_desk(study, press(*"ssss"), document="花园")
    assert "the turn ends here" in shown[-2]


def test_an_accepted_coding_by_rule_counts_as_coded(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await press("right_curly_bracket", "y")(pilot)

    shown = on_desk(study, act, document="yard", mode="assisted")
    assert shown[0].endswith("1/2")
    asked = on_desk(study, press("ctrl+f"), document="yard", mode="assisted")
    assert any("1 of 2 sentences have no code" in line for line in asked)
    assert on_desk(study, press("q", "n"), document="yard", mode="assisted")[0].endswith("1/2")


def test_examples_have_one_heading(study: Study):
    book = study.folder / "codebook.yaml"
    text = book.read_text(encoding="utf-8")
    book.write_text(
        text.replace("[能人, leader*]", "[能人, leader*]\n        examples: [a leader, 能人呗]"),
        encoding="utf-8",
    )
    shown = on_desk(study, press("tab", "down"), document="lane", size=(120, 40))
    assert sum("for example" in line for line in shown) == 1
    assert any("能人呗" in line for line in shown)
