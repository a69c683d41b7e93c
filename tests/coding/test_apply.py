"""Codebook × document: which units are coded, and by which characters."""

import numpy as np
import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.rules.parse import parse
from qualcode.text.document import Document, Speaker
from qualcode.text.segment import segment
from qualcode.text.words import map_words

PARTICIPANTS = Population()


def codebook(*rules, **options):
    """A codebook whose codes are named a, b, c … with the rules given, each a text or a list.

    Word cuts are off unless a test asks for them: these talks are too terse for them.
    """
    codes = [
        Code(id=chr(97 + at), rules=tuple(parse(rule) for rule in ([one] if isinstance(one, str) else one)))
        for at, one in enumerate(rules)
    ]
    return Codebook(codes=tuple(codes), **{"boundaries": "none", **options})


def document(*turns, asides=()):
    """A document from (label, role, speech) in turn order."""
    text, spans, speakers, indexes = "", [], [], []
    for label, role, speech in turns:
        start = len(text)
        text += f"{label}：" if label else ""
        spans.append((start, len(text), len(text) + len(speech)))
        text += speech + "\n\n"
        speaker = Speaker(label, role, {"community": "L"} if role == "resident" else {})
        if speaker not in speakers:
            speakers.append(speaker)
        indexes.append(speakers.index(speaker) if label else -1)
    marks = [(text.index(aside), text.index(aside) + len(aside)) for aside in asides]
    return Document(
        "d",
        text,
        np.array(spans, np.int32).reshape(-1, 3),
        np.array(indexes, np.int32),
        tuple(speakers),
        asides=np.array(marks, np.int32).reshape(-1, 2),
    )


def code(book, doc, unit="sentence", population=PARTICIPANTS):
    """For each coding (unit's number, code, evidence as text)."""
    words = map_words(doc.text, doc.hidden)
    turns = population_turns(doc, population)
    units = population_units(doc, segment(doc, unit, words=words), turns, words)
    coded = Engine(book).code(doc, units, turns, words)
    out = []
    for i in range(len(coded)):
        spans = coded.evidence[coded.first_evidence[i] : coded.first_evidence[i + 1]].tolist()
        texts = [doc.text[start:end] for start, end in spans]
        out.append((int(units.number[coded.unit[i]]), book.codes[coded.code[i]].id, texts))
    return out


def say(text):
    return document(("", "participant", text))


@pytest.mark.parametrize(
    ("rule", "text", "evidence"),
    [
        ("能人", "他是能人。", ["能人"]),
        ("能人", "他是 能 人。", ["能 人"]),
        ("参与", "居民參與了。", ["參與"]),
        ("social capital", "Social\ncapital matters.", None),
        ("social capital", "Our SOCIAL  capital matters.", ["SOCIAL  capital"]),
        ("trust", "We distrust them.", None),
        ("trust", "We trust's.", ["trust"]),
        ("trust", "Ｔｒｕｓｔ，对。", ["Ｔｒｕｓｔ"]),
        ("US", "the us army in the USA", ["us"]),
        ("exact:US", "the us army of the US", ["US"]),
        ("exact:参与", "居民參與。", None),
        ("volunteer*", "Volunteering volunteers", ["Volunteering", "volunteers"]),
        ("wom?n", "women and woman, womn", ["women", "woman"]),
        ("社?区", "社小区和社区", ["社小区"]),
        ("社*区", "社小小小小小区和社区", ["社区"]),
        ("{社区,民间}精英", "民间精英多", ["民间精英"]),
        ("能人 AND 带头", "能人带头。", ["能人", "带头"]),
        ("能人 AND 带头", "能人在。带头。", None),
        ("能人 NOT 带头", "能人带头。", None),
        ("能人 OR 带头", "带头的。", ["带头"]),
        ("能人 NEAR/5 带头", "能人一二三，四五带头", ["能人", "带头"]),
        ("能人 NEAR/4 带头", "能人一二三，四五带头", None),
        ("能人 BEFORE/5 带头", "带头的能人", None),
        ("能人 BEFORE/5 带头", "能人要带头", ["能人", "带头"]),
        ("能人 NEAR/0 能人", "能人，能人", ["能人", "能人"]),
        ("能人 NEAR/9 能人", "只有一个能人", None),
        ("aa NEAR/3 bb NEAR/1 cc", "aa cc x bb", ["aa", "cc", "bb"]),
        ("aa NEAR/3 (bb NEAR/1 cc)", "aa cc x bb", ["aa", "cc", "bb"]),
        ("ATLEAST/2(能人)", "能人和能人", ["能人", "能人"]),
        ("ATLEAST/2(能人 OR 带头)", "带头", None),
        ("ATLEAST/2(社区居 OR 区居民)", "社区居民", None),
        (r"/能.头/", "能带头", ["能带头"]),
        (r"/^能人/", "我说。能人来了。", ["能人"]),
        (r"/^能人/", "有能人。", None),
        (r"/(?-i)Us/", "us US Us", ["Us"]),
    ],
)
def test_rule_on_text(rule, text, evidence):
    found = [spans for _, _, spans in code(codebook(rule), say(text))]
    assert found == ([evidence] if evidence else [])


