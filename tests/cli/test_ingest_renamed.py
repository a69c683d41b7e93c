"""`qualcode ingest --renamed`, once in a real process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_state
from tests.project.coded_study import coded

ROOT = Path(__file__).parents[2]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A study of which a transcript was moved after people coded it."""
    monkeypatch.chdir(tmp_path)
    study = coded(tmp_path)
    (tmp_path / "transcripts" / "三月").mkdir()
    (tmp_path / "transcripts" / "lane.txt").rename(tmp_path / "transcripts" / "三月" / "访谈 1.txt")
    return study


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["ingest", *map(str, arguments)])


def documents(study: Study) -> set[str]:
    return {one.document for one in read_state(study.folder)[0].codings}


def test_it_is_said_and_done(study):
    told = run()
    assert told.stderr.splitlines() == [
        "warning: 三月/访谈 1 has the text of lane, whose original is not there: both count. Was it renamed?",
        '    cure: if it was renamed: qualcode ingest --renamed "lane=三月/访谈 1" takes codings along; else leave one out',
    ]
    tried = run("--renamed", "lane=三月/访谈 1", "--dry-run")
    assert tried.stdout.splitlines() == [
        "lane would be 三月/访谈 1 now, with 6 codings and 0 memos by people"
    ]
    assert "lane" in documents(study)
    done = run("--renamed", "lane=transcripts/三月/访谈 1.txt")
    assert done.stdout.splitlines()[0] == "lane is 三月/访谈 1 now, with 6 codings and 0 memos by people"
    assert done.stdout.splitlines()[-1].startswith("3 documents in text: 3 as before")
    assert documents(study) == {"三月/访谈 1", "花园", "yard"}
    assert run().stderr == ""


def test_a_real_process(study):
    def process(*words: str) -> "subprocess.CompletedProcess[bytes]":
        words = (sys.executable, "-m", "qualcode", "ingest", *words)
        return subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})

    for bad in ("lane", "yard=三月/访谈 1", "lane=nowhere", "nobody=三月/访谈 1"):
        refused = process("--renamed", bad)
        assert refused.returncode == 2
        assert refused.stderr.startswith(b"error: ") or b"transcripts/yard.txt: error: " in refused.stderr
        assert b"Traceback" not in refused.stderr
    assert documents(study) == {"lane", "花园", "yard"}
    assert process("--renamed", "lane=三月/访谈 1").returncode == 0
    assert documents(study) == {"三月/访谈 1", "花园", "yard"}
