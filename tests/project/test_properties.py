"""What must hold of all tables together, whatever the codebook, the transcripts and the options."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import pytest

import qualcode
from qualcode.codebook.model import Codebook
from qualcode.coding.rows import CODING_COLUMNS
from qualcode.terms import SEPARATOR, UNIT_KINDS
from qualcode.text.document import Document
from tests.coding.naive import codes_below
from tests.oracle.worlds import make_world
from tests.rules.bridge import to_codebook, to_document

SEEDS = range(700_000, 700_060)
SPAN = re.compile(r"\[([0-9]+):([0-9]+)\](?: \|\| |$)")
COUNTS = ("", "document", "window:2", "near:1", "overlap")


@dataclass(frozen=True)
class Case:
    """Transcripts, a codebook and options."""

    documents: list[Document]
    codebook: Codebook
    options: dict[str, Any]

    def code(self, documents: list[Document] | None = None) -> "qualcode.Results":
        return qualcode.code(documents or self.documents, self.codebook, **self.options)


def make_case(seed: int) -> Case:
    world, rng = make_world(seed, documents=4), Random(seed)
    count_by = rng.choice(COUNTS)
    if count_by.startswith("window") and world.book.unit != "sentence":
        count_by = "window:2:turn" if world.book.unit in ("paragraph", "turn") else ""
    documents = [
        replace(to_document(plain), id=f"talk{number}", main_language=rng.choice(["zh", "en", ""]))
        for number, plain in enumerate(world.documents)
    ]
    options = {
        "count_by": count_by,
        "rollup": rng.random() < 0.4,
        "speakers": rng.choice(["", "", "all"]) or (),
    }
    return Case(documents, to_codebook(world.book), options)


@pytest.fixture(params=SEEDS, scope="module")
def case(request: pytest.FixtureRequest) -> Case:
    return make_case(request.param)


def can_be_cut(case: Case) -> bool:
    """Exchanges need an interviewer in every transcript."""
    asked = [any(one.is_interviewer for one in document.speakers) for document in case.documents]
    return case.codebook.unit != "exchange" or all(asked)


@pytest.fixture(scope="module")
def results(case: Case) -> "qualcode.Results":
    if not can_be_cut(case):
        pytest.skip("a transcript has no exchanges")
    return case.code()


def test_passages_and_evidence_lead_back(case, results):
    texts = {document.id: document.text for document in case.documents}
    units = {}
    for row in qualcode.codings(results)[list(CODING_COLUMNS)].itertuples():
        text = texts[row.document]
        assert row.text == text[row.start : row.end] == text[row.start : row.end].strip()
        assert units.setdefault((row.document, row.unit), (row.start, row.end)) == (row.start, row.end)
        spans = [(int(a), int(b)) for a, b in SPAN.findall(row.evidence)]
        assert spans == sorted(set(spans))
        assert all(row.start <= a < b <= row.end for a, b in spans)
        assert row.evidence == SEPARATOR.join(f"{text[a:b]}[{a}:{b}]" for a, b in spans)


def test_one_coding_for_each_unit_and_code(case, results):
    table = qualcode.codings(results)[list(CODING_COLUMNS)]
    assert not table.duplicated(["document", "unit", "code"]).any()
    order = [document.id for document in case.documents]
    codes = list(case.codebook.index())
    keys = [(order.index(r.document), r.start, r.end, codes.index(r.code)) for r in table.itertuples()]
    assert keys == sorted(keys)


def test_codings_add_up(case, results):
    counted = Counter(qualcode.codings(results)["code"])
    told = qualcode.frequency(results).set_index("code")["n_codings"].to_dict()
    if case.options["rollup"]:
        assert told == {
            code: counted[code] + sum(counted[one] for one in codes_below(case.codebook, code))
            for code in told
        }
    else:
        assert told == {code: counted[code] for code in told}
    by_document = qualcode.code_by_document(results).drop(columns=["document", "units"])
    assert by_document.sum().to_dict() == told


def test_units_add_up(case, results):
    frequencies, documents = qualcode.frequency(results), qualcode.documents(results)
    by_document = qualcode.code_by_document(results)
    assert set(frequencies["N"]) == {by_document["units"].sum()}
    if results.sums.counting.unit == case.codebook.unit:
        assert by_document["units"].tolist() == documents["population_units"].tolist()
    assert (documents["population_units"] <= documents["units"]).all()
    assert (documents["population_tokens"] <= documents["tokens"]).all()
    assert (frequencies["n_units"] <= frequencies["N"]).all()
    assert (frequencies["n_documents"] <= frequencies["n_units"]).all()
    assert (frequencies["tokens"] <= documents["population_tokens"].sum()).all()


def test_the_matrix_and_the_pairs_say_the_same(case, results):
    matrix = qualcode.cooccurrence(results).set_index("code").to_numpy()
    assert (matrix == matrix.T).all()
    counting = results.sums.counting
    own = qualcode.frequency(results)["n_codings" if counting.pairs == "overlap" else "n_units"].to_numpy()
    if counting.pairs != "window":
        assert (np.diagonal(matrix) == own).all()
    codes = list(case.codebook.index())
    pairs = {
        (row.code_1, row.code_2): (row.n_1, row.n_2, row.n_both)
        for row in qualcode.cooccurrence_pairs(results).itertuples()
    }
    assert pairs == {
        (codes[i], codes[j]): (matrix[i, i], matrix[j, j], matrix[i, j])
        for i, j in zip(*np.triu_indices(len(codes), 1), strict=True)
        if matrix[i, i]
        and matrix[j, j]
        and not (case.options["rollup"] and codes[j] in codes_below(case.codebook, codes[i]))
    }


def test_measures_lie_in_their_range(results):
    pairs = qualcode.cooccurrence_pairs(results)
    for name, low, high in (("jaccard", 0, 1), ("npmi", -1, 1), ("phi", -1, 1), ("lift", 0, np.inf)):
        if name in pairs and results.sums.counting.pairs == "unit":
            values = pairs[name].dropna()
            assert ((values >= low - 1e-9) & (values <= high + 1e-9)).all()
    assert (pairs["n_shared"] <= pairs["n_both"]).all()


def test_the_order_of_transcripts_is_irrelevant(case, results):
    shuffled = Random(1).sample(case.documents, len(case.documents))
    for table in TABLES:
        assert table(case.code(shuffled)).equals(table(results)), table.__name__


TABLES = (
    qualcode.codings,
    qualcode.documents,
    qualcode.frequency,
    qualcode.cooccurrence,
    qualcode.cooccurrence_pairs,
    qualcode.code_by_document,
)


def test_a_transcript_codes_the_same_alone(case, results):
    whole = qualcode.codings(results)
    for document in case.documents:
        alone = qualcode.codings(case.code([document]))
        part = whole[whole["document"] == document.id].reset_index(drop=True)
        assert part[alone.columns].equals(alone) or (part.empty and alone.empty)


def test_the_cases_cover_units_and_counts():
    cases = [case for case in map(make_case, SEEDS) if can_be_cut(case)]
    assert {case.codebook.unit for case in cases} == set(UNIT_KINDS)
    assert {case.options["count_by"] for case in cases} >= set(COUNTS)
    assert sum(len(qualcode.codings(case.code())) for case in cases[:20]) > 100
