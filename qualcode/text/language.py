"""The language of a text, from its characters alone."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.terms import Flags, Offsets
from qualcode.text import _tables
from qualcode.text.chars import BMP, code_points, look_up
from qualcode.text.words import Words

MAINLY_HAN = 0.30
"""Share of Han characters among the tokens from which on a text counts as Chinese."""

BOTH = 0.20
"""Share that each of two languages must reach for a text to be shown as mixed."""

_HANS, _HANT = 1, 2


class Language(NamedTuple):
    """`shown` is zh-Hans, zh-Hant, zh, en, mixed or empty; `main` is zh, en or empty."""

    shown: str = ""
    main: str = ""


@cache
def _sides() -> npt.NDArray[np.uint8]:
    """For every code point of the first plane: simplified only, traditional only, or neither."""
    table = np.zeros(BMP, np.uint8)
    table[code_points(_tables.HANS)] = _HANS
    table[code_points(_tables.HANT)] = _HANT
    return table


def language_of(text: str, words: Words, *, start: int = 0, end: int | None = None) -> Language:
    """The language of `text[start:end]`, of which only what `words` counts is looked at."""
    end = len(text) if end is None else end
    tokens = int(words.begun[end] - words.begun[start])
    if not tokens:
        return Language()
    han = int(words.han[end] - words.han[start])
    main = "zh" if han >= MAINLY_HAN * tokens else "en"
    if BOTH * tokens <= han <= tokens - BOTH * tokens:
        return Language("mixed", main)
    return Language(_script(text, words, start, end) if main == "zh" else "en", main)


def are_chinese(words: Words, start: Offsets, end: Offsets) -> Flags:
    """Which of several stretches of a text have Chinese as their main language."""
    tokens, han = words.begun[end] - words.begun[start], words.han[end] - words.han[start]
    chinese: Flags = (tokens > 0) & (han >= MAINLY_HAN * tokens)
    return chinese


def _script(text: str, words: Words, start: int, end: int) -> str:
    """Which side of the variants occurs more."""
    points = code_points(text[start:end])[words.ideographs[start:end]]
    hans, hant = np.bincount(look_up(_sides(), points), minlength=3)[1:].tolist()
    if hans == hant:
        return "zh"
    return "zh-Hans" if hans > hant else "zh-Hant"
