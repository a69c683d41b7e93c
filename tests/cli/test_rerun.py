"""`qualcode rerun` in real processes."""

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest

from qualcode.cli.rerun import apart
from tests.project.small_study import CODEBOOK, all_bytes, run_process, write_study


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    write_study(folder)
    done = run_process("code", "talks", "-c", "codebook.yaml", "-q", "--format", "csv,xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_same(home: Path):
    done = run_process("rerun", "results", "-o", "again", cwd=home, PYTHONHASHSEED="7")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "results: the same, byte for byte: 6 tables and provenance.json",
        "again: the new results",
    ]
    assert all_bytes(home / "again") == all_bytes(home / "results")
    before = all_bytes(home / "results")
    assert run_process("rerun", cwd=home).returncode == 0
    assert all_bytes(home / "results") == before


def test_what_changed(home: Path):
    (home / "codebook.yaml").write_text(CODEBOOK.replace("发起, found*", "found*"), encoding="utf-8")
    done = run_process("rerun", "results", "--most", "2", cwd=home)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "results: 1 of 6 tables are the same"
    assert lines[1].startswith("  codings.csv ")
    assert lines[1].endswith("rows removed")
    assert lines[2].startswith("    - 1_花园 ")
    assert "发起" in lines[2]
    assert lines[4].startswith("    … and ")
    assert lines[-2:] == [
        "what may be why",
        "  codebook codebook.yaml: its rules, or what else decides a coding, have changed",
    ]
    rows = list(csv.DictReader(io.StringIO(run_process("rerun", "--format", "csv", cwd=home).stdout)))
    told = json.loads(run_process("rerun", "--format", "json", cwd=home).stdout)
    assert told["rows"] == rows
    assert {row["change"] for row in rows if row["table"] == "codings.csv"} == {"removed"}
    assert (told["same"], told["causes"][0]["about"], told["kept"]) == (False, "codebook", None)


def test_a_folder_that_a_colleague_sent(home: Path, tmp_path: Path):
    shutil.copytree(home / "results", tmp_path / "sent")
    done = run_process("rerun", "sent/provenance.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the run cannot be repeated" in done.stderr
    assert "Traceback" not in done.stderr
    done = run_process("rerun", "sent", "--in", "home", cwd=tmp_path)
    assert done.stderr.splitlines()[0].startswith(
        "talks: read from /" if os.sep == "/" else "talks: read from "
    )
    assert (done.returncode, done.stdout) == (
        0,
        "sent: the same, byte for byte: 6 tables and provenance.json\n",
    )


def test_edited_since(home: Path):
    (home / "results" / "codings.csv").unlink()
    done = run_process("rerun", cwd=home)
    assert done.returncode == 1
    assert "codings.csv             missing; the run gives it again" in done.stdout
    assert done.stdout.endswith("The run gives what it gave: files were edited or removed since.\n")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("nowhere",), 1, "no folder of results"),
        (("results", "-o", "results"), 2, "take the place of the old"),
    ],
)
def test_what_cannot_be_done(home: Path, arguments: tuple[str, ...], status: int, message: str):
    done = run_process("rerun", *arguments, cwd=home)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr


def test_long_values_are_shown_where_they_differ():
    assert apart("a" * 90 + "b", "a" * 90 + "c") == ("…" + "a" * 15 + "b", "…" + "a" * 15 + "c")
    assert apart("ab", "ac") == ("ab", "ac")
    assert apart("b" * 90, "c" * 90) == ("b" * 90, "c" * 90)
