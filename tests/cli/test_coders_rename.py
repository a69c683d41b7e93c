"""`qualcode coders rename`, once in a real process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.project.study.folder import Study
from tests.project.coded_study import coded

ROOT = Path(__file__).parents[2]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return coded(tmp_path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["coders", *map(str, arguments)])


def test_a_name_is_tried_and_given(study):
    assert run("rename", "li", "李 明", "--dry-run").stdout.splitlines()[0] == (
        "li would be 李 明 now: 5 codings and 0 memos in 2 documents"
    )
    assert run().stdout.splitlines()[2].split()[0] == "li"
    assert run("rename", "li", "李 明").stdout.splitlines() == [
        "li is 李 明 now: 5 codings and 0 memos in 2 documents",
        "by a line in qualcode.toml, [renamed_coders]: share that file",
        'from now on: --as "李 明"',
    ]
    assert "李 明" in run().stdout
    assert "li " not in run().stdout
    assert "are for the list" in str(run("--documents", "rename", "李 明", "x").exception)


def test_two_names_of_one_person(study):
    done = run("rename", "li", "zhang", "--same-person")
    assert "zhang now: 11 codings" in done.stdout
    assert done.stderr.splitlines() == [
        "warning: lane was finished under both names in round 1: the first time counts",
        "warning: 花园 was finished under both names in round 1: the first time counts",
    ]


def test_a_real_process(study):
    def process(*words: str) -> "subprocess.CompletedProcess[bytes]":
        words = (sys.executable, "-m", "qualcode", *words)
        return subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})

    refused = process("coders", "rename", "li", "Zhang")
    assert refused.returncode == 2
    assert refused.stderr.decode().splitlines() == [
        "error: Zhang would be taken for zhang",
        "  two people need names that differ in more than case, width and blanks",
    ]
    assert process("coders", "rename", "li", "Ann Lee").returncode == 0
    listed = process("coders", "--format", "csv")
    assert [line.split(",")[0] for line in listed.stdout.decode().splitlines()] == [
        "coder",
        "Ann Lee",
        "zhang",
    ]
    old = process("memo", "hm", "--as", "li")
    assert old.returncode == 2
    assert "li is called Ann Lee in this study" in old.stderr.decode()
