"""The sample interviews coded by hand: they fit the transcripts, and the tables in the docs come from them."""

import csv
from pathlib import Path

import pytest

import qualcode
from qualcode.text.segment import segment
from tools import gold_evidence

ROOT = Path(__file__).parents[2]
CODERS = sorted((ROOT / "codebooks" / "gold").glob("coder_*.csv"))


@pytest.mark.parametrize("file", CODERS, ids=lambda file: file.stem)
def test_every_coding_by_hand_lies_on_a_sentence_of_a_respondent_and_names_a_code(file):
    documents = {one.id: one for one in qualcode.read_transcripts(ROOT / "sample_transcripts")}
    codes = {code.id for code in qualcode.load_codebook(gold_evidence.CODEBOOK).codes}
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["coder"] for row in rows} == {file.stem[-1]}
    sentences = {id: segment(document, "sentence") for id, document in documents.items()}
    for row in rows:
        of, number = sentences[row["document"]], int(row["unit"]) - 1
        assert (int(row["start"]), int(row["end"])) == (int(of.start[number]), int(of.end[number]))
        assert row["code"] in codes


@pytest.mark.parametrize("name", [*gold_evidence.PARTS, "agreement"])
def test_the_tables_in_the_docs_are_those_of_the_tool(name):
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert f"<!-- {name} -->\n{gold_evidence.table(name)}\n" in page


def test_the_measures_of_a_known_table():
    """40, 10, 10, 140: agreement .900, Holsti .800, kappa .733; precision and recall .80."""
    first = {"a": {("d", unit) for unit in range(50)}}
    second = {"a": {("d", unit) for unit in range(10, 60)}}
    assert gold_evidence.agreement(first, second, ["a"], 200) == "50 | 50 | 40 | 0.90 | 0.80 | 0.73 |"
    assert gold_evidence.retrieval(first["a"], second["a"]) == "50 | 50 | 40 | 0.80 | 0.80 | 0.80 |"
    assert gold_evidence.retrieval(first["a"], set()) == "50 | 0 | 0 | – | 0.00 | 0.00 |"


def test_kappa_is_pooled_over_codes():
    """With 5, 5, 5, 185 and 1, 4, 3, 192 beside it: pooled kappa .640."""
    first, second = {}, {}
    for code, both, one, other in (("a", 40, 10, 10), ("b", 5, 5, 5), ("c", 1, 4, 3)):
        first[code] = {("d", unit) for unit in range(both + one)}
        second[code] = {("d", unit) for unit in range(both)} | {("e", unit) for unit in range(other)}
    assert gold_evidence.agreement(first, second, ["a", "b", "c"], 200).endswith(" 0.64 |")
