"""Advice: allowed, but perhaps not what was meant."""

import pytest

from qualcode.codebook.read import read_codebook
from qualcode.errors import Problem

SHIELDS = "format: 1\ncodebook:\n  shields: [印度尼西亚, No Doubt]\n"


def advice(*rules: str, top: str = "format: 1\n", more: str = "") -> tuple[Problem, ...]:
    """Warnings on one code with a definition and these rules."""
    lines = "".join(f"      - {rule}\n" for rule in rules)
    text = f"{top}codes:\n  - id: a\n    definition: x\n{more}    rules:\n{lines}  - id: other\n"
    codebook, errors, warnings = read_codebook(text, file="c.yaml")
    assert codebook, errors
    return warnings


RULE = 6
"""The line of the first rule."""


@pytest.mark.parametrize(
    ("rule", "column", "slug"),
    [
        ("speaker:王主任", 9, "condition-alone"),
        ("code:other", 9, "condition-alone"),
        ("能人 OR role:resident", 9, "condition-alone"),
        ("社区 精英", 11, "blank"),
        ("能人 OR 社区　精英", 17, "blank"),
        ("'能人 OR 社区 精英'", 18, "blank"),
        ("/能人\\w+/", 9, "ascii-regex"),
        ("'{,the }government'", 15, "brace-blank"),
        ("'village{ head,head}'", 17, "brace-blank"),
        ("能人 #MeToo", 11, "comment"),
    ],
)
def test_doubtful_rules(rule: str, column: int, slug: str):
    (found,) = advice(rule)
    assert (found.line, found.column, found.slug) == (RULE, column, slug)
    assert found.cure


@pytest.mark.parametrize(
    "rule",
    [
        "能人",
        "能人 AND speaker:王主任",
        "能人 NOT role:resident",
        "'\"社区 精英\"'",
        "'“社区 精英”'",
        "/社区 精英/",
        "社区 OR 精英",
        "社区 NEAR/3 精英",
        "community 精英 leader",
        "capable person",
        "能人 # a note",
        "/能人\\p{L}+/",
        "'{社区,民间}精英'",
    ],
)
def test_rules_without_doubt(rule: str):
    assert not advice(rule)


@pytest.mark.parametrize(
    "rule",
    ["印度尼西亚", "印度尼西亞", "no  doubt", "能人 OR NO DOUBT", "'{印度尼,}西亚 OR 印{度尼西亚,人}'"],
)
def test_a_term_that_is_a_shield(rule: str):
    found = advice(rule, top=SHIELDS)
    assert [each.slug for each in found] == ["shielded-term"]


def test_a_shield_of_another_code_hides_nothing_here():
    text = (
        "format: 1\ncodes:\n  - id: a\n    definition: x\n    rules: [印度]\n  - id: b\n    shields: [印度]\n"
    )
    assert read_codebook(text)[2] == ()


def test_a_shield_of_the_code_itself():
    (found,) = advice("能人", more="    shields: [能人]\n")
    assert found.slug == "shielded-term"


def test_a_shield_is_plain_text():
    (found,) = advice("能人", more="    shields: ['志愿*']\n")
    assert (found.slug, found.line) == ("shield-signs", 3)


def test_a_rule_twice():
    (found,) = advice("能人 OR 带头人", "'（能人 OR “带头人”）'")
    assert (found.line, found.slug) == (RULE + 1, "same-rule")
    assert f"line {RULE}" in found.cure


def test_rules_without_a_definition():
    text = "format: 1\ncodes:\n  - id: a\n    rules: [能人]\n  - id: b\n    children:\n      - id: c\n"
    (found,) = read_codebook(text)[2]
    assert (found.line, found.slug) == (3, "no-definition")


def test_no_advice_unless_asked():
    assert read_codebook("format: 1\ncodes:\n  - id: a\n    rules: [能人]\n", advice=False)[2] == ()


def test_two_rules_that_yaml_makes_one_are_told():
    text = "format: 1\ncodes:\n  - id: a\n    definition: x\n    rules:\n      - 信任\n       - 志愿者\n"
    _, errors, warnings = read_codebook(text)
    assert not errors
    assert "joined-rules" in [one.slug for one in warnings]


@pytest.mark.parametrize(
    ("rule", "cure"),
    [
        ("lemma:communities", "write lemma:community"),
        ("lemma:community leaders", "write lemma:community leader"),
        ("lemma:能人", "leave lemma: out"),
        ("trust AND negated:lemma:children", "write lemma:child"),
    ],
)
def test_a_lemma_without_other_forms(rule: str, cure: str):
    (found,) = advice(rule)
    assert (found.slug, found.line) == ("no-forms", RULE)
    assert cure in found.cure


@pytest.mark.parametrize("rule", ["lemma:community", "lemma:(community OR 社区)", "lemma:{child,能人}"])
def test_a_lemma_with_forms_is_as_it_should_be(rule: str):
    assert advice(rule) == ()


def test_a_form_that_is_shielded():
    top = "format: 1\ncodebook:\n  inflections: true\n  shields: [left, no doubt]\n"
    (found,) = advice("leave", top=top)
    assert found.message == "the term left is also a shield: it can never be found"
