"""`qualcode memo`: written from the command line, standard input and an editor; listed; taken back."""

import json
import time
from pathlib import Path

import pytest

from qualcode.cli import memo
from qualcode.errors import UsageError
from tests.cli.terminal import at_terminal
from tests.project.coded_study import coded


@pytest.fixture(autouse=True)
def _study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_CODER", "li")
    coded(tmp_path)


run = at_terminal("memo").run


def test_memos_are_written_listed_and_removed():
    assert run("[b] all", "--document", "lane").stdout.endswith(" on lane: written\n")
    time.sleep(0.002)  # two journals: one millisecond would leave the order to the ids
    assert run("--code", "信任", typed="two\nlines\n").exit_code == 0
    first, second = json.loads(run("--list", "--format", "json").stdout)
    assert (first["about"], first["text"], second["code"], second["text"]) == (
        "document",
        "[b] all",
        "trust",
        "two\nlines",
    )
    shown = run("--list").stdout.splitlines()
    assert shown[0] == f"{first['id'][:8]}  {first['at'][:10]} {first['at'][11:16]}  li  lane"
    assert shown[1:3] == ["  [b] all", ""]
    assert shown[-4:] == ["  two", "  lines", "", "2 memos"]
    page = run("--list", "--format", "md").stdout
    assert page.startswith(
        f"# Memos\n\n## lane\n\n*li, {first['at'][:10]} {first['at'][11:16]}*\n\n[b] all\n"
    )
    assert run("--remove", first["id"][:10]).stdout == f"memo {first['id'][:8]}: removed\n"
    assert run("--list").stdout.endswith("\n1 memo\n")


def test_an_editor_is_opened(monkeypatch, tmp_path):
    editor = tmp_path / "my editor.sh"
    editor.write_text('#!/bin/sh\necho 记 > "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    assert memo._from_editor(f"'{editor}'") == "记\n"
    assert memo._from_editor("false") == ""
    for none in ("", "no-such-editor"):
        with pytest.raises(UsageError):
            memo._from_editor(none)


@pytest.mark.parametrize(
    "arguments",
    [
        ("x", "--list"),
        ("--list", "--as", "li"),
        ("x", "--coder", "li"),
        ("x", "--format", "md"),
        ("x", "--remove", "a"),
    ],
)
def test_what_does_nothing_is_refused(arguments):
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    assert error.slug == "idle-option"
