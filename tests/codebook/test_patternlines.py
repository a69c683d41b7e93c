"""`pattern:` in a codebook: what is read, and what is said of it."""

import pytest

from qualcode.codebook.canonical import canonical
from qualcode.codebook.read import read_codebook
from qualcode.errors import Problem
from qualcode.rules.patterns import tokens
from qualcode.rules.show import show
from qualcode.rules.syntax import Pattern

HEAD = "format: 1\ncodes:\n  - id: a\n    definition: x\n    rules:\n"


def read(*rules: str) -> tuple[Pattern, ...]:
    """The rules of a codebook with these items."""
    codebook, errors, _ = read_codebook(HEAD + "".join(f"      - {rule}\n" for rule in rules))
    assert codebook, errors
    return codebook.codes[0].rules


def advice(*rules: str) -> tuple[Problem, ...]:
    return read_codebook(HEAD + "".join(f"      - {rule}\n" for rule in rules))[2]


def test_values_have_the_kind_that_the_attribute_takes():
    (found,) = read(
        'pattern: [{LOWER: 2024}, {TEXT: yes, OP: "{1,3}"}, {LENGTH: 3}, {LENGTH: {">=": 2, NOT_IN: [4, 5]}}, '
        "{IS_PUNCT: True, LIKE_NUM: false}, {LEMMA: {IN: [go, 007]}}, {ENT_TYPE: ''}, {}]"
    )
    assert tokens(found) == [
        {"LOWER": "2024"},
        {"TEXT": "yes", "OP": "{1,3}"},
        {"LENGTH": 3},
        {"LENGTH": {">=": 2, "NOT_IN": [4, 5]}},
        {"IS_PUNCT": True, "LIKE_NUM": False},
        {"LEMMA": {"IN": ["go", "007"]}},
        {"ENT_TYPE": ""},
        {},
    ]


def test_one_spelling_for_all_ways_of_writing():
    (flow,) = read('pattern: [{OP: "?", LOWER: "发动"}, {IS_ALPHA: true}]')
    (block,) = read("pattern:\n          - LOWER: 发动\n            OP: '?'\n          - IS_ALPHA: TRUE")
    (braces,) = read('{"pattern": [{"LOWER": "发动", "OP": "?"}, {"IS_ALPHA": true}]}')
    assert flow == block == braces
    assert show(flow) == 'pattern: [{"LOWER": "发动", "OP": "?"}, {"IS_ALPHA": true}]'
    assert read(show(flow)) == (flow,)


def test_patterns_and_other_rules_stand_side_by_side():
    rules = read("trust", "pattern: [{LOWER: trust}]", "'{ab,cd}c NEAR/3 door'", "pattern: [{LOWER: belief}]")
    assert [show(rule) for rule in rules] == [
        "trust",
        'pattern: [{"LOWER": "trust"}]',
        "{ab,cd}c NEAR/3 door",
        'pattern: [{"LOWER": "belief"}]',
    ]


def test_the_hash_of_a_codebook_knows_its_patterns():
    one, other, same = (
        read_codebook(f"{HEAD}      - pattern: [{{LOWER: {word}{rest}}}]\n")[0]
        for word, rest in (("trust", ""), ("belief", ""), ('"trust"', ", "))
    )
    assert one
    assert other
    assert same
    assert one.rules_sha256 == same.rules_sha256 != other.rules_sha256
    assert '"rules":["pattern: [{\\"LOWER\\": \\"trust\\"}]"]' in canonical(one)


def test_tokens_of_a_pattern_are_no_rules_when_another_line_is_no_yaml():
    text = (
        f"{HEAD}      - pattern:\n          - {{LOWER: ab}}\n\n          - LOWER:\n              IN:\n"
        "                - aa\n                - bb\n                - cc\n                - dd\n                - ee\n"
        "      - {a,b}c\n      - 问题: x\n"
    )
    codebook, errors, _ = read_codebook(text)
    assert codebook is None
    assert [(problem.line, problem.slug) for problem in errors] == [(16, "yaml"), (17, "yaml")]


@pytest.mark.parametrize(
    ("rule", "slug", "message", "cure"),
    [
        ("pattern: [{POS: NOUN}, {LOWER: street}]", "needs-model", "POS in a pattern", "spacy_model"),
        ("pattern: [{IS_PUNCT: true}]", "slow-pattern", "every passage is taken to pieces", "LOWER or LEMMA"),
        (
            "pattern: [{LEMMA: streets}]",
            "no-lemma",
            "LEMMA: streets is a form of street",
            "LEMMA: street for all",
        ),
        (
            "pattern: [{LOWER: self-help}]",
            "several-tokens",
            "self | - | help",
            '{LOWER: self}, {LOWER: "-"}, {LOWER: help}',
        ),
        ('pattern: [{LOWER: {IN: [will, "don\'t"]}}]', "several-tokens", "do | n't", "{LOWER: do}"),
        ("pattern: [{LOWER: cannot}]", "several-tokens", "can | not", "{LOWER: can}, {LOWER: not}"),
        ("pattern: [{LOWER: 卡拉OK}]", "several-tokens", "卡拉 | OK", "{LOWER: 卡拉}"),
        ("pattern: [{LOWER: 5G}]", "several-tokens", "5 | G", "{LOWER: 5}"),
    ],
)
def test_doubtful_patterns(rule: str, slug: str, message: str, cure: str):
    (found,) = advice("trust", rule)
    assert (found.line, found.column, found.slug) == (7, 9, slug)
    assert message in found.message
    assert cure in found.cure


@pytest.mark.parametrize(
    "rule",
    [
        'pattern: [{LEMMA: mobilise}, {OP: "?"}, {LOWER: residents}]',
        "pattern: [{LOWER: 社区精英}, {LENGTH: 2}]",
        "pattern: [{LOWER: can}, {LOWER: n't}, {LOWER: U.S.}]",
        "pattern: [{LOWER: and}, {TEXT: OR}, {LOWER: street}]",
    ],
)
def test_usual_patterns(rule: str):
    assert advice(rule) == ()


def test_the_same_pattern_twice():
    (found,) = advice('pattern: [{LOWER: trust, OP: "+"}]', "pattern: [{OP: '+', LOWER: trust}]")
    assert (found.line, found.slug) == (7, "same-rule")
