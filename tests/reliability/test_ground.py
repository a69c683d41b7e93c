import numpy as np
import pytest

from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.reliability.ground import COMPARED_BY, ground
from tests.text.made import one_turn, spans, talk

TALK = talk(
    "Q: Who leads?", "A: Anna, she's 42. 能人。", "Q: Why?", "A: It's so.", roles={"Q": "interviewer"}
)


def words(text, found):
    """The characters of each unit."""
    return ["".join(text[at] for at in found.place[found.unit == unit]) for unit in range(len(found.start))]


@pytest.mark.parametrize(
    ("by", "units"),
    [
        ("sentence", ["Annashes42", "能人", "Itsso"]),
        ("turn", ["Annashes42能人", "Itsso"]),
        ("exchange", ["Annashes42能人", "Itsso"]),
        ("document", ["Annashes42能人Itsso"]),
        ("character", list("Annashes42能人Itsso")),
    ],
)
def test_the_population_in_units(by, units):
    found = ground(TALK, by, Population())
    assert words(TALK.text, found) == units
    assert found.n_tokens == 7


def test_units_know_their_numbers_spans_and_turns():
    found = ground(TALK, "sentence", Population())
    assert found.number.tolist() == [2, 3, 5]
    assert [TALK.text[a:b] for a, b in zip(found.start, found.end, strict=True)] == [
        "Anna, she's 42.",
        "能人。",
        "It's so.",
    ]
    assert found.turn.tolist() == [1, 1, 3]
    assert ground(TALK, "character", Population()).turn.tolist() == [1] * 12 + [3] * 5


def test_everyone():
    assert words(TALK.text, ground(TALK, "turn", Population(("all",))))[0] == "Wholeads"


def test_units_of_a_coding_whose_edges_are_drawn_in():
    found, text = ground(TALK, "sentence", Population()), TALK.text
    assert found.units_of(text.index(", she"), text.index("能人")) == slice(0, 1)
    assert found.units_of(text.index(". 能"), text.index("能人") + 1) == slice(1, 2)
    assert found.units_of(text.index("42"), text.index("It")) == slice(0, 2)
    assert found.units_of(text.index("。"), text.index("It")) == slice(0, 0), (
        "a question is not in the population"
    )


def test_words_of_a_coding():
    found, text = ground(TALK, "sentence", Population()), TALK.text
    assert found.tokens_of(text.index("na,"), text.index("42")) == (0, 2)
    assert found.tokens_of(text.index("'s 42"), text.index("42") + 1) == (1, 3)
    assert found.tokens_of(text.index("人"), text.index("so")) == (4, 6)
    assert found.tokens_of(text.index("。"), text.index("It")) is None


def test_remarks_are_no_words():
    text = "We trust (laughs) her."
    document = one_turn(text, asides=spans((9, 17)))
    found = ground(document, "sentence", Population())
    assert words(text, found) == ["Wetrusther"]
    assert found.tokens_of(9, 17) is None


def test_nobody_speaks():
    for by in COMPARED_BY:
        found = ground(TALK, by, Population(("Nobody",)))
        assert (found.n_tokens, len(found.start)) == (0, 0)
    assert np.array_equal(found.place, [])


def test_exchanges_need_an_interviewer():
    with pytest.raises(UsageError):
        ground(one_turn("We trust her."), "exchange", Population())
