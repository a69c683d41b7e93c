"""`qualcode init`, and a study without arguments."""

import csv
import io
from pathlib import Path

import pytest

from qualcode.errors import UsageError
from tests.cli.terminal import at_terminal

TALK = "问：您信任邻居吗？\n\n李姐：邻居我信得过。我不信任物业。\n"


run = at_terminal().run


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


def test_the_codebook_of_the_study_is_meant(study: Path, monkeypatch):
    monkeypatch.chdir("transcripts")
    assert run("codebook", "check").stdout.startswith("../codebook.yaml: 3 codes, ")
    assert "against 1 document" in run("codebook", "check", "--against", ".").stdout
    assert run("codebook", "show").stdout.startswith("../codebook.yaml\n")
    assert run("codebook", "test").stdout == "4 of 4 examples as they should be\n"
    assert run("codebook", "appendix").stdout.startswith("# 编码本：s\n")
    (study / "codebook.yaml").unlink()
    for name in ("check", "show", "test", "appendix"):
        assert run("codebook", name).exception.message == "no codebook is named"


def test_examples_run_with_the_settings_of_the_study(study: Path):
    Path("qualcode.toml").write_text('format = 1\nspacy_model = "xx_none"\n', encoding="utf-8")
    book = "format: 1\ncodes:\n  - {id: a, rules: [{pattern: [{POS: NOUN}]}], examples: [x]}\n"
    Path("codebook.yaml").write_text(book, encoding="utf-8")
    assert "xx_none" in str(run("codebook", "test").exception)


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


def test_codebooks_are_held_against_the_texts_that_the_study_codes(study: Path):
    """Roles and attributes of the study decide the population, in these commands as in `code`."""
    talk = "甲：您信任物业吗？\n\n李姐：邻居我信得过。我不信任物业。\n"
    Path("transcripts/a.txt").write_text(talk, encoding="utf-8")
    Path("qualcode.toml").write_text('format = 1\n[speakers]\n"甲" = "interviewer"\n', encoding="utf-8")
    Path("attributes.csv").write_text("document,community\na,L\n", encoding="utf-8")
    book = "format: 1\ncodes:\n  - id: trust\n    definition: x\n    rules: [信任]\n"
    Path("codebook.yaml").write_text(book, encoding="utf-8")
    Path("new.yaml").write_text(book.replace("信任", "物业"), encoding="utf-8")
    assert run("code").exit_code == 0
    terms = ("codebook", "check", "codebook.yaml", "--against", "transcripts", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(run(*terms, "--where", "community=L").stdout))
    assert row["n_units"] == "1"
    changed = run("codebook", "diff", "codebook.yaml", "new.yaml", "--against", "transcripts", "--count")
    assert changed.stdout.splitlines()[-1].startswith("2 sentences of 1 document")
    page = run("codebook", "appendix", "codebook.yaml", "transcripts")
    assert page.stdout == run("codebook", "appendix", "codebook.yaml", "--results", "results").stdout


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
