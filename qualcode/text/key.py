"""The search key: the text as it is matched, folded one character to one."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.terms import CodePoints, Flags, Ints, Offsets
from qualcode.text import _tables
from qualcode.text.chars import (
    BMP,
    HAN,
    NO_SPANS,
    ZERO_WIDTH,
    classes,
    code_points,
    is_ascii,
    look_up,
    parse_ranges,
    span_points,
    text_of,
)

BARRIER = "\0"
"""Stands in a key for each character that no term may touch: hidden stretches, blank lines."""

_VANISHING = 1
_BLANK = 32
_LINE_BREAK = 10
_FIRST_IDEOGRAPH = 0x2E80

Table = npt.NDArray[np.uint16]


class Key(NamedTuple):
    """A text folded for matching.

    `offsets[i]` is the position in the text of character `i` of the key, with the length of
    the text as one more entry; None where both count alike. A span `[a, b)` of the key,
    `b > a`, covers `[offsets[a], offsets[b - 1] + 1)` of the text. `points` are the code points
    of the key.
    """

    text: str
    offsets: Offsets | None
    points: CodePoints


class _Fold(NamedTuple):
    """A folding: a table of the first plane and sorted pairs for what lies above."""

    table: Table
    above: npt.NDArray[np.uint32]
    above_to: npt.NDArray[np.uint32]


def _points(text: str) -> npt.NDArray[np.uint32]:
    """Code points as uint32."""
    return np.frombuffer(text.encode("utf-32-le"), np.dtype("<u4"))


def _variant_pairs() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Each Han character that has variants, and the one that speaks for its class."""
    points = _points(" " + _tables.VARIANTS)
    blanks = np.flatnonzero(points == _BLANK)
    speakers = np.repeat(points[blanks + 1], np.diff(np.append(blanks, len(points))))
    changed = (points != _BLANK) & (points != speakers)
    return points[changed], speakers[changed]


def _make_fold(pairs: list[tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]]) -> _Fold:
    """Width, quotes, white space and zero width, and further pairs."""
    table = np.arange(BMP, dtype=np.uint16)
    table[0xD800:0xE000] = 0xFFFD
    left, right = np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs])
    low = left < BMP
    table[left[low]] = right[low]
    for first, last in parse_ranges(f"0-1f {_tables.SPACES}"):
        table[first : last + 1] = _BLANK
    for first, last in parse_ranges(ZERO_WIDTH):
        table[first : last + 1] = _VANISHING
    order = np.argsort(left[~low])
    vanishing = np.arange(0xE0100, 0xE01F0, dtype=np.uint32)
    above = np.concatenate([left[~low][order], vanishing])
    return _Fold(table, above, np.concatenate([right[~low][order], np.full_like(vanishing, _VANISHING)]))


def variants_in(text: str) -> tuple[str, ...]:
    """Of the Han characters of a text those that have variants: each with these, as one string a class.

    A class stands once, with all its characters, whichever of them the text holds (`个個箇` …).
    """
    there = set(text)
    return tuple(group for group in _tables.VARIANTS.split() if there & set(group))


_FORM = (_points(_tables.FORM_FROM), _points(_tables.FORM_TO))
_CASE = (_points(_tables.CASE_FROM), _points(_tables.CASE_TO))
_EXACT = _make_fold([_FORM])
_FOLD = _make_fold([_FORM, _CASE, _variant_pairs()])


def search_key(text: str, hidden: Offsets = NO_SPANS) -> Key:
    """The key of a fixed text.

    Folded are case, width, quotes, variants of Han characters and white space. Zero-width
    characters vanish; a run of blanks with at most one line break becomes one blank, and
    vanishes beside a Han character; a blank line becomes barriers. So does, one for one,
    every character in `hidden` (int32, shape (k, 2), sorted, apart).
    """
    points = code_points(text)
    folded = _folded(points)
    if len(hidden):
        folded[span_points(hidden)] = ord(BARRIER)
    folded, kept = _without_vanishing(folded)
    breaks = points if kept is None else points[kept]
    folded, kept = _with_single_blanks(folded, breaks, kept)
    offsets = None if kept is None else np.append(kept, len(text)).astype(np.int32)
    return Key(text_of(folded), offsets, folded)


