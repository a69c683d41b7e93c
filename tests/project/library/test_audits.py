"""`qualcode.similar`: the same passages as on the command line, as a DataFrame."""

import pytest

import qualcode
from qualcode.errors import UsageError
from tests.workshop.spoken import book, talk

BOOK = book({"trust": ["trust"], "car": ["parking"]}, unit="turn")
DOCUMENTS = [
    talk("We trust each neighbour.", "Neighbours count.", name="b10"),
    talk("Trust, neighbour!", "Parking. The neighbour parks.", name="b2"),
]


def test_passages_like_a_text_in_natural_order_of_documents():
    table = qualcode.similar(DOCUMENTS, "neighbour", unit="sentence")
    assert list(table.columns) == ["score", "document", "unit", "start", "end", "speaker", "role", "text"]
    assert table["score"].is_monotonic_decreasing
    tied = qualcode.similar([DOCUMENTS[0], talk("We trust each neighbour.", name="b9")], "trust")
    assert tied["document"].tolist() == ["b9", "b10"]


def test_codes_unit_and_population():
    table = qualcode.similar(DOCUMENTS, code="trust", codebook=BOOK)
    assert set(table["codes"]) == {"trust", "car", ""}
    left = qualcode.similar(DOCUMENTS, code="trust", codebook=BOOK, uncoded=True)
    assert set(left["codes"]) == {"car", ""}
    assert set(left["text"]) == {"Neighbours count.", "Parking. The neighbour parks."}
    assert set(qualcode.similar(DOCUMENTS, "neighbour", speakers="B")["speaker"]) == {"B"}
    assert len(qualcode.similar(DOCUMENTS, "neighbour", most=1)) == 1


def test_passages_like_a_passage():
    start = DOCUMENTS[1].text.index("Trust")
    table = qualcode.similar(DOCUMENTS, passage=("b2", start), unit="turn")
    assert table["text"].tolist()[0] == "We trust each neighbour."
    assert "Trust, neighbour!" not in set(table["text"])


def test_nothing_found_is_an_empty_table():
    table = qualcode.similar(DOCUMENTS, "xyzzy")
    assert len(table) == 0
    assert "score" in table.columns


@pytest.mark.parametrize(
    "query", [{}, {"text": "a", "code": "trust"}, {"text": "a", "passage": ("b2", 1)}, {"code": "trust"}]
)
def test_what_cannot_be_asked(query):
    with pytest.raises(UsageError):
        qualcode.similar(DOCUMENTS, **query)
