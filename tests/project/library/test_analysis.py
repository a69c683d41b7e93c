"""The tables of `qualcode analyze` from Python: the same as the command line's."""

import csv
import dataclasses
import io
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

import qualcode
from qualcode.cli import app
from qualcode.coding.sums import no_sums
from qualcode.coding.units import counting
from qualcode.errors import UsageError

ROOT = Path(__file__).parents[3]
BOOK = ROOT / "codebooks" / "community_governance.yaml"
SAMPLES = ROOT / "sample_transcripts"


@pytest.fixture(scope="module")
def results() -> qualcode.Results:
    return qualcode.code(qualcode.read_transcripts(SAMPLES), qualcode.load_codebook(BOOK))


def shown(*arguments: object) -> list[list[str]]:
    """What the command line writes as CSV."""
    asked = ["analyze", arguments[0], SAMPLES, "-c", BOOK, *arguments[1:], "--format", "csv"]
    done = CliRunner().invoke(app, list(map(str, asked)), catch_exceptions=False)
    return list(csv.reader(io.StringIO(done.stdout)))


def fields(frame) -> list[list[str]]:
    cells = [list(frame.columns), *frame.itertuples(index=False)]
    return [[field(cell) for cell in row] for row in cells]


def field(cell: object) -> str:
    if isinstance(cell, float):
        return "" if math.isnan(cell) else f"{cell:.6g}"
    if isinstance(cell, bool):
        return str(int(cell))
    return str(cell)


def test_frequencies(results):
    assert fields(qualcode.frequency(results)) == shown("freq")
    assert fields(qualcode.frequency(results, by="role", lang="en")) == shown(
        "freq", "--by", "role", "--lang", "en"
    )


def test_matrices(results):
    assert fields(qualcode.code_by_value(results)) == shown("matrix")
    found = qualcode.code_by_value(results, "system", measure="share")
    assert fields(found) == shown("matrix", "--by", "system", "--measure", "share")
    by_document = qualcode.code_by_document(results)
    assert (
        qualcode.code_by_value(results).iloc[:, 1:-2].to_numpy().tolist()
        == by_document.iloc[:, 1:].to_numpy().tolist()
    )


def test_pairs_and_their_tests(results):
    assert fields(qualcode.cooccurrence_pairs(results)) == shown("cooc")
    found = qualcode.cooccurrence_pairs(results, test="permutation", draws=50, seed=2)
    assert fields(found) == shown("cooc", "--test", "permutation", "--draws", 50, "--seed", 2)
    assert found.attrs["m"] == found["p"].notna().sum()


def test_crosstab(results):
    found = qualcode.crosstab(results, "system", draws=300)
    assert fields(found.cells) == shown("crosstab", "--by", "system", "--draws", 300)
    assert fields(found.tests) == shown("crosstab", "--by", "system", "--draws", 300, "--part", "tests")
    assert found.without == ()
    assert set(qualcode.crosstab(results, "system", by_case=True, draws=9).cells["counted_by"]) == {"case"}


def test_what_is_refused(results):
    with pytest.raises(UsageError):
        qualcode.cooccurrence_pairs(results, test="chi2")
    with pytest.raises(UsageError):
        qualcode.crosstab(results, "nothing")


def test_sequence(results):
    assert fields(qualcode.sequence(results)) == shown("sequence")
    found = qualcode.sequence(results, by_turn=False, lag=2, skip_uncoded=True, with_itself=True)
    assert fields(found) == shown(
        "sequence", "--count-by", "sentence", "--lag", 2, "--skip-uncoded", "--with-itself"
    )


def test_saturation(results):
    found = qualcode.saturation(results, reserve=3, orders=50)
    asked = ["saturation", "--reserve", 3, "--orders", 50]
    for part in ("curve", "runs", "summary", "reserve"):
        assert fields(getattr(found, part)) == shown(*asked, "--part", part)
    assert found.point == found.summary["point"].iloc[0]
    assert qualcode.saturation(results, orders=0).reserve is None
    named = qualcode.saturation(results, reserve=["04_resident_Willow_Lane"], orders=0)
    assert named.reserve.empty


def test_network(results):
    found = qualcode.network(results, measure="jaccard", threshold=0.02)
    asked = ["network", "--measure", "jaccard", "--threshold", 0.02]
    assert fields(found.nodes) == shown(*asked, "--part", "nodes")
    assert fields(found.edges) == shown(*asked, "--part", "edges")
    assert found.n_masked > 0
    text = qualcode.network_graphml(results, measure="jaccard", threshold=0.02)
    assert text.count("<edge ") == len(found.edges)


def test_codemap(results):
    found = qualcode.codemap(results, least_units=20)
    assert fields(found.steps) == shown("codemap", "--min", 20)
    assert sorted(found.order) == sorted(found.codes)
    with pytest.raises(UsageError, match="a code map needs units"):
        qualcode.codemap(dataclasses.replace(results, sums=no_sums(counting("near:1", "sentence"), 3)))


def test_epistemic(results):
    found = qualcode.epistemic(results, by="role", window=3)
    for part in ("units", "codes", "strengths", "axes"):
        assert fields(getattr(found, part)) == shown(
            "epistemic", "--by", "role", "--window", 3, "--part", part
        )
    documents = qualcode.read_transcripts(SAMPLES)
    everyone = qualcode.code(documents, qualcode.load_codebook(BOOK), speakers="all")
    kept = qualcode.epistemic(everyone, weighted=True, keep_interviewer=True)
    assert fields(kept.units) == shown("epistemic", "--weighted", "--keep-interviewer")
    assert set(kept.units["population"]) == {"speakers!=interviewer"}


def test_levels(results):
    found = qualcode.levels(results, lang="en")
    assert fields(found.levels) == shown("levels", "--lang", "en")
    assert list(found.relations.columns) == ["from", "from_name", "type", "to", "to_name", "memo"]
    assert found.levels["n_references"].sum() == len(results.coding_rows)
