from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from tests.project.coded_study import made


def test_without_a_terminal_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(made(tmp_path).folder)
    done = CliRunner().invoke(app, ["review", "lane", "--as", "li"])
    assert done.exit_code != 0
    assert done.exception is not None
    assert "the desk needs a terminal" in str(done.exception)
