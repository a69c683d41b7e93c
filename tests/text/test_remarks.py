"""Remarks of a transcriber: listed, alone in brackets, compared folded."""

import pytest

from qualcode.text.key import fold
from qualcode.text.remarks import REMARKS, find_remarks

FOUND = [
    "（笑）",
    "(笑)",
    "【沉默】",
    "［停顿］",
    "[停頓]",
    "（嘆氣）",
    "（ 大笑 ）",
    "(laughs)",
    "[CROSSTALK]",
    "（Laughter）",
    "[inaudible]",
    "(long  pause)",
    "[ｌａｕｇｈｓ]",
    "(听不清)",
    "（鼓掌)",
]
NOT_FOUND = [
    "笑",
    "（笑死我了）",
    "（他笑）",
    "(laughs]",
    "【笑)",
    "{笑}",
    "<laughs>",
    "(laughs and cries)",
    "()",
    "（）",
    "(lau\nghs)",
    "（党委书记）",
    "[00:01:02]",
]


@pytest.mark.parametrize("remark", FOUND)
def test_remarks(remark: str) -> None:
    text = f"好{remark}走"
    assert [text[a:b] for a, b in find_remarks(text)] == [remark]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_brackets(text: str) -> None:
    assert find_remarks(f"好{text}走").shape == (0, 2)


def test_remarks_in_a_row_and_nested_brackets() -> None:
    text = "a (laughs)(sighs) b （（笑）） [(laughs)] c"
    assert [text[a:b] for a, b in find_remarks(text)] == ["(laughs)", "(sighs)", "（笑）", "(laughs)"]


def test_another_list_replaces_the_built_in_one() -> None:
    text = "（笑）（点烟）[Lights Up]"
    found = find_remarks(text, ["点烟", "lights up"])
    assert [text[a:b] for a, b in found] == ["（点烟）", "[Lights Up]"]
    assert len(find_remarks(text, [])) == 0


def test_the_list_has_both_languages_and_no_word_twice() -> None:
    folded = [fold(remark) for remark in REMARKS]
    assert len(folded) == len(set(folded))
    assert {"笑", "沉默", "停顿", "laughs", "crosstalk", "inaudible"} <= set(folded)
