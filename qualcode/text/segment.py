"""A document divided into units: sentences, paragraphs, turns, exchanges, the whole."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from qualcode.errors import UsageError
from qualcode.terms import CodePoints, Ints, Offsets, UnitKind
from qualcode.text.chars import BLANK_TABLE, code_points, look_up
from qualcode.text.document import Document
from qualcode.text.sentences import paragraph_ends, sentence_ends
from qualcode.text.words import Words, map_words

_STEPS = 8


class Segments(NamedTuple):
    """Units of one kind in one document, sorted; unit number i + 1 is row i.

    `start`, `end` are spans of the text that begin and end with a character that is not white
    space; `first_turn`, `last_turn` (inclusive) the turns they lie in. All int32, (n,).
    """

    kind: str
    start: Offsets
    end: Offsets
    first_turn: Offsets
    last_turn: Offsets


def segment(
    document: Document, kind: UnitKind, *, split_at: str = "", words: Words | None = None
) -> Segments:
    """Divide a document into units.

    Stretches without any word are no unit. `split_at` holds further characters that end a
    sentence; `words` are those of the document where the caller has them already. Raises
    UsageError for exchanges of a document without an interviewer.
    """
    if words is None:
        words = map_words(document.text, document.hidden)
    return SEGMENTERS[kind](document, words, split_at)


def _sentences(document: Document, words: Words, split_at: str) -> Segments:
    """Units that end with a sentence, a paragraph or a turn."""
    points = code_points(document.text)
    ends = sentence_ends(
        document.text,
        document.turn_spans[:, 1:],
        points=points,
        asides=document.asides,
        split_at=split_at,
        wrapped=document.wrapped,
    )
    return _cut(document, words, "sentence", points, ends)


def _paragraphs(document: Document, words: Words, split_at: str) -> Segments:
    """Units that end with a paragraph or a turn."""
    points = code_points(document.text)
    return _cut(
        document, words, "paragraph", points, paragraph_ends(document.text, points, wrapped=document.wrapped)
    )


def _turns(document: Document, words: Words, split_at: str) -> Segments:
    """The speech of each turn."""
    return _cut(document, words, "turn", code_points(document.text), np.zeros(0, np.int64))


def _exchanges(document: Document, words: Words, split_at: str) -> Segments:
    """From one run of interviewer turns to the next; what comes before the first is one as well."""
    asking = document.turns_where(np.array([s.is_interviewer for s in document.speakers], np.bool_), False)
    if not asking.any():
        raise UsageError(
            "no speaker is an interviewer, so there are no exchanges",
            place=document.id,
            cure="Give the interviewer the role `interviewer`, or choose the unit turn.",
            slug="no-interviewer",
        )
    opens = asking.copy()
    opens[1:] &= ~asking[:-1]
    return _joined(document, words, "exchange", np.cumsum(opens))


def _whole(document: Document, words: Words, split_at: str) -> Segments:
    """All speech as one unit."""
    return _joined(document, words, "document", np.zeros(document.n_turns, np.int64))


SEGMENTERS: dict[UnitKind, Callable[[Document, Words, str], Segments]] = {
    "sentence": _sentences,
    "paragraph": _paragraphs,
    "turn": _turns,
    "exchange": _exchanges,
    "document": _whole,
}
"""How each kind of unit is made; tables list what they offer by these names."""


def _joined(document: Document, words: Words, kind: str, group: Ints) -> Segments:
    """Consecutive turns of one group number as one unit, from its first to its last turn with words."""
    turns = _turns(document, words, "")
    groups = group[turns.first_turn]
    first = np.ones(len(groups), np.bool_)
    first[1:] = groups[1:] != groups[:-1]
    heads = np.flatnonzero(first)
    lasts = np.append(heads[1:], len(groups))[: len(heads)] - 1
    return Segments(
        kind, turns.start[heads], turns.end[lasts], turns.first_turn[heads], turns.first_turn[lasts]
    )


def _cut(document: Document, words: Words, kind: str, points: CodePoints, ends: Ints) -> Segments:
    """The speech of each turn cut at `ends`, trimmed, without what holds no word."""
    speech = document.turn_spans[:, 1]
    edges = np.concatenate([ends, speech, document.turn_spans[:, 2]], dtype=np.int64)
    edges.sort(kind="stable")
    start, end = edges[:-1], edges[1:]
    begun = words.begun[edges]
    parted = words.letters[start] & words.letters[start - 1] & ~words.starts[start]  # an edge inside a word
    wordy = (begun[1:] > begun[:-1]) | parted  # labels hold no word, so they drop out here
    first = _skip_blanks(points, start[wordy], 0, 1).astype(np.int32)
    last = _skip_blanks(points, end[wordy], -1, -1).astype(np.int32)
    turn = (np.searchsorted(speech, first, "right") - 1).astype(np.int32)
    return Segments(kind, first, last, turn, turn)


def _skip_blanks(points: CodePoints, at: Ints, look: int, step: int) -> Ints:
    """Positions moved by `step` while the character at position + `look` is white space.

    Every position has a word on its way. A few steps do for most; the rest is looked up.
    """
    at = at.copy()
    for _ in range(_STEPS):
        blank = look_up(BLANK_TABLE, points[at + look])
        if not blank.any():
            return at
        at += step * blank
    firm = np.flatnonzero(~look_up(BLANK_TABLE, points))
    place = np.searchsorted(firm, at + look, "left" if step > 0 else "right")
    return firm[place if step > 0 else place - 1] - look
