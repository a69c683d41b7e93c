from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.codebook.load import load_codebook
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study
from qualcode.tui.desk import Desk
from qualcode.tui.palette import Palette
from qualcode.tui.transcript import Transcript
from tests.project.coded_study import code, made, text_of
from tests.tui.on_desk import events, on_desk, press, type_in


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return made(tmp_path)


def selected(*keys: str, into: list[str]):
    """Presses keys, and after each notes what is selected."""

    async def act(pilot: Pilot[None]) -> None:
        for key in keys:
            await type_in(pilot, key)
            desk = next(screen for screen in pilot.app.screen_stack if isinstance(screen, Desk))
            pane = desk.transcript
            start, end = pane.selection or (0, 0)
            assert pane.laid is not None
            into.append(pane.laid.document.text[start:end])

    return act


def test_rule_codings_are_decided_one_by_one_with_their_reasons(study: Study):
    places: list[str] = []
    act = selected("right_curly_bracket", "e", "y", "x", "u", into=places)
    shown = on_desk(study, act, document="lane", mode="assisted")
    assert places[0] == "Anna is the leader."
    assert places[2:4] == ["She has helpers.", "We trust her."]
    decided = [(one.event, one.code, one.quote) for one in events(study, "accept") + events(study, "reject")]
    assert decided == [("accept", "leader", "Anna is the leader."), ("reject", "helper", "She has helpers.")]
    assert len(events(study, "remove")) == 1
    assert any("leader*" in line or "helper*" in line or "trust*" in line for line in shown)
    assert "ASSISTED" in shown[0]
    assert "1/4" in shown[0]


def test_jumps_and_search(study: Study):
    code(study, "zhang", "lane", [("leader", "We trust her.")])
    places: list[str] = []
    keys = ["full_stop", "2", "full_stop", "comma", "right_square_bracket", "greater_than_sign"]
    on_desk(study, selected(*keys, into=places), document="lane", mode="assisted")
    assert places == [
        *["Anna is the leader."] * 2,
        "She has helpers.",
        "Nobody trusts it.",
        "Anna is the leader.",
        "We trust her.",
    ]
    found: list[str] = []
    shown = on_desk(study, selected("slash", *"TRUST", "enter", "n", "n", "p", into=found), document="lane")
    assert found[-4:] == ["trust"] * 4
    assert "ASSISTED" in shown[0]  # as the document was begun
    assert shown[-2] == " 2 of 3"
    shown = on_desk(study, press("slash", *"trust", "enter", "p"), document="lane")
    assert shown[-2] == " from the end on · 3 of 3"


def test_documents_whose_names_begin_with_what_is_typed_come_first(study: Study):
    for name in ("2016上海訪談", "访谈甲", "旧访谈"):
        (study.folder / "transcripts" / f"{name}.txt").write_text(f"李：{name}。\n", encoding="utf-8")
    ingest_study(study)
    found = on_desk(study, press(*"访谈"), until=Palette)
    names = [next((part for part in line.split() if "谈" in part or "談" in part), "") for line in found]
    assert [name for name in names if name and name != "访谈"] == ["访谈甲", "旧访谈", "2016上海訪談"]


def test_blind_desks_show_and_offer_nothing_of_others(study: Study):
    code(study, "zhang", "lane", [("leader", "Anna")])
    shown = on_desk(study, press("y"), document="lane")
    assert "a blind desk shows no codings by rule" in shown[-2]
    assert not any(line.startswith("2") for line in shown)


def test_speakers_are_dimmed(study: Study):
    looks: list[str] = []

    async def act(pilot: Pilot[None]) -> None:
        await press("f", "space", "enter")(pilot)
        looks.extend(talk.look for talk in pilot.app.screen.query_one(Transcript).talks)

    on_desk(study, act, document="lane")
    assert looks == ["other", "told", "other", "told"]


def test_finish_tells_what_is_left_and_reopen(study: Study):
    asked: list[str] = []

    async def act(pilot: Pilot[None]) -> None:
        from tests.tui.on_desk import lines

        await press("s", "2", "ctrl+f")(pilot)
        asked.extend(lines(pilot.app))  # type: ignore[arg-type]
        await press("y", "3")(pilot)

    shown = on_desk(study, act, document="lane")
    assert any("5 of 6 sentences have no code." in line for line in asked)
    assert "finished" in shown[0]
    assert "lane is finished" in shown[-2]
    assert len(events(study)) == 1
    on_desk(study, press("ctrl+f", "y", "s", "3"), document="lane")
    assert [event.event for event in events(study, "")][-2:] == ["reopen", "add"]


