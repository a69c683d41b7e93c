"""`qualcode codings place` on the command line, once in a real process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.cli.columns import cell_width
from qualcode.journal.passages import added
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.journals import append_events
from qualcode.text.digest import sha256_of
from tests.project.coded_study import TALKS, made, text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def orphan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a coding by li whose words were changed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("QUALCODE_CODER", "li")
    study = made(tmp_path)
    text = text_of(study, "花园")
    at = text.index("王书记是能人。")
    done = append_events(tmp_path, "li", "花园", [added(text, sha256_of(text), at, at + 7, code="leader")])
    new = TALKS["花园"].replace("王书记是能人", "王书记他是个能人")
    (tmp_path / "transcripts" / "花园.txt").write_text(new, encoding="utf-8")
    ingest_study(study, again=True)
    return str(done.events[0].coding)[:8]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["codings", "place", *map(str, arguments)])


def test_places_are_proposed(orphan):
    lines = run(orphan).stdout.splitlines()
    assert lines[0] == f"{orphan} 花园 leader, without a place in the text of today: “王书记是能人。”"
    assert (
        lines[1]
        == "stood in: …访谈者：谁是能人？ 李阿姨：[ ]大家信任他。下雨了。 访谈者：后来呢？ 李阿姨：没有了。 …"
    )
    assert lines[2].split("  ") == ["place", "same words", "same around"]
    assert lines[3].split()[:3] == ["15-24", "88%", "100%"]
    assert lines[3].endswith("李阿姨：[王书记他是个能人。]大家信任他。下雨了。 访谈者：")
    assert all(cell_width(line) <= 100 for line in lines[2:])
    assert lines[-1] == f"To place it: qualcode codings place {orphan} --at 15-24 --as li"
    rows = json.loads(run(orphan, "--format", "json").stdout)
    assert (rows[0]["start"], rows[0]["quote"]) == (15, "王书记他是个能人。")


def test_it_is_placed_and_put_back(orphan):
    assert run(orphan, "--at", "15-24").stdout.splitlines() == [
        f"placed {orphan} 花园:15-24 leader 王书记他是个能人。",
        "not right? place it again, or take it back with qualcode codings remove",
    ]
    assert run(orphan, "王书记").stdout.splitlines() == [
        f"placed {orphan} 花园:15-18 leader 王书记",
        "it was at 15-24; --at 15-24 puts it back",
    ]
    assert run(orphan, "王书记").stdout.startswith(f"{orphan} is there already: 花园:15-18")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--at", "x"), "x is no place"),
        (("--at", "9-3"), "9 to 3 is no passage"),
        (("王书记", "--at", "1-2"), "a quote and --at"),
        (("--nth", "2"), "--nth needs a quote"),
        (("王书记", "--format", "json"), "are for proposals"),
        (("王书记", "-o", "x.txt"), "are for proposals"),
    ],
)
def test_what_is_refused(orphan, arguments, message):
    assert message in str(run(orphan, *arguments).exception)


def test_a_real_process(orphan, tmp_path):
    def process(*words: str) -> "subprocess.CompletedProcess[bytes]":
        words = (sys.executable, "-m", "qualcode", "codings", "place", *words)
        return subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})

    several = process(orphan, "能人")
    assert several.returncode == 2
    error = several.stderr.decode("utf-8").splitlines()
    assert error[0].endswith("“能人” stands 2 times in the text")
    assert error[1:] == [
        "  choose one with --nth:",
        "      1: 6-8  …访谈者：谁是[能人]？ 李阿姨：王书记他是…",
        "      2: 21-23  …李阿姨：王书记他是个[能人]。大家信任他。下雨了。…",
    ]
    done = process(orphan, "能人", "--nth", "2")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").splitlines()[0] == f"placed {orphan} 花园:21-23 leader 能人"
    assert b"Traceback" not in several.stderr + done.stderr
    assert process("zzz").returncode == 2
