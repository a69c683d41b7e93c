"""Advice on single characters, on codes in one language, and on regular expressions."""

import pytest

from qualcode.codebook.read import read_codebook
from qualcode.errors import Problem


def advice(*rules: str) -> tuple[Problem, ...]:
    """Warnings on one code with these rules; the first stands in line 5."""
    lines = "".join(f"      - {rule}\n" for rule in rules)
    codebook, errors, warnings = read_codebook(
        f"format: 1\ncodes:\n  - id: a\n    definition: x\n    rules:\n{lines}"
    )
    assert codebook, errors
    return warnings


@pytest.mark.parametrize(
    ("rule", "chars"),
    [("信", "信"), ("affirmed:(信 OR 我)", "信, 我"), ("'{信,我,你,他}'", "信, 我, 你 …"), ("信 NOT 微信", "信"), ("exact:信 OR 信任", "信")],
)  # fmt: skip
def test_one_character_that_codes_by_itself(rule: str, chars: str):
    (found,) = advice(rule)
    assert (found.slug, found.line, found.column) == ("one-character", 6, 9)
    assert found.message.endswith(f": {chars}")


@pytest.mark.parametrize(
    "rule", ["信 NEAR/3 人", "信 AND 人", "信任", "信?", "能人 NOT 信", "ATLEAST/2(信 OR 我)", "x y"]
)
def test_one_character_beside_others(rule: str):
    assert advice(rule) == ()


BILINGUAL = """\
format: 1
codebook: {{languages: [{languages}]}}
codes:
  - {{id: a, definition: x, rules: [能人, able person]}}
  - {{id: b, definition: x, rules: [社区, community]}}
  - {{id: c, definition: x, rules: [社区精英]}}
  - {{id: d, definition: x, rules: [trust*]}}
  - {{id: e, definition: x, rules: ['/x+/']}}
  - {{id: f}}
{more}"""


def languages(said: str, more: str = "") -> list[str]:
    codebook, errors, warnings = read_codebook(BILINGUAL.format(languages=said, more=more))
    assert codebook, errors
    return [one.message for one in warnings if one.slug == "one-language"]


def test_codes_with_terms_in_one_language():
    three = "  - {id: g, definition: x, rules: [好的, good]}\n"
    ending = "and most codes have terms in both languages"
    assert languages("zh, en", three) == [
        f"c has Chinese terms only, {ending}",
        f"d has other terms only, {ending}",
    ]
    assert languages("en, zh-Hant", three) == languages("zh, en", three)


def test_codebooks_that_are_not_written_in_both_languages():
    assert languages("zh, en") == []  # two of four
    three = "  - {id: g, definition: x, rules: [好的, good]}\n"
    assert languages("zh", three) == languages("en, fr", three) == languages("", three) == []


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        (r"能人\d+", "ascii-regex"),
        ("能人", "plain-regex"),
        ("[能人|带头]的", "regex-bar"),
        ("[^a|b]c", "regex-bar"),
        ("(能人 | 带头)的", "regex-blank"),
        ("能人| 带头", "regex-blank"),
        ("能人（|带头", "regex-width"),
        ("能人｜带头.", "regex-width"),
        ("能人.*带头", "regex-all"),
        ("能人.+", "regex-all"),
    ],
)
def test_doubtful_regexes(body: str, slug: str):
    (found,) = advice(f"'/{body}/'")
    assert (found.slug, found.line, found.column) == (slug, 6, 9)
    assert found.cure


@pytest.mark.parametrize(
    "body",
    [r"能\|人.", "能人.{0,20}带头", "能人.*?带头", "(能人|带头)的", "[（）]+", r"\p{Han}+人", r"[\]|]x*", r"x\.*y?", "[^，。]{0,2}，?我"],
)  # fmt: skip
def test_regexes_without_doubt(body: str):
    assert [one.slug for one in advice(f"'/{body}/'")] == (["regex-bar"] if "|]" in body else [])


def test_words_of_patterns_are_terms_too_and_word_classes_are_not():
    pattern = "  - {{id: g, definition: x, rules: [社区, {{pattern: [{{{what}}}]}}]}}\n"
    pattern += "".join(f"  - {{{{id: {code}, definition: x, rules: [好的, good]}}}}\n" for code in "hi")
    assert not [one for one in languages("zh, en", pattern.format(what="LEMMA: mobilise")) if one[0] == "g"]
    assert not [
        one for one in languages("zh, en", pattern.format(what="LOWER: {IN: [a, b]}")) if one[0] == "g"
    ]
    assert [one for one in languages("zh, en", pattern.format(what="POS: NOUN")) if one[0] == "g"]
