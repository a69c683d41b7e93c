"""`--coder`: tables, reports and quotes of people's codings, and of several coders side by side."""

import csv
import io
import json
import shutil
import warnings
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import qualcode as qc
from qualcode.cli import app
from qualcode.errors import QualcodeError
from tests.project.coded_study import code, coded

OVER_TURNS = "her. It rained.\n\nInterviewer: Do you trust the office?\n\nLin: The office"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    study = coded(tmp_path_factory.mktemp("coder"))
    code(
        study,
        "wu",
        "lane",
        [("leader", "Anna is the leader"), ("trust", OVER_TURNS)],
        codes=("leader", "trust"),
    )
    code(study, "wu", "yard", [])
    all_three = [("leader", "Anna is the leader"), ("helper", "She has helpers"), ("trust", "We trust her")]
    code(study, "xu", "lane", all_three)
    code(study, "xu", "yard", [], codes=("leader", "trust"))
    return study.folder


@pytest.fixture
def study(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    return folder


def run(line: str) -> Result:
    return CliRunner().invoke(app, line.split())


def said(line: str) -> str:
    result = run(line)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def table(line: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said(f"{line} --format csv"))))


def refused(line: str) -> str:
    error = run(line).exception
    assert isinstance(error, QualcodeError)
    return error.message


def test_several_coders_are_one_table_with_a_column(study):
    rows = table("analyze freq --coder li,wu,rules")
    assert list(rows[0])[:2] == ["coder", "code"]
    found = {(row["coder"], row["code"]): (row["n_units"], row["N"]) for row in rows}
    assert len(found) == 15
    assert [found[who, "trust"] for who in ("li", "wu", "rules")] == [("2", "10"), ("3", "8"), ("4", "12")]
    assert [found[who, "people"] for who in ("li", "wu", "rules")] == [("0", "10"), ("0", "2"), ("0", "12")]


def test_results_of_one_coder_stand_for_theirs_unless_another_is_named(study, tmp_path):
    out = (tmp_path / "results").as_posix()
    said(f"code --coder wu -o {out}")
    assert table(f"analyze freq {out}") == table("analyze freq --coder wu")
    assert table(f"analyze freq {out} --coder rules") == table("analyze freq --coder rules")
    assert table(f"analyze freq {out} --coder li") == table("analyze freq --coder li")
    assert run(f"analyze freq {out} --coder li").stderr.count("not as in") == 0


def test_documents_that_are_left_out_or_renamed_are_not_told_as_changed(study, tmp_path):
    out = (tmp_path / "results").as_posix()
    said(f"code -o {out}")
    assert "not as in" not in run(f"analyze freq {out} --coder li,rules --shared").stderr
    shutil.copytree("transcripts", tmp_path / "other")
    (tmp_path / "other" / "yard.txt").rename(tmp_path / "other" / "garden.txt")
    assert "not as in" not in run(f"analyze freq {out} {(tmp_path / 'other').as_posix()}").stderr
    (tmp_path / "other" / "garden.txt").write_text("Interviewer: So?\n\nBen: Trust.\n", encoding="utf-8")
    assert "not as in" in run(f"analyze freq {out} {(tmp_path / 'other').as_posix()}").stderr


