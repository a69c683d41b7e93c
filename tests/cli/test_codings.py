"""`qualcode codings`: from an empty journal to a finished document, and back, on the command line."""

import csv
import io
from pathlib import Path

import pytest

from qualcode.cli import codings_change
from qualcode.errors import QualcodeError
from tests.cli.terminal import at_terminal
from tests.project.coded_study import coded, made, text_of


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    return made(tmp_path)


run, said, _ = at_terminal("codings")


def test_the_whole_road(study, tmp_path, monkeypatch):
    monkeypatch.setenv("QUALCODE_CODER", "li")
    assert said("mark", "lane", "-o", "lane.txt") == []
    file = tmp_path / "lane.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("Anna", "[[能人]]Anna[[/]]"), encoding="utf-8")
    assert "what stands in it is not added" in str(run("mark", "lane", "-o", "lane.txt").exception)
    assert said("add", "lane.txt", "--dry-run") == ["lane: 1 new"]
    assert said("add", "lane.txt", "--finish") == ["lane: 1 new; finished"]
    assert said("add", "lane.txt", "--finish") == ["lane: 1 already there"]
    assert said("mark", "lane", "-o", "lane.txt") == []
    assert "[[leader]]Anna[[/leader]]" in file.read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(run("list", "--format", "csv").stdout))
    assert (row["document"], row["start"], row["code"], row["quote"]) == ("lane", "35", "leader", "Anna")
    id = row["id"][:8]
    assert said("list") == [f"{id}  lane:35  leader  li  Anna", "1 coding"]
    assert said("reopen", "lane") == ["lane: reopened"]
    assert said("remove", id) == [f"removed {id} lane:35 leader Anna"]
    assert said("remove", id) == [f"{id} was removed already"]
    assert said("list", "--removed") == [f"{id}  lane:35  leader  li  Anna", "1 coding taken back"]
    assert said("restore", "--document", "lane", "--yes") == [f"restored {id} lane:35 leader Anna"]
    assert said("finish", "lane", "yard") == ["lane: finished", "yard: finished"]
    assert said("finish", "lane") == ["lane: already finished"]


def test_marks_on_the_screen(study, tmp_path):
    coded(tmp_path)
    marked = run("mark", "花园", "--as", "li").stdout
    assert "李阿姨：[[leader]]王书记是能人[[/leader]]。[[trust]]大家信任他。[[/trust]]下雨了。" in marked
    assert marked.startswith("[[document: 花园]]\n[[coder: li]]\n[[round: 1]]\n[[at: 20")
    assert run("mark", "花园").stdout == "[[document: 花园]]\n" + text_of(study, "花园")


def test_what_cannot_be_placed_is_told_with_line_and_cure(study, tmp_path):
    (tmp_path / "c.csv").write_text(
        "document,quote,code\nlane,Anna,leader\nlane,Anne,trust\n", encoding="utf-8"
    )
    result = run("add", "c.csv", "--as", "li")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "c.csv:3: error: “Anne” does not stand in the text",
        "    cure: copy the passage from the text in text/, in one piece",
        "1 problem: nothing was added (--skip-bad adds the rest)",
    ]
    result = run("add", "c.csv", "--as", "li", "--skip-bad")
    assert (result.exit_code, result.stdout) == (1, "lane: 1 new\n")
    assert result.stderr.endswith("1 problem; all else was added\n")


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        (["add", "no.csv"], "coder"),
        (["add", "no.csv", "--as", "li"], "unreadable"),
        (["remove", "--code", "leader", "--as", "li"], "coders"),
        (["remove", "--as", "li"], "no-codings"),
        (["list", "--coder", "li"], "coders"),
        (["mark", "lane", "-o", "text/lane.txt"], "output"),
        (["finish", "lanes", "--as", "li"], "unknown-document"),
    ],
)
def test_what_is_refused(study, arguments, slug):
    result = run(*arguments)
    assert isinstance(result.exception, QualcodeError)
    assert result.exception.slug == slug


def test_many_codings_are_removed_when_told(study, tmp_path, monkeypatch):
    coded(tmp_path)
    said("reopen", "lane", "--as", "li")
    result = run("remove", "--document", "lane", "--as", "li")
    assert str(result.exception) == (
        "this would remove 3 codings of li, and nobody can be asked\n  add --yes to remove them"
    )
    assert len(said("remove", "--document", "lane", "--as", "li", "--yes")) == 3
    assert len(said("restore", "--document", "lane", "--code", "trust", "--as", "li")) == 1
    monkeypatch.setattr(codings_change, "MOST", 1)
    lines = said("restore", "--document", "lane", "--as", "li", "--yes")
    assert lines[1:] == ["… and 1 more: 2 codings restored"]


@pytest.mark.parametrize("name", ["lane", "LANE", "lane.txt", "text/lane.txt", "transcripts/lane.txt"])
def test_a_document_is_found_by_its_name_or_file(study, name: str):
    assert run("mark", name).stdout.startswith("[[document: lane]]")


def test_a_document_that_is_not_there(study):
    assert str(run("mark", "nowhere").exception).endswith("its id is one of: lane, yard, 花园")


def test_a_folder_is_no_marked_text(study):
    assert (
        str(run("mark", "lane", "-o", ".").exception)
        == ".: this is a folder\n  name a file, such as lane.txt"
    )
