"""`qualcode pseudonymise`: the table to confirm, and the check."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from qualcode.cli.pseudonymise import pseudonymise
from qualcode.errors import UsageError

TALK = "问：您是？\n\n王建国：我是王建国，电话13800138000。\n"


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(pseudonymise)
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "transcripts" / "a.txt").write_text(TALK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_and_what_to_do_with_it(study: Path):
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "2 candidates in 1 document: 2 new, 2 not decided"
    assert "pseudonyms.csv" in result.stdout
    lines = (study / "pseudonyms.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "kind,original,replacement,n,n_documents,documents,rule,example,confirm"
    assert lines[1].startswith("person,王建国,王某,2,1,a,")
    assert run().stdout.splitlines()[0] == "2 candidates in 1 document: 0 new, 2 not decided"


def test_listings_in_other_forms(study: Path):
    rows = json.loads(run("--format", "json").stdout)
    assert [row["original"] for row in rows] == ["王建国", "'13800138000"]
    assert run("--format", "csv").stdout.splitlines()[1].startswith("person,王建国")


def test_the_check_ends_with_1_where_something_is_left(study: Path):
    run()
    table = study / "pseudonyms.csv"
    header, *lines = table.read_text(encoding="utf-8-sig").splitlines()
    table.write_text("\n".join([header, *(f"{line}yes" for line in lines)]), encoding="utf-8")
    clean = run("--check")
    assert (clean.exit_code, clean.stdout) == (0, "Nothing is left of what was confirmed.\n")
    (study / "attributes.csv").write_text("document,name\na,王建国\n", encoding="utf-8")
    left = run("--check", "--format", "csv")
    assert left.exit_code == 1
    assert left.stdout.splitlines() == [
        "place,start,end,found,how,replacement",
        "attributes.csv:2,2,5,王建国,exact,王某",
    ]
    (study / "attributes.csv").write_text("document,name\na,王建国\nb,王建国\n", encoding="utf-8")
    lines = run("--check").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["2", "leftovers:"],
        ["attributes.csv", "2", "王建国", "exact", "王某"],
    ]


def test_a_transcript_is_not_written_over(study: Path):
    result = run("--table", "transcripts/a.txt")
    assert isinstance(result.exception, UsageError)
    assert (study / "transcripts" / "a.txt").read_text(encoding="utf-8") == TALK
    assert isinstance(run("transcripts", "--table", "transcripts/new.csv").exception, UsageError)


def test_the_list_of_the_study_is_read_unasked(study: Path):
    (study / "pseudonyms.names.csv").write_text("您是,place,某处\n", encoding="utf-8")
    assert run().stdout.startswith("3 candidates")
    (study / "other.txt").write_text("没有\n", encoding="utf-8")
    assert run("--names", "other.txt").stdout.startswith("2 candidates")


def test_the_check_needs_something_to_look_for(study: Path, tmp_path_factory: pytest.TempPathFactory):
    assert "there is neither" in str(run("--check").exception)
    run()
    assert "there is no such file" in str(run("--check", "--table", "other.csv").exception)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("none"))
        assert "this is none" in str(run("--check", "--table", "x.csv").exception)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--apply", "transcripts", "--names", "n.csv"), "TRANSCRIPTS, --names do nothing with --apply"),
        (("--apply", "--format", "json"), "--format does nothing with --apply"),
        (("--apply", "-o", "x.txt"), "--output does nothing with --apply"),
        (
            ("--check", "--encoding", "big5", "--join-turns"),
            "--encoding, --join-turns do nothing with --check",
        ),
        (("--check", "--codebook", "c.yaml"), "--codebook does nothing with --check"),
    ],
)
def test_options_that_would_do_nothing_are_refused(study: Path, arguments: tuple[str, ...], told: str):
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    assert error.message == told


def test_the_folder_of_the_study_may_be_named(study: Path):
    result = run(".")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 candidates in 1 document")
