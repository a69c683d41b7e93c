"""`qualcode coders` on the screen and as a table."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from tests.project.coded_study import coded, made


def run(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["coders", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_coders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    made(tmp_path)
    assert run() == ["nobody has coded yet; next: qualcode codings mark DOCUMENT --as NAME -o FILE"]
    coded(tmp_path)
    head, _, li, zhang = run()
    assert head.split()[:6] == ["coder", "round", "mode", "opened", "finished", "codings"]
    assert head.split()[6:] == ["first", "last"]  # nothing was removed, noted, accepted or rejected
    assert [line.split()[:6] for line in (li, zhang)] == [
        ["li", "1", "blind", "2", "2", "5"],
        ["zhang", "1", "blind", "3", "3", "6"],
    ]
    assert [line.split(",")[:5] for line in run("--documents", "--format", "csv")[1:3]] == [
        ["li", "1", "lane", "blind", "finished"],
        ["li", "1", "花园", "blind", "finished"],
    ]
