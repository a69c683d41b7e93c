"""Words: where they start and end, and how many lie before each character."""

from typing import NamedTuple, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from qualcode.terms import CodePoints, Flags, Ints, Offsets
from qualcode.text.chars import (
    DIGIT,
    HAN,
    HIDDEN,
    LETTER,
    MARK,
    NO_SPANS,
    OTHER,
    VANISHING,
    Classes,
    are,
    classes,
    code_points,
    span_points,
)

_APOSTROPHES = tuple(map(ord, "'’‘‛＇"))
_POINTS = tuple(map(ord, ".,．"))
_S = tuple(map(ord, "sS"))


class Running:
    """A running number: how many flags are set before a position. It is counted at the first question.

    `numbers[i]` is that number for one position or an array of them, from 0 to the length of
    the text.
    """

    __slots__ = ("_flags", "_places")

    def __init__(self, flags: Flags) -> None:
        self._flags = flags
        self._places: Ints | None = None

    @overload
    def __getitem__(self, at: int | np.integer) -> int: ...
    @overload
    def __getitem__(self, at: npt.NDArray[np.integer]) -> Ints: ...
    def __getitem__(self, at: int | np.integer | npt.NDArray[np.integer]) -> int | Ints:
        """The number at one position, or at each of several."""
        if self._places is None:
            self._places = np.flatnonzero(self._flags)
        found: int | Ints = self._places.searchsorted(at)
        return found


class Words(NamedTuple):
    """The words of one text of n characters; every array has the shape (n + 1,).

    A word is a maximal run of letters, marks and digits of any script but Han and kana, with
    apostrophes between letters and points or commas between digits; a closing `'s` is part
    of no word. Each Han or kana character is a word of its own. Words are tokens.

    starts, ends
        A word that is not Han starts at i; ends just before i.
    loose
        A closing `'s` ends just before i: a term may end there too.
    letters, ideographs
        Character i is a letter, mark or digit (also in `'s`); is Han or kana.
    begun, ended, han
        Number of tokens that start before i; that end at or before i; of Han and kana
        tokens that start before i.
    """

    starts: Flags
    ends: Flags
    loose: Flags
    letters: Flags
    ideographs: Flags
    begun: Running
    ended: Running
    han: Running


def map_words(text: str, hidden: Offsets = NO_SPANS) -> Words:
    """Find the words of a fixed text. Spans in `hidden` (int32, (k, 2), sorted) hold none."""
    points = code_points(text)
    kinds = classes(points)
    if len(hidden):
        kinds[span_points(hidden)] = HIDDEN
    if not (kinds == VANISHING).any():
        return _count(*_find(points, kinds))
    kept = np.flatnonzero(kinds != VANISHING)
    return _count(*_spread(_find(points[kept], kinds[kept]), kept, len(points)))


Found: TypeAlias = tuple[Flags, Flags, Flags, Flags, Flags]


def _find(points: CodePoints, kinds: Classes) -> Found:
    """Starts, ends, closing 's, letters and ideographs of a text without zero-width characters."""
    n = len(points)
    letters = np.zeros(n + 1, np.bool_)
    np.less(kinds - LETTER, 3, out=letters[:n])
    ideographs = np.zeros(n + 1, np.bool_)
    if points.dtype.itemsize > 1:
        np.less(kinds - HAN, 2, out=ideographs[:n])
    inside = np.zeros(n + 2, np.bool_)
    inside[1:] = letters
    loose = _join_signs(points, kinds, letters, inside)
    outside = ~inside
    return inside[1:] & outside[:-1], inside[:-1] & outside[1:], loose, letters, ideographs


def _join_signs(points: CodePoints, kinds: Classes, letters: Flags, inside: Flags) -> Flags:
    """Put signs within words `inside` (shifted by one), take closing 's out; where those end."""
    n = len(points)
    digit = kinds == DIGIT
    if n > 2 and digit.any():
        inside[2:n] |= are(points[1:-1], _POINTS) & digit[:-2] & digit[2:] & (kinds[1:-1] == OTHER)
    loose = np.zeros(n + 1, np.bool_)
    at = np.flatnonzero(are(points, _APOSTROPHES))
    at = at[(at > 0) & (at < n - 1)]
    at = at[(kinds[at] == OTHER) & (kinds[at + 1] == LETTER)]
    if len(at):
        before = kinds[at - 1]
        closing = (before - LETTER < 5) & are(points[at + 1], _S) & ~letters[at + 2]
        inside[at[closing] + 2] = False
        loose[at[closing] + 2] = True
        inner = ~closing & ((before == LETTER) | (before == MARK)) & inside[at]
        inside[at[inner] + 1] = True
    return loose


def _spread(found: Found, kept: Ints, length: int) -> Found:
    """Flags found without zero-width characters, laid out over the whole text."""
    starts, ends, loose, letters, ideographs = (np.zeros(length + 1, np.bool_) for _ in found)
    for flags, short in zip((starts, letters, ideographs), (found[0], found[3], found[4]), strict=True):
        flags[kept[np.flatnonzero(short)]] = True
    for flags, short in zip((ends, loose), found[1:3], strict=True):
        flags[kept[np.flatnonzero(short) - 1] + 1] = True
    return starts, ends, loose, letters, ideographs


def _count(starts: Flags, ends: Flags, loose: Flags, letters: Flags, ideographs: Flags) -> Words:
    """Flags with the running numbers of tokens."""
    begun, ended = starts | ideographs, ends[1:] | ideographs[:-1]
    return Words(
        *(starts, ends, loose, letters, ideographs), Running(begun), Running(ended), Running(ideographs)
    )
