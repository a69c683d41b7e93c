"""Codings find their place again after a text has changed: by what they quote and what stood around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from qualcode.journal.align import Alignment, align, common_prefix, common_suffix
from qualcode.journal.events import Event
from qualcode.journal.state import Coding
from qualcode.text.digest import sha256_of

AROUND = 32
"""Characters that are kept on each side of a passage."""

_TELLING = 12
"""A quote of so many characters that stands once in a text is known by itself."""

_NEAR = 8
"""So many characters around a quote that still stand there tell it from others."""

_RUN = 2
"""A stretch of fewer characters comes back by chance."""

Place: TypeAlias = tuple[int, int]
"""Start and end of a passage."""


class Anchor(NamedTuple):
    """A passage `[start, end)` of a text, what it says, and up to 32 characters before and after it."""

    start: int
    end: int
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """The `move` events that take codings into a new text, and the codings that have no place in it."""

    moves: tuple[Event, ...]
    orphans: tuple[Coding, ...]


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """The anchor of the passage `[start, end)` of `text`."""
    return Anchor(start, end, text[start:end], text[max(start - AROUND, 0) : start], text[end : end + AROUND])


def anchored(codings: Iterable[Coding], old: str, new: str) -> Anchored:
    """Find the codings of a document again in its new text.

    A coding of the text `old` goes where its characters went, if they still stand together. Else, and for
    codings of earlier texts, all places are looked at where the quote stands and that are not known to be
    another passage of `old`: best is the one with most of the context, then the nearest to where the coding
    would be by the changes before it. A place counts only if it is told from others: a whole side of the
    context is the same, or some characters around it, or the quote is long or stands once in both texts.
    Two places that are equally good are none.

    Codings whose quote stands in `new` at their place already are not mentioned.
    """
    finder = _Finder(old, new)
    places = [(coding, finder.place(coding)) for coding in codings if not finder.is_there(coding)]
    return as_moves(places, new)


def as_moves(places: Iterable[tuple[Coding, Place | None]], new: str) -> Anchored:
    """The events that take codings to their places in the text `new`; those without one are orphans."""
    found = list(places)
    sha256 = sha256_of(new)
    moves = (move_event(coding, anchor_at(new, *place), sha256) for coding, place in found if place)
    return Anchored(tuple(moves), tuple(coding for coding, place in found if not place))


def move_event(coding: Coding, anchor: Anchor, sha256: str) -> Event:
    """The event that gives a coding another place: in the text with this SHA-256."""
    return Event(
        "move",
        coder=coding.coder,
        round=coding.round,
        coding=coding.id,
        document=coding.document,
        sha256=sha256,
        **anchor._asdict(),
    )


class _Finder:
    """Two versions of a text; what is known of them is found out once, and only where it is asked for."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._old_sha256, self._new_sha256 = sha256_of(old), sha256_of(new)
        self._aligned: Alignment | None = None

    def is_there(self, coding: Coding) -> bool:
        """Whether a coding fits the new text as it is."""
        return coding.sha256 == self._new_sha256 and stands(coding, self._new)

    def place(self, coding: Coding) -> Place | None:
        """Where a coding is in the new text, if that can be told."""
        if coding.sha256 != self._old_sha256 or not coding.span or not stands(coding, self._old):
            return self._found(coding, None)
        anchor = anchor_at(self._old, *coding.span)
        whole = replace(coding, **anchor._asdict())
        return self._gone_with(anchor) or self._found(whole, self._alignment())

    def _alignment(self) -> Alignment:
        if self._aligned is None:
            self._aligned = align(self._old, self._new)
        return self._aligned

    def _gone_with(self, anchor: Anchor) -> Place | None:
        """The place that the characters of a passage went to together."""
        block = self._alignment().block_of(anchor.start, anchor.end)
        if block is None or (block.size < _RUN and not self._is_single(anchor.quote)):
            return None
        shift = block.new - block.old
        return anchor.start + shift, anchor.end + shift

    def _is_single(self, quote: str) -> bool:
        """Whether a quote stands once in both texts."""
        return all(len(list(_occurrences(quote, text))) == 1 for text in (self._old, self._new))

    def _found(self, coding: Coding, aligned: Alignment | None) -> Place | None:
        """The best place where the quote stands, unless none or several are."""
        quote, near = coding.quote or "", coding.start or 0
        places = [(start, start + len(quote)) for start in _occurrences(quote, self._new)]
        if aligned is not None:
            near = aligned.shifted(near)
            places = [place for place in places if not aligned.is_taken(*place)]
        ranked = sorted(
            (-_context(coding, self._new, place), abs(place[0] - near), place) for place in places
        )
        if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            return None
        score, _, place = ranked[0]
        is_alone = len(ranked) == 1 and len(quote) >= _TELLING
        if -score >= _NEAR or is_alone or _side_is_same(coding, anchor_at(self._new, *place)):
            return place
        return place if aligned is not None and self._is_single(quote) else None


def stands(coding: Coding, text: str) -> bool:
    """Whether a coding's place lies in `text` and what it quotes stands there."""
    if not coding.span or coding.span[1] > len(text):
        return False
    start, end = coding.span
    return coding.quote is None or text[start:end] == coding.quote


def _occurrences(quote: str, text: str) -> Iterator[int]:
    """Where `quote` stands in `text`, also where it overlaps itself; an empty one stands nowhere."""
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _context(coding: Coding, text: str, place: Place) -> int:
    """How many of the characters next to a coding stand there too."""
    before, after = coding.before or "", coding.after or ""
    here = anchor_at(text, *place)
    return common_suffix(before, here.before) + common_prefix(after, here.after)


def _side_is_same(coding: Coding, there: Anchor) -> bool:
    """Whether all that stood before a coding, or all that stood after it, stands there."""
    return coding.before == there.before or coding.after == there.after
