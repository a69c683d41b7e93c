"""Rules over numbered atoms: what stands where, what is needed, what is enough."""

import re

import pytest

from qualcode.rules.compile import (
    Plan,
    all_atoms,
    candidates,
    compile_rules,
    lone_atoms,
    polar_atoms,
    positive_atoms,
)
from qualcode.rules.parse import parse

UNITS_WITH = {"a": {1, 2, 3}, "b": {2, 3, 4}, "c": {3}}
"""Units that hold a hit of each term; `d` has none."""

ATOMS = [
    # rule, all, outside NOT, asked about negation, those that code by themselves: not negated, negated
    ("a", "a", "a", "", "a", "a"),
    ("a OR b", "ab", "ab", "", "ab", "ab"),
    ("a AND b", "ab", "ab", "", "", ""),
    ("a NOT b", "ab", "a", "", "a", "a"),
    ("a NEAR/3 b OR c", "abc", "abc", "", "c", "c"),
    ("a BEFORE/3 b", "ab", "ab", "", "", ""),
    ("ATLEAST/2(a OR b)", "ab", "ab", "", "", ""),
    ("ATLEAST/1(a OR b)", "ab", "ab", "", "ab", "ab"),
    ("negated:(a OR b)", "ab", "ab", "ab", "", "ab"),
    ("affirmed:a OR b", "ab", "ab", "a", "ab", "b"),
    ("a NEAR/3 negated:b", "ab", "ab", "b", "", ""),
    ("a NOT affirmed:b", "ab", "a", "b", "a", "a"),
    ("(a OR b) AND speaker:x", "ab", "ab", "", "ab", "ab"),
    ("a AND (b OR c NOT d)", "abcd", "abc", "", "", ""),
    ("a AND (NOT b OR c)", "abc", "ac", "", "a", "a"),
    ("a AND (speaker:x OR c)", "ac", "ac", "", "a", "a"),
    ("(a OR b) AND (a OR c)", "abc", "abc", "", "a", "a"),
    ("a AND (NOT b AND c)", "abc", "ac", "", "", ""),
    ("code:x", "", "", "", "", ""),
]


def compiled(rule: str) -> Plan:
    """The plan of a rule in which letters stand for the terms aa, bb, cc, dd."""
    return compile_rules([parse(re.sub(r"\b([a-d])\b", r"\1\1", rule))])


def names(plan: Plan, atoms: frozenset[int]) -> str:
    return "".join(sorted(plan.terms[atom].literal[0] for atom in atoms))


@pytest.mark.parametrize(("rule", "every", "positive", "polar", "lone", "lone_negated"), ATOMS)
def test_atoms_of_a_rule(rule, every, positive, polar, lone, lone_negated):
    plan = compiled(rule)
    (node,) = plan.rules
    assert names(plan, all_atoms(node)) == every
    assert names(plan, positive_atoms(node)) == positive
    assert names(plan, polar_atoms(node)) == polar
    assert names(plan, lone_atoms(node, negated=False)) == lone
    assert names(plan, lone_atoms(node, negated=True)) == lone_negated


@pytest.mark.parametrize(
    ("rule", "units"),
    [
        ("a", {1, 2, 3}),
        ("d", set()),
        ("a OR d", {1, 2, 3}),
        ("a AND b", {2, 3}),
        ("a AND d", set()),
        ("a NEAR/3 b", {2, 3}),
        ("a NEAR/3 (b OR c)", {2, 3}),
        ("ATLEAST/2(c)", {3}),
        ("affirmed:b", {2, 3, 4}),
        ("a NOT b", {1, 2, 3}),
        ("a AND code:x", {1}),
        ("code:x OR c", {1, 3, 9}),
        ("a AND speaker:x", {1, 2, 3}),
        ("speaker:x", None),
        ("speaker:x OR a", None),
        ("b AND (speaker:x OR a)", {2, 3, 4}),
    ],
)
def test_units_in_which_a_rule_can_be_true(rule, units):
    plan = compiled(rule)
    found = {
        atom: UNITS_WITH[term.literal[0]] for atom, term in enumerate(plan.terms) if term.literal != "dd"
    }
    assert candidates(plan.rules[0], found, {"x": {1, 9}}.__getitem__) == units


def test_equal_terms_of_several_rules_are_one_atom_and_regexes_come_last():
    plan = compile_rules([parse("/x+/ OR 能人"), parse("能人 OR 带头人"), parse("/y/ OR /x+/")])
    assert [term.literal for term in plan.terms] == ["能人", "带头人"]
    assert plan.regexes == ("x+", "y")
    assert [sorted(all_atoms(node)) for node in plan.rules] == [[0, 2], [0, 1], [2, 3]]
