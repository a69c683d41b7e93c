"""The oracle's own negation, by hand: the hit stands between ‹ and › in the text."""

from dataclasses import replace
from typing import Any

import pytest

from tests.oracle.evaluate import code, judged
from tests.oracle.hits import pieces_of
from tests.oracle.marked import unmark, whole
from tests.oracle.negation import AFTER, BEFORE, CLAUSE_ENDS, HARMLESS, is_negated, lists_of, value
from tests.oracle.plain import Edit, PlainBook, PlainCode, PlainNegation, PlainUnit, one_turn
from tests.oracle.reader import read_rule
from tests.oracle.terms import BadRuleError

PUBLISHED_NEGATED = """
我在这儿没有‹归属感›
没有归属感、‹认同感›
不是靠‹政府›而是靠能人带头
‹归属感›根本谈不上
‹归属感›不强
我不觉得这里有什么‹归属感›
居民缺乏‹归属感›
没人‹参与›
我不是什么‹能人›
we don't really ‹trust› them
a lack of ‹trust›
居民不够积极‹参与›
we cannot ‹trust› them
nobody ‹trusts› them
"""
PUBLISHED_AFFIRMED = """
不断增强居民的‹归属感›
大家特别有‹归属感›
也不是没有‹归属感›
你有没有‹归属感›
不是靠政府而是靠‹能人›带头
不仅有‹归属感›
不得不说，‹能人›很重要
他们是无偿的‹能人›
可不可以说有‹归属感›
愿不愿意‹参与›
not only do we ‹trust› them
There is no doubt people ‹trust› her.
‹政府›没有参与这件事
归属感不强的‹能人›
"""

NEGATED = """
沒有‹歸屬感›
ＮＯＴ ‹trust›
they didn’t ‹trust› us
没 有‹归属感›
没\u200b有‹归属感›
不‹信任›
没‹有归属感›
‹归属感不›强
‹归属感›没有了。
‹归属感›没有了吧”，
‹归属感›不强的啊 。
‹归属感›没有但是
trust and ‹belonging› is missing.
‹Trust› is  lacking
Trust was not ‹missing›
no-one ‹trusts› us
nobody's ‹trust›
不到3.5倍的‹归属感›
不到10：30就‹参与›
不到1,000人‹参与›
没有从来没有不‹参与›
没有不错的‹归属感›
是不是没有‹归属感›
并非‹参与›
不一二三四五六七八九十‹参与›
‹trust› a b c d e f g h i j is absent
没有，不‹参与›
谈‹不›上
没有‹归属感›没有吗
"""
AFFIRMED = """
‹不信任›
是不是‹归属感›
愿意不愿意‹参与›
參與沒參與‹社区›
不不不‹参与›
没没有‹参与›
不可或缺的‹归属感›
不一二三四五六七八九十百‹参与›
‹trust› a b c d e f g h i j k is absent
‹归属感›不强吗
‹归属感›没有“
‹归属感›从来没有
‹归属感›很不强的人
‹归属感›，没有
‹trust› is missing now
‹Trust› isn't missing
we know ‹trust›
nothingness and ‹trust›
don'ts of ‹trust›
没有3，‹归属感›
没有3. ‹归属感›
没有‹归属感›没有
不是不‹参与›
别‹参与›
非‹参与›
no doubt, ‹trust›
"""


BUILT_IN = PlainNegation()


def judge(marked: str, negation: PlainNegation = BUILT_IN, **changed: Any) -> bool:
    """Whether the one marked hit is negated; the text is one turn and one unit."""
    text, [span] = unmark(marked)
    document = replace(one_turn(text), **changed)
    return is_negated(document, pieces_of(document), (0, len(text), 0), span, lists_of(negation))


def is_latin(word: str) -> bool:
    return word.isascii()


@pytest.mark.parametrize("marked", (PUBLISHED_NEGATED + NEGATED).split("\n"))
def test_negated(marked: str) -> None:
    assert not marked or judge(marked)


@pytest.mark.parametrize("marked", (PUBLISHED_AFFIRMED + AFFIRMED).split("\n"))
def test_affirmed(marked: str) -> None:
    assert not marked or not judge(marked)


# Every word of the lists, every sign


@pytest.mark.parametrize("word", BEFORE)
def test_a_word_of_the_before_list_negates_what_follows(word: str) -> None:
    prefix = "did" if word == "n't" else ""
    assert judge(f"{prefix}{word} ‹trust›" if is_latin(word) else f"{word}‹参与›")


