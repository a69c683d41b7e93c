"""Word cuts: exact, within, crossing; what is set aside, for which code, and how it is told."""

import numpy as np
import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.aside import ANY_CODE, Aside, SetAside, add_asides, count_aside
from qualcode.coding.cuts import CROSSING, EXACT, WITHIN, Cuts
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.rules.parse import parse
from qualcode.text.chinese import segmenter
from qualcode.text.document import Document
from qualcode.text.key import search_key
from qualcode.text.segment import segment
from qualcode.text.words import map_words

KINDS = [
    ("‹社区›的事", EXACT),
    ("‹社区的事›", EXACT),
    ("‹行政›村的人", WITHIN),
    ("高技‹能人›才", CROSSING),
    ("可‹能人›家不来", CROSSING),
    ("推‹行政›府服务", CROSSING),
    ("他是公认的‹能人›", EXACT),
    ("‹能　人›很多", EXACT),
    ("‹能\u200b人›很多", EXACT),
    ("高技‹能 人›才", CROSSING),
    ("高技‹能，人›才", CROSSING),
    ("‹，›", EXACT),
    ("高技‹能›人才", WITHIN),
    ("高技能‹人›才", WITHIN),
    ("我‹APP打卡›了", EXACT),
    ("‹C›BD中心", WITHIN),
    ("推‹行政›府服務", CROSSING),
    ("推‹行政›府服務和社區", CROSSING),
    ("‹行政›", EXACT),
]


@pytest.mark.parametrize(("marked", "kind"), KINDS)
def test_kinds(marked, kind):
    start, end = marked.index("‹"), marked.index("›") - 1
    text = marked.replace("‹", "").replace("›", "")
    cuts = Cuts(text, search_key(text))
    assert cuts.judge(np.array([start]), np.array([end])).tolist() == [kind]


@pytest.mark.parametrize(
    ("text", "hit", "words"),
    [
        ("高技能人才", (2, 4), "高技能|人才"),
        ("可能 人家", (1, 4), "可能|人家"),
        ("他推行政府服務", (2, 4), "推行|政府"),
        ("社区", (0, 2), "社区"),
        ("请下载APP 能人才市场去", (1, 9), "下载|APP|能|人才"),
    ],
)
def test_the_words_that_a_hit_touches_are_told_as_written(text, hit, words):
    assert Cuts(text, search_key(text)).words_at(*(np.array([one]) for one in hit)) == [words]


def test_kinds_equal_a_reading_with_all_words_marked():
    text = "他们推行政府服务，可能人家觉得这是高技能人才的事；社区参与者在行政村里，不同情况不同处理。" * 3
    edges = {0}
    for run in text.replace("，", "|").replace("；", "|").replace("。", "|").split("|"):
        begin = text.index(run, max(edges)) if run else max(edges)
        for word in segmenter()(run):
            edges |= {begin, begin + len(word)}
            begin += len(word)
    cuts = Cuts(text, search_key(text))
    for size in (1, 2, 3):
        for start in range(len(text) - size):
            if any(sign in text[start : start + size] for sign in "，；。"):
                continue
            inside = [edge for edge in edges if start < edge < start + size]
            exact = {start, start + size} <= edges
            kind = EXACT if exact else CROSSING if inside else WITHIN
            assert cuts.judge(np.array([start]), np.array([start + size])).tolist() == [kind]


def coded(text: str, *codes: Code, **options):
    """Codes with their evidence, and what was set aside."""
    document = Document("d", text, np.array([[0, 0, len(text)]], np.int32), np.array([-1], np.int32))
    words = map_words(text)
    turns = population_turns(document, Population())
    units = population_units(document, segment(document, "sentence", words=words), turns, words)
    book = Codebook(codes, **options)
    found = Engine(book).code(document, units, turns)
    spans = [
        found.evidence[a:b].tolist()
        for a, b in zip(found.first_evidence, found.first_evidence[1:], strict=False)
    ]
    hits = [(codes[c].id, [text[a:b] for a, b in one]) for c, one in zip(found.code, spans, strict=True)]
    return hits, found.aside


def one(code: str, *rules: str, **options) -> Code:
    return Code(code, rules=tuple(map(parse, rules)), **options)


def aside(start: int, end: int, words: str, *, crossing: bool = True, codes=(0,), lone=()) -> Aside:
    return Aside(start, end, words, crossing, frozenset(codes), frozenset(lone))


TEXT = "高技能人才很多。他是能人。"


def test_crossing_hits_do_not_count_unless_asked_for():
    assert coded(TEXT, one("a", "能人")) == ([("a", ["能人"])], (aside(2, 4, "高技能|人才", lone={0}),))
    assert coded(TEXT, one("a", "能人"), boundaries="none") == ([("a", ["能人"])] * 2, ())


def test_token_keeps_whole_words_only():
    text = "行政村。行政。推行政府。"
    assert coded(text, one("a", "行政"), boundaries="token")[0] == [("a", ["行政"])]
    assert coded(text, one("a", "行政"))[0] == [("a", ["行政"])] * 2


def test_one_character_may_lie_within_a_word_but_cuts_none():
    assert coded("高技能人才。", one("a", "能"))[0] == [("a", ["能"])]
    assert coded("高技能人才。", one("a", "能"), boundaries="token")[0] == []


