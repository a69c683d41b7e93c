"""The language of a text, of its words alone."""

import pytest

from qualcode.text.language import Language, language_of
from qualcode.text.words import map_words
from tests.text.made import spans

CASES = [
    ("我们这个社区是老社区，什么事都要商量。", "zh-Hans", "zh"),
    ("我們這個社區是老社區，什麼事都要商量。", "zh-Hant", "zh"),
    ("人山人海", "zh", "zh"),
    ("国國", "zh", "zh"),
    ("后面里面台上", "zh", "zh"),
    ("We moved here long ago.", "en", "en"),
    ("Мы живём здесь.", "en", "en"),
    ("one two three four 五", "mixed", "en"),
    ("one two three four five 六", "en", "en"),
    ("one two three 四五", "mixed", "zh"),
    ("一二三四 five", "mixed", "zh"),
    ("我们说了五 six", "zh-Hans", "zh"),
    ("", "", ""),
    ("……！", "", ""),
]


@pytest.mark.parametrize(("text", "shown", "main"), CASES)
def test_language(text: str, shown: str, main: str) -> None:
    assert language_of(text, map_words(text)) == Language(shown, main)


def test_what_is_hidden_does_not_count() -> None:
    text = "访谈者：Yes, we did."
    assert language_of(text, map_words(text, spans((0, 4)))) == Language("en", "en")
    text = "國國國：我们来了"
    assert language_of(text, map_words(text, spans((0, 4)))).shown == "zh-Hans"


def test_language_of_a_part() -> None:
    text = "我们来了。 We came."
    words = map_words(text)
    assert language_of(text, words, end=5) == Language("zh-Hans", "zh")
    assert language_of(text, words, start=6) == Language("en", "en")
