"""Strata of an audit: what has a code, what is near it for which reason, and what is far."""

import numpy as np
import pytest

from qualcode.errors import UsageError
from qualcode.text.chinese import segmenter
from qualcode.workshop import strata as module
from qualcode.workshop.strata import stratify
from tests.workshop.spoken import book, talk


def strata(turns, rules, code="x", *, unit="turn", asks=False, rollup=False, **options):
    """Strata of one document."""
    return stratify(
        [talk(*turns, asks=asks)],
        book(rules, **options),
        code,
        cut=segmenter(),
        unit=unit,
        rollup=rollup,
    )


def flagged(flags):
    return np.flatnonzero(flags).tolist()


@pytest.fixture(autouse=True)
def few_similar(monkeypatch: pytest.MonkeyPatch):
    """In documents of a few turns twenty similar passages would be all of them."""
    monkeypatch.setattr(module, "LEAST_SIMILAR", 1)
    monkeypatch.setattr(module, "LEAST_RARE", 1)


def test_every_passage_is_in_one_stratum():
    found = strata(["能人", "很好", "能手", "别的", "带头", "好"], {"x": ["能人", "带头 AND 干事"]})
    members = [found.members(stratum).tolist() for stratum in module.STRATA]
    assert sorted(one for some in members for one in some) == list(range(6))
    assert members[0] == [0]
    assert flagged(found.part) == [4]
    assert flagged(found.neighbour) == [1]
    assert flagged(found.similar) == [2]
    assert members[1] == [1, 2, 4]
    assert found.reasons(4) == ("part",)
    assert found.reasons(3) == ()


def test_a_neighbour_is_one_in_the_population_of_the_same_document():
    """A question between two answers parts them not; the end of a document does."""
    turns = ["q", "能人", "q", "one", "q", "two"]
    assert flagged(strata(turns, {"x": ["能人"]}, asks=True).neighbour) == [1]
    two = [talk("能人", name="a"), talk("one", "two", name="b")]
    found = stratify(two, book({"x": ["能人"]}), "x", cut=segmenter(), unit="turn")
    assert flagged(found.neighbour) == []


def test_a_rule_whose_parts_stand_too_far_apart_is_near_however_common_they_are():
    turns = ["甲一二三乙", "甲", "乙", "甲乙", "乙甲", "甲", "乙"]
    assert flagged(strata(turns, {"x": ["甲 BEFORE/1 乙"]}).part) == [0, 4]


def test_a_common_part_tells_nothing_and_a_rare_one_does():
    turns = ["来了", "来吧", "来", "表格", "好"]
    assert flagged(strata(turns, {"x": ["来 AND 表格 AND 填"]}).part) == [3]


@pytest.mark.parametrize(
    ("rule", "text", "options"),
    [
        ("affirmed:能人", "不是能人", {}),
        ("能人 NOT 假", "假能人", {}),
        ("能人", "高技能人才", {"boundaries": "crossing"}),
        ("能人", "能人街", {"shields": ("能人街",)}),
        ("能人 AND role:nobody", "能人", {}),
        ("ATLEAST/2(能人)", "能人", {}),
    ],
)
def test_what_keeps_a_hit_from_counting_leaves_the_passage_near(rule, text, options):
    found = strata([text, "别的", "还有"], {"x": [rule]}, **options)
    assert flagged(found.coded) == []
    assert flagged(found.part) == [0]


def test_terms_under_not_are_no_part():
    assert flagged(strata(["假的", "真的"], {"x": ["能人 NOT 假的"]}).part) == []


def test_a_code_that_a_rule_names_is_a_part():
    rules = {"x": ["code:a AND code:b"], "a": ["甲"], "b": ["乙"], "c": ["丙"]}
    found = strata(["甲", "丙", "乙乙", "甲和乙"], rules)
    assert flagged(found.coded) == [3]
    monkey = flagged(found.part)
    assert monkey == []  # each of the two codes stands in half of the passages
    lone = strata(["甲", "丙", "丙", "丙"], {"x": ["code:a AND code:c"], "a": ["甲"], "c": ["丁"]})
    assert flagged(lone.part) == [0]


def test_codes_below_count_where_asked_for():
    rules = {"x": ["甲"], "y<x": ["乙"], "z": ["丙"]}
    assert flagged(strata(["甲", "乙", "丙"], rules).coded) == [0]
    assert flagged(strata(["甲", "乙", "丙"], rules, rollup=True).coded) == [0, 1]
    assert flagged(strata(["甲", "乙", "丙"], {"top": [], "y<top": ["乙"]}, "top", rollup=True).coded) == [1]


def test_a_code_without_rules_cannot_be_audited():
    with pytest.raises(UsageError, match="top has no rules") as problem:
        strata(["甲"], {"top": [], "y<top": ["乙"]}, "top")
    assert "--rollup" in problem.value.cure
    with pytest.raises(UsageError, match="there is no code none"):
        strata(["甲"], {"x": ["甲"]}, "none")


def test_without_a_coded_passage_nothing_is_similar():
    found = strata(["甲", "乙"], {"x": ["能人"]})
    assert not found.similar.any()
    assert found.members("far").tolist() == [0, 1]


def test_an_empty_population():
    found = strata([], {"x": ["能人"]})
    assert [len(found.members(stratum)) for stratum in module.STRATA] == [0, 0, 0]
