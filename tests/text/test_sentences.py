"""Where sentences end: `|` marks each end in the cases."""

import numpy as np
import pytest
from hypothesis import given

from qualcode.terms import Offsets
from qualcode.text.segment import segment
from qualcode.text.sentences import sentence_ends
from tests.text.made import one_turn, spans, talk, texts_and_spans

CHINESE = [
    "我们是老社区。|住的多是老人。",
    "真的吗？|真的！|好。",
    "真的！！？|我不信。",
    "他来了！？|她没来？！|都走了。",
    "你说呢?|我不知道!|算了。",
    "他说：“好。”|然后走了。",
    "他说：“好吗？”|我点头。",
    "他说：‘行！’|就去了。",
    "他说：「好。」|然後走了。",
    "他說：『行嗎？』|我說行。",
    "“我不去。”|他说。|“你去。”",
    "他说（声音很小。）|我没听清。",
    "【这是通知。】|大家看看。",
    "《你好吗？》|是一本书。",
    "她说：“他说：‘不行。’”|我就不问了。",
    "我觉得……不好说。|算了。",
    "那个…怎么说…就是人情。|对。",
    "我们……|\n后来散了。",
    "说到这儿——他停了一下——没有再说。|走了。",
    "第一，有人牵头；第二，有钱；第三，有地方。|就成了。",
    "问题是：没有人管。|我管。",
    "老人、孩子、上班的，都来。|热闹。",
    "花了3.5万元。|不算多。",
    "电话是010.1234.5678。|记一下。",
    "看www.example.org/a?b=1，有通知。|去看看。",
    "文件是名单.xlsx，在桌上。|拿来。",
    "版本2.0.1出了。|好用。",
    "发到li.wu@example.cn就行。|谢谢。",
    "1.首先要有人。",
    "1.首先要有人。|2.然后要有钱。",
    "1. 首先要有人。|\n2. 然后要有钱。",
    "（1）先开会。|（2）再干活。",
    "一、先开会。|\n二、再干活。",
    "他用的是Word.|我用的是WPS.|都行。",
    "有居民叫Dr. Li的。|也有叫Mr. Wu的。",
    "就是那种NGO etc. 的组织。|我们不是。",
    "好。|\n好。|\n\n行。",
    "没有标点的一行|\n又是没有标点的一行",
    "什么？！……|我不去。",
    "行……。|就这样。",
    "嗯。。。|那个。",
    "“行吗？”|“行。”",
    "好的！！！！|谢谢大家。",
    "ＯＫ！|没问题。",
    "你好吗?|我很好!|他也好。",
    '他说"走吧。"|然后就走了。',
    '他说"走吧！"|"来了。"',
    '他说走。|"我也走。"',
    "好。）|不好。",
    "社区居委会书记王某，58岁，任职12年。|她先说的。",
    "下午3点。|4点。|5点。",
    "是的,没错;就这样:好。|行。",
    "我住3.2栋。|他住5栋。",
    "哈哈哈～好。|走啦～",
    "这叫“自治”。|那叫“他治”。",
    "𠮷野家。|😀好吃！|",
    "好｡|行｡",
]

ENGLISH = [
    "We moved here in May.|It was quiet.",
    "Really?|Yes!|Fine.",
    "Really?!|I doubt it.",
    "What?!?!|No.",
    "Dr. Smith came.|He sat down.",
    "Mr. and Mrs. Jones live with Prof. Li.|They are kind.",
    "Ms. Wu met Rev. King.|They talked.",
    "I'm a sales rep.|They pay me.",
    "She has a Ph.D. in history.|She teaches.",
    "Some fruit, e.g. apples, i.e. the red ones.|Good.",
    "Cats vs. dogs.|Dogs won.",
    "We had food, drinks, etc. and then left.|It was late.",
    "We had food, drinks, etc.|Then we left.",
    "We meet on Mon. and Tue. at five.|We rest on Fri.|Then we go on.",
    "It opens at 9 a.m. every day.|It closes at 5 p.m.|They are strict.",
    "I lived in the U.S. for years.|I liked it.",
    "The U.S. Government paid.|They had to.",
    "I moved to the U.S.|They stayed.",
    "See No. 5 and fig. 3 on p. 12.|Then read on.",
    "Did you like it?|No.|I did not.",
    "I said no.|They left.",
    "St. Mary is on Main St. near the park.|It is old.",
    "He works for Acme Inc. in Leeds.|He is happy.",
    "Smith et al. 2010 say so.|We agree.",
    "It was on Jan. 5 that we met.|In Dec. 2015 we parted.",
    "J. Smith and J. R. R. Tolkien wrote.|Both did.",
    "So am I.|You are too.",
    "You and I.|Nobody else.",
    "That was plan B.|Then came plan C.",
    "It cost 3.50 or £1,000.50.|Cheap.",
    "It was in 2015.|Then we left.",
    "There were 12.|We counted.",
    "Version 2.0.1 is out.|Get it.",
    "Go to www.example.org/a?b=1.|It is free.",
    "See https://example.org/index.html now.|Thanks.",
    "Mail li.wu@example.org.|She answers.",
    "Open notes.txt or .bashrc.|Then close them.",
    "1. First we meet.|2. Then we talk.",
    "1. First we meet.|\n2. Then we talk.",
    "a. first point|\nb. second point",
    "iv. the fourth point|",
    "(1. maybe)|",
    "I was... well... tired.|Very.",
    "I was .... tired.|Very.",
    "Wait . . . no.|Yes.",
    "Well… I think so.|Yes…|",
    'She said "Go."|He went.',
    "She said “Go.”|He went.",
    "She said ‘Why?’|He shrugged.",
    "“Stop!”|“No.”",
    "(He left.)|She stayed.",
    "She said (softly.)|Then left.",
    "He said [it was over.]|We agreed.",
    'He said "Stop."\'|Then he went.',
    "It works; it lasts: fine, really.|Good.",
    "We - that is, all of us - went.|Yes.",
    "It's the dogs'.|Theirs.",
    "I can't.|I won't.",
    "It's his.|It's hers.",
    "no capital here.|but a sentence.",
    "Really?yes",
    "He said stop.Then went.",
    "Wow!!!|Great.",
    "Yes.|\nNo.|\n\nMaybe",
    "one line without a stop|\nanother",
    "Use vitamin C.|Or use D.",
    "We agreed on approx. five points.|Five.",
    "The café.|It is new.",
    "He is the max.|John is the min.",
    "Ask Ed.|Max knows.",
    "That is art.|5 people came.",
    "Is it A?|B?|Or C?",
    "«Non.»|Il part.",
    "Что это?|Это дом.|Да!",
    "我说OK.|他说No.|走了。",
    "They said “是的。”|Then left.",
    "\tTabs.|\tToo.",
    "The end",
]


