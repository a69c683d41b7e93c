"""`qualcode show`: passages in their context, those behind a cell of a matrix, samples, filters."""

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.errors import QualcodeError, ReadError, UsageError
from tests.cli.terminal import at_terminal

BOOK = """\
format: 1
codebook: {languages: [zh]}
codes:
  - id: top
    rules: [大家]
    children:
      - {id: trust, rules: [信任, 放心]}
  - {id: elite, rules: [能人 OR 带头]}
"""
TALK = """\
问：有能人吗？

王姐：老周是能人。我信任他。天冷了。大家放心，
他带头。

李叔：我不信任。下雨了。没有能人。
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("book.yaml").write_text(BOOK, encoding="utf-8")
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(TALK, encoding="utf-8")
    Path("talks/two.txt").write_text("王姐：我信任大家。我们都放心。\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["code", "talks", "-c", "book.yaml", "-o", "results", "-q"]).exit_code == 0
    return tmp_path


run, said, _ = at_terminal("show")


def rows(*arguments: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))


def test_a_passage_stands_between_its_neighbours_in_the_population(study: Path):
    """The question before is no neighbour: who asks is not in the population."""
    assert said("--code", "elite")[:6] == [
        "one:12, unit 2, 王姐 (participant)",
        "  老周是能人。",
        "    我信任他。",
        "    elite: 能人[15:17]",
        "",
        "one:33, unit 6, 王姐 (participant)",
    ]
    assert said("--code", "elite")[-1] == "3 passages of elite"


def test_more_context_and_none(study: Path):
    (first, *_) = rows("--code", "elite", "--context", 2)
    assert (first["before"], first["after"]) == ("", "我信任他。 天冷了。")
    assert {(row["before"], row["after"]) for row in rows("--code", "elite", "--context", 0)} == {("", "")}


def test_passages_with_two_codes(study: Path):
    (both,) = rows("--code", "top", "--with", "trust", "--where", "document=one")
    assert (both["text"], both["evidence"], both["evidence_2"]) == (
        "大家放心，",
        "大家[27:29]",
        "放心[29:31]",
    )
    assert said("--code", "top", "--with", "trust", "--where", "document=one")[2:6] == [
        "  大家放心，",
        "    他带头。",
        "    top: 大家[27:29]",
        "    trust: 放心[29:31]",
    ]


def test_passages_near_each_other(study: Path):
    """Units of the population are counted: between 能人 and 信任 lies the end of a sentence only."""
    assert rows("--code", "elite", "--with", "trust") == []
    near = rows("--code", "elite", "--with", "trust", "--near", 1)
    assert [(row["unit"], row["unit_2"]) for row in near] == [("2", "3"), ("6", "5"), ("6", "7")]
    assert said("--code", "elite", "--with", "trust", "--near", 1, "--context", 0)[:4] == [
        "one:12, unit 2, 王姐 (participant)",
        "  老周是能人。",
        "    elite: 能人[15:17]",
        "  我信任他。",
    ]


@pytest.mark.parametrize(("count_by", "near"), [("sentence", 0), ("near:1", 1), ("near:3", 3)])
def test_the_passages_of_a_pair_are_as_many_as_the_table_counts(study: Path, count_by: str, near: int):
    options = ["code", "talks", "-c", "book.yaml", "-o", "counted", "-q", "--count-by", count_by]
    assert CliRunner().invoke(app, options).exit_code == 0
    with Path("counted/cooccurrence_pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        counted = {(row["code_1"], row["code_2"]): int(row["n_both"]) for row in csv.DictReader(file)}
    assert counted
    for pair in combinations(["top", "trust", "elite"], 2):
        shown = rows("--code", pair[0], "--with", pair[1], "--near", near)
        assert len(shown) == counted.get(pair, 0), pair


def test_pairs_of_units_count_once_however_many_codes_of_a_family_they_have(study: Path):
    shown = rows("--code", "top", "--with", "elite", "--near", 2, "--rollup")
    assert len({(row["document"], row["unit"], row["unit_2"]) for row in shown}) == len(shown)
    for pair in (("top", "trust", "--rollup"), ("top", "top")):
        problem = run("--code", pair[0], "--with", *pair[1:]).exception
        assert "every passage has both" in str(problem)


@pytest.mark.parametrize("output", ["talks/one.txt", "book.yaml", "results/codings.csv"])
def test_what_is_read_is_not_written_over(study: Path, output: str):
    before = Path(output).read_bytes()
    assert "one of those that are read" in str(run("--code", "top", "-o", output).exception)
    assert Path(output).read_bytes() == before


def test_options_that_would_do_nothing(study: Path):
    assert "--near does nothing" in str(run("--code", "top", "--near", 2).exception)
    assert "--seed does nothing" in str(run("--code", "top", "--seed", 2).exception)


def test_codes_below_count_where_asked_for(study: Path):
    assert len(rows("--code", "top")) == 2
    assert [row["code"] for row in rows("--code", "top", "--rollup")].count("trust") == 5


def test_filters_by_any_column(study: Path):
    assert {row["speaker"] for row in rows("--code", "trust", "--where", "speaker=李叔")} == {"李叔"}
    assert rows("--code", "trust", "--where", "speaker=李叔", "--where", "negated=no") == []


def test_a_sample_is_the_same_each_time_and_in_order(study: Path):
    everything = rows("--code", "trust")
    drawn = rows("--code", "trust", "--sample", 3, "--seed", 7)
    assert drawn == rows("--code", "trust", "--sample", 3, "--seed", 7)
    assert [everything.index(row) for row in drawn] == sorted(everything.index(row) for row in drawn)
    assert said("--code", "trust", "--sample", 3)[-1] == "3 of 5 passages of trust, drawn with seed 1"
    assert len(rows("--code", "trust", "--sample", 99)) == 5


def test_json(study: Path):
    assert json.loads(run("--code", "elite", "--format", "json").stdout)[0]["text"] == "老周是能人。"
    assert json.loads(run("--code", "elite", "--format", "json").stdout)[0]["unit"] == 2


def test_transcripts_that_moved_are_named(study: Path):
    Path("talks").rename("moved")
    assert run("results", "--code", "elite").exit_code != 0
    assert said("results", "moved", "--code", "elite")[-1] == "3 passages of elite"


def test_what_has_changed_is_said(study: Path):
    Path("talks/one.txt").write_text(TALK.replace("老周", "老王"), encoding="utf-8")
    assert run("--code", "elite").stderr == (
        "warning: talks/one.txt: the transcript has changed since: places may have moved\n"
    )


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ([], UsageError, "no code is named"),
        (["--code", "x"], UsageError, "there is no code x\n  choose one of elite, top, trust"),
        (["--code", "top", "--with", "x"], UsageError, "there is no code x"),
        (["--code", "top", "--where", "speker=x"], UsageError, "codings.csv has no column speker"),
        (["nowhere", "--code", "top"], ReadError, "no folder of results"),
    ],
)
def test_wrong_use(study: Path, arguments: list[str], kind: type[QualcodeError], message: str):
    problem = run(*arguments).exception
    assert isinstance(problem, kind)
    assert message in str(problem)


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\0\1", "document,unit\none,x\n"])
def test_a_damaged_table(study: Path, content: str):
    Path("results/codings.csv").write_text(content, encoding="utf-8")
    problem = run("--code", "top").exception
    assert isinstance(problem, ReadError)
    assert "the codings cannot be read" in str(problem)


def test_a_table_without_codings(study: Path):
    file = Path("results/codings.csv")
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert said("--code", "top") == ["0 passages of top"]
