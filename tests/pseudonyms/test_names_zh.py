import pytest

from qualcode.ingest.dividing.words import DOUBLE_SURNAMES, SURNAMES
from qualcode.pseudonyms.names_zh import find_names, is_name
from qualcode.pseudonyms.surnames import COMMON, SINGLE, surname_of
from qualcode.pseudonyms.tokens_zh import tokens_of
from qualcode.text.key import fold


def names(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.rule) for hit in find_names(text, tokens_of(text))]


def test_tokens_are_the_text():
    text = "王建國說：「OK」😀 13800138000\n第二行"
    tokens = tokens_of(text)
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens[:-1])]
    assert sum(len(token.text) for token in tokens) == len(text)
    assert tokens[0].text == "王建国"


def test_surnames_cover_those_that_labels_know():
    missing = SURNAMES - {fold(one) for one in SINGLE}
    assert missing <= set(fold("阿"))  # 阿 is a prefix here
    short = [double for double in DOUBLE_SURNAMES if surname_of(double + "某")[0] != double]
    assert short == [fold("范姜")]
    assert COMMON <= SINGLE


def test_double_surnames_come_first():
    assert surname_of("欧阳锋") == ("欧阳", "O")
    assert surname_of("张伟") == ("张", "Z")
    assert surname_of("曾小兰") == ("曾", "Z")
    assert surname_of("的") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("王建国和李晓梅一起来的", [("王建国", "name"), ("李晓梅", "name")]),
        ("小王说老李不来", [("小王", "prefix_surname"), ("老李", "prefix_surname")]),
        ("王姐和张经理", [("王姐", "surname_title"), ("张经理", "surname_title")]),
        ("欧阳老师来了", [("欧阳老师", "surname_title")]),
        ("李副书记讲话", [("李副书记", "surname_title")]),
        ("買買提·艾力是鄰居", [("買買提·艾力", "name_dotted")]),
        ("姓名：贺知微，女", [("贺知微", "field")]),
        ("我叫柳三变，住楼上", [("柳三变", "called")]),
        ("網格員羅婷婷一個人管", [("羅婷婷", "after_role")]),
        ("他和司马静在说话", [("司马静", "double_surname")]),
    ],
)
def test_forms(text: str, wanted: list[tuple[str, str]]):
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "老师和老板都高兴，小区小学在马路边",
        "三张经理的名片",
        "和书记商量，于主任不利",
        "各组长、总经理、副主任、全体老师",
        "明白人都知道安全第一，谢谢大家",
        "他是王某，李某某也来",
    ],
)
def test_what_is_none(text: str):
    assert names(text) == []


@pytest.mark.parametrize(
    ("word", "yes"), [("王建国", True), ("王老师", False), ("安全", False), ("王的", False)]
)
def test_is_name(word: str, yes: bool):
    assert is_name(word) is yes
