"""Where passages that people hand over stand in a text, whatever an editor or a spreadsheet did to them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from qualcode.journal.align import align
from qualcode.journal.anchor import anchor_at, anchored
from qualcode.journal.state import Coding
from qualcode.text.chars import ZERO_WIDTH, parse_ranges
from qualcode.text.digest import sha256_of
from qualcode.text.key import plain_forms

Place: TypeAlias = tuple[int, int]
_WIDTHLESS = "".join(f"{chr(first)}-{chr(last)}" for first, last in parse_ranges(ZERO_WIDTH))
_LEFT_OUT = re.compile(rf"[\s{_WIDTHLESS}]+")

_FIRST_IDEOGRAPH = "\u2e80"
_SLACK = 1000
"""So many more characters are looked at beside a passage: blanks do not count."""

_TELLING = 4
"""A stretch between two changes that has fewer characters is part of one change."""


def in_word(char: str) -> bool:
    """Whether a character stands in words that blanks part."""
    return char.isalnum() and char < _FIRST_IDEOGRAPH


class Packed(NamedTuple):
    """A text without white space, widths and quotation marks alike, and where each character stood."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Place:
        """The stretch of the whole text that `[start, end)` of the packed one came from; it is not empty."""
        return self.places[start], self.places[end - 1] + 1

    def words(self, start: int, end: int, text: str) -> tuple[int, str]:
        """Where the words of `text`, the whole one, begin that `[start, end)` touches, and the words."""
        if start >= end:
            return (*self.places, len(text))[start], ""
        first, last = self.span(start, end)
        while first > 0 and in_word(text[first - 1]) and in_word(text[first]):
            first -= 1
        while last < len(text) and in_word(text[last - 1]) and in_word(text[last]):
            last += 1
        return first, text[first:last]


def packed(text: str) -> Packed:
    """Take out of a text what editors and spreadsheets change without being asked."""
    kept: list[int] = []
    at = 0
    for gap in _LEFT_OUT.finditer(text):
        kept.extend(range(at, gap.start()))
        at = gap.end()
    kept.extend(range(at, len(text)))
    return Packed(plain_forms("".join(map(text.__getitem__, kept))), kept)


class Change(NamedTuple):
    """A stretch of an edited text that is not as in the study's: its place there, and what stood here."""

    at: int
    edited: str
    kept: str


class Places:
    """A text of a study, and where passages stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _packed(self) -> Packed:
        return packed(self.text)

    def of_quote(self, quote: str) -> list[Place]:
        """All places where a quote stands; white space, widths and quotation marks may differ.

        So may a `'` before it, which keeps spreadsheets from taking it for a formula.
        """
        exact = [(at, at + len(quote)) for at in _all(quote, self.text)]
        if exact:
            return exact
        plain = packed(quote).text
        found = [self._packed.span(at, at + len(plain)) for at in _all(plain, self._packed.text)]
        return found if found or not quote.startswith("'") else self.of_quote(quote[1:])

    def is_quote(self, place: Place, quote: str) -> bool:
        """Whether a quote is what stands at a place."""
        there = packed(self.text[slice(*place)]).text
        return there in (packed(quote).text, packed(quote.removeprefix("'")).text)

    def stands_before(self, place: Place, before: str) -> bool:
        """Whether `before` stands directly before a place."""
        start = max(0, place[0] - 2 * len(before) - _SLACK)
        return packed(self.text[start : place[0]]).text.endswith(packed(before).text)

    def stands_after(self, place: Place, after: str) -> bool:
        """Whether `after` stands directly behind a place."""
        end = place[1] + 2 * len(after) + _SLACK
        return packed(self.text[place[1] : end]).text.startswith(packed(after).text)

    def tight(self, start: int, end: int) -> Place:
        """A passage without the white space at its ends; as it is where it holds nothing else."""
        passage = self.text[start:end]
        if passage.isspace():
            return start, end
        return start + len(passage) - len(passage.lstrip()), end - len(passage) + len(passage.rstrip())


class Edited:
    """A text that came back from an editor, beside the study's own."""

    def __init__(self, edited: str, places: Places) -> None:
        self._edited, self._places = edited, places
        self._is_same = edited == places.text
        self._theirs = Packed("", ()) if self._is_same else packed(edited)
        self._ours = Packed("", ()) if self._is_same else packed(places.text)

    def changes(self) -> Iterator[Change]:
        """Where words were changed; white space, widths and quotation marks are not looked at."""
        if self._theirs.text == self._ours.text:
            return
        ends = len(self._theirs.text), len(self._ours.text)
        blocks = align(self._theirs.text, self._ours.text).blocks
        kept_blocks = [one for one in blocks if one.size >= _TELLING or one.old + one.size == ends[0]]
        at = our_at = 0
        for old, new, size in (*kept_blocks, (*ends, 0)):
            if old > at or new > our_at:
                edited = self._theirs.words(at, old, self._edited)
                kept = self._ours.words(our_at, new, self._places.text)
                yield Change(edited[0], edited[1], kept[1])
            at, our_at = old + size, new + size

    def find(self, passages: Sequence[Place]) -> list[Place | None]:
        """Where passages of the edited text stand in the study's; None for one that was changed."""
        if self._is_same:
            return list(passages)
        if self._theirs.text == self._ours.text:
            return [self._ours.span(*one) if one else None for one in map(self._pack, passages)]
        return self._aligned([self._pack(one) for one in passages])

    def _pack(self, passage: Place) -> Place | None:
        """A passage of the edited text in the packed one; None where it holds white space alone."""
        start, end = (bisect_left(self._theirs.places, at) for at in passage)
        return (start, end) if start < end else None

    def _aligned(self, passages: Iterable[Place | None]) -> list[Place | None]:
        sha256 = sha256_of(self._theirs.text)
        given = list(passages)
        codings = [
            Coding(str(number), "", sha256, *anchor_at(self._theirs.text, *one), "", "", 1, "")
            for number, one in enumerate(given)
            if one
        ]
        found = {move.coding: move for move in anchored(codings, self._theirs.text, self._ours.text).moves}
        return [self._moved(found.get(str(number))) for number in range(len(given))]

    def _moved(self, move: object) -> Place | None:
        start, end = getattr(move, "start", None), getattr(move, "end", None)
        return None if start is None or end is None else self._ours.span(start, end)


def _all(wanted: str, text: str) -> Iterator[int]:
    """Where a text stands in another, also where it overlaps itself; an empty one stands nowhere."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)
