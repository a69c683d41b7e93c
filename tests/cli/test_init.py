"""`qualcode init`, and a study without arguments."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.errors import UsageError

TALK = "问：您信任邻居吗？\n\n李姐：邻居我信得过。我不信任物业。\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    result = run("init", "s", "--lang", "zh")
    assert (result.exit_code, "written: s/codebook.yaml" in result.stdout) == (0, True)
    Path("s/transcripts/a.txt").write_text(TALK, encoding="utf-8")
    monkeypatch.chdir("s")
    return tmp_path / "s"


def test_commands_need_no_arguments(study: Path, monkeypatch):
    coded = run("code")
    assert coded.exit_code == 0, coded.output
    assert "Tables: results/" in coded.stdout
    assert "邻居我信得过" in run("show", "--code", "trust_in_neighbours").stdout
    assert run("find", "信任").stdout.splitlines()[-1].startswith("1 hit in 1 of 2 sentences")
    monkeypatch.chdir("transcripts")
    assert "信任" in run("words", "--min", "1").stdout
    assert run("explain", "a:20", "--code", "distrust").stdout.startswith("a: sentence 2, ")
    again = run("code", "-o", "../again")
    assert again.exit_code == 0
    assert (study / "again" / "codings.csv").read_bytes() == (study / "results" / "codings.csv").read_bytes()


def test_looking_and_auditing_need_no_arguments_either(study: Path, monkeypatch):
    assert run("code", "-q").exit_code == 0
    assert run("explain", "--row", "1").stdout.startswith("a: sentence ")
    alone = run("explain", "transcripts/a.txt:20", "--code", "distrust").stdout
    assert alone == run("explain", "a:20", "--code", "distrust").stdout
    told = run("explain", "--text", "我不信任物业。", "--code", "distrust").stdout
    assert "distrust: coded" in told
    monkeypatch.chdir("transcripts")
    like = run("similar", "我不信任物业").stdout
    assert like.splitlines()[0].endswith("李姐 (participant)  distrust")
    assert run("similar", "--code", "distrust", "--uncoded").stdout.endswith(
        "of 2 sentences (speakers!=interviewer)\n"
    )
    drawn = run("audit", "--code", "distrust", "-o", "../audit.csv")
    assert (drawn.exit_code, drawn.stdout.split(" coded")[0]) == (0, "distrust: 1 of 2 sentences")
    assert (study / "audit.key.json").is_file()
    assert str(run("similar").exception).startswith("nothing is named to look for")


def test_a_second_time_nothing_is_lost(study: Path):
    Path("codebook.yaml").write_text("mine", encoding="utf-8")
    assert "kept as it was: codebook.yaml" in run("init").stdout
    assert Path("codebook.yaml").read_text(encoding="utf-8") == "mine"


def test_settings_of_the_study_hold(study: Path):
    Path("qualcode.toml").write_text('format = 1\n[speakers]\n"李姐" = "interviewer"\n', encoding="utf-8")
    assert run("find", "信任").stdout.startswith("0 hits")


def test_outside_a_study_the_command_says_what_to_name(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run("code").exception
    assert isinstance(found, UsageError)
    assert found.message == "no transcripts are named"
    Path("a.txt").write_text(TALK, encoding="utf-8")
    assert run("code", "a.txt").exception.message == "no codebook is named"


def test_languages_are_checked(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "there is no such choice" in str(run("init", "--lang", "fr").exception)
