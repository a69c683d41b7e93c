"""The demonstration: copied, coded, kept as a person changed it."""

from pathlib import Path

import pytest

import qualcode.project.demo
from qualcode.errors import QualcodeError, WriteError
from qualcode.project.demo import copy_demo, demo_files
from tests.project.small_study import all_bytes, provenance_of, run_process, table_of


def test_the_files_that_are_shipped():
    names = {path.name for path in (demo_files() / "sample_transcripts").iterdir()}
    assert {Path(name).suffix for name in names} == {".txt", ".docx", ".md", ".csv"}
    assert (demo_files() / "codebooks" / "community_governance.yaml").is_file()


def test_copying_twice_changes_nothing(tmp_path):
    first = copy_demo(tmp_path / "demo")
    before = all_bytes(first.transcripts)
    second = copy_demo(tmp_path / "demo")
    assert first == second
    assert first.kept == ()
    assert all_bytes(second.transcripts) == before == all_bytes(demo_files() / "sample_transcripts")


def test_what_a_person_changed_is_kept_and_told(tmp_path):
    copied = copy_demo(tmp_path)
    copied.codebook.write_text("mine", encoding="utf-8")
    (copied.transcripts / "attributes.csv").unlink()
    again = copy_demo(tmp_path)
    assert again.kept == (copied.codebook.as_posix(),)
    assert copied.codebook.read_text(encoding="utf-8") == "mine"
    assert (copied.transcripts / "attributes.csv").is_file()


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match="cannot be written"):
        copy_demo(tmp_path / "file")


def test_files_that_are_missing_from_the_installation(tmp_path, monkeypatch):
    monkeypatch.setattr(qualcode.project.demo, "__file__", str(tmp_path / "qualcode" / "project" / "demo.py"))
    with pytest.raises(QualcodeError, match="demonstration files are missing"):
        demo_files()


def test_the_command_twice_in_a_row(tmp_path):
    runs = [run_process("demo", cwd=tmp_path) for _ in range(2)]
    results = tmp_path / "qualcode-demo" / "results"
    for done in runs:
        assert (done.returncode, runs[0].stdout) == (0, done.stdout), done.stderr
        assert "Traceback" not in done.stderr
    for told in (
        "qualcode code qualcode-demo/sample_transcripts -c",
        "Guessed",
        "Strongest pairs",
        "Look next at",
    ):
        assert told in runs[0].stdout
    documents = provenance_of(results)["documents"]
    assert [one["document"][:2] for one in documents] == [f"{number:02}" for number in range(1, 14)]
    encodings = {"utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16-le"}
    assert {one["encoding"] for one in documents} == encodings
    silent = [row["code"] for row in table_of(results / "frequencies.csv") if row["n_units"] == "0"]
    assert silent == ["elite_in_system"], "the interviews show such people without saying so"


def test_changed_files_are_told_on_the_screen(tmp_path):
    copied = copy_demo(tmp_path / "qualcode-demo")
    book = copied.codebook.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.0.1")
    copied.codebook.write_text(book, encoding="utf-8")
    done = run_process("demo", cwd=tmp_path)
    assert "kept as you changed it: qualcode-demo/codebooks/community_governance.yaml" in done.stdout
    assert provenance_of(tmp_path / "qualcode-demo" / "results")["codebook"]["version"] == "1.0.1"
