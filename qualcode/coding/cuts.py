"""Word cuts: whether a Chinese hit is a word, lies within one, or cuts through words."""

from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.plan import Prepared
from qualcode.rules.match import Found
from qualcode.terms import Flags, Ints
from qualcode.text.chars import DIGIT, HAN, LETTER, classes
from qualcode.text.chinese import segmenter, simplified
from qualcode.text.key import Key
from qualcode.text.words import Words

EXACT, WITHIN, CROSSING = range(3)
"""Both ends are word ends; inside one longer word; a word is covered only in part, another touched too."""

BAR = "|"


class Bounds(NamedTuple):
    """Which codes ask for what: `careful` set crossing hits aside, `strict` keep exact ones only."""

    careful: frozenset[int]
    strict: frozenset[int]


class Aside(NamedTuple):
    """A hit that does not count for a code.

    words
        The words that it touches, parted by bars.
    lone
        Whether it would have been a coding by itself, without others beside it.
    """

    code: int
    start: int
    end: int
    words: str
    lone: bool


class SetAside(NamedTuple):
    """How many hits of one text were set aside for a code; `words` and `lone` as in Aside."""

    n: int
    words: str
    lone: bool


SetAsides: TypeAlias = dict[tuple[int, str], SetAside]
"""By code and text of the hit."""


def count_aside(aside: Iterable[Aside], text: str) -> SetAsides:
    """What was set aside in a document, counted."""
    lone: dict[tuple[int, int, int], Aside] = {}
    for one in sorted(aside, key=lambda one: one.lone):
        lone[one[:3]] = one
    counted: SetAsides = {}
    for (code, start, end), one in lone.items():
        place = (code, text[start:end])
        counted[place] = _both(counted.get(place), SetAside(1, one.words, one.lone))
    return counted


def _both(one: SetAside | None, other: SetAside) -> SetAside:
    """Two counts of one text together."""
    if one is None:
        return other
    return SetAside(one.n + other.n, min(one.words, other.words), one.lone or other.lone)


def add_asides(one: SetAsides, other: SetAsides) -> SetAsides:
    """Counts of several documents together; in which order makes no difference."""
    return {**one, **{place: _both(one.get(place), count) for place, count in other.items()}}


def bounds(codebook: Codebook) -> Bounds:
    """What the codes of a codebook ask for; a code's own word goes before the codebook's."""
    asked = [code.boundaries or codebook.boundaries for code in codebook.codes]
    careful = frozenset(at for at, word in enumerate(asked) if word == "crossing")
    return Bounds(careful, frozenset(at for at, word in enumerate(asked) if word == "token"))


