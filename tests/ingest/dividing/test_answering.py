"""Short and narrative transcripts, in which few signs tell who answers."""

import pytest

from tests.ingest.transcripts import read, turns

PAIRS = [("Q", "A"), ("I", "R"), ("问", "答"), ("访", "受")]
TOLD = "Then more people came along, and we went on with the garden."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Interviewer: So?\nAnna: Apple.\n", ["Interviewer", "Anna"]),
        ("Co-Moderator: So?\nAnna: Apple.\n", ["Co-Moderator", "Anna"]),
        ("访：好？\n王：苹果很多。", ["访", "王"]),
        ("Q: So?\nA: Apple here. Nothing. Banana.", ["Q", "A"]),
        ("I: So?\nR: Apple.", ["I", "R"]),
        ("采访人：好？\n被采访人：好。\n", ["采访人", "被采访人"]),
        ("访问员：好？\n被访问者：好。\n", ["访问员", "被访问者"]),
    ],
)
def test_two_turns_have_two_speakers(text, wanted):
    ingested = read(text)
    assert [label for label, _ in turns(ingested)] == wanted
    assert [s.role for s in ingested.document.speakers] == ["interviewer", "participant"]
    assert ingested.document.warnings == ()


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("colon", [":", "："])
@pytest.mark.parametrize("pair", PAIRS)
def test_one_question_and_a_long_story(pair, colon, gap):
    story = gap.join([TOLD] * 40)
    text = f"{pair[0]}{colon} How was it?{gap}{pair[1]}{colon} {story}\n"
    assert turns(read(text)) == [(pair[0], "How was it?"), (pair[1], story)]


def test_what_is_guessed_here_is_not_relied_on_elsewhere():
    assert "Anna" not in read("Interviewer: So?\nAnna: Apple.\n").certain


def test_label_far_from_a_name_above_a_story_is_no_turn():
    text = "访谈者：王芳\n\n" + f"{TOLD}\n\n" * 9 + "张三：也来了。\n"
    assert "张三" not in [label for label, _ in turns(read(text))]


def test_pair_without_a_question_or_the_other_way_round_is_none():
    assert [label for label, _ in turns(read(f"A: {TOLD}\n\nQ: {TOLD}\n\n" + f"{TOLD}\n\n" * 40))] == [""]


@pytest.mark.parametrize("sign", ["=", "/", ")", ":", "……", "——", "～"])
def test_speech_may_begin_with_a_sign(sign):
    text = f"访：您好\n受：{sign}好的。\n访：嗯\n王主任：好。\n王主任：{sign}不好。\n"
    assert [label for label, _ in turns(read(text))] == ["访", "受", "访", "王主任", "王主任"]


def test_speech_after_a_numbered_label_may_begin_with_a_number():
    text = "访谈者：几年？\n居民3：好。\n访谈者：几年？\n居民3：20年了。\n"
    assert turns(read(text))[3] == ("居民3", "20年了。")


def test_address_of_a_page_is_no_turn():
    text = "访：您好\n受：看这个\n访://example.org\n"
    assert len(turns(read(text))) == 2
