"""`qualcode doctor` as a person runs it."""

import csv
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli.columns import cell_width
from qualcode.project.study.folder import begin_study
from tests.project.small_study import run_process

ROOT = Path(__file__).parent.parent.parent


def run(
    folder: Path, *arguments: str, path: Path | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, with another start where that matters: packages in `path` come first."""
    if not path and not any(name.startswith("PYTHON") for name in more):
        done = run_process("doctor", *arguments, cwd=folder, **more)
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.encode(), done.stderr.encode()
        )
    places = os.pathsep.join(str(place) for place in (path, ROOT) if place)
    environment = {**os.environ, "PYTHONPATH": places, "PYTHONUTF8": "1", **more}
    command = [sys.executable, "-m", "qualcode", "doctor", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_a_report_that_fits_a_terminal(tmp_path: Path):
    done = run(tmp_path, COLUMNS="80")
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines[0].split() == ["what", "state", "found"]
    assert lines[-1].startswith("no problems, ")
    assert max(map(cell_width, lines)) <= 80
    assert b"\x1b" not in done.stdout


def test_no_names_of_people_or_machines(tmp_path: Path):
    person = dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME"), "wangfang17")
    folder = tmp_path / "of wangfang17"
    folder.mkdir()
    said = run(folder, HOME=str(tmp_path), USERPROFILE=str(tmp_path), **person).stdout.decode()
    assert str(tmp_path) not in said
    assert "wangfang17" not in said
    assert "~/of … can be written to" in said
    for name in {platform.node(), platform.node().partition(".")[0]} - {"root", "user", "localhost"}:
        assert len(name) < 3 or not re.search(rf"\b{re.escape(name)}\b", said)


def test_tables(tmp_path: Path):
    as_json = json.loads(run(tmp_path, "--format", "json").stdout)
    assert set(as_json[0]) == {"what", "found", "state", "cure"}
    done = run(tmp_path, "--format", "csv", "-o", "report.csv")
    assert (done.returncode, done.stdout) == (0, b"")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["what"] for row in csv.DictReader(file)] == [row["what"] for row in as_json]
    run(tmp_path, "-o", "report.txt")
    assert "google-re2 at work" in (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["re2", "lxml", "packaging"])
def test_a_broken_library_is_told_and_ends_with_status_1(tmp_path: Path, module: str):
    begin_study(tmp_path / "study")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / f"{module}.py").write_text("raise ImportError('it is broken')\n", encoding="utf-8")
    done = run(tmp_path / "study", "--format", "json", path=broken)
    rows = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, b"")
    problems = [row for row in rows if row["state"] == "problem"]
    assert "it is broken" in problems[0]["found"]
    assert problems[0]["cure"].startswith("pip install ")


def test_a_terminal_that_cannot_show_chinese(tmp_path: Path):
    done = run(tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert b"Chinese and lines cannot be shown in cp1252" in b" ".join(done.stdout.split())


def test_a_folder_that_is_not_there(tmp_path: Path):
    done = run(tmp_path, "none")
    assert done.returncode == 2
    assert b"there is no such folder" in done.stderr
