"""`qualcode codebook merge` by hand, and as the merge driver of a real git."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.codebook.conflicts import OURS, THEIRS
from qualcode.codebook.load import check_codebook
from qualcode.errors import CodebookError
from tests.cli.terminal import at_terminal

BASE = """\
# Our street
format: 1
codebook: {name: Street, version: '1'}
codes:
  - id: elite
    definition: Someone gets things going.   # to be discussed
    rules:
      - 能人
      - 带头人
  - id: office
    definition: x
    rules:
      - 书记
  - id: trust
    definition: x
    rules:
      - 信任
"""
MORE = BASE.replace("      - 带头人\n", "      - 带头人\n      - 主心骨\n")
MOVED = BASE.replace(
    "      - 带头人\n  - id: office\n    definition: x\n    rules:\n      - 书记\n",
    "      - 带头人\n      - 牵头\n    children:\n"
    "      - id: office\n        definition: x\n        rules:\n          - 书记\n",
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, text: str) -> str:
    Path(name).write_bytes(text.encode("utf-8"))
    return name


def get(name: str = "codebook.yaml") -> str:
    return Path(name).read_bytes().decode("utf-8")


run = at_terminal("codebook", "merge").run


def files(base: str = BASE, ours: str = MORE, theirs: str = MOVED) -> list[str]:
    return [put("base.yaml", base), put("ours.yaml", ours), put("theirs.yaml", theirs)]


BOTH = MOVED.replace("      - 牵头\n", "      - 主心骨\n      - 牵头\n")


def test_the_result_is_printed(here: Path):
    result = run(*files())
    assert (result.exit_code, result.stdout, result.stderr) == (0, BOTH, "")


def test_the_result_is_written_also_over_ours(here: Path):
    for output in ("merged.yaml", "ours.yaml"):
        result = run(*files(), "-o", output)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        assert get(output) == BOTH


def test_the_other_inputs_are_never_written_over(here: Path):
    for output in ("base.yaml", "theirs.yaml"):
        result = run(*files(), "-o", output)
        assert result.exit_code == 129
        assert "it would be lost" in result.stderr
    assert (get("base.yaml"), get("theirs.yaml")) == (BASE, MOVED)


CLASH = [BASE.replace("gets things going", word) for word in ("leads", "makes things go")]


def test_conflicts_are_marked_and_told_and_found_by_check(here: Path):
    result = run(*files(BASE, *CLASH), "-o", "ours.yaml")
    assert result.exit_code == 1
    assert get("ours.yaml") == BASE.replace(
        "    definition: Someone gets things going.   # to be discussed\n",
        f"{OURS}\n    definition: Someone leads.   # to be discussed\n=======\n"
        f"    definition: Someone makes things go.   # to be discussed\n{THEIRS}\n",
    )
    assert result.stderr.splitlines()[0] == "ours.yaml:6: error: conflict: elite, definition"
    assert "ours.yaml: 1 thing to settle; then run qualcode codebook check" in result.stderr
    found = CliRunner().invoke(app, ["codebook", "check", "ours.yaml"])
    assert found.exit_code == 1
    assert [line for line in found.stderr.splitlines() if "error:" in line] == [
        f"ours.yaml:{line}:1: error: a conflict of a merge is not settled" for line in (6, 8, 10)
    ]


@pytest.mark.parametrize(
    "command",
    ["codebook show c.yaml", "codebook test c.yaml", "codebook diff c.yaml c.yaml", "code c.yaml -c c.yaml"],
)
def test_every_command_refuses_a_codebook_with_marks(here: Path, command: str):
    put("c.yaml", BASE.replace("codes:\n", f"{OURS}\n=======\n{THEIRS}\ncodes:\n"))
    result = CliRunner().invoke(app, command.split())
    assert isinstance(result.exception, CodebookError)
    assert {problem.slug for problem in result.exception.problems} == {"conflict"}


def test_what_only_the_two_together_make_wrong_is_told(here: Path):
    ours = BASE.replace("- 信任", "- 信任 NOT code:office")
    theirs = BASE.replace("  - id: office\n    definition: x\n    rules:\n      - 书记\n", "")
    result = run(*files(BASE, ours, theirs), "-o", "merged.yaml")
    assert result.exit_code == 1
    assert "error: there is no code office" in result.stderr
    assert [problem.slug for problem in check_codebook("merged.yaml").errors] == ["unknown-code"]


def test_a_codebook_with_errors_is_told_and_nothing_of_it_is_lost(here: Path):
    result = run(
        *files(BASE, MORE, BASE.replace("- 书记", "- (书记")), "-o", "ours.yaml", "--name", "codebook.yaml"
    )
    assert result.exit_code == 1
    assert result.stderr.startswith("codebook.yaml (theirs):13:9: error: the bracket is never closed")
    assert get("ours.yaml") == MORE.replace("- 书记", "- (书记")


def test_a_file_that_is_not_there_or_no_text(here: Path):
    base, ours, theirs = files()
    assert run(base, ours, "nowhere.yaml", "-o", ours).exit_code == 129
    Path(theirs).write_bytes(b"\xff\x00\x01")
    result = run(base, ours, theirs, "-o", ours)
    assert result.exit_code == 129
    assert "theirs.yaml: error: this is no text file" in result.stderr
    assert get(ours) == MORE


def test_a_fault_of_the_program_does_not_look_like_a_conflict(here: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qualcode.codebook.merge.normalise", None)
    result = run(*files(), "-o", "ours.yaml")
    assert result.exit_code == 129
    assert get("ours.yaml") == MORE


def test_the_encoding_of_ours_is_kept(here: Path):
    base, ours, theirs = files()
    Path(ours).write_bytes(MORE.encode("utf-16"))
    assert run(base, ours, theirs, "-o", ours).exit_code == 0
    assert Path(ours).read_bytes() == BOTH.encode("utf-16")


# With git


@pytest.fixture
def repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose codebooks are merged by the driver, with the codebook as its first commit."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    git("init", "-q", "-b", "main")
    git("config", "core.autocrlf", "false")
    command = f"{shlex.quote(sys.executable)} -m qualcode codebook merge %O %A %B -o %A --name %P"
    git("config", "merge.qualcode.driver", command)
    put(".gitattributes", "codebook.yaml merge=qualcode\n")
    commit(BASE)
    return here


def git(*arguments: str, status: int = 0) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def commit(text: str) -> None:
    put("codebook.yaml", text)
    git("add", "-A")
    git("commit", "-q", "-m", "a change")


def branches(ours: str, theirs: str) -> None:
    """A commit of theirs on a branch of that name, and one of ours on main."""
    git("checkout", "-q", "-b", "theirs")
    commit(theirs)
    git("checkout", "-q", "main")
    commit(ours)


def test_git_merges_what_both_changed(repository: Path):
    """Rules added to one code on both sides, a definition changed, a code moved."""
    branches(MORE.replace("gets things going", "leads"), MOVED)
    git("merge", "-q", "-m", "merged", "theirs")
    assert get() == BOTH.replace("gets things going", "leads")
    assert git("status", "--short") == ""
    assert check_codebook("codebook.yaml").errors == ()


def test_git_knows_of_a_conflict(repository: Path):
    branches(*CLASH)
    said = git("merge", "theirs", status=1)
    assert "codebook.yaml:6: error: conflict: elite, definition" in said
    assert git("status", "--short") == "UU codebook.yaml\n"
    assert get().count(OURS) == get().count(THEIRS) == 1
    put("codebook.yaml", CLASH[0])
    git("commit", "-q", "-a", "-m", "settled")
    assert git("status", "--short") == ""


def test_git_rebases(repository: Path):
    branches(MORE, MOVED)
    git("rebase", "-q", "theirs")
    assert sorted(get().splitlines()) == sorted(BOTH.splitlines())


def test_git_keeps_both_sides_of_a_codebook_with_errors(repository: Path):
    branches(MORE, BASE.replace("- 带头人", "- (带头人"))
    said = git("merge", "theirs", status=1)
    assert "codebook.yaml (theirs):9:9: error: the bracket is never closed" in said
    assert git("status", "--short") == "UU codebook.yaml\n"
    assert {"- 主心骨", "- (带头人"} <= {line.strip() for line in get().splitlines()}


def test_git_does_not_take_our_side_where_the_set_up_lacks_the_output(repository: Path):
    command = f"{shlex.quote(sys.executable)} -m qualcode codebook merge %O %A %B"
    git("config", "merge.qualcode.driver", command)
    branches(MORE, MOVED)
    done = subprocess.run(["git", "merge", "theirs"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode > 0
    assert "git would never see the result" in done.stdout + done.stderr


def test_git_keeps_line_ends(repository: Path):
    branches(MORE.replace("\n", "\r\n"), MOVED)
    git("merge", "-q", "-m", "merged", "theirs")
    assert get() == BOTH.replace("\n", "\r\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions and no links for everybody")
def test_our_file_keeps_its_permissions_also_behind_a_link(tmp_path: Path):
    book = "format: 1\ncodes:\n  - id: a\n    rules: [能人]\n"
    for name, text in (("base", book), ("real", book), ("theirs", book.replace("能人", "村民"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "real").chmod(0o600)
    link = tmp_path / "ours"
    link.symlink_to(tmp_path / "real")
    files = [str(tmp_path / name) for name in ("base", "ours", "theirs")]
    assert CliRunner().invoke(app, ["codebook", "merge", *files, "-o", str(link)]).exit_code == 0
    assert link.is_symlink()
    assert "村民" in (tmp_path / "real").read_text(encoding="utf-8")
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o600
