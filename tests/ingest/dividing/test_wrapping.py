"""Lines broken by width: a guess, printed, overridable."""

import textwrap

import pytest

from tests.ingest.transcripts import read

LONG = (
    "The committee meets every Friday in the hall and talks about parking, gardens, noise, and the lift. " * 6
)
HAN = "社区居委会每个星期五在活动室开会，讨论停车、花园、噪音和电梯的问题，大家轮流发言，最后举手表决。" * 5


def han_lines(width: int) -> str:
    return "\n".join(HAN[i : i + width] for i in range(0, len(HAN), width))


@pytest.mark.parametrize(
    "text",
    [
        textwrap.fill(LONG, 60),
        f"Q: What do you do?\n\nA: {textwrap.fill(LONG, 72)}\n\nQ: And then?\n\nA: {textwrap.fill(LONG, 72)}\n",
        han_lines(30),
        f"访谈者：请说。\n\n受访者：{han_lines(35)}\n",
    ],
)
def test_wrapped(text):
    document = read(text).document
    assert document.wrapped
    assert document.guesses[-1] == "lines wrapped by width"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "One line.\nAnother line of talk.\nAnd a third.\nAnd a fourth one here.\n",
        "问：多大了\n答：六十二\n问：住几年\n答：十年\n问：退休了\n答：退了\n",
        "我在这里住了二十年\n大家都认识我。",
        "\n".join(["每一段都是一句完整的话，说完了才换行，所以不是按宽度折行的文字。"] * 8),
        "\n".join(f"{'一行' * n}" for n in range(2, 30)),
    ],
)
def test_not_wrapped(text):
    document = read(text).document
    assert not document.wrapped
    assert "lines wrapped by width" not in document.guesses


@pytest.mark.parametrize("wrapped", [True, False])
def test_override_is_no_guess(wrapped):
    document = read(textwrap.fill(LONG, 60), wrapped=wrapped).document
    assert document.wrapped is wrapped
    assert "lines wrapped by width" not in document.guesses