@pytest.mark.parametrize(
    ("nested", "expected"),
    [("code", {"a": 2, "b": 1}), ("codebook", {"a": 1, "b": 1}), ("all", {"a": 2, "b": 1})],
)
def test_nesting_between_codes(nested, expected):
    found = code(codebook("印度", "印度尼西亚", nested=nested), say("印度和印度尼西亚"))
    assert {name: len(spans) for _, name, spans in found} == expected


def test_longest_term_of_a_code_hides_shorter_ones():
    terms = ["印度", "印度尼西亚"]
    assert code(codebook(terms), say("印度和印度尼西亚")) == [(1, "a", ["印度", "印度尼西亚"])]
    kept = code(codebook(terms, nested="all"), say("印度和印度尼西亚"))
    assert kept == [(1, "a", ["印度", "印度", "印度尼西亚"])]


def test_shields_hide_and_code_nothing():
    book = codebook("印度", shields=("印度尼西亚",))
    assert code(book, say("印度尼西亚很远。去印度。")) == [(2, "a", ["印度"])]


def test_terms_under_not_hide_nothing():
    book = codebook(["信任", "合作 NOT 不信任"])
    assert code(book, say("不信任")) == [(1, "a", ["信任"])]


def test_a_hit_across_sentences_does_not_exist_and_hides_nothing():
    book = codebook(["好", '"好。能人"'])
    assert code(book, say("真好。能人来。")) == [(1, "a", ["好"])]


def test_one_coding_for_each_unit_and_code_with_all_true_rules():
    book = codebook(["带头", "能人"])
    doc = say("能人带头。")
    words = map_words(doc.text, doc.hidden)
    turns = np.array([True])
    units = population_units(doc, segment(doc, "sentence", words=words), turns, words)
    coded = Engine(book).code(doc, units, turns, words)
    assert coded.rules == ("带头 || 能人",)
    assert coded.evidence.tolist() == [[0, 2], [2, 4]]


TALK = document(
    ("问", "interviewer", "有能人吗？"),
    ("居民A", "resident", "有能人（笑）带头。我信任他。"),
    ("问", "interviewer", "社区呢？"),
    ("王书记", "secretary", "能人不多。"),
    asides=("（笑）",),
)


def test_rules_see_the_population_only():
    assert [number for number, _, _ in code(codebook("能人"), TALK)] == [2, 5]
    everyone = code(codebook("能人"), TALK, population=Population(("all",)))
    assert [number for number, _, _ in everyone] == [1, 2, 5]


def test_labels_are_never_matched():
    assert code(codebook("居民"), TALK, population=Population(("all",))) == []


