"""Reading a rule never raises anything but RuleError, and what is shown reads as the same rule."""

import pytest

from tests.oracle.fuzz import fault_in_reading, run, samples

CHUNKS = 10
RULES_PER_CHUNK = 500


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_rules_are_read_and_shown(chunk: int) -> None:
    tried = list(samples(chunk * RULES_PER_CHUNK, RULES_PER_CHUNK))
    faults = [(rule, fault) for rule, mutant in tried if (fault := fault_in_reading(rule, mutant=mutant))]
    assert faults == []


def test_rules_of_the_fuzz_are_matched_as_the_oracle_does() -> None:
    tally = run(500_000, 600, match=True)
    assert tally.failures == []
    assert tally.matched >= 300


def test_half_of_all_rules_parse_and_half_of_the_mutations() -> None:
    tally = run(0, 1000, match=False)
    assert tally.parsed >= 500
    assert tally.mutants_parsed >= 250


ODD = [
    "",
    " ",
    "\u200b",
    "((((((((((" * 50,
    "(" * 400 + "能人" + ")" * 400,
    "NOT " * 400 + "能人",
    "能人" + " NEAR/3 能人" * 300,
    "能人" + " OR 能人" * 2000,
    "{" * 200,
    "{a,b}" * 40,
    "{" * 60 + "aa" + "}" * 60,
    "{,}" * 30 + "aa",
    "*" * 1000,
    "能" + "*" * 50 + "人",
    "aa" + "*a" * 50,
    "/" * 99,
    "/(" + "a*" * 100 + ")*b/",
    "/(aa+)+$/",
    "/[/",
    "/\\/",
    "/a{1000}{1000}/",
    '"' * 7,
    "“" * 7,
    "exact:" * 50 + "aa",
    "ATLEAST/2(" * 100,
    "where:",
    "where:=",
    "where:!==",
    "\ud800",
    "aa\x00bb",
    "能人\nOR\n带头",
]


@pytest.mark.parametrize("rule", ODD, ids=lambda rule: repr(rule[:20]))
def test_odd_rules_are_read_or_refused(rule: str) -> None:
    fault = fault_in_reading(rule, mutant=True)
    assert fault == ""
