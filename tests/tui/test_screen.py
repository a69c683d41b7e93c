from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study
from qualcode.tui.transcript import Transcript
from tests.tui.on_desk import on_desk, press, study_with_emoji

HELP = " ? keys · s sentence · v select · 1-9 A-Z code · Enter by name · . next · u undo"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_with_emoji(tmp_path)


def test_a_small_screen_line_by_line(study: Study):
    shown = on_desk(study, press("s", "2", "v", "right", "right", "5"), document="混合")
    assert shown[0] == " 混合 · li · BLIND" + " " * 47 + "██████░░░░ 2/3"
    assert shown[1:6] == [
        "     访谈者：您好！",
        "",
        "25   李阿姨：能人😀👩呗。他会修水管。We trust him.",
        "",
        "",
    ]
    assert shown[21] == " ■ 5 By hand"
    assert shown[22] == " By hand given to “他会”"
    assert shown[23] == HELP


def test_codings_that_go_on_and_overlap_have_bars_side_by_side(study: Study):
    shown = on_desk(study, press("s", "2", "s", "3", "t", "1"), document="lane", size=(40, 24))
    assert [line[:5] for line in shown[3:6]] == ["132  ", "╵╵   ", ""]


def test_in_chinese(study: Study):
    shown = on_desk(study, press("question_mark"), document="花园", language="zh")
    assert "独立（盲）编码" in shown[0]
    assert any("撤销" in line for line in shown)
    shown = on_desk(study, press("s", "2", "2"), document="花园", language="zh")
    assert shown[-3] == " ■ 2 能人"
    assert shown[-2] == " 这些文字已有此代码"


def test_on_a_wide_screen_the_codebook_stands_beside_the_text(study: Study):
    shown = on_desk(study, press("s", "4", "tab", "down", "enter"), document="lane", size=(120, 40))
    right = [line[80:].strip() for line in shown]
    assert right[1:6] == [
        "│▼ 1 ■ People · +1",
        "│├ 2 ■ Leader 1",
        "│└ 3 ■ Helper ·",
        "│  4 ■ Trust 1",
        "│  5 ■ By hand ·",
    ]
    assert any("Leader  leader" in line for line in right)


def test_on_a_narrow_screen_the_codebook_comes_over_it(study: Study):
    shown = on_desk(study, press("b"), document="lane")
    assert any("▼ 1 ■ People" in line for line in shown)
    shown = on_desk(study, press("b", "escape"), document="lane")
    assert not any("▼ 1 ■ People" in line for line in shown)


def test_a_resized_screen_keeps_the_cursor_in_view(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+end")
        for size in ((200, 50), (80, 24), (30, 10), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()

    shown = on_desk(study, act, document="lane")
    assert any("Nobody trusts it." in line for line in shown)


def test_only_lines_in_view_are_drawn(study: Study, monkeypatch: pytest.MonkeyPatch):
    talk = "Lin: " + "我们信任王书记，大家信任他。" * 30 + "\n\n"
    (study.folder / "transcripts" / "big.txt").write_text(talk * 600, encoding="utf-8")
    ingest_study(study)
    drawn: list[int] = []
    render = Transcript.render_line
    monkeypatch.setattr(Transcript, "render_line", lambda self, y: (drawn.append(y), render(self, y))[1])

    async def act(pilot: Pilot[None]) -> None:
        for key, most in (("down", 4), ("pagedown", 25), ("ctrl+end", 25), ("left", 4)):
            drawn.clear()
            await pilot.press(key)
            await pilot.pause()
            assert 0 < len(drawn) <= most, key

    on_desk(study, act, document="big")
