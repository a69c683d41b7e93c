"""Subtitle files: cues, voices, labels in the text, captions that roll."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.settings import SpeakerSetting
from tests.ingest.media import ROLLING, SRT, TEAMS, ZOOM, read, timed
from tests.ingest.transcripts import turns


def cue(number: int, text: str) -> str:
    return f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{text}\n\n"


def srt(*texts: str) -> str:
    return "".join(cue(number, text) for number, text in enumerate(texts, 1))


def test_cues_with_labels_become_turns():
    found = read(SRT, "a.srt")
    assert found.document.text == "王主任: 大家好，我们开始。今天讲停车。\n\n李阿姨: 我先说。"
    assert timed(found) == [
        ("王主任", "大家好，我们开始。今天讲停车。", 1000, 4000),
        ("李阿姨", "我先说。", 5000, 6500),
    ]
    assert found.document.source.reader == "srt"
    assert "speakers: 王主任, 李阿姨 (by label)" in found.document.guesses


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_line_ends_and_encodings(newline: str, encoding: str):
    assert timed(read(SRT.replace("\n", newline).encode(encoding), "a.srt")) == timed(read(SRT, "a.srt"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n00:00:01,000 --> 00:00:02,500\nHello\n2\n00:00:03,000 --> 00:00:04,000\nyou\n", "Hello you"),
        ("00:00:01,000 --> 00:00:02,500\nHello\n\n00:00:03,000 --> 00:00:04,000\nyou\n", "Hello you"),
        ("1\n00:00:01.000 --> 00:00:02.5\nHello\n\n2\n00:00:03.000 --> 00:00:04\nyou", "Hello you"),
        ("1\n00:01.000-->00:02.500\nHello\n\n2\n0:03 --> 0:04\nyou", "Hello you"),
        (
            "\n\n1\n00:00:01,000 --> 00:00:02,500 X1:1 X2:2\nHello\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nyou",
            "Hello you",
        ),
    ],
    ids=["no blank lines", "no numbers", "points", "no hours", "many blank lines"],
)
def test_what_is_missing_or_sloppy(text: str, said: str):
    assert timed(read(text, "a.srt")) == [("", said, 1000, 4000)]


def test_numbers_that_are_said_are_kept():
    text = srt("I was born in\n1998", "and left\n3", "OK\n42")
    assert turns(read(text.replace("\n\n", "\n"), "a.srt")) == [("", "I was born in 1998 and left 3 OK 42")]


def test_a_blank_line_within_a_cue_loses_nothing():
    assert turns(read(srt("One\n\ntwo", "three"), "a.srt")) == [("", "One two three")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<i>Hello</i> <font color='#fff'>you</font>", "Hello you"),
        ("{\\an8}你好{\\i1}啊{\\i0}", "你好啊"),
        ("one\\Ntwo", "one two"),
        ("大家好\n我们开始", "大家好我们开始"),
        ("大家好 我们开始", "大家好 我们开始"),
        ("a < b > c <laughs>", "a < b > c <laughs>"),
        ("{braces} stay", "{braces} stay"),
        ("<ruby>漢<rt>かん</rt></ruby>字", "漢字"),
        ("R&amp;D &lt;i&gt; &eacute; &#39; a&nbsp;b", "R&D <i> &eacute; &#39; a b"),
    ],
)
def test_what_is_shown_and_not_said(text: str, said: str):
    assert turns(read(srt(text), "a.srt")) == [("", said)]


def test_escapes_are_read_once():
    assert turns(read(srt("&amp;lt;b&amp;gt;"), "a.srt")) == [("", "&lt;b&gt;")]


def test_voices_of_a_meeting():
    found = read(TEAMS, "a.vtt")
    assert timed(found) == [
        ("Mary Brown", "Good morning & welcome everyone.", 3100, 7000),
        ("王主任", "好的。", 8000, 9000),
    ]
    assert "speakers: Mary Brown, 王主任 (by voice tag)" in found.document.guesses
    assert "notes set aside: 1" in found.document.guesses


def test_several_voices_in_one_cue():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Mary>Hello\nyou</v>\n<v Joe &amp; Ann>Hi</v> hm\n"
    assert timed(read(text, "a.vtt")) == [
        ("Mary", "Hello you", 1000, 2000),
        ("Joe & Ann", "Hi", 1000, 2000),
        ("", "hm", 1000, 2000),
    ]


def test_labels_of_a_meeting():
    assert timed(read(ZOOM, "a.vtt")) == [
        ("Li Wei", "Good morning everyone.", 3120, 5200),
        ("Anna Schmidt", "Morning!", 5900, 8000),
        ("Li Wei", "Let's start: first the garden. Then the rest.", 9000, 13000),
    ]


def test_notes_styles_and_regions_are_not_said():
    text = """WEBVTT - a title

