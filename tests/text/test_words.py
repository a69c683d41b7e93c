"""Words: a table of cases, and a slow reading of the same rules."""

import re

import numpy as np
import pytest
from hypothesis import given

from qualcode.terms import Offsets
from qualcode.text.chars import DIGIT, HAN, KANA, LETTER, MARK, VANISHING, classes, code_points
from qualcode.text.words import Words, map_words
from tests.text.made import spans, texts_and_spans

CASES = [
    ("one two", ["one", "two"]),
    ("don't stop", ["don't", "stop"]),
    ("don’t", ["don’t"]),
    ("it's the dog's bone", ["it", "the", "dog", "bone"]),
    ("the dogs' bones", ["the", "dogs", "bones"]),
    ("DOG'S", ["DOG"]),
    ("it'so", ["it'so"]),
    ("1990's", ["1990"]),
    ("rock'n'roll", ["rock'n'roll"]),
    ("'tis 'so'", ["tis", "so"]),
    ("3,500.5 and 3. 5", ["3,500.5", "and", "3", "5"]),
    ("a.b 1.a a.1", ["a", "b", "1", "a", "a", "1"]),
    ("１．５", ["１．５"]),
    ("3，4", ["3", "4"]),
    ("US2024 H2O 5G", ["US2024", "H2O", "5G"]),
    ("well-being and/or x_y", ["well", "being", "and", "or", "x", "y"]),
    ("社区abc好", ["社", "区", "abc", "好"]),
    ("北京's x", ["北", "京", "x"]),
    ("カラオケ", ["カ", "ラ", "オ", "ケ"]),
    ("々〇", ["々", "〇"]),
    ("cafe\u0301s", ["cafe\u0301s"]),
    ("co\u00adoperate\u200b now", ["co\u00adoperate", "now"]),
    ("社\ufe00区", ["社", "区"]),
    ("it\u200b's", ["it"]),
    ("наш дом", ["наш", "дом"]),
    ("٣٤ α", ["٣٤", "α"]),
    ("😀 ok", ["ok"]),
    ("𠮷野", ["𠮷", "野"]),
    ("don''t", ["don", "t"]),
    ("a's's b", ["a", "b"]),
    ("x's'b", ["x", "b"]),
    ("", []),
    ("…，。", []),
]


def found(text: str, hidden: Offsets | None = None) -> list[str]:
    """The tokens as the arrays of `map_words` tell them."""
    words = map_words(text, spans() if hidden is None else hidden)
    latin = zip(np.flatnonzero(words.starts), np.flatnonzero(words.ends), strict=True)
    han = [(i, i + 1) for i in np.flatnonzero(words.ideographs)]
    return [text[a:b] for a, b in sorted([*latin, *han])]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert found(text) == tokens
    assert map_words(text).begun[len(text)] == len(tokens)


def test_hidden_stretches_hold_no_words() -> None:
    assert found("ab（笑）cd", spans((2, 5))) == ["ab", "cd"]
    assert found("abcd", spans((1, 3))) == ["a", "d"]
    assert found("1.5", spans((1, 2))) == ["1", "5"]
    words = map_words("Li: yes", spans((0, 4)))
    assert words.letters.tolist() == [False] * 4 + [True] * 3 + [False]


def test_a_closing_s_may_end_a_term() -> None:
    words = map_words("dog's x")
    assert np.flatnonzero(words.ends).tolist() == [3, 7]
    assert np.flatnonzero(words.loose).tolist() == [5]
    assert np.flatnonzero(words.letters).tolist() == [0, 1, 2, 4, 6]


def test_running_numbers() -> None:
    words = map_words("ab 社c")
    places = np.arange(6)
    assert words.begun[places].tolist() == [0, 1, 1, 1, 2, 3]
    assert words.ended[places].tolist() == [0, 0, 1, 1, 2, 3]
    assert words.han[places].tolist() == [0, 0, 0, 0, 1, 1]
    assert [int(words.begun[place]) for place in range(6)] == [0, 1, 1, 1, 2, 3]


@given(texts_and_spans())
def test_words_equal_a_slow_reading(case: tuple[str, Offsets]) -> None:
    text, hidden = case
    words = map_words(text, hidden)
    pairs, loose, singles = slow_words(text, hidden)
    assert np.flatnonzero(words.starts).tolist() == [a for a, _ in pairs]
    assert np.flatnonzero(words.ends).tolist() == [b for _, b in pairs]
    assert np.flatnonzero(words.loose).tolist() == loose
    assert np.flatnonzero(words.ideographs).tolist() == singles
    assert_running(words, len(text))


def assert_running(words: Words, length: int) -> None:
    starts, ends, han = words.starts, words.ends, words.ideographs
    for i in range(length + 1):
        assert words.begun[i] == starts[:i].sum() + han[:i].sum()
        assert words.ended[i] == ends[: i + 1].sum() + han[:i].sum()
        assert words.han[i] == han[:i].sum()


SIGNS = {LETTER: "L", MARK: "M", DIGIT: "D", HAN: "H", KANA: "H"}


def slow_words(text: str, hidden: Offsets) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Words, ends of closing 's, and ideographs, from a pattern over one sign a character."""
    secret = {i for start, end in hidden.tolist() for i in range(start, end)}
    kinds = classes(code_points(text)).tolist()
    kept = [i for i in range(len(text)) if i in secret or kinds[i] != VANISHING]
    signs = "".join("#" if i in secret else sign(text[i], kinds[i]) for i in kept)
    closing = [m.start() for m in re.finditer(r"(?<=[LSMDH])(?='S(?![LSMD]))", signs)]
    cut = list(signs)
    for at in closing:
        cut[at : at + 2] = "##"
    pattern = r"[LSMD](?:[LSMD]|(?<=[LSM])'(?=[LS])|(?<=D)\.(?=D))*"
    words = [(kept[m.start()], kept[m.end() - 1] + 1) for m in re.finditer(pattern, "".join(cut))]
    return (
        words,
        [kept[at + 1] + 1 for at in closing],
        [i for i, s in zip(kept, signs, strict=True) if s == "H"],
    )


def sign(character: str, kind: int) -> str:
    if character in "sS":
        return "S"
    if kind in SIGNS:
        return SIGNS[kind]
    if character in "'’‘‛＇":
        return "'"
    return "." if character in ".,．" else " "
