"""A study folder: how it begins, how it is found, what commands take from it."""

import subprocess
from pathlib import Path

import pytest

from qualcode.codebook.load import check_codebook
from qualcode.errors import UsageError, WriteError
from qualcode.ingest import gather, read_attributes
from qualcode.journal.events import Event
from qualcode.project.job.coded_by import coded_by
from qualcode.project.job.defaults import in_study, results_folder
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import begin_study, find_study, study_holding
from qualcode.project.study.journals import append_events
from qualcode.settings import Settings, parse_settings


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Path:
    begin_study(tmp_path / "研究 a")
    monkeypatch.chdir(tmp_path / "研究 a")
    return tmp_path / "研究 a"


def test_what_is_written_is_right(study: Path):
    assert parse_settings(Path("qualcode.toml").read_text(encoding="utf-8")) == Settings()
    checked = check_codebook("codebook.yaml")
    assert (checked.errors, checked.warnings) == ((), ())
    assert checked.codebook
    assert checked.codebook.name == "研究 a"
    assert read_attributes(Path("attributes.csv")).names == ()
    assert gather(["transcripts"]).files == ()


def test_what_is_there_is_left(study: Path):
    Path("codebook.yaml").write_text("mine", encoding="utf-8")
    Path(".gitignore").unlink()
    begun = begin_study(study)
    assert begun.written == (".gitignore",)
    assert set(begun.kept) == {"qualcode.toml", "codebook.yaml", "attributes.csv", ".gitattributes"}
    assert Path("codebook.yaml").read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with pytest.raises(WriteError):
        begin_study(tmp_path / "a")


def test_a_study_is_found_from_the_folders_in_it(study: Path, monkeypatch, tmp_path: Path):
    assert find_study().path("codebook.yaml") == "codebook.yaml"
    monkeypatch.chdir("transcripts")
    assert find_study().path("codebook.yaml") == "../codebook.yaml"
    assert results_folder() == "../results"
    monkeypatch.chdir(tmp_path)
    assert (find_study(), results_folder()) == (None, "results")


def test_commands_take_what_they_are_not_told(study: Path):
    assert in_study(CodeOptions((), "")) == CodeOptions(
        ("transcripts",), "codebook.yaml", attributes="attributes.csv", settings="qualcode.toml"
    )
    told = CodeOptions(("transcripts/a.txt",), "other.yaml", attributes="b.csv", settings="c.toml")
    assert in_study(told) == told
    Path("attributes.csv").unlink()
    assert in_study(CodeOptions(("transcripts",), "")).attributes == ""


def test_attributes_that_came_with_the_transcripts(study: Path):
    Path("transcripts/attributes.csv").write_text("document,role\na,resident\n", encoding="utf-8")
    assert in_study(CodeOptions((), "")).attributes == "transcripts/attributes.csv"
    with Path("attributes.csv").open("a", encoding="utf-8") as file:
        file.write("a,,secretary\n")
    assert in_study(CodeOptions((), "")).attributes == "attributes.csv"


def test_what_lies_outside_takes_nothing_from_it(study: Path, tmp_path: Path):
    elsewhere = CodeOptions((str(tmp_path / "b"),), "")
    assert in_study(elsewhere) == elsewhere
    assert in_study(CodeOptions(("../研究 ab",), "")).codebook == ""


def test_without_a_study_transcripts_must_be_named(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = CodeOptions(("a",), "c.yaml")
    assert in_study(given) == given
    with pytest.raises(UsageError, match="no transcripts are named"):
        in_study(CodeOptions((), "c.yaml"))


def test_git_keeps_the_bytes_of_texts(study: Path):
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=study, capture_output=True, check=True, text=True)
        return done.stdout

    try:
        git("init", "-q", ".")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    crlf = "甲：一\r\n\r\n乙：二\n".encode()
    (study / "transcripts" / "a.txt").write_bytes(crlf)
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "A")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    subprocess.run(
        ["git", "-c", "core.autocrlf=true", "clone", "-q", str(study), "copy"], cwd=study.parent, check=True
    )
    assert (study.parent / "copy" / "transcripts" / "a.txt").read_bytes() == crlf
    for made in ("results/codings.csv", "results-li/codings.csv", "report-li.html"):
        (study / made).parent.mkdir(exist_ok=True)
        (study / made).write_text("x", encoding="utf-8")
    (study / "memos").mkdir()
    (study / "memos" / "report-1.jsonl").write_text("", encoding="utf-8")
    assert git("status", "--porcelain", "-uall") == "?? memos/report-1.jsonl\n"
    assert "union" in git("check-attr", "merge", "codings/li/a.jsonl")
    assert "unset" in git("check-attr", "merge", "transcripts/a.txt")


def nested(folder: Path) -> tuple[Path, Path]:
    """A study, and another one among its folders; a transcript in each."""
    outer, inner = folder / "outer", folder / "outer" / "pilot"
    for one in (outer, inner):
        begin_study(one)
        (one / "transcripts" / "a.txt").write_text("甲：一\n", encoding="utf-8")
    return outer, inner


@pytest.mark.parametrize(
    ("here", "inputs", "found"),
    [
        ("outer", ("pilot/transcripts",), "pilot"),  # the one that they lie in, not the one around it
        ("outer/pilot", ("../transcripts",), ".."),
        ("outer/pilot", ("transcripts", "../transcripts"), ".."),  # the one that holds both
        ("outer", (), "."),
        ("outer/pilot", ("transcripts/a.txt",), "."),
        ("outer/pilot/transcripts", ("a.txt",), ".."),
        (".", ("outer/pilot",), "outer/pilot"),
        (".", ("outer/transcripts", "elsewhere.txt"), None),
        (".", (), None),
        ("outer", ("../elsewhere.txt",), None),
    ],
)
def test_the_study_that_transcripts_belong_to(tmp_path, monkeypatch, here, inputs, found):
    nested(tmp_path)
    (tmp_path / "elsewhere.txt").write_text("甲：一\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / here)
    study = study_holding(inputs)
    assert (study and study.folder.as_posix()) == found


def test_links_into_the_study_of_the_current_folder(tmp_path, monkeypatch):
    outer, _ = nested(tmp_path)
    (tmp_path / "link.txt").symlink_to(outer / "transcripts" / "a.txt")
    monkeypatch.chdir(outer)
    assert study_holding(("../link.txt",)).folder.as_posix() == "."
    monkeypatch.chdir(tmp_path)
    assert study_holding(("link.txt",)) is None


def test_a_study_is_spelled_as_from_the_current_folder_wherever_its_files_are_named(tmp_path, monkeypatch):
    outer, inner = nested(tmp_path)
    monkeypatch.chdir(outer)
    assert in_study(CodeOptions((str(outer / "transcripts"),), "")).codebook == "codebook.yaml"
    assert in_study(CodeOptions((str(inner / "transcripts"),), "")).codebook == str(inner / "codebook.yaml")


def test_codebook_texts_and_journals_are_of_one_study(tmp_path, monkeypatch):
    """All that looks for a study asks the same function: nothing is mixed of two."""
    outer, inner = nested(tmp_path)
    for study, name in ((outer, "li"), (inner, "wu")):
        events = [Event("open", codes=("a",)), Event("finish", codes=("a",))]
        append_events(study, name, "a", events)
    monkeypatch.chdir(outer)
    options = in_study(CodeOptions(("pilot/transcripts",), ""))
    assert options.codebook == "pilot/codebook.yaml"
    coded, _ = coded_by("wu", options.inputs)
    assert set(coded.documents) == {"a"}
    with pytest.raises(UsageError, match="nobody is called li"):
        coded_by("li", options.inputs)
