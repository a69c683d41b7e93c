import asyncio
from pathlib import Path

from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_state
from qualcode.terms import CONSENSUS
from qualcode.tui.settling import Settling
from qualcode.tui.start import Desired, settling
from tests.project.coded_study import code, made
from tests.tui.on_desk import lines, press


def settled(study: Study, *keys: str, scrolling: bool = False) -> list[str]:
    """Settle where li and zhang differ with some keys; what stands on the screen at the end."""
    options = in_study(CodeOptions(inputs=(study.path("transcripts"),), codebook=""))
    app = settling(study, ["li", "zhang"], Desired("wang"), options)

    async def work() -> list[str]:
        async with app.run_test(size=(80, 24)) as pilot:
            while not isinstance(app.screen, Settling):
                await pilot.pause(0.01)
            await press(*keys, scrolling=scrolling)(pilot)
            return lines(app)

    return asyncio.run(work())


def test_differences_are_settled_one_by_one(tmp_path: Path):
    study = made(tmp_path)
    code(study, "li", "lane", [("leader", "Anna is the leader."), ("trust", "We trust her.")])
    code(study, "zhang", "lane", [("helper", "She has helpers."), ("trust", "We trust her.")])
    shown = settled(study)
    assert shown[0].startswith(" ADJUDICATE · 1/2 · lane · 2 · Lin · wang")
    assert "1 li  Leader" in [line.strip() for line in shown]
    assert "2 zhang  –" in [line.strip() for line in shown]
    shown = settled(study, "1", "enter", *"one", "enter", "c", *"hlp", "enter", "enter", "enter")
    assert "nothing is left" in shown[-2]
    codings = [(one.code, one.quote) for one in read_state(study.folder)[0].codings if one.coder == CONSENSUS]
    assert sorted(codings) == [
        ("helper", "She has helpers."),
        ("leader", "Anna is the leader."),
        ("trust", "We trust her."),
    ]


def test_the_last_decision_is_taken_back(tmp_path: Path):
    study = made(tmp_path)
    code(study, "li", "lane", [("leader", "Anna is the leader."), ("trust", "We trust her.")])
    code(study, "zhang", "lane", [("helper", "She has helpers."), ("trust", "We trust her.")])

    def agreed() -> list[str]:
        state = read_state(study.folder)[0]
        assert len(state.adjudications) == state_of[0]
        return sorted(one.code for one in state.codings if one.coder == CONSENSUS)

    def is_finished() -> bool:
        work = [one for one in read_state(study.folder)[0].work if one.coder == CONSENSUS]
        return work[0].is_finished

    state_of = [1]
    shown = settled(study, "1", "enter", "enter", "1", "enter", "enter", "u")
    assert shown[0].startswith(" ADJUDICATE · 2/2 · lane · 3 · Lin · wang")
    assert "the decision is taken back" in shown[-2]
    assert (agreed(), is_finished()) == (["leader", "trust"], False)
    state_of = [2]
    settled(study, "2", "enter", *"better", "enter")
    assert (agreed(), is_finished()) == (["helper", "leader", "trust"], True)
    assert "nothing is left to undo" in settled(study, "u")[-2]
    shown = settled(study, "p", "1", "enter", "enter", "u")
    assert (agreed(), is_finished()) == (["helper", "leader", "trust"], True)
    assert any("decided  Helper, wang (better)" in line for line in shown)


def test_the_context_fills_the_screen(tmp_path: Path):
    study = made(tmp_path)
    long = "Interviewer: Well?\n\nLin: " + "They came along and stayed for the evening. " * 60 + "\n"
    (tmp_path / "transcripts" / "long.txt").write_text(long, encoding="utf-8")
    ingest_study(study)
    code(study, "li", "long", [("leader", "Lin: They"[5:])])
    code(study, "zhang", "long", [("helper", "They")])
    shown = settled(study, "1")
    top = shown[1 : next(at for at, line in enumerate(shown) if "─" in line)]
    assert sum(not line.strip() for line in top) <= 1, shown


def test_a_long_passage_can_be_read_to_its_end(tmp_path: Path):
    study = made(tmp_path)
    long = "Ada: We trust " + "and ".join(f"number {at} " for at in range(200)) + "at the very end.\n"
    (study.folder / "transcripts" / "long.txt").write_text(long, encoding="utf-8")
    ingest_study(study)
    code(study, "li", "long", [("trust", "We trust")])
    code(study, "zhang", "long", [])
    assert not any("at the very end" in line for line in settled(study))
    down = ["right_square_bracket"] * 12
    assert any("at the very end" in line for line in settled(study, *down, scrolling=True))
    assert any(
        "We trust" in line for line in settled(study, *down, *["left_square_bracket"] * 12, scrolling=True)
    )
