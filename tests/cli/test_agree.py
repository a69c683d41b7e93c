"""`qualcode agree`: agreement on the screen and as tables."""

import json
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal
from tests.project.coded_study import code, coded
from tests.project.small_study import run_process


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return coded(tmp_path)


run, said, table = at_terminal("agree")


def test_two_measures_on_the_screen(study):
    lines = said("li", "zhang", "--measure", "cohen_kappa,alpha_u", "--draws", 0)
    assert lines[:9] == [
        "code       N      κ     α_U",
        "───────────────────────────",
        "people    10      –       –",
        "leader    10  0.737   0.177",
        "helper    10  0.000   0.000",
        "trust     10  0.375  -0.039",
        "by_hand   10  0.000  -0.163",
        "(mean)    10  0.278",
        "(pooled)  10  0.444",
    ]
    assert "helper: zhang never gave the code: κ is 0 whatever the other did" in lines
    assert (
        "10 sentences in 2 documents (speakers!=interviewer); 4 codes in figures over codes, without those above others"
        in lines
    )
    assert "zhang: left out, since no other coder has finished codings of them that count: yard" in lines
    assert lines[-1].startswith(
        "Two coders independently coded 2 interviews (67% of all; 10 sentences compared;"
    )


def test_intervals_of_kappa_and_how_they_were_made(study):
    lines = said("li", "zhang", "--measure", "cohen_kappa", "--draws", 50, "--seed", 4)
    assert lines[0].split() == ["code", "N", "κ", "95", "%"]
    assert any(
        line.startswith("95 % percentile intervals, 50 bootstrap draws of turns, seed 4") for line in lines
    )


def test_chinese_sentence(study):
    assert said("li", "zhang", "--draws", 0, "--lang", "zh")[-1].startswith(
        "由两名编码者独立编码 2 份访谈（占 67%"
    )


def test_rules_against_their_one_reader(study):
    lines = said("rules", "li", "--measure", "precision,recall", "--draws", 0)
    assert lines[5].split() == ["trust", "10", "0.667", "1.000"]
    assert "precision and recall: against li" in lines


def test_pairs_and_a_reference_where_there_are_three(study):
    lines = said("li", "zhang", "rules", "--reference", "li", "--measure", "holsti,recall", "--draws", 0)
    assert "pairs of coders" in lines
    assert "against a reference, which is named first" in lines
    assert sum(line.startswith("li || rules") for line in lines) == 2


def test_tables_hold_all(study):
    rows = table("li", "zhang", "--draws", 20)
    assert [row["value"] for row in rows if (row["code"], row["measure"]) == ("people", "cohen_kappa")] == [
        ""
    ]
    assert {row["N"] for row in rows if row["measure"] == "cohen_kappa"} == {"10"}
    again = json.loads(run("li", "zhang", "--draws", 20, "--format", "json").stdout)
    assert len(again) == len(rows)
    assert again[0]["n_codes"] is None


def test_disagreements_as_text_and_as_a_table(study):
    lines = said("li", "zhang", "--disagreements")
    assert lines[:2] == ["leader  lane:55, Lin  li: no; zhang: yes", "    She has helpers."]
    assert lines[-1] == "5 passages"
    rows = table("li", "zhang", "--disagreements")
    assert [row["text"] for row in rows] == [
        "She has helpers.",
        "She has helpers.",
        "It rained.",
        "大家信任他。",
        "没有了。",
    ]
    assert list(rows[0]) == ["document", "unit", "start", "end", "speaker", "code", "li", "zhang", "text"]


def test_confusions(study):
    assert "li     helper   zhang  leader         1   1  100 %" in said("li", "zhang", "--confusions")
    assert table("li", "zhang", "--confusions")[1]["other_code"] == "leader"


def test_segments(study):
    lines = said("li", "zhang", "--count-by", "segment")
    assert lines[3].split() == ["leader", "li", "||", "zhang", "0", "2", "3", "0.000"]
    assert len(table("li", "zhang", "--count-by", "segment")) == 6


def test_into_a_file(study, tmp_path):
    assert said("li", "zhang", "--draws", 0, "--format", "csv", "-o", "agree.csv") == []
    assert Path("agree.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,measure,coders,value,low,high,N,")
    refused = run("li", "zhang", "-o", "codings/li/lane.jsonl")
    assert isinstance(refused.exception, QualcodeError)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["li"], "agreement needs two coders"),
        (["li", "wu"], "wu has finished no document"),
        (["li", "zhang", "--disagreements", "--confusions"], "one list at a time"),
        (["li", "zhang", "--count-by", "segment", "--confusions"], "cannot be confused"),
        (["li", "zhang", "--overlap", "0.8"], "--overlap does nothing here"),
    ],
)
def test_what_cannot_be_is_refused(study, arguments, said):
    result = run(*arguments)
    assert isinstance(result.exception, QualcodeError)
    assert said in result.exception.message


def test_as_a_person_runs_it(study, tmp_path):
    code(study, "吴", "花园", [("trust", "大家信任他。")])
    orders = [("li", "吴"), ("li", "吴")]
    runs = [
        run_process(
            "agree",
            *order,
            "--draws",
            30,
            "--format",
            "csv",
            cwd=tmp_path / "transcripts",
            PYTHONHASHSEED=str(n),
        )
        for n, order in enumerate(orders)
    ]
    assert [one.returncode for one in runs] == [0, 0], runs[0].stderr
    assert runs[0].stdout == runs[1].stdout
    assert "trust,cohen_kappa,li || 吴,1," in runs[0].stdout
    outside = run_process("agree", "li", "wu", cwd=tmp_path.parent)
    assert outside.returncode == 2
    assert "works in a study folder" in outside.stderr
