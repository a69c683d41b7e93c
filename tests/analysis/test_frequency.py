import math

import pytest

from qualcode.analysis.frequency import frequency, frequency_columns
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.units import counting
from qualcode.text.document import Speaker
from tests.coding.made import Interview, Turn, at, codebook, coded_document, summarise

HEADER = (
    "code,name,parent,n_codings,n_units,n_documents,n_speakers,share_units,share_documents,"
    "per_1000_words,per_1000_characters,tokens,coverage,counted_by,population,N,note"
)
GUIDE = Speaker("I", role="interviewer")
GUESTS = (GUIDE, Speaker("A"), Speaker("B"))
TREE = codebook("a", "b<a", "c<a", "d")
MADE = (
    Interview("d", (Turn(0, (at(3),)), Turn(1, (at(1, 2), at(1))), Turn(2, (at(2),))), GUESTS, "en"),
    Interview("e", (Turn(1, (at(2), at(), at(), at())),), GUESTS, "zh"),
    Interview("f", (Turn(1, (at(),)),), GUESTS, ""),
    Interview("g", (Turn(0, (at(),)),), GUESTS, "en"),
)


def table(made=MADE, codes=TREE, count_by=None, rollup=False, **options):
    how = counting(count_by, "sentence", rollup=rollup, population="speakers!=interviewer")
    return frequency_columns(summarise([coded_document(one) for one in made], codes, how), codes, **options)


def test_every_code_has_its_row_and_every_column_its_place():
    found = table()
    assert ",".join(found) == HEADER
    assert found["code"] == ["a", "b", "c", "d"]
    assert found["parent"] == ["", "a", "a", ""]
    assert found["n_codings"] == found["n_units"] == [0, 2, 3, 0]
    assert found["n_documents"] == [0, 1, 2, 0]
    assert found["n_speakers"] == [0, 1, 3, 0]
    assert found["N"] == [8] * 4
    assert found["share_units"] == [0, 2 / 8, 3 / 8, 0]
    assert found["share_documents"] == [0, 1 / 3, 2 / 3, 0], (
        "nobody of the population speaks in the fourth document"
    )
    assert found["tokens"] == [0, 8, 12, 0]
    assert found["coverage"] == [0, 8 / 32, 12 / 32, 0]
    assert found["counted_by"] == ["sentence"] * 4
    assert found["population"] == ["speakers!=interviewer"] * 4


def test_rates_are_of_the_documents_of_one_language():
    found = table()
    assert found["per_1000_words"] == [0, 1000 * 2 / 12, 1000 * 2 / 12, 0]
    assert found["per_1000_characters"] == [0, 0, 1000 * 1 / 16, 0]
    assert found["note"] == ["coverage of whole sentences"] * 4


def test_a_rate_without_a_document_of_the_language_is_undefined():
    found = table(MADE[:1])
    assert found["per_1000_characters"] == [None] * 4
    assert found["note"] == ["coverage of whole sentences || no Chinese document"] * 4


def test_rollup_sums_codings_and_counts_all_else_once():
    found = table(rollup=True)
    assert found["n_codings"] == [5, 2, 3, 0]
    assert found["n_units"] == [4, 2, 3, 0]
    assert found["n_documents"] == [2, 1, 2, 0]
    assert found["n_speakers"] == [3, 1, 3, 0]
    assert found["tokens"] == [16, 8, 12, 0]


def test_a_coarser_unit_counts_once_and_covers_what_was_coded():
    found = table(count_by="turn")
    assert found["n_codings"] == [0, 2, 3, 0]
    assert found["n_units"] == [0, 1, 3, 0]
    assert found["N"] == [4] * 4
    assert found["tokens"] == [0, 8, 12, 0]
    assert found["counted_by"] == ["turn"] * 4


@pytest.mark.parametrize("count_by", ["window:3", "near:2", "overlap", "window:2:turn"])
def test_what_is_of_cooccurrence_only_leaves_frequencies_by_coding_unit(count_by):
    assert table(count_by=count_by) == table()


def test_nothing_said_gives_nothing_undefined_as_zero():
    found = table(MADE[3:])
    assert found["share_units"] == found["share_documents"] == found["coverage"] == [None] * 4
    assert found["per_1000_words"] == found["per_1000_characters"] == [None] * 4
    assert found["n_units"] == [0] * 4
    assert set(found["note"]) == {"nobody of the population speaks"}


def test_names_are_in_the_language_asked_for_or_the_first_of_the_codebook():
    codes = Codebook(
        (Code("a", name={"en": "Elite", "zh": "精英"}), Code("b", name={"": "Both"}), Code("c")),
        languages=("zh", "en"),
    )
    assert table((), codes)["name"] == ["精英", "Both", "c"]
    assert table((), codes, lang="en")["name"] == ["Elite", "Both", "c"]


def test_the_frame_has_the_same_columns_and_nan_for_undefined():
    how = counting(None, "sentence")
    sums = summarise([coded_document(MADE[0])], TREE, how)
    found = frequency(sums, TREE)
    assert ",".join(found.columns) == HEADER
    assert found["n_codings"].tolist() == [0, 2, 2, 0]
    assert found["n_codings"].dtype == "int64"
    assert found["per_1000_characters"].dtype == "float64"
    assert all(math.isnan(value) for value in found["per_1000_characters"])
