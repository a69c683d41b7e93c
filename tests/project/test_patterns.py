"""Patterns in whole runs: tables, record, workers, settings, explanations."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
import spacy

import qualcode
from qualcode.errors import CodebookError, UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.results.run import Report, run
from tests.coding.pipeline import make_pipeline
from tests.project.small_study import provenance_of, run_process, table_of

BOOK = """\
format: 1
codebook: {name: Streets, languages: [en, zh]}
codes:
  - id: moving
    rules:
      - 'pattern: quoted'
      - pattern: [{LEMMA: mobilise}, {OP: "?"}, {LOWER: residents}]
      - pattern: [{LOWER: 发动}, {OP: "{0,2}"}, {LOWER: 居民}]
    examples: [They mobilised the residents., 發動了居民]
    non_examples: [The residents were mobilised.]
  - id: trust
    rules: ['trust* AND code:moving']
"""
NOUNS = """\
  - id: nouns
    rules:
      - pattern: [{LOWER: two}, {POS: NOUN}]
    examples: [two streets]
"""
TALK = """\
Q: Who mobilised residents?

A: They mobilise the residents; we trust it. Two streets met.

B: 我們發動了居民，大家信任他。
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "talks").mkdir()
    for number in range(3):
        (tmp_path / "talks" / f"talk{number}.txt").write_text(TALK * (number + 1), encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK.replace("      - 'pattern: quoted'\n", ""), encoding="utf-8")
    (tmp_path / "nouns.yaml").write_text(
        BOOK.replace("      - 'pattern: quoted'\n", "") + NOUNS, encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def coded(out: str = "out", codebook: str = "book.yaml", **options: Any) -> Report:
    return run(CodeOptions(("talks",), codebook, output=out, **options))


def test_tables(study: Path):
    coded()
    rows = [row for row in table_of(study / "out" / "codings.csv") if row["document"] == "talk0"]
    assert [(row["code"], row["rule"], row["evidence"]) for row in rows] == [
        (
            "moving",
            'pattern: [{"LEMMA": "mobilise"}, {"OP": "?"}, {"LOWER": "residents"}]',
            "mobilise the residents[37:59]",
        ),
        ("trust", "trust* AND code:moving", "trust[64:69]"),
        ("moving", 'pattern: [{"LOWER": "发动"}, {"OP": "{0,2}"}, {"LOWER": "居民"}]', "發動了居民[97:102]"),
    ]
    environment = provenance_of(study / "out")["environment"]
    assert environment["spacy"] == spacy.__version__
    assert "jieba" in environment
    assert "spacy_model" not in environment


def test_results_do_not_depend_on_workers(study: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qualcode.project.job.workers.BATCH_BYTES", 1)
    make_pipeline(study / "tiny")
    (study / "q.toml").write_text('format = 1\nspacy_model = "./tiny"\n', encoding="utf-8")
    for workers in (1, 3):
        coded(f"out{workers}", "nouns.yaml", settings="q.toml", workers=workers)
    names = sorted(path.name for path in (study / "out1").iterdir())
    assert "codings.csv" in names
    for name in names:
        assert (study / "out1" / name).read_bytes() == (study / "out3" / name).read_bytes()


def test_a_trained_pipeline_of_the_settings(study: Path):
    (study / "config").mkdir()
    make_pipeline(study / "config" / "tiny")
    (study / "config" / "q.toml").write_text('format = 1\nspacy_model = "./tiny"\n', encoding="utf-8")
    report = coded(codebook="nouns.yaml", settings="config/q.toml")
    rows = table_of(study / "out" / "codings.csv")
    assert sum(row["code"] == "nouns" and row["evidence"].startswith("Two streets") for row in rows) == 6
    assert report.warnings == (
        "6 units are not in the language of config/tiny: patterns that need this spaCy pipeline find nothing there",
    )
    record = provenance_of(study / "out")
    assert record["options"]["spacy_model"] == "config/tiny"
    assert (
        record["environment"]["spacy_model"]
        == f"en_pipeline {json.loads((study / 'config' / 'tiny' / 'meta.json').read_text())['version']}"
    )
    before = record["environment"]["spacy_model_sha256"]
    coded(codebook="nouns.yaml", settings="config/q.toml")
    assert provenance_of(study / "out")["environment"]["spacy_model_sha256"] == before
    (study / "config" / "tiny" / "note.txt").write_text("trained anew", encoding="utf-8")
    coded(codebook="nouns.yaml", settings="config/q.toml")
    assert provenance_of(study / "out")["environment"]["spacy_model_sha256"] != before


def test_no_pipeline_no_file(study: Path):
    with pytest.raises(UsageError) as caught:
        coded(codebook="nouns.yaml")
    assert caught.value.place == "nouns.yaml"
    assert "code nouns asks for POS" in caught.value.message
    assert "python -m spacy download en_core_web_sm" in caught.value.cure
    assert not (study / "out").exists()


def test_a_quoted_pattern_is_no_pattern(study: Path):
    (study / "book.yaml").write_text(BOOK, encoding="utf-8")
    with pytest.raises(CodebookError, match="a pattern cannot stand in an expression"):
        coded()


def test_the_library(study: Path):
    make_pipeline(study / "tiny")
    documents = qualcode.read_transcripts("talks/talk0.txt")
    book = qualcode.load_codebook("nouns.yaml", spacy_model="./tiny")
    with pytest.raises(UsageError, match="only a trained spaCy pipeline knows it"):
        qualcode.code(documents, qualcode.load_codebook("nouns.yaml"))
    with pytest.warns(UserWarning, match="1 unit is not in the language of ./tiny"):
        results = qualcode.code(documents, book, unit="turn")
    assert list(qualcode.frequency(results)["n_codings"]) == [2, 1, 1]
    with warnings.catch_warnings():
        told = qualcode.explain(documents[0], book, 75, codes=["nouns"])
    (rule,) = told.codes[0].rules
    assert (rule.kind, rule.true) == ("pattern", True)
    assert [told.document.text[start:end] for start, end in rule.evidence] == ["Two streets"]


def test_the_command_line(study: Path):
    make_pipeline(study / "tiny")
    (study / "q.toml").write_text('format = 1\nspacy_model = "./tiny"\n', encoding="utf-8")
    tested = run_process("codebook", "test", "nouns.yaml", "--settings", "q.toml", cwd=study)
    assert (tested.returncode, tested.stdout, tested.stderr) == (0, "4 of 4 examples as they should be\n", "")
    alone = run_process("codebook", "test", "nouns.yaml", cwd=study)
    assert (alone.returncode, alone.stdout) == (2, "")
    assert alone.stderr.startswith("error: nouns.yaml: code nouns asks for POS in pattern: ")
    assert "Traceback" not in alone.stderr
    checked = run_process("codebook", "check", "nouns.yaml", cwd=study)
    assert checked.returncode == 0
    assert (
        "nouns.yaml:14:9: warning: POS in a pattern: only a trained spaCy pipeline knows it" in checked.stderr
    )
    explained = run_process(
        "explain", "--text", "Two streets met.", "-c", "nouns.yaml", "--settings", "q.toml", cwd=study
    )
    assert '✓ pattern: [{"LOWER": "two"}, {"POS": "NOUN"}]   Two streets' in explained.stdout
    missed = run_process(
        "explain", "--text", "They mobilise all.", "-c", "book.yaml", "--code", "moving", "--all", cwd=study
    )
    assert '✗ pattern: [{"LEMMA": "mobilise"}, {"OP": "?"}, {"LOWER": "residents"}]' in missed.stdout


def test_a_row_is_explained_with_the_pipeline_of_its_run(study: Path):
    make_pipeline(study / "tiny")
    (study / "q.toml").write_text('format = 1\nspacy_model = "./tiny"\n', encoding="utf-8")
    coded(codebook="nouns.yaml", settings="q.toml")
    number = next(
        at for at, row in enumerate(table_of(study / "out" / "codings.csv"), 1) if row["code"] == "nouns"
    )
    told = run_process("explain", "--row", number, "out", "--format", "json", cwd=study)
    (one,) = json.loads(told.stdout)
    (rule,) = one["codes"][0]["rules"]
    assert (rule["kind"], rule["true"], rule["hits"][0]["text"]) == ("pattern", True, "Two streets")
