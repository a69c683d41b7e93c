"""`qualcode explain`: what is said of a passage, by place, by row and of a text."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.errors import ReadError, UsageError

BOOK = """\
format: 1
codebook:
  languages: [zh, en]
  shields: [能人街]
codes:
  - id: elite
    rules:
      - affirmed:能人
      - (书记 OR 主任 OR 组长 OR 楼长 OR 门长 OR 代表) NEAR/2 带头
  - id: trust
    rules: [信任, 放心 BEFORE/3 交给]
  - id: distrust
    rules: [不信任]
"""
TALK = """\
问：你是能人，是吗？
答：老周是能人。能人街没有能人。书记从来没有说过要带头。
答：交给他我放心，大家都不信任物业。
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("book.yaml").write_text(BOOK, encoding="utf-8")
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(TALK, encoding="utf-8")
    Path("talks/two.txt").write_text("答：我信任他。\n", encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def said(*arguments: object) -> list[str]:
    result = run("explain", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_a_coded_place(study: Path):
    assert said("talks/one.txt:14", "-c", "book.yaml") == [
        "one: sentence 2, characters 13 to 19, 答 (participant)",
        "  老周是能人。",
        "elite: coded",
        "  ✓ affirmed:能人   能人",
        "      能人 is not negated: no negator in “老周是能人”",
        "    ✓ 能人   能人",
        "  1 other rule is false (--all shows them)",
    ]


def test_a_code_that_does_not_stand(study: Path):
    assert said("talks/one.txt:21", "-c", "book.yaml", "--code", "elite") == [
        "one: sentence 3, characters 19 to 27, 答 (participant)",
        "  能人街没有能人。",
        "elite: not coded",
        "  ✗ affirmed:能人",
        "      能人 is negated: 没有 in “能人街没有能人”",
        "    ✓ 能人   能人",
        "        能人[19:21] does not count: the shield 能人街 hides it",
        "  1 other rule is false (--all shows them)",
    ]


def test_words_that_are_too_far_apart_and_terms_that_find_nothing(study: Path):
    lines = said("talks/one.txt:27", "-c", "book.yaml", "--code", "elite")[3:]
    assert lines == [
        "  ✗ (书记 OR 主任 OR 组长 OR 楼长 OR 门长 OR 代表) NEAR/2 带头   at least 7 words lie between",
        "    ✓ 书记 OR 主任 OR 组长 OR 楼长 OR 门长 OR 代表",
        "      ✓ 书记   书记",
        "      ✗ none of 5 others: 主任, 组长, 楼长, 门长, 代表",
        "    ✓ 带头   带头",
        "  1 other rule is false (--all shows them)",
    ]


def test_the_wrong_order_and_a_longer_term_of_another_code_that_hides_nothing(study: Path):
    lines = said("talks/one.txt:46", "-c", "book.yaml", "--code", "trust", "--all")[2:]
    assert lines == [
        "trust: coded",
        "  ✓ 信任   信任",
        "  ✗ 放心 BEFORE/3 交给   not in this order",
        "    ✓ 放心   放心",
        "    ✓ 交给   交给",
    ]


def test_a_code_that_finds_nothing(study: Path):
    assert said("talks/one.txt:14", "-c", "book.yaml", "--code", "distrust")[2:] == [
        "distrust: not coded",
        "  its rule finds nothing here (--all shows what is looked for)",
    ]


def test_a_question_is_outside_the_population_unless_asked_for(study: Path):
    place = ("talks/one.txt:3", "-c", "book.yaml")
    assert said(*place)[1] == (
        "  nothing can be coded here: who speaks there is not in the population (speakers!=interviewer)"
    )
    assert said(*place, "--speakers", "all")[2] == "elite: coded"


def test_a_place_in_one_of_several_transcripts(study: Path):
    assert said("two:3", "talks", "-c", "book.yaml")[0].startswith("two: sentence 1, characters 2 to 7")


def test_every_row_of_the_codings_is_explained(study: Path):
    assert run("code", "talks", "-c", "book.yaml", "-o", "out", "-q").exit_code == 0
    with Path("out/codings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows] == ["elite", "trust", "distrust", "trust"]
    for number, row in enumerate(rows, 1):
        (told,) = json.loads(run("explain", "--row", number, "out", "--format", "json").stdout)
        (code,) = told["codes"]
        assert (told["document"], told["text"]) == (row["document"], row["text"])
        assert (code["code"], code["coded"]) == (row["code"], True)
        true = [rule for rule in code["rules"] if rule["true"]]
        assert " || ".join(rule["rule"] for rule in true) == row["rule"]
        assert [
            f"{one['text']}[{one['start']}:{one['end']}]" for rule in true for one in rule["evidence"]
        ] == row["evidence"].split(" || ")


def test_a_row_is_explained_as_it_was_coded(study: Path):
    """Unit and population of the run hold, not the codebook's."""
    options = ("--unit", "turn", "--speakers", "all", "-q")
    assert run("code", "talks", "-c", "book.yaml", "-o", "out", *options).exit_code == 0
    assert said("--row", 1, "out")[0] == "one: turn 1, characters 2 to 10, 问 (interviewer)"


def test_what_has_changed_since_is_said(study: Path):
    run("code", "talks", "-c", "book.yaml", "-o", "out", "-q")
    Path("book.yaml").write_text(BOOK.replace("affirmed:能人", "能人"), encoding="utf-8")
    Path("talks/one.txt").write_text(TALK.replace("老周", "老王"), encoding="utf-8")
    result = run("explain", "--row", 1, "out")
    assert result.stderr.splitlines() == [
        "warning: book.yaml: the rules have changed since the table was written",
        "warning: talks/one.txt: the transcript has changed since: places may have moved",
    ]
    assert "✓ 能人   能人" in result.stdout


def test_a_text(study: Path):
    lines = said("--text", "我信任他。他是能人！", "-c", "book.yaml")
    assert [line for line in lines if not line.startswith(" ")] == [
        "text: sentence 1, characters 0 to 5",
        "trust: coded",
        "",
        "text: sentence 2, characters 5 to 10",
        "elite: coded",
    ]


def test_a_text_said_by_somebody(study: Path):
    book = "format: 1\ncodes:\n  - id: asks\n    rules: [能人 AND role:secretary, 能人 AND speaker:王姐]\n"
    Path("who.yaml").write_text(book, encoding="utf-8")
    one = ("--text", "他是能人。", "-c", "who.yaml", "--code", "asks")
    assert "asks: not coded" in said(*one)
    assert "asks: coded" in said(*one, "--role", "secretary")
    assert "asks: coded" in said(*one, "--speaker", "王姐")
    result = run("explain", "one.txt:5", "-c", "who.yaml", "--role", "secretary")
    assert (result.exit_code, "belong to --text" in str(result.exception)) == (1, True)


def test_json_holds_hits_that_do_not_count(study: Path):
    (told,) = json.loads(
        run("explain", "talks/one.txt:21", "-c", "book.yaml", "--code", "elite", "--format", "json").stdout
    )
    (term,) = told["codes"][0]["rules"][0]["of"]
    assert [(hit["start"], hit["counts"], hit["why_not"], hit["negated"]) for hit in term["hits"]] == [
        (19, False, "the shield 能人街 hides it", False),
        (24, True, "", True),
    ]
    assert term["hits"][0]["clause"] is None
    assert term["hits"][1]["clause"] == {"start": 19, "end": 26, "text": "能人街没有能人"}
    assert term["hits"][1]["negators"] == [{"start": 22, "end": 24, "text": "没有"}]


def test_an_explanation_is_written_to_a_file(study: Path):
    assert said("--text", "我信任他。", "-c", "book.yaml", "-o", "why.txt") == []
    assert Path("why.txt").read_text(encoding="utf-8").startswith("text: sentence 1")


def test_a_colon_in_the_name_of_a_document(study: Path):
    Path("talks/访谈：王.txt").write_text("答：能人。", encoding="utf-8")
    assert said("访谈：王:3", "talks", "-c", "book.yaml")[0].startswith("访谈：王: sentence 1")


def test_a_code_without_rules(study: Path):
    Path("book.yaml").write_text(BOOK + "  - id: by_hand\n", encoding="utf-8")
    assert said("--text", "能人", "-c", "book.yaml", "--code", "by_hand")[2:] == [
        "by_hand: not coded",
        "  it has no rules: people apply it",
    ]


def test_a_coding_longer_than_a_cell_of_the_csv_module(study: Path):
    Path("talks/long.txt").write_text("答：" + "说来话长，" * 30_000 + "能人", encoding="utf-8")
    options = ("-c", "book.yaml", "-o", "out", "-q", "--unit", "document", "--where", "x=y")
    assert run("code", "talks/long.txt", *options[:-2]).exit_code == 0
    assert said("--row", 1, "out")[0].startswith("long: document 1")


def test_results_are_explained_from_elsewhere_with_all_that_is_needed(study: Path, monkeypatch):
    run("code", "talks", "-c", "book.yaml", "-o", "out", "-q")
    Path("other").mkdir()
    monkeypatch.chdir(study / "other")
    problem = run("explain", "--row", 1, "../out").exception
    assert isinstance(problem, ReadError)
    assert "book.yaml: it is not here" in str(problem)
    assert "what was named by its full path then must be named again" in str(problem)
    assert said("--row", 1, "../out", "../talks", "-c", "../book.yaml")[2] == "elite: coded"


IDLE = [
    (["--row", "1", "out", "--code", "elite"], "--code does nothing with --row"),
    (["--row", "1", "out", "--unit", "turn"], "--unit does nothing with --row"),
    (["--text", "x", "-c", "book.yaml", "--speakers", "all"], "--speakers does nothing with --text"),
    (["--text", "x", "-c", "book.yaml", "--join-turns"], "--join-turns does nothing with --text"),
]


@pytest.mark.parametrize(("arguments", "message"), IDLE)
def test_an_option_that_would_do_nothing_is_refused(study: Path, arguments: list[str], message: str):
    problem = run("explain", *arguments).exception
    assert isinstance(problem, UsageError)
    assert message in str(problem)


DAMAGE = [
    ("options", "speakers", 5),
    ("options", "where", [3]),
    ("options", "split_at", None),
    ("options", "settings", 4),
    ("codebook", "file", None),
    ("codebook", "rules_sha256", 3),
]


@pytest.mark.parametrize(("part", "key", "value"), DAMAGE)
def test_a_damaged_record(study: Path, part: str, key: str, value: object):
    run("code", "talks", "-c", "book.yaml", "-o", "out", "-q")
    file = Path("out/provenance.json")
    record = json.loads(file.read_text(encoding="utf-8"))
    record[part][key] = value
    file.write_text(json.dumps(record), encoding="utf-8")
    assert "damaged" in str(run("explain", "--row", 1, "out").exception)


@pytest.mark.parametrize("key", ["inputs", "documents", "attributes", "options"])
def test_a_record_with_parts_that_are_something_else(study: Path, key: str):
    run("code", "talks", "-c", "book.yaml", "-o", "out", "-q")
    file = Path("out/provenance.json")
    record = json.loads(file.read_text(encoding="utf-8")) | {key: 3}
    file.write_text(json.dumps(record), encoding="utf-8")
    assert "damaged" in str(run("explain", "--row", 1, "out").exception)


def test_an_explanation_is_not_written_over_what_it_reads(study: Path):
    for output in ("talks/one.txt", "book.yaml"):
        problem = run("explain", "talks/one.txt:14", "talks", "-c", "book.yaml", "-o", output).exception
        assert "one of those that are read" in str(problem)
    assert Path("book.yaml").read_text(encoding="utf-8") == BOOK


REFUSED = [
    ([], "say what to explain"),
    (["--row", "1"], "say what to explain"),
    (["one:1", "--text", "x", "-c", "book.yaml"], "say what to explain"),
    (["one:1"], "no codebook is named"),
    (["one:1", "-c", "book.yaml"], "there is no file one\n  name a file, or the folder"),
    (["talks", "-c", "book.yaml"], "add --row and a number"),
    (["one", "talks", "-c", "book.yaml"], "one names no place"),
    (["one:x", "talks", "-c", "book.yaml"], "one:x names no place"),
    (["on:1", "talks", "-c", "book.yaml"], "there is no document on\n  did you mean one?"),
    (["x:1", "talks", "-c", "book.yaml"], "there is no document x\n  its id is one of: one, two"),
    (["one:999", "talks", "-c", "book.yaml"], "one has 59 characters; there is none at 999"),
    (["one:1", "talks", "-c", "book.yaml", "--code", "elit"], "did you mean elite?"),
    (["one:1", "talks", "-c", "book.yaml", "--unit", "page"], "there is no unit 'page'"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_wrong_use_says_what_is_wrong(study: Path, arguments: list[str], message: str):
    problem = run("explain", *arguments).exception
    assert isinstance(problem, UsageError)
    assert message in str(problem)
    assert problem.exit_status == 2


def test_results_that_are_none(study: Path):
    problem = run("explain", "--row", 1, "talks").exception
    assert isinstance(problem, ReadError)
    assert "no folder of results" in str(problem)


@pytest.mark.parametrize("row", [0, 5])
def test_a_row_that_is_not_there(study: Path, row: int):
    run("code", "talks", "-c", "book.yaml", "-o", "out", "-q")
    problem = run("explain", "--row", row, "out").exception
    assert f"there is no row {row}: codings.csv has 4" in str(problem)


def test_in_chinese(study: Path):
    assert said("talks/one.txt:21", "-c", "book.yaml", "--code", "elite", "--lang", "zh") == [
        "one：第 3 句，字符 19 至 27，答（受访者）",
        "  能人街没有能人。",
        "elite：未编码",
        "  ✗ affirmed:能人",
        "      能人 被否定：“能人街没有能人”中有 没有",
        "    ✓ 能人   能人",
        "        能人[19:21] 不计入：在屏蔽词 能人街 之内",
        "  另有 1 条规则不成立（--all 全部列出）",
    ]
    assert (
        said("talks/one.txt:27", "-c", "book.yaml", "--lang", "zh")[-1]
        == "此处没有代码（--code 代码 说明原因）"
    )
    assert run("explain", "talks/one.txt:21", "-c", "book.yaml", "--lang", "de").exit_code == 2


def test_json_in_chinese_has_the_same_keys(study: Path):
    place = ("explain", "talks/one.txt:21", "-c", "book.yaml", "--code", "elite", "--format", "json")
    english, chinese = (run(*place, "--lang", lang).stdout for lang in ("en", "zh"))
    assert '"why_not": "the shield 能人街 hides it"' in english
    assert chinese == english.replace("the shield 能人街 hides it", "在屏蔽词 能人街 之内")
