"""The oracle's own word cuts: how a hit with Han characters lies among the words of its run.

A *run* is what jieba is shown: Han characters, Latin letters and digits without a break. Characters
of no width are no break, nor are blanks that the key drops between two Han characters.
"""

import logging
import unicodedata
import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any

from tests.oracle.hits import Span
from tests.oracle.letters import BARRIER, ZERO_WIDTH, Piece, is_han

EXACT, WITHIN, CROSSING = "exact", "within", "crossing"
KEPT = {"none": (EXACT, WITHIN, CROSSING), "crossing": (EXACT, WITHIN), "token": (EXACT,)}


@cache
def segmenter() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def simplified(char: str) -> str:
    """A character in its simplified form, where that is one character."""
    form = _converter().convert(char)
    return form if len(form) == 1 else char


@cache
def cut(run: str) -> tuple[str, ...]:
    """The words of a run, as jieba cuts it with its own dictionary."""
    return tuple(segmenter().cut("".join(map(simplified, run)), HMM=True))


def kind_of(text: str, piece: Piece, span: Span) -> str:
    """Whether a hit is exact, within a word or crossing words; nothing where it holds no Han character."""
    if not any(map(is_han, text[span[0] : span[1]])):
        return ""
    covered = set(range(*span))
    touched = [word for run in _runs(text, piece) for word in _word_places(text, run) if word & covered]
    if all(word <= covered for word in touched):
        return EXACT
    return WITHIN if len(touched) == 1 else CROSSING


def exists(kind: str, boundaries: str) -> bool:
    """Whether hits of a kind exist for a code with these boundaries."""
    return not kind or kind in KEPT[boundaries]


def _word_places(text: str, run: Sequence[int]) -> list[set[int]]:
    """The words of a run as sets of places."""
    words, at = [], 0
    for word in cut("".join(text[place] for place in run)):
        words.append(set(run[at : at + len(word)]))
        at += len(word)
    return words


def _runs(text: str, piece: Piece) -> list[list[int]]:
    """The runs of a piece as lists of places."""
    runs: list[list[int]] = []
    for char, place in piece.exact_key:
        if char == BARRIER or not _is_of_a_run(text[place]):
            continue
        if runs and _follow(text, runs[-1][-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _is_of_a_run(char: str) -> bool:
    latin = char.isalpha() and "LATIN" in unicodedata.name(char, "")
    return is_han(char) or latin or unicodedata.category(char) == "Nd"


def _follow(text: str, before: int, after: int) -> bool:
    """Whether nothing parts two characters of a run."""
    blanks = [char for char in text[before + 1 : after] if char not in ZERO_WIDTH]
    if not all(char.isspace() for char in blanks) or blanks.count("\n") > 1:
        return False
    return not blanks or (is_han(text[before]) and is_han(text[after]))