@pytest.mark.parametrize("word", AFTER)
def test_a_word_of_the_after_list_negates_what_stands_before(word: str) -> None:
    assert judge(f"‹trust› {word}" if is_latin(word) else f"‹参与›{word}")


@pytest.mark.parametrize("word", sorted({*AFTER} - {*BEFORE}))
def test_a_word_of_the_after_list_alone_negates_nothing_that_follows(word: str) -> None:
    assert not judge(f"{word} ‹trust›" if is_latin(word) else f"{word}‹参与›")


@pytest.mark.parametrize("word", HARMLESS)
def test_a_harmless_word_hides_the_negator_in_it(word: str) -> None:
    assert not judge(f"{word} ‹trust›" if is_latin(word) else f"{word}‹参与›")
    assert judge(f"not {word} ‹trust›" if is_latin(word) else f"没人{word}‹参与›") is (word != "不过")


@pytest.mark.parametrize("word", CLAUSE_ENDS)
def test_a_clause_ends_before_such_a_word(word: str) -> None:
    assert not judge(f"not so {word} ‹trust›" if is_latin(word) else f"不想{word}‹参与›")
    assert judge(f"{word} not ‹trust›" if is_latin(word) else f"{word}不想‹参与›")


@pytest.mark.parametrize("sign", "，,；;：:。！？.!?…—()[]{}（）［］｛｝【】〔〕〈〉《》\n")
def test_a_clause_ends_at_a_sign(sign: str) -> None:
    assert not judge(f"不想{sign}‹参与›")
    assert not judge(f"不到3{sign}的‹参与›")
    assert judge(f"不想{sign}没‹参与›")
    assert judge(f"‹参与›不足{sign}但")


@pytest.mark.parametrize("sign", "、和或“”「」'\"-/_ \t\u3000")
def test_no_clause_ends_at_other_signs(sign: str) -> None:
    assert judge(f"不想{sign}‹参与›")


@pytest.mark.parametrize("sign", ".,:：，．")
def test_a_sign_between_two_digits_ends_no_clause(sign: str) -> None:
    assert judge(f"不到3{sign}5的‹参与›")
    assert judge(f"不到３{sign}5的‹参与›")
    assert judge(f"不到3\u200b{sign}\ufe0f5的‹参与›")


@pytest.mark.parametrize("particle", "了的啊呢吧 “”’」'\u200b")
def test_only_particles_may_follow_a_word_of_the_after_list(particle: str) -> None:
    assert judge(f"‹参与›没有{particle}。") is (particle != "“")
    assert not judge(f"‹参与›没有{particle}吗。")


# Line breaks, remarks, units and turns


def test_no_word_is_read_across_the_end_of_a_clause() -> None:
    assert not judge("没\n有问题‹参与›")
    assert judge("参与不‹参\n与›")
    assert not judge("参与不‹参\n与›", wrapped=True)
    assert judge("是不，是没‹参与›")


def test_in_a_wrapped_document_only_a_blank_line_ends_a_clause() -> None:
    assert not judge("没\n有‹归属感›")
    assert judge("没\n有‹归属感›", wrapped=True)
    assert judge("没有 \n ‹归属感›", wrapped=True)
    assert judge("‹归属感›没有\n", wrapped=True)
    assert not judge("没有\n\n‹归属感›", wrapped=True)
    assert not judge("没有\n\u3000\n‹归属感›", wrapped=True)
    assert not judge("‹归属感›没有\n人", wrapped=True)
    assert judge("‹归属感›没有\n人")
    assert judge("‹归属感›没有\n\n没有", wrapped=True)


def test_a_remark_is_skipped_whole() -> None:
    assert judge("没有（笑）‹归属感›", asides=((2, 5),))
    assert not judge("没有（笑）‹归属感›")
    assert judge("不一二三四五（笑，笑）六七八九十‹归属感›", asides=((6, 11),))
    assert judge("‹归属感›没有（笑）了", asides=((5, 8),))
    assert not judge("（没有）‹归属感›", asides=((0, 4),))
    assert not judge("没（笑）问题‹参与›")
    assert judge("没（笑）问题‹参与›", asides=((1, 4),))
    assert not judge("没有\n（笑）\n‹归属感›", asides=((3, 6),))
    assert judge("没有\n（笑）\n‹归属感›", asides=((3, 6),), wrapped=True)


