"""`qualcode codebook check --against`: the report, the tables, and that its numbers are those of `code`."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import QualcodeError, ReadError, UsageError
from qualcode.text.key import fold
from tests.cli.terminal import at_terminal

ROOT = Path(__file__).parents[2]
BOOK = """\
format: 1
codebook:
  languages: [zh, en]
codes:
  - id: elite
    definition: x
    rules: [能人 OR 带头人, able person]
  - id: autonomy
    definition: x
    rules: [自治, 信任]
  - id: trust
    definition: x
    rules: [不信任, trust*]
"""
TALK = "访谈者：有能人吗？\n\n王姐：能人，不信任能人。可能人家不信任。自治区。\n\n李叔：We trust the able person.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("talks").mkdir()
    Path("talks/one.txt").write_text(TALK, encoding="utf-8")
    Path("book.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


run = at_terminal("codebook", "check").run


def rows(*arguments: object) -> list[dict[str, str]]:
    result = run("book.yaml", "--against", "talks", "--format", "csv", *arguments)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_the_report(study: Path):
    result = run("book.yaml", "--against", "talks")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "book.yaml: 3 codes, 6 rules, 7 terms, 0 examples; no errors, 1 warning",
        "terms inside longer terms of other codes, with the hits of the longer one:",
        "  2 × autonomy: 信任 lies inside 不信任 of trust; shields: [不信任] hides it",
        "",
        "against 1 document, 4 sentences (speakers!=interviewer):",
        "  1 of 7 different terms never hit; 10 hits of the others: 8 whole words, 1 within longer words, "
        "1 that cut through words",
        "",
        "hits that count inside longer words; where these mean something else, a shield hides them:",
        "  autonomy  自治  1 of 1  自治区 (1)  shields: [自治区]",
        "",
        "hits that word cuts set aside; if some are good: boundaries: none, and shields for the others:",
        "  elite  能人  1 of 3  可能|人家 (1)  shields: [可能人家]",
        "",
        "pairs of codes that rest on the same words, in so many of the units with both:",
        "  autonomy  trust  2 of 2  信任 (2)",
        "",
        "terms that never hit, by code:",
        "  elite  1 of 3  带头人",
        "",
        "all terms, one a row: --format csv; all codes, pairs, written forms: --table codes, pairs, forms",
    ]


def test_terms_in_very_many_units(study: Path):
    Path("talks/one.txt").write_text("王姐：" + "我是能人，信任。" * 7 + "好的。" * 2, encoding="utf-8")
    Path("book.yaml").write_text(BOOK.replace("[自治, 信任]", "[信任 NEAR/5 是]"), encoding="utf-8")
    lines = run("book.yaml", "--against", "talks").stdout.splitlines()
    assert lines[lines.index("terms in more than 20 % of the units, which code all of them:") + 1 :][:2] == [
        "  elite  能人  7  78 %",
        "terms in more than 20 % of the units, which need others beside them: 信任, 是",
    ]


def test_terms_as_a_table(study: Path):
    found = rows()
    assert [(row["code"], row["term"], row["n_hits"], row["n_counts"]) for row in found] == [
        ("elite", "能人", "3", "2"),
        ("elite", "带头人", "0", "0"),
        ("elite", "able person", "1", "1"),
        ("autonomy", "自治", "1", "1"),
        ("autonomy", "信任", "2", "2"),
        ("trust", "不信任", "2", "2"),
        ("trust", "trust*", "1", "1"),
    ]
    assert found[0]["crossing"] == "可能|人家 (1)"
    assert (
        found[0]["exact"]
        == "[能人]，不信任能人。可能人家不信任 || 能人，不信任[能人]。可能人家不信任。自治区。"
    )


@pytest.mark.parametrize("table", ["codes", "pairs", "forms"])
def test_the_other_tables(study: Path, table: str):
    found = rows("--table", table)
    assert len(found) == {"codes": 3, "pairs": 1, "forms": 0}[table]
    as_json = run("book.yaml", "--against", "talks", "--format", "json", "--table", table).stdout
    assert [list(row) for row in json.loads(as_json)] == [list(row) for row in found]


def test_options_of_reading_and_of_the_population(study: Path):
    assert {row["N"] for row in rows("--unit", "document")} == {"1"}
    assert {row["N"] for row in rows("--speakers", "李叔")} == {"1"}
    assert rows("--speakers", "all")[0]["n_hits"] == "4"
    assert "nobody has this name" in run("book.yaml", "--against", "talks", "--speakers", "x").stderr


def test_into_a_file(study: Path):
    shown = run("book.yaml", "--against", "talks").stdout
    assert run("book.yaml", "--against", "talks", "-o", "out.txt").stdout == ""
    assert Path("out.txt").read_text(encoding="utf-8") == shown
    assert isinstance(run("book.yaml", "--against", "talks", "-o", "book.yaml").exception, UsageError)
    assert isinstance(run("book.yaml", "--against", "talks", "-o", "talks/one.txt").exception, UsageError)


@pytest.mark.parametrize(
    "idle",
    [("--speakers", "all"), ("--unit", "turn"), ("--format", "csv"), ("--table", "codes"), ("--join-turns",), ("--wrapped", "no")],
)  # fmt: skip
def test_options_without_a_corpus(study: Path, idle: tuple[str, ...]):
    fault = run("book.yaml", *idle).exception
    assert isinstance(fault, UsageError)
    assert fault.message == f"{idle[0]} does nothing without --against"


def test_what_cannot_be_read(study: Path):
    Path("talks/two.docx").write_bytes(b"no zip")
    result = run("book.yaml", "--against", "talks")
    assert result.exit_code == 0
    assert "not read: two.docx" in result.stderr or "not read: talks/two.docx" in result.stderr
    assert run("book.yaml", "--against", "talks", "--against", "talks/two.docx").exit_code == 1
    assert isinstance(run("book.yaml", "--against", "nowhere").exception, ReadError)
    Path("empty.txt").write_bytes(b"")
    fault = run("book.yaml", "--against", "empty.txt").exception
    assert isinstance(fault, ReadError)
    assert fault.message == "no transcript could be read: this file is empty"
    assert isinstance(run("book.yaml", "--against", "").exception, QualcodeError)


def test_a_codebook_with_errors_is_held_against_nothing(study: Path):
    Path("book.yaml").write_text(BOOK + "wrong: 1\n", encoding="utf-8")
    result = run("book.yaml", "--against", "talks", "--format", "csv")
    assert (result.exit_code, result.stdout) == (1, "")


def test_an_empty_transcript(study: Path):
    Path("talks/one.txt").write_text("访谈者：好。\n", encoding="utf-8")
    result = run("book.yaml", "--against", "talks")
    assert result.exit_code == 0
    assert "against 1 document, 0 sentences" in result.stdout
    assert {row["share_units"] for row in rows()} == {""}


def test_the_numbers_are_those_of_code():
    """On the samples: hits set aside, pairs of codes and units by code are what the tables of a run hold."""
    book = qualcode.load_codebook(ROOT / "codebooks" / "community_governance.yaml")
    documents = qualcode.read_transcripts(ROOT / "sample_transcripts")
    found, results = qualcode.check_against(book, documents), qualcode.code(documents, book)
    frequency = qualcode.frequency(results)
    assert found.codes.n_units.tolist() == frequency.n_units.tolist()
    assert set(found.terms.N) == set(frequency.N)
    pairs = qualcode.cooccurrence_pairs(results)
    shared = {
        (row.code_1, row.code_2): (row.n_both, row.n_shared) for row in pairs.itertuples() if row.n_shared
    }
    assert {(row.code, row.code_2): (row.n_both, row.n_shared) for row in found.pairs.itertuples()} == shared
    lost: Counter[tuple[str, str]] = Counter()
    for row in qualcode.set_aside(results).itertuples():
        lost[row.code, fold(row.text)] += row.n
    literal = found.terms[(found.terms.kind == "term") & ~found.terms.term.str.contains(r"[*?]")]
    for row in literal[literal.n_aside > 0].itertuples():
        assert lost[row.code, fold(row.term)] == row.n_aside, row.term
    assert (literal.n_aside > 0).sum() > 50