CASES = [(case, "") for case in CHINESE] + [(case, " ") for case in ENGLISH]


@pytest.mark.parametrize(("case", "gap"), CASES)
def test_sentence_ends(case: str, gap: str) -> None:
    assert sentences(case.replace("|", gap)) == [part.strip() for part in case.split("|") if part.strip()]


def sentences(text: str, **options: object) -> list[str]:
    asides = options.pop("asides", None)
    document = one_turn(text, asides=asides, wrapped=bool(options.pop("wrapped", False)))  # type: ignore[arg-type]
    found = segment(document, "sentence", split_at=str(options.pop("split_at", "")))
    return [text[a:b] for a, b in zip(found.start, found.end, strict=True)]


def test_a_table_of_at_least_eighty_cases() -> None:
    assert len(set(CHINESE)) >= 50
    assert len(set(ENGLISH)) >= 70


@pytest.mark.parametrize(
    ("split_at", "text", "expected"),
    [
        ("；", "一；二;三。", ["一；", "二;三。"]),
        ("；…", "一……二…三；四", ["一……", "二…", "三；", "四"]),
        (";,", "one; two,three, four 1,000.", ["one;", "two,three,", "four 1,000."]),
        ("，", "好，“行，”走", ["好，", "“行，”", "走"]),
    ],
)
def test_further_ends(split_at: str, text: str, expected: list[str]) -> None:
    assert sentences(text, split_at=split_at) == expected


def test_asides_end_nothing_and_count_as_a_blank() -> None:
    text = "好。（他笑了。）走 [00:01:02.5] 了。I left.[No. 2.]Then he did.[crosstalk]"
    asides = spans(
        *[
            (text.index(a), text.index(a) + len(a))
            for a in ("（他笑了。）", "[00:01:02.5]", "[No. 2.]", "[crosstalk]")
        ]
    )
    assert sentences(text, asides=asides) == [
        "好。",
        "（他笑了。）走 [00:01:02.5] 了。",
        "I left.",
        "[No. 2.]Then he did.",
    ]


def test_labels_end_nothing() -> None:
    document = talk("Dr. Li: Yes. No.", "Q. 1: 1. First. 2. Second", "Wu Jr.: Ok")
    found = segment(document, "sentence")
    pieces = [document.text[a:b] for a, b in zip(found.start, found.end, strict=True)]
    assert pieces == ["Yes.", "No.", "1. First.", "2. Second", "Ok"]
    assert found.first_turn.tolist() == found.last_turn.tolist() == [0, 0, 1, 1, 2]


def test_in_wrapped_text_only_a_blank_line_ends_a_paragraph() -> None:
    text = "We met at the\nold hall. It was\ncold.\n\nNobody\ncame\n \n\nso"
    assert sentences(text, wrapped=True) == [
        "We met at the\nold hall.",
        "It was\ncold.",
        "Nobody\ncame",
        "so",
    ]
    assert sentences(text)[:2] == ["We met at the", "old hall."]


@pytest.mark.parametrize("text", ["", ".", "。。。", "...", "\n\n", "”。“", "!?", '"""', "1."])
def test_texts_of_hardly_anything(text: str) -> None:
    assert sentences(text) == ([] if text != "1." else ["1."])


@given(texts_and_spans())
def test_ends_are_positions_and_asides_hold_none(case: tuple[str, Offsets]) -> None:
    text, asides = case
    ends = sentence_ends(text, spans((0, len(text))), asides=asides)
    assert (np.diff(ends) >= 0).all()
    assert ((ends >= 0) & (ends <= len(text))).all()
    for start, end in asides.tolist():
        assert not ((ends > start) & (ends < end)).any()
    plain = sentence_ends(text + " ", spans((0, len(text) + 1)))
    assert {e for e in plain if e <= len(text)} >= {
        e for e in sentence_ends(text, spans((0, len(text)))) if e < len(text)
    }