STYLE
::cue { color: red }

REGION
id:fred

NOTE
a note
of two lines

intro
00:01.000 --> 00:02.000
NOTE is what I said

NOTE another

00:03.000 --> 00:04.000 line:0 position:20%
Bye
"""
    found = read(text, "a.vtt")
    assert turns(found) == [("", "NOTE is what I said Bye")]
    assert "notes set aside: 2" in found.document.guesses


def test_a_vtt_file_under_another_suffix():
    assert timed(read(TEAMS, "a.srt")) == timed(read(TEAMS, "a.vtt"))


def test_marks_of_a_change_of_speaker():
    text = srt(">> JOHN SMITH: Hello.", "How are you? >> Fine.", ">> MARY: And me.", ">> JOHN SMITH: ok")
    assert turns(read(text, "a.srt")) == [
        ("JOHN SMITH", "Hello. How are you?"),
        ("", "Fine."),
        ("MARY", "And me."),
        ("JOHN SMITH", "ok"),
    ]


def test_dashes_of_a_dialogue():
    text = srt("- Hello.\n- Hi.", "What now?", "-5 degrees", "- 好的。")
    assert turns(read(text, "a.srt")) == [("", "Hello."), ("", "Hi. What now? -5 degrees"), ("", "好的。")]


def test_a_dash_alone_is_no_change():
    assert turns(read(srt("- Hello.", "- Hi."), "a.srt")) == [("", "- Hello. - Hi.")]


def test_sounds_in_brackets_are_no_speakers():
    sounds = ["[Music]", "we grow food.", "[Applause]", "[Music]", "here is one", "thing. [Music]", "[Music]"]
    assert {label for label, _ in turns(read(srt(*sounds), "a.srt"))} == {""}


def test_captions_that_roll_are_read_once():
    found = read(ROLLING, "a.vtt")
    assert timed(found) == [("", "hello everyone welcome to the garden of ours", 160, 7000)]
    assert "rolling captions: repeated lines left out: 4" in found.document.guesses


def test_three_rolling_lines():
    lines = [f"line {n}" for n in range(8)]
    text = srt(*("\n".join(lines[n : n + 3]) for n in range(6)))
    assert turns(read(text, "a.srt")) == [("", " ".join(lines))]


def test_what_is_said_twice_is_kept():
    text = srt("Yes.", "Yes.", "I know.", "I know.", "No.", "Right.")
    assert turns(read(text, "a.srt")) == [("", "Yes. Yes. I know. I know. No. Right.")]
    same = "".join(f"00:0{n}.000 --> 00:0{n}.900\n<v P{n % 2}>Yes.</v>\n\n" for n in range(6))
    assert len(turns(read("WEBVTT\n\n" + same, "a.vtt"))) == 6


def test_phrases_without_full_stops_are_paragraphs():
    text = srt(*[f"我们说第{number}件事" for number in "一二三四五六七八九十"])
    found = read(text, "a.srt")
    assert found.document.text.split("\n")[:2] == ["我们说第一件事", "我们说第二件事"]
    assert found.document.n_turns == 1
    assert "hardly any full stops: each cue is a paragraph of its own" in found.document.guesses


def test_cues_are_put_into_the_order_of_their_times():
    text = cue(5, "five.") + cue(2, "two.") + cue(3, "three.")
    found = read(text, "a.srt")
    assert turns(found) == [("", "two. three. five.")]
    assert "cues put into the order of their times" in found.document.guesses


def test_overlapping_cues_stay_apart():
    text = "WEBVTT\n\n00:01.000 --> 00:05.000\n<v A>One.\n\n00:02.000 --> 00:03.000\n<v B>Two.\n"
    assert timed(read(text, "a.vtt")) == [("A", "One.", 1000, 5000), ("B", "Two.", 2000, 3000)]


def test_times_that_cannot_be_are_told_of():
    text = "1\n00:00:05,000 --> 00:00:04,000\nA.\n\n2\n00:00:06:00:00 --> 00:00:07,000\nB.\n"
    found = read(text, "a.srt")
    assert timed(found) == [("", "A. B.", 5000, 7000)]
    assert found.document.warnings[:2] == (
        "cues whose time cannot be read: 1",
        "cues that end before they begin: 1",
    )


def test_speakers_of_the_settings_and_the_pattern():
    text = srt("Mary: Hello.", "补充说明：没有。", "Mary: Bye.", "补充说明：有。")
    left = read(text, "a.srt", speakers={"补充说明": SpeakerSetting(speaks=False)})
    assert {label for label, _ in turns(left)} == {"Mary"}
    found = read(srt("S1> Hello.", "S2> Hi."), "a.srt", speaker_pattern=r"^(S[0-9])>")
    assert turns(found) == [("S1", "Hello."), ("S2", "Hi.")]
    renamed = read(SRT, "a.srt", speakers={"李阿姨": SpeakerSetting(role="resident", name="李华")})
    assert [(one.label, one.role) for one in renamed.document.speakers] == [
        ("王主任", "participant"),
        ("李华", "resident"),
    ]


@pytest.mark.parametrize("text", ["hello\n", "1\n2\n3\n", "WEBVTT\n\nNOTE nothing\n"])
def test_a_file_without_cues(text: str):
    with pytest.raises(ReadError, match="two times with -->") as caught:
        read(text, "a.srt")
    assert ".txt" in caught.value.cure


def test_a_file_without_speech():
    with pytest.raises(ReadError, match="no speech"):
        read(srt("", " "), "a.srt")


WORDS = st.text(st.sampled_from("天地人 ab.x，？"), min_size=1).filter(
    lambda text: text.strip() and "  " not in text
)


@given(st.lists(st.tuples(st.sampled_from(["", "A", "王主任"]), WORDS), min_size=1, max_size=9))
def test_cues_survive_a_subtitle_file(said: list[tuple[str, str]]):
    """Voices, texts and times that are written as .vtt are read again."""
    lines = ["WEBVTT", ""]
    for number, (label, text) in enumerate(said):
        clock = f"01:{number:02}:00.{number:03}"
        lines += [f"{clock} --> {clock[:-4]}.999", f"<v {label}>{text}</v>" if label else text, ""]
    found = timed(read("\n".join(lines), "a.vtt"))
    assert ["".join(speech.split()) for _, speech, _, _ in found] == [
        "".join("".join(text for _, text in run).split()) for run in _runs(said)
    ]
    assert [label for label, _, _, _ in found] == [run[0][0] for run in _runs(said)]
    firsts = [sum(map(len, _runs(said)[:number])) for number in range(len(_runs(said)))]
    assert [begin for _, _, begin, _ in found] == [3_600_000 + n * 60_000 + n for n in firsts]


def _runs(said: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    runs: list[list[tuple[str, str]]] = []
    for one in said:
        if runs and runs[-1][0][0] == one[0]:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
