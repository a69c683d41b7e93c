"""`qualcode adjudicate`: one unit after another on the terminal, or a sheet that goes out and comes back."""

import pytest

from qualcode.errors import UsageError
from qualcode.project.study.journals import append_events
from tests.cli.terminal import at_terminal
from tests.project.agreement.test_adjudicating import agreed, opening, state, steps
from tests.project.coded_study import add, code, coded, made, text_of


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    return coded(tmp_path)


run = at_terminal("adjudicate").run


def test_one_after_another(study):
    typed = "2\nhelpers help\n9, x\n?\n信任、3\n\n\nq\n"
    result = run("li", "zhang", "--as", "wu", typed=typed)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    at = lines.index("1 of 4 · lane · sentence 3 · Lin")
    assert "Lin: Anna is the leader. >> She has helpers. << We trust her. It rained." in lines
    assert lines[at + 9 : at + 13] == [
        "  li     helper Helper",
        "  zhang  leader Leader",
        "    1  leader Leader",
        "    2  helper Helper",
    ]
    assert "codes:   there is no code 9" in lines
    assert "    3  leader Leader" in lines
    assert lines[-1].endswith("2 sentences decided, 2 not decided yet")
    assert agreed(study, "lane") == [
        ("leader", "Anna is the leader."),
        ("helper", "She has helpers."),
        ("trust", "We trust her."),
        ("leader", "It rained."),
        ("trust", "It rained."),
    ]
    assert [one.text.split("\n")[::2] for one in state(study).adjudications] == [
        ["wu", "helpers help"],
        ["wu"],
    ]
    assert (steps(study, "lane"), steps(study, "花园")) == (True, False)


def test_it_goes_on_where_it_stopped_and_shows_what_was_decided(study):
    run("li", "zhang", "--as", "wu", typed="helper\nso\n-\n\n-\n\n-\n\n")
    result = run("li", "zhang", "--as", "wu", typed="")
    assert result.stdout.splitlines() == [
        "0 sentences decided, 0 not decided yet",
        "consensus has finished lane, 花园",
    ]
    assert run("li", "zhang", "-o", "d.csv").stdout.splitlines() == [
        "0 sentences in 0 documents: d.csv",
        "Nothing is left to decide: qualcode adjudicate --from d.csv --count-by sentence --as NAME writes what all agree on",
    ]
    again = run("li", "zhang", "--decided", "--as", "wu", typed="s\nQ\n").stdout
    assert "  decided: helper Helper, by wu (so)" in again.splitlines()
    assert "2 of 4 · lane" in again


def test_what_changes_meanwhile_is_not_saved(study, monkeypatch):
    """Somebody else's journal comes in while a person thinks."""
    from qualcode.cli import adjudicate_ask

    typed = iter(("helper", "because", "q"))

    def slowly(console, prompt):
        if prompt == "reason: ":
            text = text_of(study, "lane")
            append_events(study.folder, "li", "lane", [add(text, "people", "She has helpers.")])
        return next(typed)

    monkeypatch.setattr(adjudicate_ask, "_typed", slowly)
    assert "not saved: this passage has changed since it was shown" in run("li", "zhang", "--as", "wu").stdout
    assert state(study).adjudications == ()


def test_a_sheet_goes_out_and_comes_back(study):
    result = run("li", "zhang", "-o", "d.csv")
    assert result.stdout.splitlines()[0] == "4 sentences in 2 documents: d.csv"
    sheet = study.folder / "d.csv"
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "lane,3,55,71,Lin,She has helpers.,helper,leader,,,sentence,speakers!=interviewer"
    lines[1] = lines[1].replace("leader,,", "leader,helper || people,both")
    lines[4] = lines[4].replace("by_hand,,", "by_hand,－,")
    sheet.write_text("\n".join(lines), encoding="gb18030")
    done = run("--from", "d.csv", "--as", "吴")
    assert done.stdout.splitlines() == [
        "2 sentences decided",
        "not decided yet: 2 sentences in lane, 花园",
    ]
    code(study, "zhang", "花园", [("people", "大家信任他。")])
    run("li", "zhang", "-o", "e.csv")
    append_events(study.folder, "zhang", "花园", [add(text_of(study, "花园"), "trust", "大家信任他。")])
    rows = (
        (study.folder / "e.csv").read_text(encoding="utf-8-sig").replace(",,,sentence", ",,-,no,sentence"[1:])
    )
    (study.folder / "e.csv").write_text(rows, encoding="utf-8")
    refused = run("--from", "e.csv", "--as", "吴")
    assert refused.exit_code == 1
    assert "refused: 花园 3" in refused.stdout.splitlines()


def test_without_a_dispute_consensus_is_finished(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    study = made(tmp_path)
    for coder in ("li", "zhang"):
        code(study, coder, "yard", [("leader", "leader")])
    assert run("li", "zhang", "--as", "wu").stdout.splitlines()[-1] == "consensus has finished yard"
    assert agreed(study, "yard") == [("leader", "The yard has a leader.")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("li", "zhang"), "it is not said who codes"),
        (("li", "--as", "wu"), "two coders or more"),
        (("li", "consensus", "--as", "wu"), "the agreed coding is what is made here"),
        (("li", "zhang", "--as", "consensus"), "nobody's name"),
        (("li", "zhang", "-o", "a.csv", "--as", "wu"), "--as does nothing"),
        (("li", "zhang", "-o", "a.csv", "--from", "b.csv"), "reads a sheet"),
        (("li", "zhang", "-o", "a.csv", "--singles"), "--singles does nothing"),
        (("li", "zhang", "-o", "a.xlsx"), "a CSV file"),
        (("li", "zhang", "-o", "codebook.csv", "--count-by", "word"), "there is no unit"),
        (("li", "zhang", "-o", "a.csv", "--document", "yard"), "yard is not finished by two"),
        (
            ("li", "rules", "-o", "a.csv", "--count-by", "sentence", "--unit", "turn"),
            "finer than the coding unit",
        ),
    ],
)
def test_what_is_refused(study, arguments, message):
    problem = run(*arguments).exception
    assert isinstance(problem, UsageError)
    assert message in problem.message


def test_a_sheet_about_other_coders_or_one_that_is_there_already(study):
    run("li", "zhang", "-o", "d.csv")
    assert "there already" in run("li", "zhang", "-o", "d.csv").exception.message
    assert "other coders" in run("li", "wu", "--from", "d.csv", "--as", "wu").exception.message
    assert opening(study).labels == ("li", "zhang")