def test_several_coders_over_the_documents_that_all_have_finished(study):
    result = run("analyze freq --coder li,wu,rules --shared --format csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    found = {(row["coder"], row["code"]): (row["n_units"], row["N"]) for row in rows}
    assert [found[who, "trust"] for who in ("li", "wu", "rules")] == [("1", "6"), ("3", "6"), ("2", "6")]
    assert {row["population"] for row in rows if row["coder"] == "li"} == {
        "speakers!=interviewer; coder=li; finished-by=li,wu,rules"
    }
    told = "warning: left out: 2 of 3 documents, not finished by all of li, wu, rules: yard, 花园"
    assert [line for line in result.stderr.splitlines() if "left out: " in line] == [told]


def test_what_shared_documents_cannot_be(study):
    assert refused("analyze freq --coder li --shared") == "--shared does nothing with one coder"
    assert refused("analyze freq --shared") == "--shared does nothing with one coder"
    assert refused("analyze freq --coder li,nobody --shared") == "nobody is called nobody in this study"
    assert refused("analyze freq --coder li,li#2 --shared") == "li has finished no document in round 2"
    assert refused("analyze freq --coder li,wu --shared transcripts/yard.txt") == (
        "none of these documents is finished by all of li, wu"
    )


def test_shared_documents_in_python(study):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alone = qc.frequency(qc.code_study(study, "rules"))
        shared = qc.frequency(qc.code_study(study, "rules", finished_by=("li", "wu")))
    assert (set(alone["N"]), set(shared["N"])) == ({12}, {6})


def test_several_coders_one_after_another(study):
    lines = said("analyze matrix --coder li,zhang").splitlines()
    assert [line for line in lines if line.startswith("==")] == ["== Coder: li ==", "== Coder: zhang =="]
    found = json.loads(said("analyze network --coder li,zhang --format json"))
    assert [one["coder"] for one in found] == ["li", "zhang"]
    assert set(found[0]) >= {"coder", "nodes", "edges"}
    assert said("analyze saturation --coder li,zhang --lang zh").startswith("【编码者：li】")


def test_what_several_coders_cannot_have(study):
    assert (
        refused("analyze network --coder li,zhang --format graphml") == "a file of this kind is of one coder"
    )
    assert refused("analyze freq --coder li,zhang -o never.xlsx") == "a file of this kind is of one coder"
    assert not Path("never.xlsx").exists()
    assert refused("analyze freq --coder li,li") == "li is named twice"
    assert refused("code --coder li,wu -o never") == "li,wu are several coders"
    assert refused("analyze keyness --coder li --by role --target participant") == (
        "--coder does nothing without --code"
    )


def test_a_table_says_on_the_screen_what_is_missing(study):
    lines = said("analyze freq --coder wu --by role").splitlines()
    assert "people      0/2   0.0" in lines
    assert lines[-1].endswith("coder=wu · N = 8 · N of people, helper, by_hand 2")


def test_results_of_a_person(study, tmp_path):
    results = tmp_path / "wu"
    said(f"code --coder wu -o {results} --quiet")
    assert "row 1 was coded by wu" in refused(f"explain {results} --row 1")
    assert (
        refused(f"similar {results} --code trust")
        == "codes are those of rules here, and these results are of wu"
    )
    shown = said(f"show {results} --code trust").splitlines()
    assert [line.strip() for line in shown[1:4]] == [
        "She has helpers.",
        "her. It rained.  Interviewer: Do you trust the office?  Lin: The office",
        "Nobody trusts it.",  # what follows the last sentence of the passage, not the first
    ]
    assert shown[4].strip() == "trust: coded by wu"
    together = said(f"show {results} --code trust --with leader --near 2").splitlines()
    assert [line.strip() for line in together if line.startswith("    ")][-2:] == [
        "trust: coded by wu", "leader (unit 2): coded by wu",
    ]  # fmt: skip
    quotes = table(f"quotes {results} --context 1")
    assert [(row["code"], row["before"], row["text"], row["after"]) for row in quotes] == [
        ("leader", "", "Anna is the leader", ". She has helpers."),
        ("trust", "She has helpers. We trust", "her. It rained.", "The office came once."),
    ]
    said(f"report {results} -o {tmp_path / 'report.md'} --format md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "All 2 codings were made by wu by hand; none is a rule's." in text
    assert "population: all speech but the interviewer's; coded by wu; N = 8." in text
    assert "People, Helper, By hand: missing, not zero, in 1 document (lane)" in text
    assert "1 coding in 1 document; 12.5% of all sentences" in text
    assert "rule" not in text[text.index("## How often") :].split("## ")[1]


def test_a_measure_with_one_number_of_units_tells_which_codes_it_leaves_out(study):
    left_out = "Left out, since they could not be given in every document: people, helper, by_hand."
    for command in ("network", "sequence", "saturation", "codemap", "epistemic"):
        assert left_out in said(f"analyze {command} --coder wu"), command
        assert left_out in said(f"analyze {command} --coder wu --format md"), command
        assert left_out not in said(f"analyze {command}"), command


def test_a_table_of_a_paper_says_which_codes_are_missing_where(study):
    told = "人、帮手、手工：在 1 份文档（lane）中缺失而非零"
    for command in ("freq", "freq --by role", "matrix", "cooc", "levels"):
        assert told in said(f"analyze {command} --coder wu --lang zh --format md"), command


def test_coverage_beside_a_person_is_of_whole_sentences_only_where_rules_code(study):
    notes = [row["note"].split(" || ")[0] for row in table("analyze freq --coder rules+wu")]
    assert set(notes) == {"coverage of whole sentences where rules code"}
    text = said("analyze freq --coder rules+wu --lang zh --format md")
    assert "覆盖率按整个句计（限规则所编部分）。" in text


def test_quotes_of_a_coder_of_a_study_that_has_results(study):
    said("code --coder li -o results --quiet")
    assert {row["text"] for row in table("quotes --coder wu")} >= {"Anna is the leader"}
    assert refused("quotes results --coder wu") == "--coder: results were read and coded already"


def test_figures_leave_out_of_networks_what_tables_leave_out(study):
    with warnings.catch_warnings(action="ignore"):
        results = qc.code_study(study, "xu", count_by="document")
    drawn = qc.figure(results, "network")
    shown = " ".join(one.get_text() for one in drawn.axes[0].texts)
    assert "Leader" in shown
    assert "Helper" not in shown


def test_what_stands_around_a_quoted_part_of_a_sentence_joins_it_as_in_the_text(study):
    said("code --coder xu -o results-xu --quiet")
    text = said("quotes results-xu --code leader --context 1 --format md")
    assert "> (1) **Anna is the leader**. She has helpers. (lane" in text
