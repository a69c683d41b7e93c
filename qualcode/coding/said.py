"""The words that the population says, character by character, and what lies on them."""

from typing import NamedTuple

import numpy as np

from qualcode.coding.sweep import AnyInts, spread
from qualcode.terms import Flags, Ints
from qualcode.text.document import Document
from qualcode.text.words import Words


class Said(NamedTuple):
    """The word characters (letters, marks, digits, ideographs) of the population of one document.

    place
        (characters,) where each stands in the text.
    token
        (characters,) the word that it belongs to, counted from 0 over the population.
    """

    place: Ints
    token: Ints

    def stretch(self, start: AnyInts, end: AnyInts) -> tuple[Ints, Ints]:
        """The characters of spans of the text, half-open; empty where a span holds none."""
        return np.searchsorted(self.place, start), np.searchsorted(self.place, end)

    def tokens(self, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """The words of which stretches hold a character, half-open; no stretch may be empty."""
        return self.token[first], self.token[last - 1] + 1


def said(document: Document, turns: Flags, words: Words) -> Said:
    """What the turns of the population say; `turns` has a flag a turn."""
    counts = (words.letters | words.ideographs)[:-1] & _speech(document, turns)
    place = np.flatnonzero(counts)
    begun = np.cumsum(words.starts | words.ideographs)
    return Said(place, np.unique(begun[place], return_inverse=True)[1])


def meeting(first: Ints, last: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Which stretches share a character with which pieces.

    `first`, `last` are stretches in any order, `low`, `high` pieces that rise and do not overlap; all are
    half-open, and none is empty. Returns the index of the stretch and that of the piece, by stretch.
    """
    begin = np.searchsorted(high, first, "right")
    return spread(begin, np.maximum(np.searchsorted(low, last, "left") - begin, 0))


def _speech(document: Document, turns: Flags) -> Flags:
    """Which characters are said by the population, remarks included."""
    edges = np.zeros(len(document.text) + 1, np.int64)
    spans = document.turn_spans[turns]
    np.add.at(edges, spans[:, 1], 1)
    np.add.at(edges, spans[:, 2], -1)
    spoken: Flags = np.cumsum(edges)[:-1] > 0
    return spoken