def test_a_code_may_ask_for_something_else_than_its_codebook():
    hits, aside = coded(TEXT, one("a", "能人"), one("b", "能人", boundaries="none"))
    assert hits == [("b", ["能人"]), ("a", ["能人"]), ("b", ["能人"])]
    assert [(found.codes, found.start) for found in aside] == [({0}, 2)]


def test_wildcards_obey_and_regexes_do_not():
    assert coded("高技能人才。", one("a", "技?人"))[0] == []
    assert coded("高技能人才。", one("a", "/能人/"))[0] == [("a", ["能人"])]


def test_latin_terms_are_no_matter_of_word_cuts():
    assert coded("We trust them.", one("a", "trust"), boundaries="token")[0] == [("a", ["trust"])]


def test_a_hit_that_is_set_aside_hides_nothing():
    text = "推行政府的事。"
    codes = (one("a", "行政", "政府"), one("b", "政府"))
    assert coded(text, *codes)[0] == [("a", ["政府"]), ("b", ["政府"])]
    text = "高技能人才。"  # 能人才 would hide 人才, were it a hit
    assert coded(text, one("a", "能人才", "人才"))[0] == [("a", ["人才"])]
    assert coded(text, one("a", "能人才", "人才"), boundaries="none")[0] == [("a", ["能人才"])]


@pytest.mark.parametrize("nested", ["code", "codebook"])
def test_a_hit_hides_where_it_exists(nested):
    """For `a` the longer hit does not exist; for `b` it does."""
    codes = (one("a", "能人才", "人才"), one("b", "能人才", boundaries="none"))
    found = dict(coded("高技能人才。", *codes, nested=nested)[0])
    assert found == ({"a": ["人才"], "b": ["能人才"]} if nested == "code" else {"b": ["能人才"]})


def test_a_shield_makes_it_permanent():
    assert coded(TEXT, one("a", "能人", shields=("技能人",)))[1] == ()
    assert coded(TEXT, one("a", "能人"), shields=("技能人才",))[1] == ()
    (left,) = coded(TEXT, one("a", "能人"), one("b", "能人", shields=("技能人",)))[1]
    assert left.codes == {0}


def test_a_longer_term_that_counts_makes_it_needless_to_tell():
    text = "政府购买服务。"
    hits, told = coded(text, one("a", "购买服务", "买服务"), one("b", "买服务"))
    assert hits == [("a", ["购买服务"])]
    assert told == (aside(3, 6, "购买|服务", codes={1}, lone={1}),)
    assert coded(text, one("a", "购买服务"), one("b", "买服务"), nested="codebook")[1] == ()


def test_a_longer_hit_that_is_set_aside_too_is_told_alone():
    (told,) = coded("高技能人才。", one("a", "能人才", "能人"))[1]
    assert (told.start, told.end) == (2, 5)


def test_a_hit_within_a_word_is_told_apart():
    (told,) = coded("行政村。", one("a", "行政"), boundaries="token")[1]
    assert told == aside(0, 2, "行政村", crossing=False, lone={0})


def test_terms_under_not_obey_too():
    assert coded("高技能人才很多。", one("a", "很多 NOT 能人"))[0] == [("a", ["很多"])]


def test_counts_add_in_any_order():
    one_text = count_aside([aside(2, 4, "高技能|人才", codes={0, 1}, lone={1})], "高技能人才")
    other = count_aside([aside(1, 3, "可能|人家", lone={0})], "可能人家")
    words = ("可能|人家", "高技能|人才")
    both = {
        (0, "能人", True): SetAside(2, 1, words),
        (1, "能人", True): SetAside(1, 1, words[1:]),
        (ANY_CODE, "能人", True): SetAside(2, 2, words),
    }
    assert add_asides(one_text, other) == both == add_asides(other, one_text)


def test_a_hit_of_two_terms_is_told_once():
    """能人 is a term by itself, and with `exact:` a term that needs another beside it."""
    (told,) = coded("高技能人才很多。", one("a", "能人", "exact:能人 AND 社区"))[1]
    assert told == aside(2, 4, "高技能|人才", lone={0})


def test_a_long_run_without_signs_is_judged_in_bounded_time():
    text = "高技能人才" * 40_000
    hits, told = coded(text, one("a", "能人"))
    assert not hits
    assert len(told) == 40_000


@pytest.mark.parametrize(
    ("rule", "lone"),
    [
        ("能人", True),
        ("affirmed:能人", True),
        ("negated:能人", False),
        ("ATLEAST/1(能人)", True),
        ("能人 AND (NOT 社区 OR 很多)", True),
        ("能人 AND (NOT 社区 AND 很多)", False),
        ("能人 OR 很多 NEAR/3 社区", True),
        ("能人 NOT 社区", True),
        ("能人 AND speaker:A", True),
        ("能人 NEAR/5 很多", False),
        ("能人 AND 很多", False),
        ("ATLEAST/2(能人)", False),
        ("很多 NOT 能人", False),
    ],
)
def test_hits_that_code_by_themselves_are_told_from_others(rule, lone):
    _, aside = coded("高技能人才很多。", one("a", rule))
    assert [bool(each.lone) for each in aside] == [lone]


@pytest.mark.parametrize(("rule", "lone"), [("affirmed:能人", False), ("negated:能人", True), ("能人", True)])
def test_a_negated_hit_codes_only_where_that_is_asked_for(rule, lone):
    _, aside = coded("我不是高技能人才。", one("a", rule))
    assert [bool(each.lone) for each in aside] == [lone]