def test_a_clause_never_reaches_beyond_its_unit() -> None:
    text = "没有归属感没有"
    document = one_turn(text)
    pieces, lists = pieces_of(document), lists_of(PlainNegation())
    assert not is_negated(document, pieces, (0, 7, 0), (2, 5), lists)
    assert is_negated(document, pieces, (1, 7, 0), (2, 5), lists)
    assert is_negated(document, pieces, (0, 5, 0), (2, 5), lists)
    assert not is_negated(document, pieces, (1, 5, 0), (2, 5), lists)


def test_a_hit_over_two_clauses_has_the_scope_of_its_first_and_its_last_character() -> None:
    assert judge("不‹参与，能人›很多")
    assert judge("‹参与，能人›没有")
    assert not judge("‹参与，不能›吗")
    assert judge("‹能人但是不›强")
    assert not judge("‹参与，›没有")
    assert not judge("没有‹，参与›没有")


# Settings


def setting(**changed: Any) -> PlainNegation:
    return PlainNegation(**changed)


def test_words_are_added_and_dropped() -> None:
    assert not judge("别‹参与›")
    assert judge("别‹参与›", setting(before=Edit(add=("別",))))
    assert judge("特别‹参与›", setting(before=Edit(add=("别",)), harmless=Edit(drop=("特別",))))
    assert not judge("特别‹参与›", setting(before=Edit(add=("别",))))
    assert not judge("‹参与›缺席")
    assert judge("‹参与›缺席", setting(after=Edit(add=("缺席",))))
    assert judge("不想所以‹参与›")
    assert not judge("不想所以‹参与›", setting(clause_ends=Edit(add=("所以",))))
    assert judge("we refuse to ‹trust›", setting(before=Edit(add=("refuse to",))))
    assert not judge("we refuse ‹trust›", setting(before=Edit(add=("fuse",))))


def test_a_word_is_dropped_from_one_list_only() -> None:
    dropped = setting(before=Edit(drop=("没有",)))
    assert not judge("‹参与›，没有社区", dropped)
    assert judge("‹参与›没有", dropped)
    assert not judge("没有‹参与›", dropped)
    assert judge("没有‹参与›", setting(after=Edit(drop=("没有",))))
    assert not judge("‹参与›没有", setting(after=Edit(drop=("没有",))))
    assert judge("没有‹参与›", setting(before=Edit(drop=("没有",)), after=()))


def test_a_plain_list_replaces_the_built_in_one() -> None:
    only = setting(before=("甭",))
    assert judge("甭‹参与›", only)
    assert not judge("不‹参与›", only)
    assert judge("不但‹参与›", setting(harmless=(), clause_ends=()))
    assert judge("不想但‹参与›", setting(clause_ends=()))


def test_a_word_in_two_lists_has_both_roles() -> None:
    assert not judge("没想不过‹参与›")
    assert judge("没想不过‹参与›", setting(clause_ends=Edit(drop=("不过",))))
    assert judge("没想不过‹参与›", setting(harmless=Edit(drop=("不过",)), before=Edit(add=("不过",))))
    assert judge("没想但‹参与›", setting(before=Edit(add=("但",))))
    assert judge("不错‹参与›", setting(before=Edit(add=("不错",))))
    assert judge("没有‹参与›", setting(harmless=Edit(add=("没有",))))


def test_between_words_of_equal_length_the_repeated_one_wins() -> None:
    assert not judge("是不是‹参与›", setting(before=Edit(add=("是不是",))))
    assert judge("是不是会‹参与›", setting(before=Edit(add=("是不是会",))))
    assert not judge("没在是不是‹参与›", setting(before=(), clause_ends=Edit(add=("是不是",))))


def test_the_window_is_a_number_of_words() -> None:
    assert judge("不‹参与›", setting(window=0))
    assert not judge("不想‹参与›", setting(window=0))
    assert judge("不想‹参与›", setting(window=1))
    assert judge("没‹有归属感›", setting(window=0))


# In rules


def coded(rule: str, text: str, **book: Any) -> dict[str, tuple[str, ...]]:
    """Evidence texts of one rule and what they are: {"yes" or the like: texts}; empty where it is false."""
    document = one_turn(text)
    made = PlainBook((PlainCode("c", (rule,)),), **{"boundaries": "none", **book})
    found, flags = judged(made, document, whole(document), [True])
    return {value(flags[key]): tuple(text[a:b] for a, b in spans) for key, (_, spans) in found.items()}


