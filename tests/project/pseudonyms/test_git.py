"""Files with real names stay out of git."""

import subprocess
from pathlib import Path

import pytest

from qualcode.project.pseudonyms.git import PRIVATE, keep_from_git


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "study").mkdir()
    return tmp_path / "study"


def test_missing_lines_are_added_once(folder: Path):
    (folder / ".gitignore").write_bytes(b"results/\r\npseudonyms.csv")
    [told] = keep_from_git(folder)
    assert told.endswith("pseudonyms.key.csv, pseudonyms.names.csv")
    expected = b"results/\r\npseudonyms.csv\r\npseudonyms.key.csv\r\npseudonyms.names.csv\r\n"
    assert (folder / ".gitignore").read_bytes() == expected
    assert keep_from_git(folder) == ()


def test_rules_of_a_folder_above_count(folder: Path):
    (folder.parent / ".gitignore").write_text("pseudonyms.*csv\n")
    assert keep_from_git(folder) == ()
    assert not (folder / ".gitignore").exists()


def test_a_file_that_git_follows_is_told_of(folder: Path):
    (folder / "pseudonyms.csv").write_text("")
    subprocess.run(["git", "add", "pseudonyms.csv"], cwd=folder, check=True)
    keep_from_git(folder)
    assert keep_from_git(folder) == ("git follows a file with real names: git rm --cached pseudonyms.csv",)


def test_without_git_the_lines_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    keep_from_git(tmp_path)
    assert tuple((tmp_path / ".gitignore").read_text().split()) == PRIVATE
    assert keep_from_git(tmp_path) == ()
