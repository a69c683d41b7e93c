"""Patterns of dictionary programs as terms: they find the words that the patterns find."""

import re
from fnmatch import fnmatchcase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.codebook.exchange.globs import Changes, term_of
from qualcode.project.library.coding import find
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from tests.text.made import one_turn

words = st.text("abAB", min_size=1, max_size=5)
patterns = st.text("ab*?", min_size=1, max_size=5)


@given(patterns, st.lists(words, min_size=1, max_size=8))
def test_a_pattern_of_one_word_finds_the_same_words(pattern, talk):
    rule = term_of(pattern, 1, Changes())
    assume(rule)
    hits = find([one_turn(" ".join(talk))], rule)
    expected = [word for word in talk if fnmatchcase(word.lower(), pattern)]
    assert list(hits["keyword"]) == expected


@given(st.lists(patterns, min_size=2, max_size=3), st.lists(words, min_size=1, max_size=10))
def test_a_pattern_of_several_words_finds_the_same_places(parts, talk):
    rule = term_of(" ".join(parts), 1, Changes())
    assume(rule)
    found = [
        at
        for at in range(len(talk) - len(parts) + 1)
        if all(fnmatchcase(talk[at + i].lower(), one) for i, one in enumerate(parts))
    ]
    assert bool(len(find([one_turn(" ".join(talk))], rule))) == bool(found)


@given(st.text("ab能人*?(){}\"“”/: ORNT，,&'-#", min_size=1, max_size=12))
def test_what_is_left_is_a_rule_in_canonical_spelling_and_all_else_is_told(pattern):
    changes = Changes()
    rule = term_of(pattern, 7, changes)
    if rule:
        assert show(parse(rule)) == rule
        letters = re.sub(r"[\s*]", "", pattern)
        assert all(char in rule for char in letters)
    else:
        (told,) = changes.told()
        assert "(line 7)" in told


@pytest.mark.parametrize(
    ("pattern", "rule", "told"),
    [
        ("tax*", "tax*", ""),
        ("*ing", "*ing", ""),
        ("w?ge", "w?ge", ""),
        ("income  tax*", "income tax*", ""),
        ("a OR b", '"a OR b"', ""),
        (":)", '":)"', ""),
        ("{x,y}", '"{x,y}"', ""),
        ("a*", "", "left out, the term has too few fixed characters (1): a* (line 3)"),
        ("*", "", "left out, the term has too few fixed characters (1): * (line 3)"),
        ("社区*", "社区", "* at the edge of a Chinese term left out: it is found within words too (1): 社区* (line 3)"),
        ("*社区*", "社区", "* at the edge of a Chinese term left out: it is found within words too (1): *社区* (line 3)"),
        ("居*会", "居*会", "* between Chinese characters now stands for 0 to 4 of them (1): 居*会 (line 3)"),
        ("居?会", "居?会", ""),
    ],
)  # fmt: skip
def test_each_kind_of_pattern(pattern, rule, told):
    changes = Changes()
    assert term_of(pattern, 3, changes) == rule
    assert "".join(changes.told()) == told


def test_many_patterns_are_counted():
    changes = Changes(most=2)
    for line in range(1, 5):
        changes.add("lost", "x", line)
    assert changes.told() == ("lost (4): x (line 1), x (line 2) and 2 more",)
