"""Rules as sentences: every node of the tree, in both languages."""

from random import Random

import pytest

from qualcode.rules.expand import alternatives, count_alternatives
from qualcode.rules.inwords import in_words, pieces
from qualcode.rules.parse import parse
from qualcode.rules.patterns import canonical
from qualcode.rules.phrases import WORDINGS
from qualcode.rules.syntax import Condition, Literal, Phrase, Regex, walk
from tests.oracle.grammar import RuleMaker
from tests.oracle.vocabulary import CLUSTERS

NAMES = {"other": "别的"}
SENTENCES = [
    ("能人", "holds “能人”", "含有“能人”"),
    ("social capital", "holds “social capital”", "含有“social capital”"),
    ("能人 OR 带头人 OR 主心骨", "holds “能人”, “带头人” or “主心骨”", "含有“能人”、“带头人”或“主心骨”"),
    ("{社区,民间}精英", "holds “社区精英” or “民间精英”", "含有“社区精英”或“民间精英”"),
    ("volunteer{,s}", "holds “volunteer” or “volunteers”", "含有“volunteer”或“volunteers”"),
    ("volunteer*", "holds “volunteer” with any ending", "含有“volunteer”（词尾不限）"),
    ("*ing", "holds “ing” with any beginning", "含有“ing”（词首不限）"),
    ("wom?n", "holds “wom?n” (? is any letter)", "含有“wom?n”（?为任意一个字母）"),
    ("un*able", "holds “un*able” (* is any letters)", "含有“un*able”（*为任意字母）"),
    ("居?会 OR 居*会", "holds “居?会” (? is any character) or “居*会” (* is up to four characters)", "含有“居?会”（?为任意一个字）或“居*会”（*为至多四个字）"),
    ("exact:(US OR UK)", "holds exactly spelled “US” or “UK”", "含有大小写与繁简完全一致的“US”或“UK”"),
    ("affirmed:(能人 OR 带头人)", "holds non-negated “能人” or “带头人”", "含有未被否定的“能人”或“带头人”"),
    ("negated:exact:Trust", "holds negated exactly spelled “Trust”", "含有被否定的大小写与繁简完全一致的“Trust”"),
    ("lemma:(take part OR volunteer)", "holds any form of “take part” or any form of “volunteer”", "含有“take part”的任一词形或“volunteer”的任一词形"),
    ("/[0-9]+张/", "holds text that matches `/[0-9]+张/`", "含有符合正则表达式 `/[0-9]+张/` 的文字"),
    ("(威望 OR 号召力) NEAR/12 组织", "holds one of “威望”, “号召力” and “组织”, in either order, at most 12 words between them", "含有“威望”、“号召力”之一与“组织”（先后不限，相隔不超过12个字词）"),
    ("能人 NEAR/1 带头", "holds “能人” and “带头”, in either order, at most one word between them", "含有“能人”与“带头”（先后不限，相隔不超过1个字词）"),
    ("能人 NEAR/0 带头", "holds “能人” and “带头” side by side, in either order", "含有“能人”与“带头”（紧邻，先后不限）"),
    ("她 BEFORE/4 带头", "holds “她” and behind it “带头”, at most 4 words between them", "含有“她”及其后的“带头”（相隔不超过4个字词）"),
    ("她 BEFORE/1 带头", "holds “她” and behind it “带头”, at most one word between them", "含有“她”及其后的“带头”（相隔不超过1个字词）"),
    ("她 BEFORE/0 带头", "holds “她” and right behind it “带头”", "含有“她”及紧随其后的“带头”"),
    ("A1 NEAR/5 B1 BEFORE/0 C1", "holds (“A1” and “B1”, in either order, at most 5 words between them) and right behind it “C1”", "含有（“A1”与“B1”（先后不限，相隔不超过5个字词））及紧随其后的“C1”"),
    ("ATLEAST/2(开会 OR 汇报)", "holds at least 2 hits, none overlapping another, of “开会”, “汇报”", "含有“开会”、“汇报”合计至少2处（互不重叠）"),
    ("楼道 AND 吵", "holds “楼道” and holds “吵”", "含有“楼道”，且含有“吵”"),
    ("减负 NOT 学校", "holds “减负” and does not hold “学校”", "含有“减负”，且不含“学校”"),
    ("减负 NOT (学校 OR 学生 OR code:a OR code:other)", "holds “减负” and holds none of “学校”, “学生” and has none of the codes `a`, “别的”, nor one below them", "含有“减负”，且不含以下任何一项：“学校”、“学生”，且没有下列任何代码及其下级代码：`a`、“别的”"),
    ("AA NOT (BB AND CC)", "holds “AA” and is not one that holds “BB” and holds “CC”", "含有“AA”，且不同时满足（含有“BB”，且含有“CC”）"),
    ("AA AND NOT NOT BB", "holds “AA” and holds “BB”", "含有“AA”，且含有“BB”"),
    ("AA AND (code:x OR code:other OR BB)", "holds “AA” and (holds “BB”, or has one of the codes `x`, “别的”, or one below them)", "含有“AA”，且（含有“BB”，或者已有下列代码之一或其下级代码：`x`、“别的”）"),
    ("AA AND code:other", "holds “AA” and has the code “别的” or one below it", "含有“AA”，且已有代码“别的”或其下级代码"),
    ("AA NOT code:other", "holds “AA” and has neither the code “别的” nor one below it", "含有“AA”，且没有代码“别的”及其下级代码"),
    ("AA AND speaker:王主任", "holds “AA” and is said by “王主任”", "含有“AA”，且出自说话人“王主任”"),
    ("AA NOT role:resident", "holds “AA” and is not said by a person with the role “resident”", "含有“AA”，且不出自身份为“resident”者"),
    ("AA AND role:participant", "holds “AA” and is said by someone else than the interviewer", "含有“AA”，且出自访谈者以外的人"),
    ("AA NOT role:participant", "holds “AA” and is said by the interviewer", "含有“AA”，且出自访谈者"),
    ("AA AND where:site=L", "holds “AA” and has “L” for the attribute “site”", "含有“AA”，且属性“site”为“L”"),
    ("AA AND where:site!=L", "holds “AA” and does not have “L” for the attribute “site”", "含有“AA”，且属性“site”不为“L”或未注明"),
    ("AA NOT where:site!=L", "holds “AA” and has “L” for the attribute “site”", "含有“AA”，且属性“site”为“L”"),
    ("AA OR (BB AND CC)", "holds “AA”, or (holds “BB” and holds “CC”)", "含有“AA”，或者（含有“BB”，且含有“CC”）"),
    ("{a1,b2,c3,d4,e5,f6}{a1,b2,c3,d4,e5,f6}", "holds a term of the form `{a1,b2,c3,d4,e5,f6}{a1,b2,c3,d4,e5,f6}`", "含有符合 `{a1,b2,c3,d4,e5,f6}{a1,b2,c3,d4,e5,f6}` 的词语"),
]  # fmt: skip


