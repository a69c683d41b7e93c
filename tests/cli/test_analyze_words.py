"""`qualcode analyze` keyness, collocations and dispersion: tables of words."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook: {name: Street, languages: [zh]}
codes:
  - id: place
    name: {zh: 地方}
    children:
      - {id: linkage, name: {zh: 联动}, rules: [五社联动]}
  - {id: garden, name: {zh: 花园}, rules: [花园]}
"""
TALKS = {
    "a": "访谈者：书记呢？\n\n王姐：五社联动。书记来了。书记走了。\n\n李叔：花园花园。\n",
    "b": "访谈者：书记呢？\n\n王姐：五社联动。书记来了。\n\n李叔：花园花园。书记。\n",
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    for name, text in TALKS.items():
        Path(f"transcripts/{name}.txt").write_text(text, encoding="utf-8")
    rows = ["document,speaker,system", "a,王姐,in", "a,李叔,out", "b,王姐,in"]
    Path("attributes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


run, said, table = at_terminal("analyze")


def numbers(*arguments: object) -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["n_target"], row["n_reference"]) for row in table("keyness", *arguments)}


def test_words_of_a_group(study):
    lines = said("keyness", "--by", "system", "--target", "in", "--min", 2)
    assert lines[0] == "More in system=in than in system!=in:"
    assert lines[2].split() == [
        "word", "n", "n_ref", "per_1000", "per_1000_ref", "g2", "log_ratio", "q", "docs", "docs_ref",
    ]  # fmt: skip
    assert lines[4].split()[:3] == ["书记", "3", "0"]
    assert "Less in system=in than in system!=in:" in lines
    assert "Without a value of system, left out: b: 李叔." in lines
    assert lines[-1] == "Unit: word · population: speakers!=interviewer · N = 13, in 2 documents"


def test_a_reference_and_speakers_by_their_label(study):
    assert numbers("--by", "speaker", "--target", "王姐", "--reference", "b: 李叔", "--min", 1) == {
        "书记": ("3", "1"),
        "五社联动": ("2", "0"),
        "走": ("1", "0"),
        "花园": ("0", "2"),
    }


def test_words_of_coded_passages(study):
    assert numbers("--code", "linkage", "--min", 1) == {
        "五社联动": ("2", "0"),
        "书记": ("0", "4"),
        "走": ("0", "1"),
        "花园": ("0", "4"),
    }
    assert numbers("--code", "place", "--min", 1)["五社联动"] == ("0", "2")
    assert numbers("--code", "place", "--rollup", "--min", 1)["五社联动"] == ("2", "0")
    assert numbers("--code", "linkage", "--unit", "turn", "--min", 1)["书记"] == ("3", "1")
    rows = table("keyness", "--code", "linkage", "--min", 1, "--top", 1)
    assert len(rows) == 2, "one of either side"
    assert (rows[0]["counted_by"], rows[0]["N"], rows[0]["N_target"]) == ("word", "16", "2")
    lines = said("keyness", "--code", "linkage", "--lang", "zh", "--min", 2)
    assert "编码自身规则中的词排在前面，是规则所致。" in lines
    assert lines[-1] == "单元：词 · 统计范围：访谈者以外的全部发言 · N = 16（2 份文档）"


def test_two_languages_are_told(study):
    talk = "Interviewer: So?\n\nAnn: We trust the garden here.\n"
    Path("transcripts/c.txt").write_text(talk, encoding="utf-8")
    assert "compare within one language" in run("keyness", "--code", "garden").stderr
    assert "No word is frequent enough." in said("keyness", "--code", "garden", "--min", 50)


def test_collocations(study):
    rows = table("collocations", "--window", 1, "--min", 1, "--no-stop")
    pairs = {(row["word_1"], row["word_2"]): row["n_both"] for row in rows}
    assert pairs[("五社联动", "书记")] == "2"
    assert ("五社联动", "花园") not in pairs, "they stand in different turns"
    lines = said("collocations", "--min", 2, "--top", 1, "--lang", "zh")
    assert lines[2].split()[:6] == ["五社联动", "书记", "8", "17", "3", "2"]
    assert lines[3].startswith("1 of ")
    assert any(line.startswith("N = ") and "同一话轮中相距至多 5 个词" in line for line in lines)
    assert "No pair of words is frequent enough." in said("collocations", "--min", 9)


