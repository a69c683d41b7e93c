"""Is a hit negated? The words of negation in its clause are counted: an odd number negates it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from qualcode.rules.negators import LISTS, Negators
from qualcode.terms import CodePoints, Flags, Ints, Offsets
from qualcode.text.chars import BMP, DIGIT, HAN, classes, code_points, look_up
from qualcode.text.key import Key, fold
from qualcode.text.words import Words

SIGNS = "，,；;：:。！？!?．.…—()[]{}【】〔〕〈〉《》（）［］｛｝"
"""What ends a clause, besides line breaks and the words for it."""
_DECIMAL = ".,:．，："
_TAIL = fold("了的啊呢吧") + " \0」』\"'"
"""What may stand between a negator behind a hit and the end of its clause."""
_NOT = fold("不没")
Span = tuple[int, int]


class Spoken(NamedTuple):
    """A document as negation sees it. `hidden` are the spans that are no speech or asides."""

    text: str
    key: Key
    words: Words
    hidden: Offsets
    wrapped: bool


class _Sign(NamedTuple):
    """A word of the lists in the text, and the lists that it stands in."""

    start: int
    end: int
    lists: frozenset[str]


class Negation:
    """The lists of a codebook, compiled once for any number of documents."""

    def __init__(self, negators: Negators) -> None:
        self._window = negators.window
        self._lists: dict[str, frozenset[str]] = {}
        for name in LISTS:
            for word in map(fold, getattr(negators, name)):
                self._lists[word] = self._lists.get(word, frozenset()) | {name}
        words = sorted(filter(None, self._lists), key=lambda word: (-len(word), word))
        self._any = re.compile("|".join(map(re.escape, words)) or r"(?!)")
        self._at_each_place = re.compile(f"(?=({self._any.pattern}))")

    def negated(self, spoken: Spoken, start: Ints, end: Ints, low: Ints, high: Ints) -> Flags:
        """Which hits are negated.

        `start` and `end` are those of the hits, `low` and `high` the part of the unit and
        turn that each lies in; all int64, one entry a hit.
        """
        flags = np.zeros(len(start), np.bool_)
        if not len(start):
            return flags
        ends = clause_ends(spoken)
        low = np.maximum(low, np.append(-1, ends)[np.searchsorted(ends, start)] + 1)
        high = np.minimum(high, np.append(ends, len(spoken.text))[np.searchsorted(ends, end)])
        first, last = _in_key(spoken, low), _in_key(spoken, high)
        rows = zip(*(column.tolist() for column in (start, end, low, high, first, last)), strict=True)
        known: dict[Span, list[_Sign]] = {}
        for number, (a, b, begin, stop, at, to) in enumerate(rows):
            clause = (at, to)
            if clause not in known:
                quiet = self._any.search(spoken.key.text, at, to) is None
                known[clause] = [] if quiet else list(self._signs(spoken, at, to))
            if known[clause]:
                flags[number] = self._is_negated(spoken, (a, b), (begin, stop), known[clause])
        return flags

    def _is_negated(self, spoken: Spoken, hit: Span, clause: Span, signs: Sequence[_Sign]) -> bool:
        low, high = clause
        for sign in signs:
            if "clause_ends" in sign.lists:
                low = max(low, sign.start) if sign.start <= hit[0] else low
                high = min(high, sign.start) if sign.start >= hit[1] else high
        inside = [sign for sign in signs if low <= sign.start and sign.end <= high]
        return sum(self._negates(spoken, sign, hit, high) for sign in inside) % 2 == 1

    def _negates(self, spoken: Spoken, sign: _Sign, hit: Span, high: int) -> bool:
        """Whether one word negates the hit, from before or from behind."""
        if "harmless" in sign.lists:
            return False
        words, (start, end) = spoken.words, hit
        if "before" in sign.lists and sign.start < start:
            between = int(words.ended[start] - words.begun[sign.end]) if sign.end <= start else 0
            if between <= self._window:
                return True
        if "after" in sign.lists and sign.end > end:
            between = int(words.ended[sign.start] - words.begun[end]) if end <= sign.start else 0
            return between <= self._window and self._closes(spoken, sign.end, high)
        return False

    def _closes(self, spoken: Spoken, at: int, high: int) -> bool:
        """Whether nothing that counts stands between a place and the end of the clause."""
        first, last = _in_key(spoken, np.array([at, high])).tolist()
        return not spoken.key.text[first:last].strip(_TAIL)

    def _signs(self, spoken: Spoken, first: int, last: int) -> Iterator[_Sign]:
        """The words of the lists in a stretch of the key, from left to right, the longest at each place."""
        key = spoken.key.text[first:last]
        found = {match.start(): match[1] for match in self._at_each_place.finditer(key)}
        questions = dict(_questions(key))
        at = -1
        for place in sorted({*found, *questions}):
            if place < at:
                continue
            sign = self._sign(spoken, first + place, found.get(place, ""))
            length = len(sign[0]) if sign else 0
            at = place + max(length, questions.get(place, 0))
            if sign and length > questions.get(place, 0):
                yield sign[1]

    def _sign(self, spoken: Spoken, at: int, longest: str) -> tuple[str, _Sign] | None:
        """The longest word of the lists that stands whole at a place of the key: `longest` or less."""
        for word in (longest[:size] for size in range(len(longest), 0, -1)):
            if word in self._lists:
                span = _in_text(spoken, at, at + len(word))
                if _stands(word, span, spoken.words):
                    return word, _Sign(*span, self._lists[word])
        return None


def _questions(key: str) -> Iterator[tuple[int, int]]:
    """Places and lengths of 是不是, 有没有, 喜欢不喜欢: they negate nothing."""
    for at, char in enumerate(key):
        if char in _NOT:
            for size in (1, 2):
                before, after = key[at - size : at], key[at + 1 : at + 1 + size]
                if at >= size and before == after and bool((classes(code_points(before)) == HAN).all()):
                    yield at - size, 2 * size + 1


def _stands(word: str, span: Span, words: Words) -> bool:
    """Whether a Latin word of the lists is a whole word of the text (`n't`: the end of one)."""
    start, end = span
    begins = word.startswith("n'") or not words.letters[start] or words.starts[start]
    closes = not words.letters[end - 1] or words.ends[end] or words.loose[end]
    return bool(begins and closes)


def _in_key(spoken: Spoken, places: Ints) -> Ints:
    """Places of the text in its key."""
    offsets = spoken.key.offsets
    return places if offsets is None else np.searchsorted(offsets, places).astype(np.int64)


def _in_text(spoken: Spoken, first: int, last: int) -> Span:
    offsets = spoken.key.offsets
    return (first, last) if offsets is None else (int(offsets[first]), int(offsets[last - 1]) + 1)


@cache
def _table(signs: str) -> Flags:
    table = np.zeros(BMP, np.bool_)
    table[[ord(sign) for sign in signs]] = True
    return table


def clause_ends(spoken: Spoken) -> Ints:
    """Positions of the signs and line breaks at which a clause ends, rising."""
    points = code_points(spoken.text)
    at = np.flatnonzero(look_up(_table(SIGNS), points))
    at = at[~_between_digits(points, at)]
    breaks = np.flatnonzero(points == ord("\n"))
    if spoken.wrapped:
        breaks = breaks[[_is_blank_line(spoken.text, int(place)) for place in breaks]]
    at = np.sort(np.concatenate([at, breaks]), kind="stable")
    return at[~_is_inside(at, spoken.hidden)] if len(spoken.hidden) else at


def _is_inside(places: Ints, spans: Offsets) -> Flags:
    span = np.searchsorted(spans[:, 0], places, "right") - 1
    inside: Flags = (span >= 0) & (places < spans[np.maximum(span, 0), 1])
    return inside


def _between_digits(points: CodePoints, at: Ints) -> Flags:
    """Which signs are a point, comma or colon between two digits."""
    inner = look_up(_table(_DECIMAL), points[at]) & (at > 0) & (at < len(points) - 1)
    place = at[inner]
    inner[inner] = (classes(points[place - 1]) == DIGIT) & (classes(points[place + 1]) == DIGIT)
    return inner


def _is_blank_line(text: str, at: int) -> bool:
    end = text.find("\n", at + 1)
    return end >= 0 and not text[at + 1 : end].strip()
