"""Terms inside longer terms of other codes."""

import pytest

from qualcode.codebook.inside import Inside, inside_terms
from qualcode.codebook.read import read_codebook


def inside(
    first: str,
    second: str,
    *,
    nested: str = "code",
    shields: str = "",
    own: str = "",
    boundaries: str = "crossing",
) -> list[tuple[str, str]]:
    """Pairs of terms for two codes of one rule each."""
    text = (
        f"format: 1\ncodebook:\n  nested: {nested}\n  boundaries: {boundaries}\n  shields: [{shields}]\ncodes:\n"
        f"  - id: a\n    rules: ['{first}']\n    shields: [{own}]\n  - id: b\n    rules: ['{second}']\n"
    )
    codebook, errors, _ = read_codebook(text)
    assert codebook, errors
    return [(each.term, each.longer) for each in inside_terms(codebook)]


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("信任", "不信任", [("信任", "不信任")]),
        ("不信任", "信任", [("信任", "不信任")]),
        ("信任", "信任", []),
        ("信任", "不信任 OR 信任感", [("信任", "不信任"), ("信任", "信任感")]),
        ("信任", "{很,不}信任", [("信任", "很信任"), ("信任", "不信任")]),
        ("信任", "不信任*感", []),
        ("Trust", "no trust", [("Trust", "no trust")]),
        ("trust", "distrust", []),
        ("trust", "trusted man", []),
        ("trust", "信trust任", [("trust", "信trust任")]),
        ("信任", "NOT 不信任 AND 能人", [("信任", "不信任")]),
        ("信任 OR 不信任", "不信任", []),
    ],
)
def test_pairs(first: str, second: str, pairs: list[tuple[str, str]]):
    assert inside(first, second) == pairs


def test_shields_and_nesting_settle_it():
    assert not inside("信任", "不信任", shields="不信任")
    assert not inside("信任", "不信任", own="不信任")
    assert not inside("信任", "不信任", nested="codebook")
    assert inside("信任", "不信任", nested="all")


def test_the_line_that_hides_it():
    assert Inside("a", "信任", "b", "不信任", lone=True).shield == "shields: [不信任]"


def test_terms_that_code_by_themselves_come_first():
    assert inside("信任 NEAR/3 很多", "不信任 OR 志愿者们") == [("信任", "不信任")]
    pairs = [("志愿者", "志愿者们"), ("信任", "不信任")]
    assert inside("信任 NEAR/3 很多 OR 志愿者", "不信任 OR 志愿者们") == pairs


def test_a_term_that_cuts_through_the_words_of_the_longer_one_is_found_there_only_without_word_cuts():
    assert inside("能人", "高技能人才") == []
    assert inside("能人", "高技能人才", boundaries="none") == [("能人", "高技能人才")]
    assert inside("行政", "行政村") == [("行政", "行政村")]
    assert inside("行政", "行政村", boundaries="token") == []


def test_an_own_term_under_not_hides_nothing():
    assert inside("信任 OR 关系 NOT 不信任", "不信任") == [("信任", "不信任")]
