"""`qualcode similar`: passages like a text, a row of results, or a code, on the screen and as tables."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from tests.cli.terminal import at_terminal
from tests.project.small_study import run_process

BOOK = """\
format: 1
codebook: {languages: [zh], boundaries: none}
codes:
  - {id: top, children: [{id: trust, rules: [信任]}]}
  - {id: car, rules: [停车]}
"""
TALK = """\
问：大家信任谁？

王姐：我们信任老周。老周靠得住。停车难。

李叔：大家都觉得老周靠得住。小區裡停車真難。
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("book.yaml").write_text(BOOK, encoding="utf-8")
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(TALK, encoding="utf-8")
    Path("talks/two.txt").write_text("王姐：下雨了。We trust 老周！\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["code", "talks", "-c", "book.yaml", "-o", "results", "-q"]).exit_code == 0
    return tmp_path


run = at_terminal("similar").run


def rows(*arguments: object) -> list[dict[str, str]]:
    result = run(*arguments, "--format", "csv")
    assert result.exit_code == 0, result.output + str(result.exception)
    return list(csv.DictReader(io.StringIO(result.stdout)))


def texts(*arguments: object) -> list[str]:
    return [row["text"] for row in rows(*arguments)]


def test_rows_are_counted_from_one(study: Path):
    assert "there is no row 0: codings.csv has " in str(run("results:0").exception)


def test_nothing_named_outside_a_study(study: Path):
    assert "no transcripts are named" in str(run("--code", "trust", "-c", "book.yaml").exception)
    assert "no transcripts are named" in str(run("信任").exception)


def test_a_text_finds_what_is_like_it(study: Path):
    found = rows("老周靠得住", "talks")
    assert list(found[0]) == ["score", "document", "unit", "start", "end", "speaker", "role", "text"]
    assert found[0]["text"] == "老周靠得住。"
    assert float(found[0]["score"]) == pytest.approx(1)
    assert (found[0]["document"], found[0]["speaker"]) == ("one", "王姐")
    assert TALK[int(found[0]["start"]) : int(found[0]["end"])] == "老周靠得住。"
    assert found[1]["text"] == "大家都觉得老周靠得住。"
    scores = [float(row["score"]) for row in found]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_script_makes_no_difference(study: Path):
    assert texts("小区停车", "talks")[0] == "小區裡停車真難。"


def test_codes_are_shown_with_a_codebook(study: Path):
    found = rows("老周", "talks", "-c", "book.yaml")
    assert {row["text"]: row["codes"] for row in found}["我们信任老周。"] == "trust"
    left = rows("老周", "talks", "-c", "book.yaml", "--uncoded")
    assert {row["codes"] for row in left} == {""}
    assert len(left) == len(found) - 1


def test_a_row_of_results_finds_others(study: Path):
    (first, *_) = rows("results:1")
    assert first["text"] != "我们信任老周。"
    assert "我们信任老周。" not in texts("results:1")
    assert "老周靠得住。" in texts("results：1", "--uncoded")


def test_passages_like_a_code(study: Path):
    left = texts("talks", "-c", "book.yaml", "--code", "trust", "--uncoded")
    assert left[0] == "老周靠得住。"
    assert texts("results", "--code", "trust", "--uncoded") == left
    assert texts("results", "talks", "--code", "top", "--rollup", "--uncoded") == left
    both = rows("results", "--code", "car")
    assert {row["text"] for row in both if row["codes"] == "car"} == {"停车难。", "小區裡停車真難。"}


def test_on_the_screen(study: Path):
    lines = run("老周靠得住", "talks", "--most", 1).stdout.splitlines()
    assert lines == [
        f"1.000  one:{TALK.index('老周靠')}, 王姐 (participant)",
        "       老周靠得住。",
        "1 of 7 sentences (speakers!=interviewer)",
    ]
    coded = run("老周", "talks", "-c", "book.yaml", "--unit", "turn").stdout
    assert "trust || car" in coded
    assert "turns (speakers!=interviewer)" in coded


def test_nothing_is_like_it(study: Path):
    result = run("xyzzy", "talks")
    assert (result.exit_code, result.stdout) == (0, "0 of 7 sentences (speakers!=interviewer)\n")
    assert json.loads(run("xyzzy", "talks", "--format", "json").stdout) == []


def test_all_passages_or_some(study: Path):
    assert len(texts("老周", "talks", "--most", 0)) == 4
    assert len(texts("老周", "talks", "--most", 2)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("老周",), "no transcripts are named"),
        (("results",), "results:1"),
        (("talks",), "that is a path and no text"),
        (("nowhere:3",), "no transcripts are named"),
        (("results:99",), "there is no row 99"),
        (("talks:1",), "no folder of results"),
        (("……", "talks"), "no word"),
        (("老周", "talks", "--uncoded"), "--uncoded needs codes"),
        (("talks", "--code", "trust"), "--code needs codes"),
        (("talks", "-c", "book.yaml", "--code", "top"), "no passage has the code top"),
        (("talks", "-c", "book.yaml", "--code", "none"), "there is no code none"),
        (("老周", "talks", "--rollup"), "--rollup does nothing"),
        (("results:1", "--unit", "turn"), "--unit: results are read with the options of their run"),
        (("results", "--code", "trust", "--where", "a=b"), "--where"),
        (("老周", "talks", "-o", "talks/one.txt"), "one of those that are read"),
        (("results:1", "-o", "results/codings.csv"), "one of those that are read"),
    ],
)
def test_what_cannot_be_done(study: Path, arguments: tuple[object, ...], said: str):
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in str(result.exception)


def test_what_has_changed_since_is_told(study: Path):
    Path("talks/two.txt").write_text("王姐：老周走了。\n", encoding="utf-8")
    result = run("results:1")
    assert result.exit_code == 0
    assert "two.txt: the transcript has changed since" in result.stderr


def test_a_file_that_cannot_be_read_is_named(study: Path):
    Path("talks/bad.txt").write_bytes(bytes(range(256)))
    done = run_process("similar", "老周", "talks", "talks/bad.txt", cwd=study)
    assert done.returncode == 1
    assert "not read: talks/bad.txt" in done.stderr
    assert "老周靠得住。" in done.stdout
