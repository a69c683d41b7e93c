"""Passages like a text, one of them, or a code: with their codes, and without those that have it."""

import pytest

from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.text.chinese import segmenter
from qualcode.workshop.alike import corpus_of
from tests.workshop.spoken import book, talk

BOOK = book({"trust": ["trust"], "deep<trust": ["rely"], "car": ["parking"]})
DOCUMENTS = [
    talk(
        "Do you trust them?",
        "We trust the neighbours.",
        "Who?",
        "We rely on the neighbours.",
        asks=True,
        name="a",
    ),
    talk("", "Parking, parking.", "x", "The neighbours count on us. Neighbours park.", asks=True, name="b"),
]


def corpus(codebook=BOOK):
    return corpus_of(DOCUMENTS, cut=segmenter(), unit="sentence", population=Population(), codebook=codebook)


def texts(found):
    return [one.passage.text for one in found]


def test_passages_like_a_text_with_their_codes():
    made = corpus()
    found = made.best(made.like_text("trust your neighbours"), most=2)
    assert texts(found)[0] == "We trust the neighbours."
    assert found[0].codes == "trust"
    assert found[0].row[1:] == ("a", 2, DOCUMENTS[0].text.index("We trust"), *found[0].row[4:])
    assert len(found) == 2


def test_without_a_codebook_nothing_is_said_of_codes():
    made = corpus(None)
    (first,) = made.best(made.like_text("trust"), most=1)
    assert first.codes is None
    assert len(first.row) == 8
    with pytest.raises(UsageError, match="nothing is coded"):
        made.with_code("trust")


def test_a_passage_is_left_out_of_what_is_like_it():
    made, start = corpus(), DOCUMENTS[0].text.index("trust the neigh")
    found = made.best(made.like_passage("a", start), most=0)
    assert "We trust the neighbours." not in texts(found)
    assert texts(found)[0] == "We rely on the neighbours."
    with pytest.raises(UsageError, match="no passage"):
        made.like_passage("a", 1)


def test_passages_like_a_code_may_leave_out_those_that_have_it():
    made = corpus()
    scores = made.like_code("trust", rollup=True)
    everything = texts(made.best(scores, most=0))
    assert {"We trust the neighbours.", "We rely on the neighbours."} < set(everything)
    left = made.best(scores, without=made.with_code("trust", rollup=True), most=0)
    assert texts(left) == [one for one in everything if one.startswith(("The", "Neighbours"))]
    assert {one.codes for one in left} == {""}
    assert made.with_code("trust").sum() == 1
    assert made.with_code().sum() == 3


def test_a_code_that_nothing_has_asks_for_a_text():
    lonely = corpus(book({"none": ["unheard"]}))
    with pytest.raises(UsageError, match="no passage has the code none"):
        lonely.like_code("none")
    with pytest.raises(UsageError, match="there is no code nine"):
        lonely.like_code("nine")


@pytest.mark.parametrize("text", ["", "…！", "😀"])
def test_a_text_without_a_word(text):
    with pytest.raises(UsageError, match="no word"):
        corpus().like_text(text)
