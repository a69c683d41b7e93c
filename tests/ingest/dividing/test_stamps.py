"""Names with times, as meeting programs and recognisers export them to text and Word."""

import pytest

from qualcode.ingest import ingest_bytes
from qualcode.settings import SpeakerSetting
from tests.ingest.media import read, timed
from tests.ingest.worddoc import docx, para

# The layout of each export with the turns it holds; names and talk are made up.
EXPORTS = {
    "讯飞听见": (
        """社区访谈录音

2024年03月05日 14:30
关键词：社区、居民、议事会

说话人1 00:00
好，那我们现在开始。

说话人2 00:05
什么都忙：停车、垃圾分类、电梯。

说话人1 01:01:12
辛苦了。
""",
        [
            ("说话人1", "好，那我们现在开始。", 0),
            ("说话人2", "什么都忙：停车、垃圾分类、电梯。", 5_000),
            ("说话人1", "辛苦了。", 3_672_000),
        ],
        {"关键词": "社区、居民、议事会"},
    ),
    "飞书妙记": (
        """社区访谈
2024年3月5日 下午 3:00|45分钟 12秒

关键词:
社区、居民、议事会、电梯

文字记录:
张三 00:00:01.234
大家好，我们开始。

说话人 2 00:00:08.900
好的。
先说停车的事。

张三 00:01:12.010
嗯。
""",
        [
            ("张三", "大家好，我们开始。", 1_234),
            ("说话人 2", "好的。\n先说停车的事。", 8_900),
            ("张三", "嗯。", 72_010),
        ],
        {"关键词": ""},
    ),
    "Lark Minutes": (
        """Community talk
2024-03-05 15:00 GMT+8|45m 12s

Keywords:
community, parking

Transcript:
Zhang San 00:00:01.234
Hello everyone.

Speaker 2 00:00:08.900
Right.

Zhang San 00:01:12.010
OK.
""",
        [
            ("Zhang San", "Hello everyone.", 1_234),
            ("Speaker 2", "Right.", 8_900),
            ("Zhang San", "OK.", 72_010),
        ],
        {"Keywords": "", "Transcript": ""},
    ),
    "腾讯会议, one line": (
        """腾讯会议转写文件
会议主题：社区议事会
会议时间：2024/03/05 14:30-15:30
会议号：123 456 789

张三(00:00:12): 各位好，今天我们聊一下物业的问题。

李娜(00:00:20): 好的。

张三(00:00:25): 先说电梯：一共三部。
""",
        [
            ("张三", "各位好，今天我们聊一下物业的问题。", 12_000),
            ("李娜", "好的。", 20_000),
            ("张三", "先说电梯：一共三部。", 25_000),
        ],
        {"会议主题": "社区议事会", "会议时间": "2024/03/05 14:30-15:30", "会议号": "123 456 789"},
    ),
    "腾讯会议, two lines": (
        """社区议事会
2024-03-05 14:30:00
参会人：张三、李娜

张三 00:00:12
各位好，今天我们聊一下物业的问题。

李娜 00:00:20
好的。

张三(00:00:25)
先说电梯：一共三部。
""",
        [
            ("张三", "各位好，今天我们聊一下物业的问题。", 12_000),
            ("李娜", "好的。", 20_000),
            ("张三", "先说电梯：一共三部。", 25_000),
        ],
        {"参会人": "张三、李娜"},
    ),
    "通义听悟": (
        """文件名：社区议事会
创建时间：2024-03-05 14:30
时长：01:02:33
关键词：物业 电梯

全文概要
本次会议讨论了物业和电梯问题。

章节速览
00:00 开场
会议开始。
05:20 电梯
讨论电梯。

原文
发言人 1   00:00
各位好，今天我们聊一下物业的问题。

发言人 2   00:20
好的。

发言人 1   01:02:03
先说电梯。
""",
        [
            ("发言人 1", "各位好，今天我们聊一下物业的问题。", 0),
            ("发言人 2", "好的。", 20_000),
            ("发言人 1", "先说电梯。", 3_723_000),
        ],
        {"文件名": "社区议事会", "创建时间": "2024-03-05 14:30", "时长": "01:02:33", "关键词": "物业 电梯"},
    ),
    "otter": (
        """Garden meeting
Tue, Mar 5, 2024 2:30PM • 45:12

SUMMARY KEYWORDS
garden, fence, grow, people

SPEAKERS
Mary Brown, Joe Lee

Mary Brown  0:02
So we started with nothing.

Joe Lee  0:15
Just a fence.

Mary Brown  1:02:21
Right.
""",
        [
            ("Mary Brown", "So we started with nothing.", 2_000),
            ("Joe Lee", "Just a fence.", 15_000),
            ("Mary Brown", "Right.", 3_741_000),
        ],
        {},
    ),
    "Teams": (
        """Garden meeting-20240305_143000-Meeting Recording
March 5, 2024, 2:30PM
45m 12s

Mary Brown   0:03
So we started with nothing.

Joe Lee   0:15
Just a fence.
""",
        [("Mary Brown", "So we started with nothing.", 3_000), ("Joe Lee", "Just a fence.", 15_000)],
        {},
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_as_text(name: str):
    text, wanted, header = EXPORTS[name]
    found = read(text, "a.txt")
    assert [(label, speech, begin) for label, speech, begin, _ in timed(found)] == wanted
    assert dict(found.document.header) == header
    assert f"times of {len(wanted)} turns read from their labels" in found.document.guesses


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_as_word_files(name: str):
    text, wanted, _ = EXPORTS[name]
    found = ingest_bytes(docx(*map(para, text.split("\n"))), file="a.docx", id="a")
    assert [(label, speech, begin) for label, speech, begin, _ in timed(found)] == wanted


@pytest.mark.parametrize(
    ("label", "times"),
    [
        ("[00:01:02] Mary: ", (62_000, -1)),
        ("[00:01:02 --> 00:01:09] Mary: ", (62_000, 69_000)),
        ("Mary (00:01:02-00:01:09): ", (62_000, 69_000)),
        ("Mary (0:09): ", (9_000, -1)),
        ("Mary [00:01:02.500]: ", (62_500, -1)),
        ("Mary  0:09\n", (9_000, -1)),
        ("00:01:02 --> 00:01:09\nMary: ", (62_000, 69_000)),
        ("Mary: ", (-1, -1)),
    ],
)
def test_forms_of_times(label: str, times: tuple[int, int]):
    text = f"[00:00:01] Joe: Hello, it is 10:30 now.\n\n{label}Hello.\n\n[00:02:00] Joe: Bye.\n\n[00:03:00] Mary: Bye.\n"
    assert timed(read(text, "a.txt"))[1][2:] == times


@pytest.mark.parametrize(
    ("times", "shown"),
    [(("10:02", "10:02", "10:31"), "10:02"), (("14:30:05", "14:31:00", "14:32:00"), "14:30:05")],
)
def test_the_time_of_day_is_no_time_of_the_recording(times: tuple[str, ...], shown: str):
    found = read("".join(f"张三 ({time})\n好的，我说。\n\n" for time in times), "a.txt")
    assert found.document.n_turns == 3
    assert found.document.turn_times.shape == (0, 2)
    assert f"times in labels, from {shown} on, taken for the time of day" in found.document.guesses


def test_a_time_with_a_date_is_no_time_of_the_recording():
    text = "小雨 2023/5/1 0:20\n今天有人来吗\n\n阿宝 2023/5/1 0:21\n我来\n\n小雨 2023/5/1 0:22\n好的\n"
    assert read(text, "a.txt").document.turn_times.shape == (0, 2)


def test_joined_turns_and_names_of_the_settings_keep_their_times():
    text = "张三 00:01\n好。\n\n张三 00:05\n行。\n\n李四 00:09\n嗯。\n"
    assert timed(read(text, "a.txt", join_turns=True))[0][2] == 1_000
    renamed = read(text, "a.txt", speakers={"张三": SpeakerSetting(name="王五")})
    assert [(label, begin) for label, _, begin, _ in timed(renamed)] == [
        ("王五", 1000),
        ("王五", 5000),
        ("李四", 9000),
    ]


@pytest.mark.parametrize("line", ["Transcribed by https://otter.ai", "Mary Brown stopped transcription"])
def test_lines_of_the_program_are_not_counted(line: str):
    document = read(
        f"Mary Brown  0:02\nSo we started.\n\nJoe Lee  0:15\nRight.\n\n{line}\n", "a.txt"
    ).document
    assert [document.text[start:end] for start, end in document.asides.tolist()] == [line]


def test_a_line_like_a_label_below_a_heading_with_a_colon():
    """A name with a time is no item of a list, whatever stands above it."""
    text = "录音如下:\n张三 00:00:01\n大家好。\n\n王芳 00:00:08\n好的。\n\n张三 00:01:12\n嗯。\n"
    assert [label for label, *_ in timed(read(text, "a.txt"))] == ["张三", "王芳", "张三"]


def test_a_title_with_a_field_in_brackets():
    found = read("【录音】社区访谈\n\n张三   00:03\n大家好，我们开始。\n\n李四   00:08\n好的。\n", "a.txt")
    assert dict(found.document.header) == {"录音": "社区访谈"}
