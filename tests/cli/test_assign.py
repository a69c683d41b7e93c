"""`qualcode assign`: loads and strata on the screen, assignments as a table."""

import pytest

from qualcode.errors import UsageError
from tests.cli.terminal import at_terminal
from tests.project.coded_study import made


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return made(tmp_path)


run = at_terminal("assign").run


def test_on_the_screen_and_as_a_table(study):
    result = run("li", "zhang", "--overlap", "1", "--seed", "3")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["coder", "documents", "reliability", "single", "new", "words"]
    assert [line.split()[:5] for line in lines[2:4]] == [
        ["li", "2", "1", "1", "2"],
        ["zhang", "2", "1", "1", "2"],
    ]
    assert "round 1, seed 3: 3 documents, 1 (33%) for reliability; words of the population" in result.stdout
    assert lines[-1] == "4 new assignments: written to assignments.csv"
    again = run("li", "zhang", "--overlap", "1")
    assert again.stdout.splitlines()[-1] == "nothing new to assign: 4 assignments stand in assignments.csv"
    table = run("li", "zhang", "--overlap", "1", "--format", "csv").stdout.splitlines()
    assert table[0] == "document,coder,round,purpose,state,words,language,role"
    assert [line.split(",")[4] for line in table[1:]] == ["kept"] * 4


def test_who_gets_nothing_is_told(study):
    assert "nothing for" not in run("li").stderr
    told = "warning: all documents are others' already, so nothing for wang, zhang (--anew draws again)"
    assert told in run("li", "zhang", "wang").stderr.splitlines()


def test_an_option_that_does_nothing_is_refused(study):
    assert isinstance(run("li", "zhang", "--force").exception, UsageError)


def test_nothing_is_assigned_where_the_list_cannot_be_written_as_its_name_says(study):
    assert isinstance(run("li", "zhang", "-o", "list.csv").exception, UsageError)
    assert not (study.folder / "assignments.csv").exists()


def test_who_gets_only_documents_of_some_kind(study):
    rules = ("--only", "li:language=zh", "--only", "zhang：language＝en", "--overlap", "0")
    result = run("li", "zhang", *rules, "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = [line.split(",")[:2] for line in result.stdout.splitlines()[1:]]
    assert rows == [["lane", "zhang"], ["yard", "zhang"], ["花园", "li"]]


@pytest.mark.parametrize(
    "rule", ["li", "li:language", "language=zh", "li:=zh", ":language=zh", "li:language= ", "li:language!=zh"]
)
def test_what_is_no_rule(study, rule):
    told = run("li", "zhang", "--only", rule).exception
    assert isinstance(told, UsageError)
    assert "is no rule" in told.message
    assert told.cure == "write CODER:NAME=VALUE, as in --only li:language=zh"
