"""Figures of a study, kind by kind."""

from pathlib import Path

import pytest

import qualcode
from qualcode.errors import UsageError
from qualcode.export.figures import KINDS, figure_bytes
from qualcode.project.library.figures import Drawing, draw
from tests.project.small_study import run_process

TALK = "Interviewer: Who helps?\n\nMary: The committee does. My neighbours help.\n\nInterviewer: And you?\n\nMary: I help.\n"
BOOK = """format: 1
codebook: {name: N, version: 1.0.0, languages: [en], levels: {en: [Family, Code]}}
codes:
  - id: people
    name: {en: People}
    children:
      - {id: committee, name: {en: Committee}, rules: [committee]}
  - id: help
    name: {en: Help}
    rules: [help]
relations:
  - {from: people, to: help, type: {en: leads to}}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "talks").mkdir()
    for name, said in (("a", TALK), ("b", TALK), ("c", TALK.replace("committee", "office"))):
        (tmp_path / f"talks/{name}.txt").write_text(said, encoding="utf-8")
    (tmp_path / "talks/attributes.csv").write_text(
        "document,place\na,North\nb,South\nc,East\n", encoding="utf-8"
    )
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def results(study: Path) -> qualcode.Results:
    return qualcode.code(
        qualcode.read_transcripts(study / "talks"), qualcode.load_codebook(study / "book.yaml")
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_and_the_same_each_time(results: qualcode.Results, kind: str):
    drawing = Drawing(by="place", document="a")
    first = figure_bytes(draw(results, kind, drawing), "svg")
    assert first == figure_bytes(draw(results, kind, drawing), "svg")
    assert first.startswith(b"<?xml")


def test_what_stands_in_them(results: qualcode.Results):
    bars = figure_bytes(draw(results, "frequencies", Drawing()), "svg").decode()
    assert "Committee" in bars
    crosstab = figure_bytes(draw(results, "crosstab", Drawing(by="place")), "svg").decode()
    assert "North (n = 3)" in crosstab
    assert "South (n = 3)" in crosstab
    levels = figure_bytes(draw(results, "levels", Drawing()), "svg").decode()
    assert "Help" in levels
    assert "Family" in levels


@pytest.mark.parametrize(
    ("kind", "drawing", "message"),
    [
        ("pie", Drawing(), "there is no figure 'pie'"),
        ("epistemic", Drawing(by="role"), "network of 1 values of role says nothing"),
        ("crosstab", Drawing(), "needs an attribute"),
        ("crosstab", Drawing(by="colour"), "colour"),
        ("strip", Drawing(), "a strip needs a document"),
        ("strip", Drawing(document="z"), "there is no document z"),
    ],
)
def test_what_cannot_be_drawn(results: qualcode.Results, kind: str, drawing: Drawing, message: str):
    with pytest.raises(UsageError, match=message):
        draw(results, kind, drawing)


def test_a_folder_of_figures(study: Path):
    command = ("figures", "talks", "-c", "book.yaml", "--format", "png,svg")
    done = run_process(*command, "--document", "a", "--by", "place", cwd=study)
    assert (done.returncode, done.stderr) == (0, "")
    made = sorted(path.name for path in (study / "figures").iterdir())
    assert len(made) == 22
    assert {"strip-a.png", "crosstab.svg", "levels.png", "network.svg"} <= set(made)
    assert done.stdout.splitlines()[0] == "figures/frequencies.png: written"
    wrong = run_process(*command, "--width", "three", cwd=study)
    assert (wrong.returncode, "write --width one or two" in wrong.stderr) == (2, True)


def test_an_epistemic_network_of_all_and_of_one(results: qualcode.Results, study: Path):
    everybody = figure_bytes(draw(results, "epistemic", Drawing()), "svg").decode()
    assert "lines: mean over 2 units" in everybody
    assert "lines: a" in figure_bytes(draw(results, "epistemic", Drawing(document="a")), "svg").decode()
    (study / "talks/c.txt").write_text(TALK, encoding="utf-8")
    same = qualcode.code(qualcode.read_transcripts(study / "talks"), results.codebook)
    alike = figure_bytes(draw(same, "epistemic", Drawing()), "svg").decode()
    assert "nothing to show" in alike  # units that connect alike lie on one point: there is no plane
    with pytest.raises(UsageError, match="there is no document z"):
        draw(results, "epistemic", Drawing(document="z"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "levels"])
def test_each_figure_says_what_it_counts_in_whose_speech_and_of_how_many(
    results: qualcode.Results, kind: str
):
    figure = draw(results, kind, Drawing(width="two", by="place", document="a"))
    foot = figure.axes[-1].texts[0].get_text().replace("\u00a0", " ")
    n = {"saturation": 3, "strip": 3, "transitions": 6, "epistemic": 6}.get(kind, 9)
    unit = {"saturation": "documents", "transitions": "turns", "epistemic": "turns"}.get(kind, "sentences")
    assert f"Counted: {unit}; population: all speech but the interviewer's; N = {n}." in foot
    assert foot.startswith("a · ") == (kind == "strip")


def test_a_network_of_too_few_that_nobody_asked_for_is_left_out(study: Path):
    done = run_process("figures", "talks", "-c", "book.yaml", "--by", "role", cwd=study)
    assert done.returncode == 0, done.stderr
    assert "left out: an epistemic network of 1 values of role says nothing" in done.stderr
    assert not (study / "figures" / "epistemic.png").exists()
