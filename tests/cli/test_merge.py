"""`qualcode merge`: what is said of another copy of the study."""

import json
import re
import shutil
from pathlib import Path

import pytest

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, journal_file, read_state
from tests.cli.terminal import at_terminal
from tests.project.coded_study import code, made


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A copy of the study that the command runs in, coded by zhang."""
    made(tmp_path / "here")
    copy = Study(Path(shutil.copytree(tmp_path / "here", tmp_path / "there")))
    code(copy, "zhang", "lane", [("leader", "Anna"), ("trust", "We trust her.")])
    append_events(copy.folder, "zhang", "", [Event("memo", text="to think about")])
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("COLUMNS", "200")
    return copy


run = at_terminal("merge", "../there").run


def test_what_came_and_that_nothing_comes_twice(there):
    would = run("--dry-run")
    assert would.stdout.splitlines()[-1] == "5 new events would be added (2 codings, 1 memo), 0 known already"
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "coder  document  new  equal  codings  memos",
        "zhang              1      0        0      1",
        "zhang  lane        4      0        2      0",
        "5 new events added (2 codings, 1 memo), 0 known already",
    ]
    assert run().stdout.splitlines() == [
        "nothing new in 2 journals (--format json lists them all)",
        "0 new events added, 5 known already",
    ]


def test_what_is_to_be_settled(there):
    code(there, "zhang", "花园", [("nobody", "没有了。")])
    shutil.copytree(there.folder / "codings", "codings")
    file = journal_file(".", "zhang", "lane")
    file.write_bytes(file.read_bytes().replace(b'"code":"trust"', b'"code":"helper"'))
    Path("text/花园.txt").unlink()
    Path("text/花园.turns.json").unlink()
    result = run()
    assert result.exit_code == 1
    said = result.stderr.splitlines()
    assert said[0].startswith("conflict: two events of zhang have one id (")
    assert said[1].endswith("Z add lane 72–85 helper “We trust her.”")
    assert said[2].endswith("add lane 72–85 trust “We trust her.”")
    assert said[3] == (
        "    both are kept; the one here counts: both have one time, and its line comes first, character by character. "
        "cure: keep one of the two lines"
    )
    assert said[4:6] == [
        "orphan: 花园 has no text here: its events are kept (1 coding)",
        "    cure: bring it here under this name: its two files in text/, or its transcript",
    ]
    assert said[6] == "warning: codes that the codebook here has not, with their codings: nobody (1)"


@pytest.mark.parametrize(
    ("code_here", "at_here", "counts", "why"),
    [
        ("people", "", "here", "both have one time, and its line comes first, character by character"),
        ("zeal", "", "there", "both have one time, and its line comes first, character by character"),
        ("zeal", "2001", "here", "it is earlier"),
        ("people", "2999", "there", "it is earlier"),
    ],
)
def test_which_of_two_events_with_one_id_counts(there, code_here, at_here, counts, why):
    shutil.copytree(there.folder / "codings", "codings")
    file = journal_file(".", "zhang", "lane")
    lines = file.read_bytes().replace(b'"code":"trust"', f'"code":"{code_here}"'.encode()).splitlines(True)
    at = next(at for at, line in enumerate(lines) if f'"code":"{code_here}"'.encode() in line)
    lines[at] = re.sub(rb'"at":"\d{4}', f'"at":"{at_here}'.encode(), lines[at]) if at_here else lines[at]
    file.write_bytes(b"".join(lines))
    found = json.loads(run("--format", "json", "--dry-run").stdout)["conflicts"]
    assert [one["counts"] for one in found] == [counts]
    result = run()
    assert f"the one {counts} counts: {why}." in result.stderr
    codes = {one.code for one in read_state(".")[0].codings}
    assert {code_here, "trust"} & codes == {code_here if counts == "here" else "trust"}


def test_everything_as_json(there):
    found = json.loads(run("--format", "json", "--dry-run").stdout)
    assert found["documents"] == [{"there": "lane", "here": "lane", "fit": "same text"}]
    assert [row["codings"] for row in found["rows"]] == [0, 2]
    assert (found["conflicts"], found["orphans"], found["settled"]) == ([], [], True)


def test_a_place_to_write_to_is_never_a_journal(there):
    code(Study(Path()), "li", "lane", [("leader", "Anna")])
    assert isinstance(run("-o", "codings/li/lane.jsonl").exception, UsageError)
    assert isinstance(run("-o", "../there/codebook.yaml").exception, UsageError)
