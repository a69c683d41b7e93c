"""Two people code a study in two clones of one repository, as the manual says, with real git."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.journal.passages import added
from qualcode.project.checks.checking import check_study
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.intake.renaming import rename_document
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, journal_file, read_state
from qualcode.project.teams.coder_renaming import rename_coder
from qualcode.text.digest import sha256_of
from tests.project.coded_study import TALKS, code, made, text_of

ROOT = Path(__file__).parents[2]
DRIVER = f"{shlex.quote(sys.executable)} -m qualcode codebook merge %O %A %B -o %A --name %P"


@pytest.fixture
def clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Study, Study]:
    """Two clones; the second one of a person whose git changes line ends."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    one, two = tmp_path / "one", tmp_path / "two"
    try:
        git(tmp_path, "init", "-q", "--bare", "-b", "main", "shared.git")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    made(one)
    git(one, "init", "-q", "-b", "main")
    git(one, "remote", "add", "origin", "../shared.git")
    commit(one)
    git(one, "push", "-q", "-u", "origin", "main")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "shared.git", "two")
    return Study(one), Study(two)


def git(folder: Path, *words: str, status: int = 0) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "what I did today")


def pull(folder: Path, status: int = 0) -> str:
    return git(folder, "pull", "-q", "--no-rebase", "--no-edit", status=status)


def errors(study: Study) -> list[str]:
    return [one.message for one in check_study(study).findings if one.level == "error"]


def rule(study: Study, more: str) -> None:
    """Add a term to the rules of a code."""
    place = study.folder / "codebook.yaml"
    text = place.read_text(encoding="utf-8")
    place.write_bytes(text.replace("[helper*]", f"[helper*, {more}]").encode("utf-8"))


def again(study: Study, document: str, text: str) -> None:
    """Another text of a document, as it is read in again."""
    (study.folder / "transcripts" / f"{document}.txt").write_text(text, encoding="utf-8")
    ingest_study(study, again=True)


def test_two_people_code_push_and_pull(clones):
    one, two = clones
    for study, term in ((one, "aide*"), (two, "assist*")):
        code(study, "both", "lane", [("trust", "We trust her.")])
        rule(study, term)
    code(one, "li", "lane", [("leader", "Anna")])
    code(two, "zhang", "lane", [("leader", "leader"), ("trust", "trust her")])
    code(two, "zhang", "花园", [("leader", "能人。")])
    torn = journal_file(two.folder, "both", "lane")
    torn.write_bytes(torn.read_bytes().removesuffix(b"\n"))
    for study in clones:
        commit(study.folder)
    git(one.folder, "push", "-q")
    assert "CONFLICT (content): Merge conflict in codebook.yaml" in pull(two.folder, status=1)
    git(two.folder, "merge", "--abort")
    assert any("merge.qualcode.driver" in one.cure for one in check_study(two).findings)
    git(two.folder, "config", "merge.qualcode.driver", DRIVER)
    pull(two.folder)
    git(two.folder, "push", "-q")
    pull(one.folder)
    assert "[helper*, assist*, aide*]" in (one.folder / "codebook.yaml").read_text(encoding="utf-8")
    state, problems = read_state(one.folder)
    assert (state, problems) == read_state(two.folder)
    assert (len(state.codings), len(state.doubled), problems, state.clashing) == (5, 1, (), ())
    assert errors(one) == errors(two) == []
    for name in ("transcripts/lane.txt", "text/lane.txt", "text/lane.turns.json", "codings/zhang/lane.jsonl"):
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()
    assert ".lock" not in git(one.folder, "ls-files")


def test_a_text_is_never_a_mixture_of_two_and_codings_follow_it(clones):
    one, two = clones
    for study, old, new in ((one, "Who leads", "So who leads"), (two, "Nobody", "No one")):
        text = text_of(study, "lane")
        start = text.index("We trust her")
        passage = added(text, sha256_of(text), start, start + 12, code="trust")
        append_events(study.folder, study.folder.name, "lane", [passage])
        again(study, "lane", TALKS["lane"].replace(old, new))
        commit(study.folder)
    git(one.folder, "push", "-q")
    assert pull(two.folder, status=1).count("CONFLICT (content)") == 3
    git(
        two.folder,
        "checkout",
        "--theirs",
        "--",
        "transcripts/lane.txt",
        "text/lane.txt",
        "text/lane.turns.json",
    )
    commit(two.folder)
    assert errors(two) == ["codings by two lie in an earlier text"]
    ingest_study(two, documents=["lane"], again=True)
    assert errors(two) == []
    assert text_of(two, "lane") == text_of(one, "lane")
    assert [one.quote for one in read_state(two.folder)[0].codings] == ["We trust her", "We trust her"]


def test_names_change_in_one_clone_while_the_other_goes_on_with_the_old_ones(clones):
    one, two = clones
    code(one, "li", "lane", [("trust", "We trust her.")], finish=False)
    commit(one.folder)
    git(one.folder, "push", "-q")
    pull(two.folder)
    lane = one.folder / "transcripts" / "lane.txt"
    lane.rename(lane.with_name("alley.txt"))
    rename_document(one, "lane", "alley")
    rename_coder(one, "li", "Li Ming")
    code(one, "Li Ming", "alley", [("leader", "Anna")])
    code(two, "li", "lane", [("helper", "helpers")])
    code(two, "zhang", "lane", [("trust", "trust her")])
    for study in clones:
        commit(study.folder)
    git(one.folder, "push", "-q")
    pull(two.folder)
    git(two.folder, "push", "-q")
    pull(one.folder)
    state, problems = read_state(one.folder)
    assert (state, problems) == read_state(two.folder)
    assert {(each.coder, each.document, each.code) for each in state.codings} == {
        ("Li Ming", "alley", "trust"),
        ("Li Ming", "alley", "leader"),
        ("Li Ming", "alley", "helper"),
        ("zhang", "alley", "trust"),
    }
    assert (state.clashing, errors(one), errors(two)) == ((), [], [])
    assert not (two.folder / "text" / "lane.txt").exists()
    assert ingest_study(two).states == {"same": 3}
