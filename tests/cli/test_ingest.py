"""qualcode ingest and check, as a person runs them."""

import json
from pathlib import Path

import pytest

from tests.project.small_study import run_process

TALK = "访谈者：您好？\n\n王主任：社区是大家的，能人带头。\n\n访谈者：谢谢。\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    assert run_process("init", "--name", "Study", cwd=tmp_path).returncode == 0
    (tmp_path / "transcripts/a.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def test_a_study_from_day_to_day(study: Path):
    first = run_process("ingest", cwd=study)
    assert (first.returncode, first.stderr) == (0, "")
    assert "a: read in, 3 turns, zh-Hans\n  speakers: 访谈者, 王主任 (by label)\n" in first.stdout
    assert "1 document in text: 1 new\nNext: " in first.stdout
    assert run_process("ingest", cwd=study).stdout == "1 document in text: 1 as before\n"
    (study / "transcripts/a.txt").write_text(TALK.replace("您好", "你好"), encoding="utf-8")
    changed = run_process("ingest", cwd=study)
    assert "  -访谈者：您好？\n  +访谈者：你好？\n  to take it: qualcode ingest --again a\n" in changed.stdout
    trial = run_process("ingest", "--again", "--dry-run", cwd=study)
    assert "1 document would be in text: 1 read in again" in trial.stdout
    assert (study / "text/a.txt").read_text(encoding="utf-8") == TALK
    assert "read in again" in run_process("ingest", "--again", "a", cwd=study / "text").stdout
    checked = run_process("check", cwd=study)
    assert (checked.returncode, checked.stdout) == (0, "1 document, 0 human codings: nothing is wrong\n")


def test_speakers_are_shown_and_written_into_the_settings(study: Path):
    shown = run_process("ingest", "--speakers", cwd=study)
    assert shown.returncode == 0
    assert "王主任  participant      1" in shown.stdout
    assert "2 speakers in 1 document; 0 labels in doubt; 0 documents without an interviewer" in shown.stdout
    assert shown.stderr.endswith("added to qualcode.toml: edit them, then run: qualcode ingest\n")
    settings = study / "qualcode.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('# "王主任" = "participant"', '"王主任" = "secretary"'), encoding="utf-8"
    )
    again = run_process("ingest", "--speakers", "--format", "json", cwd=study)
    roles = {row["label"]: row["role"] for row in json.loads(again.stdout)}
    assert roles == {"访谈者": "interviewer", "王主任": "secretary"}
    assert settings.read_text(encoding="utf-8").count("王主任") == 1


def test_speakers_of_files_outside_a_study(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    shown = run_process("ingest", "--speakers", "a.txt", cwd=tmp_path)
    assert (shown.returncode, "王主任" in shown.stdout) == (0, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert run_process("ingest", "--speakers", "a.txt", "-o", "map.toml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "map.toml").read_text(encoding="utf-8").startswith("format = 1\n")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("ingest", "nobody"), 2, "the study has no transcript nobody"),
        (("ingest", "-o", "x"), 2, "-o does nothing without --speakers"),
        (("ingest", "--format", "csv"), 2, "--format does nothing without --speakers"),
        (("ingest", "transcripts/bad.docx"), 1, "not read: transcripts/bad.docx"),
    ],
)
def test_errors(study: Path, arguments: tuple[str, ...], status: int, message: str):
    (study / "transcripts/bad.docx").write_bytes(b"bad")
    done = run_process(*arguments, cwd=study)
    assert (done.returncode, message in done.stderr) == (status, True)
    assert "Traceback" not in done.stderr


def test_outside_a_study(tmp_path: Path):
    for command in ("ingest", "check"):
        done = run_process(command, cwd=tmp_path)
        assert (done.returncode, "qualcode init" in done.stderr) == (2, True)


def test_a_check_with_errors_ends_with_1(study: Path):
    run_process("ingest", cwd=study)
    (study / "text/a.txt").write_text("other", encoding="utf-8")
    done = run_process("check", "--format", "csv", "-o", "found.csv", cwd=study)
    assert (done.returncode, done.stdout) == (1, "")
    lines = (study / "found.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "level,about,document,message,cure"
    assert lines[1].startswith("error,texts,a,")


def test_two_transcripts_with_one_id_are_named_and_the_rest_is_read_in(study: Path):
    (study / "transcripts/b.txt").write_text(TALK.replace("您好", "你好"), encoding="utf-8")
    (study / "transcripts/a.md").write_text(TALK, encoding="utf-8")
    done = run_process("ingest", cwd=study)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "not read: transcripts/a.md and transcripts/a.txt would both be called 'a'",
        "    cure: rename one of them, or leave one out; a text of that name that is kept stays as it is",
    ]
    assert "b: read in" in done.stdout
    assert sorted(file.name for file in (study / "text").iterdir()) == ["b.turns.json", "b.txt"]
    coded = run_process("check", cwd=study)
    assert coded.returncode == 1
    assert "would both be called" in coded.stdout
    (study / "transcripts/a.md").unlink()
    assert run_process("ingest", cwd=study).returncode == 0