class Cuts:
    """The words of one document around its hits, each run of characters segmented once."""

    def __init__(self, text: str, key: Key) -> None:
        self._text = text
        self._key = key
        self._edges: dict[int, frozenset[int]] = {}
        kinds = classes(key.points)
        inside = (kinds == HAN) | (kinds == LETTER) | (kinds == DIGIT)
        joined = inside & np.append(False, inside[:-1]) & ~_parted(text, key, kinds == HAN)
        self._first = np.flatnonzero(inside & ~joined)
        self._last = np.flatnonzero(inside & ~np.append(joined[1:], False)) + 1

    def judge(self, start: Ints, end: Ints) -> list[int]:
        """EXACT, WITHIN or CROSSING for each hit; `start` and `end` are places in the text."""
        first, last = self._in_key(start, end)
        low, high = np.searchsorted(self._last, first, "right"), np.searchsorted(self._first, last, "left")
        rows = zip(first.tolist(), last.tolist(), low.tolist(), high.tolist(), strict=True)
        return [self._kind(a, b, range(lowest, highest)) for a, b, lowest, highest in rows]

    def words_at(self, start: int, end: int) -> str:
        """The words that a hit touches, as they are written, parted by bars."""
        first, last = (int(place[0]) for place in self._in_key(np.array([start]), np.array([end])))
        low, high = np.searchsorted(self._last, first, "right"), np.searchsorted(self._first, last, "left")
        edges = sorted({edge for run in range(int(low), int(high)) for edge in self._edges_of(run)})
        before = max((edge for edge in edges if edge <= first), default=first)
        after = min((edge for edge in edges if edge >= last), default=last)
        inner = [before, *(edge for edge in edges if before < edge < after), after]
        return BAR.join(self._written(a, b) for a, b in pairwise(inner))

    def _in_key(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Places of the text in its key: of a hit's first character, and behind its last."""
        offsets = self._key.offsets
        if offsets is None:
            return start, end
        return np.searchsorted(offsets, start), np.searchsorted(offsets, end)

    def _kind(self, first: int, last: int, runs: range) -> int:
        """The kind of a hit that touches these runs; what lies outside runs is no word and cuts none."""
        edges = [self._edges_of(run) for run in runs]
        begins = not runs or first < self._first[runs[0]] or first in edges[0]
        closes = not runs or last > self._last[runs[-1]] or last in edges[-1]
        if begins and closes:
            return EXACT
        alone = len(runs) == 1 and self._first[runs[0]] <= first and last <= self._last[runs[0]]
        return WITHIN if alone and not any(first < edge < last for edge in edges[0]) else CROSSING

    def _edges_of(self, run: int) -> frozenset[int]:
        """Where the words of a run begin and end, as places in the key."""
        if run not in self._edges:
            first, last = int(self._first[run]), int(self._last[run])
            words = segmenter()(simplified(self._written(first, last)))
            self._edges[run] = frozenset(accumulate(map(len, words), initial=first))
        return self._edges[run]

    def _written(self, first: int, last: int) -> str:
        """Characters of the text that the key holds from one place to another."""
        offsets = self._key.offsets
        if offsets is None:
            return self._text[first:last]
        return "".join(self._text[at] for at in offsets[first:last].tolist())


def _parted(text: str, key: Key, han: Flags) -> Flags:
    """Before which characters of the key white space was dropped, but not between two Han characters."""
    parted = np.zeros(len(han), np.bool_)
    if key.offsets is not None:
        behind = key.offsets[:-1]
        gaps = np.flatnonzero(np.diff(behind) > 1) + 1
        gaps = gaps[~(han[gaps] & han[gaps - 1])]
        for at in gaps.tolist():
            parted[at] = any(map(str.isspace, text[behind[at - 1] + 1 : behind[at]]))
    return parted


class Judged(NamedTuple):
    """What the word cuts leave of the hits of a document.

    kept
        Which hits exist for some code that uses them.
    absent
        For a kept hit, the codes for which it does not exist.
    aside
        What is set aside, by code.
    """

    kept: Flags
    absent: dict[int, frozenset[int]]
    aside: tuple[Aside, ...]


def judge(found: Found, prepared: Prepared, asked: Bounds, text: str, key: Key, words: Words) -> Judged:
    """Hold the hits of terms against the words of the text; no word cut touches a regex."""
    users, lone = prepared.users, prepared.lone
    kept, absent, aside = np.ones(len(found.start), np.bool_), {}, []
    chosen = _to_judge(found, len(users), asked, words)
    cuts = Cuts(text, key) if len(chosen) else None
    kinds = cuts.judge(found.start[chosen], found.end[chosen]) if cuts else []
    for hit, kind in zip(chosen.tolist(), kinds, strict=True):
        lost = asked.strict if kind == WITHIN else asked.careful | asked.strict if kind else frozenset()
        atom = int(found.atom[hit])
        lost &= users[atom]
        if cuts and lost:
            start, end = int(found.start[hit]), int(found.end[hit])
            touched = cuts.words_at(start, end)
            aside += [Aside(code, start, end, touched, code in lone[atom]) for code in sorted(lost)]
            kept[hit] = lost != users[atom]
            absent[hit] = lost
    return Judged(kept, absent, tuple(aside))


def _to_judge(found: Found, n_terms: int, asked: Bounds, words: Words) -> Ints:
    """Hits that a word cut may concern: one character alone may lie within a word, but cuts through none."""
    if not (asked.careful or asked.strict):
        return np.zeros(0, np.int64)
    han = words.han[found.end] > words.han[found.start]
    long = (found.end - found.start > 1) | bool(asked.strict)
    return np.flatnonzero(han & long & (found.atom < n_terms))