RULES = [
    ("negated:能人", "不是能人，是能人", {"yes": ("能人",)}),
    ("affirmed:能人", "不是能人，是能人", {"no": ("能人",)}),
    ("能人", "不是能人，是能人", {"partly": ("能人", "能人")}),
    ("negated:能人 OR affirmed:带头", "能人，不带头", {}),
    ("affirmed：（能人 OR “带头”）", "不能人，带头", {"no": ("带头",)}),
    ("negated:{能人,带头}", "没有能人，带头", {"yes": ("能人",)}),
    ("negated:capable person", "no capable person", {"yes": ("capable person",)}),
    ("negated:volunteer*", "no volunteers", {"yes": ("volunteers",)}),
    ("negated:exact:US", "not us, not US", {"yes": ("US",)}),
    ("negated:(exact:US OR exact:(UK OR EU))", "not us, not EU, no UK", {"yes": ("EU", "UK")}),
    ("NOT negated:能人 AND 带头", "没有能人，带头", {}),
    ("NOT negated:能人 AND 带头", "能人，带头", {"no": ("带头",)}),
    ("能人 NOT affirmed:带头", "能人，没带头", {"no": ("能人",)}),
    ("能人 NEAR/9 negated:带头", "能人带头，不带头", {"partly": ("能人", "带头")}),
    ("negated:带头 BEFORE/9 能人", "不带头，能人，带头，能人", {"partly": ("带头", "能人", "能人")}),
    ("能人 NEAR/0 affirmed:带头", "能人，不带头", {}),
    ("ATLEAST/2(negated:(能人 OR 带头))", "不能人，带头", {}),
    ("ATLEAST/2(negated:能人 OR 带头)", "不能人，带头", {"partly": ("能人", "带头")}),
    ("/能人/", "不能人", {"yes": ("能人",)}),
    ("role:participant", "不能人", {"": ()}),
    ("affirmed:信任 OR 不信任感", "不信任感", {"no": ("不信任感",)}),
    ("negated:信任 OR affirmed:不信任感", "不信任感，不信任", {"partly": ("不信任感", "信任")}),
    ("信任 OR negated:不信任感", "不信任感", {}),
]


@pytest.mark.parametrize(("rule", "text", "expected"), RULES)
def test_rules(rule: str, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert coded(rule, text) == expected


def test_the_codebook_sets_the_lists() -> None:
    assert coded("negated:能人", "别说能人") == {}
    assert coded("negated:能人", "别说能人", negation=setting(before=Edit(add=("别",)))) == {"yes": ("能人",)}
    assert coded("能人", "没说能人", negation=setting(window=0)) == {"no": ("能人",)}


def test_each_unit_judges_for_itself() -> None:
    text = "没有能人能人没有"
    units = [PlainUnit(0, 4, 0, 0), PlainUnit(4, 8, 0, 0)]
    book = PlainBook((PlainCode("c", ("negated:能人",)),), boundaries="none")
    assert set(code(book, one_turn(text), units, [True])) == {(0, "c"), (1, "c")}
    assert code(book, one_turn(text), [PlainUnit(1, 7, 0, 0)], [True]) == {}


REFUSED = """
negated:/trust/
negated:(aa NEAR/3 bb)
affirmed:(aa AND bb)
negated:(NOT aa)
affirmed:(ATLEAST/2(aa))
affirmed:code:a
affirmed:(aa OR role:b)
negated:negated:aa
negated:affirmed:aa
negated:(aa OR affirmed:bb)
exact:negated:aa
exact:(aa OR negated:bb)
exact:(aa NEAR/3 affirmed:bb)
negated:exact:(aa NEAR/3 bb)
negated:
negated: aa
negated:OR
negated:exact:
NOT negated:aa
aa OR NOT negated:bb
aa negated:bb
negated:(aa
""".strip().splitlines()


@pytest.mark.parametrize("rule", REFUSED)
def test_what_a_polarity_does_not_take_is_refused(rule: str) -> None:
    with pytest.raises(BadRuleError):
        read_rule(rule)


def test_a_polarity_holds_its_terms() -> None:
    assert read_rule("negated：（aa OR “bb”）") == read_rule('negated:(aa OR "bb")')
    assert read_rule("negated:exact:aa") == read_rule("negated:(exact:aa)")
    assert read_rule("negated:aa NEAR/3 bb") == read_rule("(negated:aa) NEAR/3 bb")
    assert read_rule("negated:aa bb") == read_rule('negated:"aa bb"')
