"""Header blocks: metadata before the first turn."""

import pytest

from tests.ingest.layouts import LAYOUTS
from tests.ingest.transcripts import labels, read, turns

TALK = "访谈者：您好，请问您在这里住了多久？\n受访者：二十年了。\n访谈者：谢谢。\n"


def header(text: str) -> dict[str, str]:
    return dict(read(text).document.header)


def test_fields_and_values():
    assert header(LAYOUTS["header block, blank lines"][0]) == {
        "访谈时间": "2023年5月12日",
        "访谈地点": "L社区居委会活动室",
        "受访者": "王某，女，62岁，退休教师",
        "访谈者": "李明",
    }


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        ("访谈时间：2023-05-12\n", {"访谈时间": "2023-05-12"}),
        ("时间：下午2：30\n地点：活动室\n", {"时间": "下午2：30", "地点": "活动室"}),
        ("访谈时间: 2023-05-12  访谈地点: 活动室\n", {"访谈时间": "2023-05-12", "访谈地点": "活动室"}),
        ("**编号**：03\n**时长**：45分钟\n", {"编号": "03", "时长": "45分钟"}),
        ("【访谈时间】：周三\n", {"访谈时间": "周三"}),
        ("- 记录人：小张\n- 整理人：小李\n", {"记录人": "小张", "整理人": "小李"}),
        ("訪談時間：週三\n地點：里民中心\n", {"訪談時間": "週三", "地點": "里民中心"}),
        (
            "姓名：王某\n性别：女\n年龄：62\n职业：\n",
            {"姓名": "王某", "性别": "女", "年龄": "62", "职业": ""},
        ),
        ("受访者：王某，女，62岁\n", {"受访者": "王某，女，62岁"}),
        ("时间：周三\n\n受访者：王某\n\n", {"时间": "周三", "受访者": "王某"}),
        ("时间：周三\n对象：退休工人\n", {"时间": "周三", "对象": "退休工人"}),
        ("主题：停车\n受访者：王某\n受访者：李某\n", {"主题": "停车", "受访者": "王某"}),
    ],
)
def test_block_before_the_talk(block, fields):
    ingested = read(block + TALK)
    found = dict(ingested.document.header)
    assert {name: found.get(name) for name in fields} == fields
    if "李某" not in block:
        assert found == fields
        assert [label for label, _ in turns(ingested)] == ["访谈者", "受访者", "访谈者"]


@pytest.mark.parametrize(
    "block",
    [
        "Date: 12 May 2023\nPlace: hall\nInterviewer: Jane Smith\nInterviewee: Mr. Li, 62, male\n",
        "Date of interview: 12 May\nParticipant ID: 7\nInterviewee: John\nInterviewer: Jane\n",
        "DURATION: 45 min\nRecorded: yes\nInterviewer: J. Smith\nInterviewee: male, 62\n",
    ],
)
def test_english_block(block):
    talk = "Interviewer: Shall we start?\nInterviewee: Yes, we can.\nInterviewer: Thanks.\n"
    ingested = read(f"{block}\n{talk}")
    assert len(ingested.document.header) == block.count("\n")
    assert [label for label, _ in turns(ingested)] == ["Interviewer", "Interviewee", "Interviewer"]


def test_a_long_line_between_fields_is_one_of_them():
    long = "Ms Tan, 41, nurse; she ran the ward's volunteers, and is now, as we know, the head of its board for good"
    block = f"Date: 12 May\nInterviewee: {long}\nInterviewer: J. Smith\nDuration: 40 minutes\n"
    ingested = read(f"{block}\nInterviewer: Shall we start?\n\nMs Tan: Yes.\n")
    assert dict(ingested.document.header)["Interviewee"] == long
    assert labels(ingested) == ["Interviewer", "Ms Tan"]


def test_names_in_the_block_may_be_the_labels_of_the_talk():
    text = (
        "Interviewer: Jane\nInterviewee: Tom\n\nJane: Ready?\n\nTom: Ready.\n\nJane: Good.\n\nTom: Go on.\n"
    )
    ingested = read(text)
    assert dict(ingested.document.header) == {"Interviewer": "Jane", "Interviewee": "Tom"}
    assert labels(ingested) == ["Jane", "Tom"]
    assert "no interviewer found (the header block names Jane)" in ingested.document.guesses


@pytest.mark.parametrize(
    "text",
    [
        "访谈者：您好\n受访者：你好\n访谈者：开始吧\n受访者：好\n",
        "Interviewer: Hello\nInterviewee: Hi\nInterviewer: Ready?\nInterviewee: Yes\n",
        "主持人：大家好。\n居民A：好。\n主持人：谁先说？\n居民A：我。\n",
    ],
)
def test_talk_is_no_header(text):
    ingested = read(text)
    assert dict(ingested.document.header) == {}
    assert ingested.document.n_turns == 4


def test_field_inside_the_talk_is_speech():
    ingested = read(TALK + "受访者：我说一下。\n时间：周三。\n地点：这里。\n")
    assert dict(ingested.document.header) == {}
    assert turns(ingested)[-1] == ("受访者", "我说一下。\n时间：周三。\n地点：这里。")


def test_lines_before_the_first_label_are_set_aside_and_counted():
    ingested = read("访谈记录\n\n时间：周三\n\n（录音整理）\n下面是正文\n\n" + TALK)
    assert "3 lines before the first label set aside" in ingested.document.guesses
    assert "header block: 时间" in ingested.document.guesses
    assert ingested.document.text[: ingested.document.turn_spans[0, 0]].endswith("正文\n\n")


def test_document_without_labels_may_have_a_block():
    ingested = read("观察记录\n时间：周三\n地点：广场\n\n今天人很多。\n大家在跳舞。\n")
    assert dict(ingested.document.header) == {"时间": "周三", "地点": "广场"}
    assert turns(ingested) == [("", "今天人很多。\n大家在跳舞。")]


def test_one_field_alone_is_no_block_in_a_document_without_labels():
    text = "时间：周三\n今天人很多。"
    assert turns(read(text)) == [("", text)]


def test_a_block_has_an_end():
    assert read("时间：周三\n" * 300 + TALK).document.header["时间"].count("周三") == 200