def test_remarks_are_neither_matched_nor_counted_nor_bridged():
    assert code(codebook("笑"), TALK) == []
    assert code(codebook("能人带头"), TALK) == []
    assert code(codebook("能人 NEAR/0 带头"), TALK) == [(2, "a", ["能人", "带头"])]
    assert code(codebook("/人.*带/"), TALK) == []


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("能人 AND role:resident", [2]),
        ("能人 AND role:participant", [2, 5]),
        ("能人 NOT role:resident", [5]),
        ("能人 AND speaker:王书记", [5]),
        ("能人 AND where:community=l", [2]),
        ("能人 AND where:community!=L", [5]),
        ("role:secretary", [5]),
    ],
)
def test_conditions(rule, numbers):
    assert [number for number, _, _ in code(codebook(rule), TALK)] == numbers


def test_condition_alone_has_no_evidence():
    assert code(codebook("role:secretary"), TALK) == [(5, "a", [])]


def test_wide_units_hold_several_turns_but_no_hit_crosses_one():
    assert code(codebook("信任 AND 不多"), TALK, unit="document") == [(1, "a", ["信任", "不多"])]
    assert code(codebook("他 NEAR/9 能人不多"), TALK, unit="document") == []
    assert [n for n, _, _ in code(codebook("能人"), TALK, unit="exchange")] == [1, 2]


def test_code_conditions_follow_the_tree_and_the_order_of_need():
    codes = (
        Code(id="late", rules=(parse("code:family AND 带头"),)),
        Code(id="family"),
        Code(id="child", parent="family", depth=1, rules=(parse("能人"),)),
        Code(id="without", rules=(parse("能人 NOT code:late"),)),
    )
    found = code(Codebook(codes=codes), say("能人带头。能人。带头。"))
    assert [(number, name) for number, name, _ in found] == [
        (1, "late"),
        (1, "child"),
        (2, "child"),
        (2, "without"),
    ]


@pytest.mark.parametrize("rules", [("code:a",), ("code:b", "code:a"), ("code:nobody",)])
def test_rings_and_unknown_codes_are_refused(rules):
    with pytest.raises(UsageError):
        Engine(codebook(*rules))


def test_no_codes_no_turns_no_words():
    empty = document()
    assert code(codebook("能人"), empty) == []
    assert code(Codebook(codes=()), TALK) == []
    assert code(Codebook(codes=(Code(id="by_hand"),)), TALK) == []


def test_many_links_of_near_stay_bounded():
    rule = " NEAR/99 ".join(["能人"] * 6)
    found = code(codebook(rule), say("能人" * 300), unit="document")
    assert len(found) == 1


def test_a_turn_without_words_satisfies_no_condition():
    doc = document(
        ("问", "interviewer", "怎么样？"),
        ("王", "resident", "社区好。"),
        ("李", "secretary", "（笑）"),
        asides=("（笑）",),
    )
    assert code(codebook("社区 AND speaker:李"), doc, unit="exchange") == []
    assert code(codebook("社区 AND speaker:王"), doc, unit="exchange") == [(1, "a", ["社区"])]


def test_a_regex_in_a_wide_unit_finds_what_it_finds_in_each_turn():
    doc = document(
        ("问", "interviewer", "怎么样？"), ("王", "resident", "信任社区"), ("李", "resident", "社区好")
    )
    assert code(codebook("/信任[^。]*社区/"), doc, unit="exchange") == [(1, "a", ["信任社区"])]


def test_many_shields_cost_little():
    book = codebook("任社", shields=("信任社区",))
    assert code(book, say("信任社区" * 5000 + "。任社。")) == [(2, "a", ["任社"])]


def test_a_single_near_has_no_limit():
    text = "能人" + "居民" * 600 + "带头"
    ((_, _, found),) = code(codebook("居民 NEAR/99 居民"), say(text), unit="turn")
    assert len(found) == 600
    assert len(code(codebook("居 NEAR/99 民"), say(text), unit="turn")[0][2]) == 1200
