"""Token patterns: their one spelling, what they need, and where they match: as spaCy's Matcher has it."""

import json
from typing import Any

import pytest
import spacy
from hypothesis import assume, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc

from qualcode.rules.patterns import (
    Step,
    canonical,
    literals,
    repeats,
    spans,
    steps,
    tokens,
    trained,
    uses_model,
)
from qualcode.rules.show import show

VOCAB = spacy.blank("en").vocab
OPERATORS = ("!", "?", "*", "+", "{2}", "{1,2}", "{,2}", "{1,}", "{0,3}")


def pattern_of(*asked: dict[str, Any]):
    return canonical(asked)


def test_spelling_does_not_depend_on_the_order_of_attributes():
    one = pattern_of({"LOWER": "居民", "OP": "?"}, {})
    assert one == pattern_of({"OP": "?", "LOWER": "居民"}, {})
    assert show(one) == 'pattern: [{"LOWER": "居民", "OP": "?"}, {}]'
    assert tokens(one) == [{"LOWER": "居民", "OP": "?"}, {}]


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("?", (0, 1)),
        ("*", (0, None)),
        ("+", (1, None)),
        ("{3}", (3, 3)),
        ("{1,4}", (1, 4)),
        ("{,4}", (0, 4)),
        ("{2,}", (2, None)),
    ],
)
def test_repeats(operator: str, expected: tuple[int, int | None]):
    assert repeats(operator) == expected


def test_steps_write_operators_out():
    spec = {"LOWER": "a"}
    assert steps(pattern_of({**spec, "OP": "{1,3}"})) == (Step(spec), *[Step(spec, optional=True)] * 2)
    assert steps(pattern_of({**spec, "OP": "+"})) == (Step(spec), Step(spec, optional=True, loops=True))
    assert steps(pattern_of({**spec, "OP": "!"})) == (Step(spec, negated=True),)


asked = st.builds(
    lambda spec, operator: {**spec, **({"OP": operator} if operator else {})},
    st.sampled_from([{}, {"ORTH": "a"}, {"ORTH": "b"}]),
    st.sampled_from(["", "", *OPERATORS]),
)


@profile(max_examples=400)
@given(st.lists(asked, min_size=1, max_size=4), st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_spans_are_those_of_spacy(wanted: list[dict[str, Any]], words: list[str]):
    row = steps(canonical(wanted))
    assume(not all(step.optional for step in row))
    matcher = Matcher(VOCAB)
    matcher.add("it", [wanted], greedy="FIRST")
    found = sorted((start, end) for _, start, end in matcher(Doc(VOCAB, words=words)))
    assert spans(row, [_held(row, word) for word in words]) == found


def _held(row: tuple[Step, ...], word: str) -> int:
    true = [(not step.spec or step.spec["ORTH"] == word) is not step.negated for step in row]
    return sum(holds << at for at, holds in enumerate(true))


def test_many_optional_tokens_take_no_time():
    """spaCy's own matching takes 2^99 steps here."""
    row = steps(pattern_of({"ORTH": "a"}, {"OP": "{0,99}"}, {"ORTH": "b"}))
    words = ["a"] + ["c"] * 3000 + ["a"] + ["c"] * 99 + ["b"]
    assert spans(row, [_held(row, word) for word in words]) == [(3001, 3102)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([{"LOWER": "Residents"}], {"residents"}),
        ([{"LOWER": "the"}, {"TEXT": "Residents"}], {"residents"}),
        ([{"LOWER": "發動"}, {"LOWER": "neighbour"}], {"neighbour"}),
        ([{"LOWER": "发动起来"}, {"LOWER": "neighbour"}], {"发动起来"}),
        ([{"LEMMA": "mobilise"}], {"mobilise", "mobilised", "mobilises", "mobilising"}),
        ([{"LOWER": {"IN": ["street", "Road"]}}], {"street", "road"}),
        ([{"LOWER": "street", "OP": "+"}], {"street"}),
        ([{"LOWER": "street", "OP": "{0,2}"}, {"LOWER": "gate"}], {"gate"}),
        ([{"LOWER": "street", "OP": "!"}, {"LOWER": "gate"}], {"gate"}),
        ([{"LOWER": {"NOT_IN": ["street"]}}, {"LOWER": "i"}], set()),
        ([{"LOWER": {"IN": ["street", "a"]}}], set()),
        ([{"NORM": "not"}], set()),
        ([{"LOWER": {"FUZZY": "street"}}], set()),
        ([{"IS_PUNCT": True}, {}], set()),
    ],
)
def test_what_must_stand_somewhere(wanted: list[dict[str, Any]], expected: set[str]):
    assert literals(canonical(wanted), own_lemmas=True) == expected


def test_lemmas_of_a_trained_pipeline_may_have_any_form():
    assert literals(pattern_of({"LEMMA": "mobilise"}, {"LOWER": "them"}), own_lemmas=False) == {"them"}
    assert not literals(pattern_of({"LEMMA": "mobilise"}), own_lemmas=False)


def test_what_only_a_trained_pipeline_knows():
    asked = pattern_of({"LOWER": "a", "OP": "?"}, {"POS": "NOUN", "ENT_TYPE": {"IN": ["ORG"]}, "OP": "!"})
    assert trained(asked) == ["ENT_TYPE", "POS"]
    assert uses_model(asked)
    assert uses_model(pattern_of({"LEMMA": "go"}))
    assert not uses_model(pattern_of({"LOWER": "go"}))


def test_a_pattern_is_json():
    assert json.loads(pattern_of({"IS_PUNCT": False, "LENGTH": {">=": 2}}).tokens) == [
        {"IS_PUNCT": False, "LENGTH": {">=": 2}}
    ]