def told(rule, language):
    text = in_words(parse(rule), language=language, names=NAMES)
    return "".join(f"`{part}`" if is_code else part for part, is_code in pieces(text))


@pytest.mark.parametrize(("rule", "english", "chinese"), SENTENCES)
def test_every_node_is_told(rule, english, chinese):
    assert told(rule, "en") == f"The sentence {english}."
    assert told(rule, "zh") == f"该句{chinese}。"


def test_the_unit_is_named():
    assert in_words(parse("能人"), unit="turn") == "The turn holds “能人”."
    assert in_words(parse("能人"), unit="exchange", language="zh") == "该组问答含有“能人”。"


@pytest.mark.parametrize("seed", range(300))
def test_no_word_of_a_rule_is_lost(seed):
    rng = Random(seed)
    rule = parse(RuleMaker(rng, clusters=rng.sample(CLUSTERS, 2)).rule())
    for language in WORDINGS:
        text = in_words(rule, language=language)
        for node in walk(rule):
            if isinstance(node, Phrase) and count_alternatives(node.parts) <= 30:
                for parts in alternatives(node.parts):
                    for part in parts:
                        if isinstance(part, Literal):
                            assert " ".join(part.text.split()) in text
            elif isinstance(node, Condition):
                assert node.value in text or node.kind == "role"
            elif isinstance(node, Regex):
                assert f"/{node.body}/" in text.replace("\\/", "/")


def test_pieces_part_code_from_text():
    assert list(pieces("a\ufdd2b\ufdd3c\ufdd2d\ufdd3")) == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", True),
    ]


def test_a_pattern_is_told_as_it_is_spelled():
    rule = canonical([{"LOWER": "发动"}, {}])
    spelled = '[{"LOWER": "发动"}, {}]'
    told = [list(pieces(in_words(rule, language=language))) for language in ("en", "zh")]
    assert [[text for text, is_code in one if is_code] for one in told] == [[spelled], [spelled]]
    assert "words that match the pattern" in in_words(rule, language="en")
    assert "符合词语模式" in in_words(rule, language="zh")
