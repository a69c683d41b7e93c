"""What two passages may have in common: words and short runs of characters, folded as rules fold them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np

from qualcode.terms import Flags, Ints
from qualcode.text.chinese import Cut, simplified
from qualcode.text.key import fold, search_key
from qualcode.text.stopwords import STOP_WORDS
from qualcode.text.words import Words
from qualcode.workshop.passages import Laid

_BITS = 21
"""Bits of a code point: three of them fit in a whole number."""
_BLANK = 32


class Features(NamedTuple):
    """Things in units: `unit` (from 0 in the document) and what it is, one entry for each occurrence."""

    unit: Ints
    kind: Ints


@dataclass(slots=True)
class Vocabulary:
    """Words by their folded form, numbered as they come.

    Function words have no number: they say how people talk and not of what.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    _written: dict[str, int] = field(default_factory=dict)

    def number(self, word: str) -> int:
        """The number of a word as it is written, a new one where it has none; -1 for a function word."""
        known = self._written.get(word)
        if known is None:
            key = fold(word)
            known = -1 if key in _function_words() else self.numbers.setdefault(key, len(self.numbers))
            self._written[word] = known
        return known


@cache
def _function_words() -> frozenset[str]:
    """The built-in function words of both languages, folded."""
    return frozenset(fold(word) for words in STOP_WORDS.values() for word in words)


def word_features(laid: Laid, cut: Cut, vocabulary: Vocabulary) -> Features:
    """The words of each unit: Chinese ones as `cut` parts them, others by the manual's definition."""
    text, said = laid.document.text, _said(laid)
    places: list[int] = []
    numbers: list[int] = []
    for at, end in _runs(laid.words.ideographs & said):
        for word in cut(simplified(text[at:end])):
            places.append(at)
            numbers.append(vocabulary.number(word))
            at += len(word)
    for at, end in _words(laid.words, said):
        places.append(at)
        numbers.append(vocabulary.number(text[at:end]))
    kind = np.array(numbers, np.int64)
    return _in_units(laid, np.array(places, np.int64)[kind >= 0], kind[kind >= 0])


def _runs(flags: Flags) -> Iterator[tuple[int, int]]:
    """Stretches of characters that are flagged."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _words(words: Words, said: Flags) -> Iterator[tuple[int, int]]:
    """The words that are not Chinese."""
    starts, ends = np.flatnonzero(words.starts), np.flatnonzero(words.ends)
    mine = said[starts]
    return zip(starts[mine].tolist(), ends[mine].tolist(), strict=True)


def gram_features(laid: Laid) -> Features:
    """The runs of characters of each unit, packed in whole numbers.

    Of Han and kana runs of one, two and three characters that follow each other; of other words runs
    of three, the word standing between blanks: for each of its characters the one before, itself and
    the one behind. Case, width and variants of Han characters are folded; blanks between Han are none.
    """
    document, words = laid.document, laid.words
    key = search_key(document.text, document.hidden)
    at = np.arange(len(key.points)) if key.offsets is None else key.offsets[:-1].astype(np.int64)
    points = key.points.astype(np.int64)
    han = words.ideographs[at] & _said(laid)[at]
    other = (np.cumsum(words.starts, dtype=np.int64) > np.cumsum(words.ends, dtype=np.int64))[at]
    other &= _said(laid)[at] & ~han
    opens = words.starts[at] | np.append(True, ~other[:-1])[: len(at)]
    grams = [*_han_grams(points, han, _unit_at(laid, at)), _word_grams(points, other, opens)]
    place = np.concatenate([where for where, _ in grams])
    return _in_units(laid, at[place], np.concatenate([packed for _, packed in grams]))


def _said(laid: Laid) -> Flags:
    """Which characters the population says."""
    said = np.zeros(len(laid.document.text) + 1, np.int8)
    _, speech, end = laid.document.turn_spans[laid.turns].T
    np.add.at(said, speech, 1)
    np.add.at(said, end, -1)
    flags: Flags = np.cumsum(said) > 0
    return flags


def _unit_at(laid: Laid, at: Ints) -> Ints:
    """The unit at each place, or -1."""
    units = laid.units
    if not len(units):
        return np.full(len(at), -1, np.int64)
    unit = np.searchsorted(units.start, at, "right") - 1
    return np.where(at < units.end[np.maximum(unit, 0)], unit, -1)


def _han_grams(points: Ints, han: Flags, unit: Ints) -> list[tuple[Ints, Ints]]:
    """Runs of one, two and three characters that lie in one unit: where each begins, and packed."""
    found = []
    begins, packed = np.flatnonzero(han), points[han] << 2 * _BITS
    for length in (1, 2, 3):
        if length > 1:
            last = begins + length - 1
            inside = last < len(points)
            begins, packed, last = begins[inside], packed[inside], last[inside]
            follows = han[last] & (unit[last] == unit[begins])
            begins, last = begins[follows], last[follows]
            packed = packed[follows] | (points[last] << (3 - length) * _BITS)
        found.append((begins, packed))
    return found


def _word_grams(points: Ints, other: Flags, opens: Flags) -> tuple[Ints, Ints]:
    """Runs of three characters in words that stand between blanks: where their middles are, and packed."""
    middle = np.flatnonzero(other)
    before = np.where(opens[middle], _BLANK, points[middle - 1])
    behind = np.minimum(middle + 1, len(points) - 1)
    goes_on = other[behind] & ~opens[behind] & (behind > middle)
    after = np.where(goes_on, points[behind], _BLANK)
    return middle, before << 2 * _BITS | points[middle] << _BITS | after


def _in_units(laid: Laid, at: Ints, kind: Ints) -> Features:
    """What stands in a unit, with the unit's index."""
    unit = _unit_at(laid, at)
    return Features(unit[unit >= 0], kind[unit >= 0])
