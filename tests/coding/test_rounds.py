"""Which rules a text is asked, by what it holds."""

import pytest

from qualcode.coding.rounds import Rule, round_of
from qualcode.rules.compile import compile_rules, needed_atoms
from qualcode.rules.parse import parse


def plan_of(*rules: str):
    return compile_rules([parse(rule) for rule in rules])


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        ("cat AND {dog,bird}", {"cat"}),
        ("{dog,bird} NEAR/3 cat", {"cat"}),
        ("cat NOT dog", {"cat"}),
        ("ATLEAST/2(dog OR bird)", {"dog", "bird"}),
        ("(cat AND dog) OR bird", {"cat", "bird"}),
        ("role:head AND cat", {"cat"}),
        ("role:head OR cat", None),
        ("code:a", None),
    ],
)
def test_what_a_rule_needs(rule: str, needed: set[str] | None):
    plan = plan_of(rule)
    found = needed_atoms(plan.rules[0])
    assert needed == (None if found is None else {plan.terms[atom].literal for atom in found})


def test_the_rules_that_may_be_true_in_their_order():
    plan = plan_of("cat AND dog", "role:head", "bird NOT cat", "{cat,bird} NEAR/2 dog")
    rules = [Rule(0, number, node) for number, node in enumerate(plan.rules)]
    atoms = {term.literal: atom for atom, term in enumerate(plan.terms)}
    one = round_of(rules)

    def asked(*words: str):
        return [rule.number for rule in one.possible({atoms[word] for word in words})]

    assert asked() == [1]
    assert asked("cat") == [0, 1]
    assert asked("dog", "bird") == [1, 2, 3]
    assert asked("cat", "dog", "bird") == [0, 1, 2, 3]
