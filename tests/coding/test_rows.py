import hashlib

from hypothesis import given, settings

from qualcode.coding.rows import CODING_COLUMNS, DOCUMENT_COLUMNS, coding_rows, document_row, text_sha256
from qualcode.coding.units import counting
from qualcode.text.document import Speaker
from tests.coding.made import Interview, Turn, at, codebook, coded_document, summarise
from tests.coding.test_sums import BOOK, interviews

GUIDE = Speaker("I", role="interviewer")
PEOPLE = (
    GUIDE,
    Speaker("A", role="resident", attributes={"age": "62", "community": "L"}),
    Speaker("B", role="secretary", attributes={"community": "L"}),
)


def rows(interview, kind="sentence", attributes=()):
    coded = coded_document(interview, kind)
    return [
        dict(zip((*CODING_COLUMNS, *attributes), row, strict=True))
        for row in coding_rows(coded, codebook("a", "b"), attributes)
    ]


def test_a_row_says_where_who_what_and_why():
    interview = Interview("d", (Turn(0, (at(),)), Turn(1, (at(), {1: [(0, 2), (3, 5)]}))), PEOPLE, words=2)
    assert rows(interview, attributes=("community", "age", "sex")) == [
        {
            "document": "d",
            "unit": 3,
            "start": 21,
            "end": 27,
            "speaker": "A",
            "role": "resident",
            "code": "b",
            "coder": "rules",
            "rule": "rule 1",
            "evidence": "ab[21:23] || ab[24:26]",
            "negated": "no",
            "text": "ab ab.",
            "community": "L",
            "age": "62",
            "sex": "",
        }
    ]


def test_a_unit_of_several_speakers_names_those_of_the_population_in_order():
    turns = (Turn(0, (at(),)), Turn(2, (at(0),)), Turn(0, (at(),)), Turn(1, (at(1),)), Turn(2, (at(1),)))
    found = rows(Interview("d", turns, PEOPLE, attributes={"age": "50"}), "document", ("community", "age"))
    assert [row["code"] for row in found] == ["a", "b"]
    assert {(row["speaker"], row["role"], row["community"], row["age"]) for row in found} == {
        ("B || A", "secretary || resident", "L", "50 || 62")
    }


def test_speech_without_a_label_is_a_participant_without_a_name():
    (row,) = rows(Interview("d", (Turn(-1, (at(0),)),), (), attributes={"age": "40"}), attributes=("age",))
    assert (row["speaker"], row["role"], row["age"]) == ("", "participant", "40")


@settings(max_examples=50, deadline=None)
@given(made=interviews())
def test_rows_add_up_to_n_codings_and_quote_the_text(made):
    documents = [coded_document(one) for one in made]
    sums = summarise(documents, BOOK, counting(None, "sentence"))
    found = [row for one in documents for row in coding_rows(one, BOOK)]
    for code, number in zip(BOOK.codes, sums.n_codings.sum(axis=0).tolist(), strict=True):
        assert sum(row[6] == code.id for row in found) == number
    texts = {one.document.id: one.document.text for one in documents}
    assert all(texts[row[0]][row[2] : row[3]] == row[11] for row in found)
    order = {code.id: position for position, code in enumerate(BOOK.codes)}
    places = [(row[0], row[2], row[3], order[row[6]]) for row in found]
    assert places == sorted(places)


def test_a_document_says_how_it_was_read_and_what_counts_of_it():
    interview = Interview("d", (Turn(0, (at(), at())), Turn(1, (at(0), at(), at()))), PEOPLE, "zh")
    coded = coded_document(interview)
    found = dict(zip(DOCUMENT_COLUMNS, document_row(coded, 5), strict=True))
    digest = hashlib.sha256(coded.document.text.encode()).hexdigest()
    assert text_sha256(coded.document) == digest
    assert found == {
        "document": "d",
        "file": "d.txt",
        "language": "zh",
        "encoding": "utf-8",
        "turns": 2,
        "speakers": 3,
        "units": 5,
        "words": 20,
        "characters": 0,
        "tokens": 20,
        "sha256": digest,
        "source_sha256": "f" * 64,
        "encoding_guessed": "no",
        "population_units": 3,
        "population_tokens": 12,
        "note": "",
    }
