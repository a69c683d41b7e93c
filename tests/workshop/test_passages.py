"""Passages: units of several documents in one row, found again by place, with who speaks in them."""

import numpy as np
import pytest

from qualcode.coding.apply import Engine
from qualcode.coding.population import ALL, Population
from qualcode.workshop.passages import Passages, coded_pairs, judged, lay, part_of
from tests.workshop.spoken import book, talk

RESPONDENTS = Population()
ONE = talk(
    "Who leads? Tell me.", "She does.  We trust her.", "Why?", "（笑） Because!", asks=True, name="one"
)
TWO = talk("", "They left.", "Oh.", name="two")


def passages(*documents, unit="sentence", population=RESPONDENTS):
    return Passages(tuple(part_of(lay(one, unit, population)) for one in documents))


def test_indices_run_on_over_documents():
    found = passages(ONE, TWO)
    assert [found.passage(i).text for i in range(len(found))] == [
        *("She does.", "We trust her.", "（笑） Because!", "They left.", "Oh.")
    ]
    assert found.owner.tolist() == [0, 0, 0, 1, 1]
    first = found.passage(0)
    assert (first.document, first.unit, first.speaker, first.role) == ("one", 3, "B", "participant")
    assert ONE.text[first.start : first.end] == first.text


def test_every_place_of_a_passage_leads_to_it_and_no_other_does():
    found = passages(ONE, TWO)
    for number in range(len(found)):
        one = found.passage(number)
        assert {found.index_of(one.document, at) for at in range(one.start, one.end)} == {number}
    assert found.index_of("one", 0) == -1
    assert found.index_of("one", ONE.text.index("  We")) == -1
    assert found.index_of("none", 3) == -1


def test_a_wide_passage_names_all_who_speak_for_the_population():
    assert passages(TWO, unit="document").passage(0).speaker == "B || A"
    assert passages(ONE, unit="document").passage(0).speaker == "B"
    assert passages(ONE, unit="exchange", population=Population((ALL,))).passage(0).speaker == "A || B"


@pytest.mark.parametrize("documents", [(), (talk(name="empty"),)])
def test_nothing_holds_nothing(documents):
    assert len(passages(*documents)) == 0
    assert [len(column) for column in coded_pairs([], passages())] == [0, 0]


def test_codings_are_of_passages():
    engine = Engine(book({"trust": ["trust"], "left": ["left OR oh"]}))
    laid = [lay(one, "sentence", Population()) for one in (ONE, TWO)]
    rows, codes = coded_pairs([judged(one, engine).coded for one in laid], passages(ONE, TWO))
    assert list(zip(rows.tolist(), codes.tolist(), strict=True)) == [(1, 0), (3, 1), (4, 1)]
    assert rows.dtype == np.int64