def test_dispersion(study):
    lines = said("dispersion")
    assert lines[2].split()[:3] == ["书记", "4", "2"]
    assert lines[-1] == "Unit: word · population: speakers!=interviewer · N = 16, in 2 documents"
    rows = table("dispersion", "--top", 2)
    assert [row["word"] for row in rows] == ["书记", "花园"]
    assert (rows[0]["N"], rows[0]["population"]) == ("16", "speakers!=interviewer")
    assert "dp is undefined: there is one document." in said("dispersion", "transcripts/a.txt")
    Path("stop.txt").write_text("书记", encoding="utf-8")
    assert table("dispersion", "--stop-words", "stop.txt")[0]["word"] == "花园"
    assert "没有足够常见的词。" in said("dispersion", "--min", 99, "--lang", "zh")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["keyness"], "one thing is to be compared"),
        (["keyness", "--by", "system", "--code", "garden"], "one thing is to be compared"),
        (["keyness", "--by", "system"], "no target is named"),
        (["keyness", "--by", "sistem", "--target", "in"], "nobody has an attribute sistem"),
        (["keyness", "--by", "system", "--target", "inn"], "has system=inn"),
        (["keyness", "--by", "system", "--target", "in", "--reference", "x"], "has system=x"),
        (["keyness", "--by", "system", "--target", "in", "--rollup"], "--rollup does nothing without --code"),
        (["keyness", "--code", "garden", "--target", "in"], "--target does nothing without --by"),
        (["keyness", "--code", "gardn"], "there is no code gardn"),
        (["dispersion", "-o", "codebook.yaml"], "this file is one of those that are read"),
    ],
)
def test_what_is_refused(study, arguments, message):
    with pytest.raises(QualcodeError, match=message):
        CliRunner().invoke(app, ["analyze", *arguments], catch_exceptions=False)


def test_a_code_needs_a_codebook(study):
    Path("codebook.yaml").unlink()
    with pytest.raises(QualcodeError, match="--code needs codes"):
        CliRunner().invoke(app, ["analyze", "keyness", "--code", "x"], catch_exceptions=False)
    assert numbers("--by", "system", "--target", "in", "--min", 1)["花园"] == ("0", "2")


def test_real_processes(study):
    asked = ["--by", "system", "--target", "in", "--min", "2"]
    done = run_process("analyze", "keyness", *asked, "--format", "json", cwd=study)
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["word"] == "书记"
    assert "left out: b: 李叔" in done.stderr
    for command in ("collocations", "dispersion"):
        done = run_process("analyze", command, "--format", "csv", "-o", f"{command}.csv", cwd=study)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert Path(f"{command}.csv").read_bytes().startswith(b"\xef\xbb\xbfword")
    assert run_process("analyze", "keyness", "gone.txt", *asked, cwd=study).returncode == 1


def test_only_documents_that_hold_a_word_of_the_table_are_told(study: Path):
    Path("transcripts/c.txt").write_text("访谈者：书记呢？\n\n访谈者：书记来过吗？\n", encoding="utf-8")
    assert said("collocations")[-1].endswith(", in 2 documents")
    assert said("dispersion")[-1].endswith(", in 2 documents")
    groups = ("keyness", "--by", "system", "--target", "in", "--reference", "out")
    assert said(*groups)[-1].endswith(", in 2 documents")
    lone = ("keyness", "--by", "speaker", "--target", "a: 王姐", "--reference", "a: 李叔")
    assert said(*lone, "--min", "1")[-1].endswith(", in 1 document")
    assert "取自 2 份文档。" in run(*groups, "--lang", "zh", "--format", "md").stdout


def test_a_log_ratio_that_points_the_other_way_is_not_shown(study: Path):
    Path("transcripts/c.txt").write_text("王姐：" + "书记" * 90 + "。" + "社区" * 20 + "。", encoding="utf-8")
    lines = said("keyness", "--code", "linkage", "--min", 2)
    row = next(line.split() for line in lines if line.startswith("社区"))
    assert (row[1], row[6]) == ("0", "–")
    assert any(line.startswith("log_ratio –: ") for line in lines)
    told = next(one for one in table("keyness", "--code", "linkage", "--min", 2) if one["word"] == "社区")
    assert float(told["log_ratio"]) > 0
    assert told["note"].startswith("log_ratio has the other sign")


def test_the_values_are_listed_where_none_is_named(study: Path):
    result = run("keyness", "--by", "system")
    assert isinstance(result.exception, QualcodeError)
    assert "in, out" in result.exception.cure