def _folded(points: CodePoints) -> CodePoints:
    """Each code point folded; zero-width ones become `_VANISHING`."""
    if is_ascii(points):  # arithmetic is several times as fast as a table
        lower: CodePoints = np.maximum(points | ((points - 65 < 26) * np.uint8(32)), np.uint8(_BLANK))
        return lower
    size = points.dtype.itemsize
    folded: CodePoints = look_up(_LATIN if size == 1 else _FOLD.table, points)
    if size == 4:
        folded = folded.astype(np.uint32)
        high = np.flatnonzero(points >= BMP)
        rare = points[high]
        place = np.minimum(np.searchsorted(_FOLD.above, rare), len(_FOLD.above) - 1)
        folded[high] = np.where(_FOLD.above[place] == rare, _FOLD.above_to[place], rare)
    return folded


_LATIN = _FOLD.table[:256].astype(np.uint8)


def _without_vanishing(folded: CodePoints) -> tuple[CodePoints, Ints | None]:
    """The key without zero-width characters, and which were kept where any was dropped."""
    gone = folded == _VANISHING
    if not gone.any():
        return folded, None
    kept = np.flatnonzero(~gone)
    return folded[kept], kept


def _with_single_blanks(
    folded: CodePoints, points: CodePoints, kept: Ints | None
) -> tuple[CodePoints, Ints | None]:
    """Blank lines as barriers, other runs of blanks as one blank, or none beside a Han character."""
    at = np.flatnonzero(_odd_blanks(folded))
    if not len(at):
        return folded, kept
    first = np.ones(len(at), np.bool_)
    first[1:] = np.diff(at) != 1
    heads = np.flatnonzero(first)
    run = np.cumsum(first) - 1
    parted = np.add.reduceat(points[at] == _LINE_BREAK, heads, dtype=np.int64) > 1
    folded[at[parted[run]]] = ord(BARRIER)
    dropped = at[~parted[run] & (_beside_han(folded, at, heads)[run] | ~first)]
    if not len(dropped):
        return folded, kept
    stays = np.ones(len(folded), np.bool_)
    stays[dropped] = False
    still = np.flatnonzero(stays)
    return folded[still], still if kept is None else kept[still]


def _odd_blanks(folded: CodePoints) -> Flags:
    """Blanks beside a blank or beside what may be a Han character."""
    blank = folded == _BLANK
    strange = blank if folded.dtype.itemsize == 1 else blank | (folded >= _FIRST_IDEOGRAPH)
    odd = np.zeros(len(blank), np.bool_)
    odd[1:] = strange[:-1]
    odd[:-1] |= strange[1:]
    odd &= blank
    return odd


def _beside_han(folded: CodePoints, at: Ints, heads: Ints) -> Flags:
    """Which runs of blanks have a Han character before or after them."""
    before = at[heads] - 1
    after = at[np.append(heads[1:], len(at)) - 1] + 1
    around: Flags = classes(folded[np.clip(np.concatenate([before, after]), 0, len(folded) - 1)]) == HAN
    either: Flags = around[: len(heads)] | around[len(heads) :]
    return either


class _Folding(dict[int, int | None]):
    """A folding for `str.translate`, which is faster than numpy on short texts; grows as it is asked."""

    def __init__(self, fold: _Fold) -> None:
        self._fold = fold

    def __missing__(self, point: int) -> int | None:
        folded = self._look_up(point)
        self[point] = None if folded == _VANISHING else folded
        return self[point]

    def _look_up(self, point: int) -> int:
        if point < BMP:
            return int(self._fold.table[point])
        place = int(np.searchsorted(self._fold.above, point))
        known = place < len(self._fold.above) and self._fold.above[place] == point
        return int(self._fold.above_to[place]) if known else point


_FOLDING, _EXACT_FOLDING = _Folding(_FOLD), _Folding(_EXACT)


def _fold_short(text: str, folding: _Folding) -> str:
    """A text folded without barriers, its ends stripped."""
    folded = text.translate(folding)
    if " " not in folded:
        return folded
    words = folded.split(" ")
    if folded.isascii():
        return " ".join(filter(None, words))
    return _joined([word for word in words if word])


def _joined(words: list[str]) -> str:
    """Words with one blank between them, or none beside a Han character."""
    joined = words[0] if words else ""
    for before, word in pairwise(words):
        beside = classes(code_points(before[-1] + word[0])) == HAN
        joined += word if beside.any() else f" {word}"
    return joined


def fold(term: str) -> str:
    """A term folded as the search key folds its text, stripped; it never holds the barrier."""
    return _fold_short(term, _FOLDING)


def plain_forms(text: str) -> str:
    """Width, quotes and white space folded; one for one where the text holds no zero-width character."""
    return text.translate(_EXACT_FOLDING)


def fold_exact(text: str) -> str:
    """Only width, quotes, blanks and zero-width characters folded: what `exact:` compares."""
    return _fold_short(text, _EXACT_FOLDING)
