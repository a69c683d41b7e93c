"""Explanations are told in Chinese as in English: nothing but rules, ids and what was said is left in English."""

import re
from dataclasses import fields, replace
from typing import get_args

import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.terms import UnitKind
from qualcode.text.document import Document
from qualcode.workshop.explain import explain, explain_text
from qualcode.workshop.reason_words import CHINESE, ENGLISH, Bar, Emptiness, Hindrance
from qualcode.workshop.reasons import Manner, passage_lines
from tests.workshop.test_explain import EVERYONE, book, talk

ZH = Manner(asked=True, width=80, language="zh")


def told(text: str, *rules: str, manner: Manner = ZH, **settings: object) -> list[str]:
    """What is said of the one code in the one unit of a text, without the head."""
    (found,) = explain_text(text, book(*rules, **settings))
    return [line for line, _ in passage_lines(found, manner)][2:]


def test_every_shape_has_the_same_blanks_in_both_languages():
    def blanks(shape: object) -> list[str]:
        if isinstance(shape, str):
            return sorted(re.findall(r"\{.*?\}", shape))
        parts = shape.values() if isinstance(shape, dict) else shape
        return sorted({blank for part in parts for blank in blanks(part)})  # type: ignore[attr-defined]

    for one in fields(ENGLISH):
        assert blanks(getattr(ENGLISH, one.name)) == blanks(getattr(CHINESE, one.name)), one.name
    for words in (ENGLISH, CHINESE):
        assert set(words.units) == set(words.kinds) == set(get_args(UnitKind))
        assert set(words.bars) == set(get_args(Hindrance))
        assert set(words.outside) == set(get_args(Emptiness))


@pytest.mark.parametrize(
    ("text", "rules", "settings", "line"),
    [
        ("他是能人。", ["affirmed:能人"], {}, "      能人 未被否定：“他是能人”中没有否定词"),
        ("他不是能人。", ["affirmed:能人"], {}, "      能人 被否定：“他不是能人”中有 不是"),
        ("能人街很长。", ["能人"], {"shields": ("能人街",)}, "      能人[0:2] 不计入：在屏蔽词 能人街 之内"),
        (
            "高技能人才很多。",
            ["能人"],
            {"boundaries": "crossing"},
            "      能人[2:4] 不计入：切断了词语：高技能|人才",
        ),
        ("大家都不信任他。", ["信任 OR 不信任"], {}, "        信任[4:6] 不计入：在更长的词语 不信任 之内"),
        ("书记从来没有说过要带头。", ["书记 NEAR/2 带头"], {}, "  ✗ 书记 NEAR/2 带头   至少相隔 7 个字词"),
        ("带头的是书记。", ["书记 BEFORE/9 带头"], {}, "  ✗ 书记 BEFORE/9 带头   先后次序不符"),
        ("他能干。", ["甲 OR 乙 OR 丙 OR 丁 OR 能干"], {}, "    ✗ 其余 4 项均未命中：甲、乙、丙、丁"),
        ("他能干。", ["能干", "甲"], {}, "  另有 1 条规则不成立（--all 全部列出）"),
        ("他能干。", ["甲", "乙"], {}, "  其 2 条规则在此处均没有命中（--all 列出所查找的词语）"),
        ("他能干。", ["甲"], {}, "  其规则在此处没有命中（--all 列出所查找的词语）"),
        ("他能干。", [], {}, "  此代码没有规则，由人编码"),
    ],
)
def test_each_finding_is_told_in_chinese(text, rules, settings, line):
    if not rules:
        (found,) = explain_text(text, Codebook((Code("c"),), boundaries="none"), codes=["c"])
        lines = [line for line, _ in passage_lines(found, ZH)]
    else:
        lines = told(text, *rules, **settings)
    assert line in lines


def test_two_negators_are_named_in_chinese():
    assert "      能人 未被否定：“不是没有能人”中有 不是、没有" in told("不是没有能人。", "affirmed:能人")


def test_hints_at_options_are_left_out_where_there_is_no_command():
    for language, line in (("en", "  1 other rule is false"), ("zh", "  另有 1 条规则不成立")):
        manner = Manner(asked=True, width=80, language=language, hints=False)
        assert told("他能干。", "能干", "甲", manner=manner)[-1] == line


@pytest.mark.parametrize(
    ("position", "why"),
    [
        (0, "此处无人说话，是说话人标签、访谈信息、空行，或首个标签之前的文字"),
        (2, "此处的说话人不在统计范围内"),
        (11, "此处不成句，是两者之间的空白，或其中没有字词"),
    ],
)
def test_a_place_without_a_unit_says_why_in_chinese(position, why):
    lines = [line for line, _ in passage_lines(explain(talk(), book("能人"), position), ZH)]
    assert lines[1] == f"  此处无法编码：{why}（统计范围：访谈者以外的人）"


@pytest.mark.parametrize("unit", get_args(UnitKind))
def test_no_english_is_left_but_ids(unit):
    document: Document = talk()
    found = explain(document, book("能人", "affirmed:能人", "信任"), 3, unit=unit, population=EVERYONE)
    lines = [line for line, _ in passage_lines(found, replace(ZH, hints=False))]
    assert re.fullmatch(r"t：(第 1 (句|段|话轮|组问答)|全文)，字符 \d+ 至 \d+，问（访谈者）", lines[0])
    assert not any(re.search(r"[A-Za-z]{3}", line.replace("affirmed:", "")) for line in lines), lines


def test_what_keeps_hits_from_counting_has_words_for_every_unit():
    for unit in get_args(UnitKind):
        assert CHINESE.bar(Bar("beyond", unit)).startswith("超出了所在的")
        assert unit not in CHINESE.bar(Bar("beyond", unit))
        assert ENGLISH.bar(Bar("beyond", unit)) == f"it reaches beyond the {unit}"
