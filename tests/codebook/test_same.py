"""Alternatives that look for the same, and terms of several codes."""

import pytest

from qualcode.codebook.model import Codebook
from qualcode.codebook.read import read_codebook
from qualcode.codebook.same import InCodes, Twice, in_several_codes, written_twice


def book(*codes: str) -> Codebook:
    text = "format: 1\ncodes:\n" + "".join(f"  - {code}\n" for code in codes)
    codebook, errors, _ = read_codebook(text, advice=False)
    assert codebook, errors
    return codebook


@pytest.mark.parametrize(
    ("rule", "twice"),
    [
        ("社区 OR 社區", ("社区", "社區")),
        ("Trust OR ｔｒｕｓｔ", ("Trust", "ｔｒｕｓｔ")),
        ("信任 OR 好 OR 信任", ("信任", "信任")),
        ("{信任,信任}感", ("信任感", "信任感")),
        ("{信,信任} OR 信任", ("信任", "信任")),
        ("人 NEAR/3 (社区 OR 社區)", ("社区", "社區")),
        ("exact:(US OR US)", ("US", "US")),
        ("affirmed:(社区 OR 社區)", ("社区", "社區")),
        ("exact:US OR exact:US", ("US", "US")),
    ],
)
def test_alternatives_that_are_one(rule: str, twice: tuple[str, str]):
    assert written_twice(book(f"{{id: a, rules: ['{rule}']}}")) == (Twice("a", *twice, 1),)


@pytest.mark.parametrize(
    "rule",
    ["社区 OR 小区", "exact:(US OR us)", "US OR exact:US", "社区 NEAR/3 社區", "信任 AND 信任", "/a/ OR a b"],
)
def test_alternatives_that_differ(rule: str):
    assert written_twice(book(f"{{id: a, rules: ['{rule}']}}")) == ()


def test_places_are_counted_by_code():
    codes = ("{id: a, rules: [社区 OR 社區, 社區 OR 社区]}", "{id: b, rules: [社区 OR 社區]}")
    assert written_twice(book(*codes)) == (Twice("a", "社区", "社區", 2), Twice("b", "社区", "社區", 1))


def test_terms_of_several_codes():
    codes = (
        "{id: a, rules: [社区 OR 好人], children: [{id: b, rules: [社區 OR 能人]}]}",
        "{id: c, rules: [能人, 好人 NEAR/3 社区, 人才]}",
        "{id: d, rules: ['affirmed:能人', 能人 NOT 人才]}",
    )
    assert in_several_codes(book(*codes)) == (InCodes("能人", ("b", "c", "d")),)


def test_a_term_of_parent_and_child_alone_is_no_matter():
    family = "{id: a, rules: [社区], children: [{id: b, rules: [社区], children: [{id: c, rules: [社区]}]}]}"
    assert in_several_codes(book(family)) == ()
    assert in_several_codes(book(family, "{id: d, rules: [社区]}")) == (InCodes("社区", ("c", "d")),)


def test_a_lemma_and_the_same_word_are_one_and_forms_are_not_told():
    codebook = book("{id: a, rules: ['lemma:leave OR leave OR left']}")
    assert [(each.one, each.other) for each in written_twice(codebook)] == [("leave", "leave")]


def test_a_form_stands_in_several_codes():
    codebook = book("{id: a, rules: ['lemma:leave']}", "{id: b, rules: [left]}")
    assert [(each.term, each.codes) for each in in_several_codes(codebook)] == [("left", ("a", "b"))]
