import numpy as np
import pytest
from hypothesis import given, settings

from qualcode.analysis.sequence import code_sequence_columns
from qualcode.analysis.turns import turns_in_chain, units_in_chain
from qualcode.errors import UsageError
from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at
from tests.coding.test_sums import BOOK, interviews

SPEAKERS = (Speaker("I", role="interviewer"), Speaker("A"), Speaker("B"))
TALK = Interview(
    "d",
    (
        Turn(1, (at(1), at())),
        Turn(1, (at(4),)),
        Turn(0, (at(2),)),
        Turn(1, (at(3),)),
        Turn(2, (at(),)),
        Turn(-1, (at(1),)),
        Turn(-1, (at(1),)),
    ),
    SPEAKERS,
)


def codes_of(chain):
    return [row.indices.tolist() for row in chain.has]


@pytest.mark.parametrize("unit", ["sentence", "paragraph", "turn"])
def test_turns_of_one_speaker_are_joined_where_nothing_parts_them(unit):
    chain = turns_in_chain(units_over([TALK, Interview("e", (Turn(1, (at(0),)),), SPEAKERS)], unit))
    assert codes_of(chain) == [[1, 4], [3], [], [1], [1], [0]], "a question parts, no label joins nothing"
    assert chain.document.tolist() == [0, 0, 0, 0, 0, 1]
    assert chain.voice.tolist() == [0, 0, 1, 2, 2, 3]
    assert chain.counted_by == "turn"


def test_a_turn_without_words_parts_nothing_but_where_another_takes_it():
    silent = [Turn(1, ()), Turn(2, ())]
    for between, expected in zip(silent, ([[1, 3]], [[1], [3]]), strict=True):
        talk = Interview("d", (Turn(1, (at(1),)), between, Turn(1, (at(3),))), SPEAKERS)
        assert codes_of(turns_in_chain(units_over([talk]))) == expected


def test_units_as_they_are_counted():
    chain = units_in_chain(units_over([TALK]))
    assert codes_of(chain) == [[1], [], [4], [3], [], [1], [1]]
    assert chain.counted_by == "sentence"
    assert units_in_chain(units_over([TALK], count_by="exchange")).voice.tolist() == [0]


def test_units_that_hold_several_turns_are_no_turns():
    with pytest.raises(UsageError, match="exchange holds several turns"):
        turns_in_chain(units_over([TALK], count_by="exchange"))


def test_what_follows_what():
    found = code_sequence_columns(units_over([TALK]), BOOK)
    pairs = dict(zip(zip(found["code_1"], found["code_2"], strict=True), found["n_both"], strict=True))
    assert {pair for pair, n in pairs.items() if n} == {("b", "d"), ("e", "d")}
    assert ("b", "b") not in pairs
    assert (found["M"][0], found["N"][0], found["counted_by"][0]) == (4, 5, "turn")
    assert list(found)[-4:] == ["counted_by", "population", "N", "note"]
    wide = code_sequence_columns(units_over([TALK], count_by="document"), BOOK)
    assert (wide["M"][0], wide["N"][0], wide["counted_by"][0]) == (0, 1, "document")


def test_under_rollup_a_code_is_not_paired_with_those_above_it():
    found = code_sequence_columns(units_over([TALK], rollup=True), BOOK, with_itself=True)
    pairs = set(zip(found["code_1"], found["code_2"], strict=True))
    assert len(pairs) == 25 - 8
    assert not {("a", "b"), ("c", "a"), ("b", "c"), ("d", "a")} & pairs
    assert {("c", "d"), ("a", "a")} <= pairs


@settings(max_examples=60, deadline=None)
@given(made=interviews())
def test_sentences_and_turns_make_the_same_chain(made):
    fine, coarse = (turns_in_chain(units_over(made, count_by=unit)) for unit in ("sentence", "turn"))
    assert (fine.has != coarse.has).nnz == 0
    assert np.array_equal(fine.document, coarse.document)
    assert np.array_equal(fine.voice, coarse.voice)
