"""Word cuts: whether a Chinese hit is a word, lies within one, or cuts through words."""

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import NamedTuple

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
        self._edges: dict[int, list[int]] = {}
        kinds = classes(key.points)
        self._inside = inside = (kinds == HAN) | (kinds == LETTER) | (kinds == DIGIT)
        joined = inside & np.append(False, inside[:-1]) & ~_parted(text, key, kinds == HAN)
        self._first = np.flatnonzero(inside & ~joined)
        self._last = np.flatnonzero(inside & ~np.append(joined[1:], False)) + 1

    def judge(self, start: Ints, end: Ints) -> Ints:
        """EXACT, WITHIN or CROSSING for each hit; `start` and `end` are places in the text."""
        first, last = self._in_key(start, end)
        low, high = self._runs(first, last)
        edge = self._marked(low, high)
        begins, closes = edge[first] | ~self._inside[first], edge[last] | ~self._inside[last - 1]
        up_to = np.cumsum(edge)
        whole = (high == low + 1) & self._inside[first] & self._inside[last - 1]
        within = whole & (up_to[last - 1] == up_to[first])
        return np.where(begins & closes, EXACT, np.where(within, WITHIN, CROSSING))

    def _runs(self, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """The runs that each stretch of the key touches: from one number up to another."""
        return np.searchsorted(self._last, first, "right"), np.searchsorted(self._first, last, "left")

    def _marked(self, low: Ints, high: Ints) -> Flags:
        """Where words begin and end in the runs that some hit touches, by place in the key."""
        touched = np.zeros(len(self._first) + 1, np.int64)
        np.add.at(touched, low, 1)
        np.add.at(touched, high, -1)
        edge = np.zeros(len(self._inside) + 1, np.bool_)
        for run in np.flatnonzero(np.cumsum(touched)[:-1] > 0).tolist():
            edge[self._edges_of(run)] = True
        return edge

    def words_at(self, start: Ints, end: Ints) -> list[str]:
        """The words that each hit touches, as they are written, parted by bars."""
        first, last = self._in_key(start, end)
        rows = (column.tolist() for column in (first, last, *self._runs(first, last)))
        return [self._touched(a, b, range(low, high)) for a, b, low, high in zip(*rows, strict=True)]

    def _touched(self, first: int, last: int, runs: range) -> str:
        near: list[int] = []
        for run in runs:
            edges = self._edges_of(run)
            found = edges[max(bisect_right(edges, first) - 1, 0) : bisect_left(edges, last) + 1]
            near += found[1:] if near and found[:1] == near[-1:] else found
        inner = [edge for edge in near if first < edge < last]
        ends = [min(near[0], first), *inner, max(near[-1], last)] if near else [first, last]
        return BAR.join(self._written(a, b) for a, b in pairwise(ends))

    def _in_key(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Places of the text in its key: of a hit's first character, and behind its last."""
        offsets = self._key.offsets
        if offsets is None:
            return start, end
        return np.searchsorted(offsets, start), np.searchsorted(offsets, end)

    def _edges_of(self, run: int) -> list[int]:
        """Where the words of a run begin and end, as places in the key, in order."""
        if run not in self._edges:
            first, last = int(self._first[run]), int(self._last[run])
            words = segmenter()(simplified(self._written(first, last)))
            self._edges[run] = list(accumulate(map(len, words), initial=first))
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
        For a hit that does not exist for all of them, the codes for which it does not.
    crossing
        Those of `absent` that cut through words; the others lie within longer words.
    cuts
        The words around the hits; None where no hit had to be judged.
    """

    kept: Flags
    absent: dict[int, frozenset[int]]
    crossing: frozenset[int]
    cuts: Cuts | None


def judge(found: Found, prepared: Prepared, asked: Bounds, text: str, key: Key, words: Words) -> Judged:
    """Hold the hits of terms against the words of the text; no word cut touches a regex."""
    users, kept, absent = prepared.users, np.ones(len(found.start), np.bool_), {}
    chosen = _to_judge(found, len(users), asked, words)
    if not len(chosen):
        return Judged(kept, {}, frozenset(), None)
    cuts = Cuts(text, key)
    kinds = cuts.judge(found.start[chosen], found.end[chosen])
    cut = kinds != EXACT
    for hit, kind in zip(chosen[cut].tolist(), kinds[cut].tolist(), strict=True):
        lost = asked.strict if kind == WITHIN else asked.careful | asked.strict
        atom = int(found.atom[hit])
        lost &= users[atom]
        if lost:
            kept[hit] = lost != users[atom]
            absent[hit] = lost
    crossing = frozenset(chosen[kinds == CROSSING].tolist()) & absent.keys()
    return Judged(kept, absent, crossing, cuts)


def _to_judge(found: Found, n_terms: int, asked: Bounds, words: Words) -> Ints:
    """Hits that a word cut may concern: one character alone may lie within a word, but cuts through none."""
    if not (asked.careful or asked.strict):
        return np.zeros(0, np.int64)
    han = words.han[found.end] > words.han[found.start]
    long = (found.end - found.start > 1) | bool(asked.strict)
    return np.flatnonzero(han & long & (found.atom < n_terms))
