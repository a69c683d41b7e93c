"""Which hits are negated: words, clauses, distances."""

import numpy as np
import pytest

from qualcode.rules.negation import Negation, Spoken
from qualcode.rules.negators import BUILT_IN, Negators
from qualcode.text.key import search_key
from qualcode.text.words import map_words

RULE = Negation(BUILT_IN)


def is_negated(
    marked: str, *, rule: Negation = RULE, wrapped: bool = False, asides: tuple[str, ...] = ()
) -> bool:
    """Whether the stretch between ‹ and › is negated; the whole text is one unit."""
    start, end = marked.index("‹"), marked.index("›") - 1
    text = marked.replace("‹", "").replace("›", "")
    spans = [(text.index(aside), text.index(aside) + len(aside)) for aside in asides]
    hidden = np.array(spans, np.int32).reshape(-1, 2)
    spoken = Spoken(text, search_key(text, hidden), map_words(text, hidden), spans, wrapped)
    return bool(rule.negated(spoken, [(start, end)], [(0, len(text))]))


NEGATED = [
    "我在这儿没有‹归属感›",
    "没有归属感、‹认同感›",
    "没有‹归属感›、认同感",
    "不是靠‹政府›而是靠能人带头",
    "‹归属感›根本谈不上",
    "‹归属感›不强",
    "我不觉得这里有什么‹归属感›",
    "居民缺乏‹归属感›",
    "没人‹参与›",
    "我不是什么‹能人›",
    "we don't really ‹trust› them",
    "we don’t really ‹trust› them",
    "a lack of ‹trust›",
    "居民不够积极‹参与›",
    "we cannot ‹trust› them",
    "nobody ‹trusts› them",
]
AFFIRMED = [
    "不断增强居民的‹归属感›",
    "大家特别有‹归属感›",
    "也不是没有‹归属感›",
    "你有没有‹归属感›",
    "不是靠政府而是靠‹能人›带头",
    "不仅有‹归属感›",
    "不得不说，‹能人›很重要",
    "他们是无偿的‹能人›",
    "可不可以说有‹归属感›",
    "愿不愿意‹参与›",
    "not only do we ‹trust› them",
    "There is no doubt people ‹trust› her.",
    "‹政府›没有参与这件事",
    "归属感不强的‹能人›",
]


@pytest.mark.parametrize("text", NEGATED)
def test_negated_by_the_published_sentences(text):
    assert is_negated(text)


@pytest.mark.parametrize("text", AFFIRMED)
def test_affirmed_by_the_published_sentences(text):
    assert not is_negated(text)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        # script and blanks do not count, case does not either
        ("我們沒有‹歸屬感›", True),
        ("没 有 ‹归属感›", True),
        ("NOBODY ‹trusts› them", True),
        # whole Latin words only
        ("a notable ‹trust›", False),
        ("nobody's ‹trust›", True),
        ("north of ‹trust›", False),
        ("the knot of ‹trust›", False),
        ("not onlyness of ‹trust›", True),
        # clauses: signs, words, line breaks, brackets
        ("没有，‹归属感›", False),
        ("没有、‹归属感›", True),
        ("没有“‹归属感›”", True),
        ("没有（‹归属感›）", False),
        ("没有—‹归属感›", False),
        ("没有但‹归属感›", False),
        ("我们没有不过‹归属感›强", False),
        ("no trust, ‹belonging›", False),
        ("no trust and ‹belonging›", True),
        ("no trust but ‹belonging›", False),
        ("没有3.5个‹归属感›", True),
        ("没有10:30‹归属感›", True),
        ("没有3.‹归属感›", False),
        ("没有\n‹归属感›", False),
        # distance: at most ten words between
        ("没有一二三四五六七八九十‹归属感›", True),
        ("没有一二三四五六七八九十十‹归属感›", False),
        ("not a b c d e f g h i j ‹trust›", True),
        ("not a b c d e f g h i j k ‹trust›", False),
        # after-words only at the end of the clause
        ("‹归属感›没有了", True),
        ("‹归属感›没有了吧。", True),
        ("‹归属感›不强”。", True),
        ("‹归属感›没有人管", False),
        ("‹归属感›不强但是有", True),
        ("‹trust› is lacking.", True),
        ("‹trust› is lacking here.", False),
        # two and three negators
        ("没有人不‹参与›", False),
        ("不是没有人不‹参与›", True),
        ("没有‹归属感›没有", False),
        # questions
        ("喜欢不喜欢‹参与›", False),
        ("‹参与›有没有", False),
        ("是不是没有‹归属感›", True),
        # harmless words
        ("不过没有‹归属感›", True),
        ("没问题，‹参与›", False),
        ("非营利‹组织›", False),
        # what belongs to the hit itself negates nothing
        ("我‹不信任›他", False),
        ("我不‹不信任›他", True),
    ],
)
def test_words_clauses_distances(text, negated):
    assert is_negated(text) is negated


def test_in_wrapped_text_a_line_break_ends_no_clause():
    assert is_negated("我们这里没有\n‹归属感›", wrapped=True)
    assert not is_negated("我们这里没有\n\n‹归属感›", wrapped=True)


def test_remarks_are_skipped_whole():
    assert is_negated("没有（笑）‹归属感›", asides=("（笑）",))
    assert is_negated("‹归属感›不强（笑）", asides=("（笑）",))
    assert not is_negated("（不）‹归属感›", asides=("（不）",))


def test_a_clause_never_reaches_beyond_its_part():
    text = "没有归属感"
    spoken = Spoken(text, search_key(text), map_words(text))
    assert RULE.negated(spoken, [(2, 5)], [(0, 5)]) == {(2, 5)}
    assert RULE.negated(spoken, [(2, 5)], [(2, 5)]) == set()


def test_hits_of_one_text_are_judged_each_for_itself():
    text = "没有信任，有归属感，不参与。大家不信任"
    spoken = Spoken(text, search_key(text), map_words(text))
    hits = [(2, 4), (6, 9), (11, 13), (17, 19)]
    assert RULE.negated(spoken, hits[::-1], [(0, len(text))] * 4) == {hits[0], hits[2], hits[3]}


@pytest.mark.parametrize(
    ("lists", "text", "negated"),
    [
        ({"before": ("难说",)}, "难说有‹归属感›", True),
        ({"before": ("难说",)}, "没有‹归属感›", False),
        ({"after": ("很淡",)}, "‹归属感›很淡", True),
        ({"harmless": ()}, "不仅有‹归属感›", True),
        ({"clause_ends": ()}, "没有但‹归属感›", True),
        ({"window": 0}, "没有‹归属感›", True),
        ({"window": 0}, "没有什么‹归属感›", False),
        ({"before": (), "after": (), "harmless": (), "clause_ends": ()}, "没有‹归属感›", False),
    ],
)
def test_lists_of_a_codebook(lists, text, negated):
    assert is_negated(text, rule=Negation(Negators(**lists))) is negated


def test_a_word_dropped_from_one_list_stays_in_the_others():
    before = tuple(word for word in BUILT_IN.before if word != "没有")
    rule = Negation(Negators(before=before))
    assert is_negated("‹归属感›没有", rule=rule)
    assert not is_negated("没有‹归属感›", rule=rule)


def test_a_long_clause_with_many_hits_is_done_in_time():
    text = "大家都很信任他不" * 20_000
    hits = [(at + 4, at + 6) for at in range(0, len(text), 8)]
    spoken = Spoken(text, search_key(text), map_words(text))
    found = RULE.negated(spoken, hits, [(0, len(text))] * len(hits))
    assert found == set(hits[1:])