def test_new_codes_go_into_the_codebook(study: Study):
    on_desk(study, press("a", *"Rain", "enter", "s", "6"), document="lane")
    on_desk(study, press("v", *["right"] * 3, "i", "u"), document="花园")
    codes = {code.id: code for code in load_codebook(study.folder / "codebook.yaml").codes}
    assert codes["rain"].name == {"en": "Rain"}
    assert "王书记" not in codes
    assert [(event.code, event.quote) for event in events(study)] == [
        ("rain", "Anna is the leader."),
        ("王书记", "王书记"),
    ]


def test_documents_are_chosen_and_changed(study: Study):
    code(study, "li", "yard", [])
    shown = on_desk(study, press("y", "enter", "o", *"lane", "enter", "s", "2"), until=Palette)
    assert shown[0].startswith(" lane · li · BLIND")
    assert [event.document for event in events(study)] == ["lane"]


def test_what_others_write_meanwhile_is_shown(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        code(study, "li", "lane", [("trust", "We trust her.")], finish=False, codes=None)
        desk = pilot.app.screen
        assert isinstance(desk, Desk)
        desk.look_again()
        (study.folder / "codebook.yaml").write_text("codes: [", encoding="utf-8")
        desk.look_again()

    shown = on_desk(study, act, document="lane")
    assert shown[3].startswith("4    Lin: Anna is the leader.")
    assert "codebook.yaml" in "".join(shown[-5:])


def test_codings_without_a_place_are_told(study: Study):
    code(study, "li", "lane", [("trust", "We trust her.")], finish=False)
    lost = (study.folder / "codings/li/lane.jsonl").read_text(encoding="utf-8")
    (study.folder / "codings/li/lane.jsonl").write_text(
        lost.replace("We trust her.", "We trust him."), encoding="utf-8"
    )
    shown = on_desk(study, press(), document="lane")
    assert shown[-2].startswith(" codings of yours that do not fit the text: 1")


def test_other_speakers_are_hidden_and_never_coded_unseen(study: Study):
    places: list[str] = []
    keys = ["f", "space", "enter", "h", "ctrl+home", "t", "3", "full_stop", "full_stop", "down", "left"]
    shown = on_desk(study, selected(*keys, into=places), document="lane")
    screen = [line[5:].strip() for line in shown[1:6]]
    assert screen[0] == screen[3] == "⋯"
    assert screen[1].startswith("Lin: Anna is the leader.")
    assert places[5].startswith("Anna is the leader.")
    assert places[7:9] == ["The office came once.", "Nobody trusts it."]
    shown = on_desk(study, press("h", "slash", *"trust", "enter"), document="lane")
    assert "⋯" not in "".join(shown)


def test_a_text_that_changed_is_opened_again(study: Study):
    async def act(pilot: Pilot[None]) -> None:
        original = study.folder / "transcripts/lane.txt"
        original.write_text(text_of(study, "lane").replace("Anna", "Susanna"), encoding="utf-8")
        ingest_study(study, documents=["lane"], again=True)
        await press("s", "2", "o", *"lane", "enter", "s", "3")(pilot)

    on_desk(study, act, document="lane")
    assert [(one.code, one.quote) for one in events(study)] == [("helper", "Susanna is the leader.")]


def test_reasons_are_told_in_the_language_of_the_desk(study: Study):
    keys = ("right_curly_bracket", "e")
    shown = on_desk(study, press(*keys), document="花园", mode="assisted", language="zh", size=(80, 30))
    at = next(at for at, line in enumerate(shown) if line.startswith(" 花园："))
    assert shown[at : at + 5] == [
        " 花园：第 2 句，字符 15 至 22，李阿姨（受访者）",
        "   王书记是能人。",
        " 能人（leader）：已编码",
        "   ✓ 能人   能人",
        "   另有 1 条规则不成立",
    ]
    shown = on_desk(study, press(*keys), document="花园", mode="assisted", size=(80, 30))
    assert "   1 other rule is false" in shown  # without the option of the command


def test_reasons_that_do_not_fit_are_scrolled(study: Study):
    keys, last = ["right_curly_bracket", "e"], "   另有 1 条规则不成立"
    asked = {"document": "花园", "mode": "assisted", "language": "zh", "size": (80, 12)}
    assert last not in on_desk(study, press(*keys, scrolling=True), **asked)
    assert last in on_desk(study, press(*keys, "j", scrolling=True), **asked)
    assert last not in on_desk(study, press(*keys, "j", "k", scrolling=True), **asked)
