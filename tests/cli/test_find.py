"""`qualcode find`: hits below each other, counts, tables, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal

ONE = "访谈者：有没有？\n\n王姐：我们这儿老周是能人，很能干。\n\n李叔：能人？谁信。\n"
TWO = "王姐：我信任大家。They trust us.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(ONE, encoding="utf-8")
    Path("talks/two.txt").write_text(TWO, encoding="utf-8")
    table = "document,speaker,place\none,王姐,east\none,李叔,west\ntwo,王姐,east\n"
    Path("talks/attributes.csv").write_text(table, encoding="utf-8")
    return tmp_path


run, said, _ = at_terminal("find")


TABLE = "谁,说了什么,备注\n王主任,老周是能人。,\n李姐,是的，信任他。,能人\n王主任,对。,\n"


@pytest.mark.parametrize("columns", ["speaker=谁,text=说了什么", "speaker=A，text=B", "text=2,speaker=1"])
def test_columns_are_named(study: Path, columns: str):
    Path("odd.csv").write_text(TABLE, encoding="utf-8")
    assert said("能人", "odd.csv", "--columns", columns, "--by", "speaker")[1].split()[1] == "王主任"
    assert (
        said("能人", "odd.csv", "--columns", "speaker=A,text=备注", "--by", "speaker")[1].split()[1] == "李姐"
    )


def test_columns_are_named_in_the_settings_and_anew_on_the_command_line(study: Path):
    Path("odd.csv").write_text(TABLE, encoding="utf-8")
    Path("q.toml").write_text('format = 1\ncolumns = {speaker = "谁", text = 3}\n', encoding="utf-8")
    assert said("能人", "odd.csv", "--settings", "q.toml", "--by", "speaker")[1].split()[1] == "李姐"
    again = said("能人", "odd.csv", "--settings", "q.toml", "--columns", "text=说了什么", "--by", "speaker")
    assert again[1].split()[1] == "王主任"


@pytest.mark.parametrize(
    ("columns", "status", "message", "cure"),
    [
        ("text=话", 1, "there is no column '话'; there are: A 谁, B 说了什么, C 备注", "by its letter"),
        ("who=A", 2, "a table has no column for 'who'", "speaker, text, begin, end"),
        ("A", 2, "--columns A names no column", "speaker=A,text=B"),
        ("text=", 2, "--columns text= names no column", "speaker=A,text=B"),
    ],
)
def test_columns_that_are_not_there(study: Path, columns: str, status: int, message: str, cure: str):
    Path("odd.csv").write_text(TABLE, encoding="utf-8")
    result = run("能人", "odd.csv", "--columns", columns)
    assert isinstance(result.exception, QualcodeError)
    assert result.exception.exit_status == status
    assert message in str(result.exception)
    assert cure in str(result.exception)


def test_hits_stand_below_each_other(study: Path):
    """A Chinese character takes two cells: the hits begin in one column."""
    assert said("能人 OR trust", "talks") == [
        "one:20  王姐      我们这儿老周是 能人 ，很能干。",
        "one:32  李叔                     能人 ？谁信。",
        "two:14  王姐    我信任大家。They trust us.",
        "3 hits in 3 of 5 sentences, 2 of 2 documents (speakers!=interviewer)",
    ]


def test_nothing_found(study: Path):
    assert said("没有这个", "talks") == [
        "0 hits in 0 of 5 sentences, 0 of 2 documents (speakers!=interviewer)"
    ]


def test_counts(study: Path):
    assert said("能人", "talks", "--by", "place")[:3] == [
        "place  hits  sentences  of   share  documents",
        "east      1          1   3  33.3 %          1",
        "west      1          1   2  50.0 %          1",
    ]
    assert said("能人", "talks", "--count")[1].split() == ["2", "2", "5", "40.0", "%", "1"]


def test_tables(study: Path):
    rows = list(csv.DictReader(io.StringIO("\n".join(said("能人", "talks", "--format", "csv")))))
    assert [(row["document"], row["speaker"], row["left"], row["keyword"]) for row in rows] == [
        ("one", "王姐", "我们这儿老周是", "能人"),
        ("one", "李叔", "", "能人"),
    ]
    counts = json.loads(run("能人", "talks", "--by", "role", "--format", "json").stdout)
    assert counts == [
        {"value": "participant", "n_hits": 2, "n_units": 2, "n_documents": 1, "share_units": 0.4, "N": 5}
    ]


def test_a_table_in_a_file_begins_with_the_mark_for_excel(study: Path):
    assert said("能人", "talks", "--format", "csv", "-o", "hits.csv") == []
    assert Path("hits.csv").read_bytes().startswith("\ufeffdocument,unit,start".encode())


def test_population_unit_and_order(study: Path):
    assert said("有没有", "talks", "--speakers", "all")[0].startswith("one:4")
    assert said("能人", "talks", "--where", "place=west")[-1].startswith("1 hit in 1 of 2 sentences,")
    assert said("能人 AND 干", "talks", "--unit", "document")[-1].startswith("3 hits in 1 of 2 documents")
    assert said("能人 OR trust", "talks", "--sort", "right")[0].startswith("two:14")


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_searched(study: Path):
    Path("talks/bad.docx").write_bytes(b"PK no")
    result = run("能人", "talks")
    assert "not read: talks/bad.docx" in result.stderr
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3
    assert run("能人", "talks/one.txt", "talks/bad.docx").exit_code == 1


def test_what_may_have_been_meant_otherwise_is_told(study: Path):
    assert "warning: | is plain text here" in run("能人|信任", "talks").stderr
    assert (
        "--speakers nobody: nobody has this name or role"
        in run("能人", "talks", "--speakers", "nobody").stderr
    )
    assert "roles and names are asked for with --speakers" in run("能人", "talks", "--where", "role=x").stderr
    assert run("能人", "talks").stderr == ""


def test_hits_set_aside_are_counted(study: Path):
    Path("talks/two.txt").write_text("王姐：高技能人才。能人。\n", encoding="utf-8")
    assert said("能人", "talks/two.txt")[-1].endswith(
        "1 hit set aside by word cuts (--boundaries none keeps them)"
    )
    assert said("能人", "talks/two.txt", "--boundaries", "none")[-1].startswith("2 hits in 2 of 2")


def test_a_path_that_is_not_there_is_told(study: Path):
    result = run("能人", "talks", "nofile.txt")
    assert "not read: nofile.txt" in result.stderr
    assert result.exit_code == 1


def test_attributes_beside_a_transcript_are_not_written_over(study: Path):
    problem = run("能人", "talks/one.txt", "-o", "talks/attributes.csv").exception
    assert "one of those that are read" in str(problem)


def test_a_transcript_is_not_written_over(study: Path):
    problem = run("能人", "talks", "-o", "talks/one.txt").exception
    assert "one of those that are read" in str(problem)
    assert Path("talks/one.txt").read_text(encoding="utf-8") == ONE


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["能人 OR", "talks"], "the rule ends where a term should stand"),
        (["能人", "talks", "--where", "place!=east"], "--where place!=east: there is no !="),
        (["code:x", "talks"], "code:x cannot stand in a query"),
        (
            ["能人", "talks", "--by", "plac"],
            "nobody has an attribute plac\n  choose speaker, document, role, or one of place",
        ),
        (["能人", "talks", "--unit", "page"], "there is no unit 'page'"),
    ],
)
def test_wrong_use_says_what_is_wrong(study: Path, arguments: list[str], message: str):
    problem = run(*arguments).exception
    assert isinstance(problem, QualcodeError)
    assert message in str(problem)
    assert problem.exit_status == 2


def test_no_transcripts(study: Path):
    problem = run("能人", "nowhere").exception
    assert isinstance(problem, QualcodeError)
