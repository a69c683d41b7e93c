"""Leftovers: originals that still stand somewhere, and sure patterns that nobody decided on."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from qualcode.pseudonyms.literal import Finder
from qualcode.pseudonyms.numbers import SURE, digits_of, find_numbers
from qualcode.text.key import fold, search_key


class Part(NamedTuple):
    """A text of the study: where it is kept, such as `text/01.txt` or `codebook.yaml: trust`."""

    place: str
    text: str


class Leftover(NamedTuple):
    """What is left at `[start, end)` of a text.

    how
        `exact`: an original as it was replaced; `variant`: one written otherwise (case, width, simplified
        and traditional, blanks in it); `pattern`: a number or address that was never decided on.
    replacement
        What should stand there; empty for a pattern.
    """

    place: str
    start: int
    end: int
    found: str
    how: Literal["exact", "variant", "pattern"]
    replacement: str = ""
    rule: str = ""


class Leftovers:
    """Looks for what is left of the originals of a key.

    Parameters
    ----------
    key
        Replacement by original.
    kept
        Originals that were decided to stay: what lies in one is no leftover.
    """

    def __init__(self, key: Mapping[str, str], kept: Collection[str] = ()) -> None:
        self._key = key
        self._kept = frozenset(kept)
        self._exact = Finder((*key, *kept))
        folded: dict[str, str] = {}
        for original in sorted((*key, *self._kept)):
            folded.setdefault(fold(original), original)
        self._folded = folded
        self._loose = Finder(folded)
        self._numbers = {digits_of(original): original for original in (*key, *self._kept)}

    def of(self, parts: Iterable[Part]) -> Iterator[Leftover]:
        """The leftovers of some texts, in their order; each place once."""
        for part in parts:
            found = sorted([*self._originals(part), *self._patterns(part)], key=lambda one: one.start)
            yield from found

    def _originals(self, part: Part) -> Iterator[Leftover]:
        exact = self._exact.places(part.text)
        for place in exact:
            if place.original in self._key:
                yield _leftover(part, place.start, place.end, "exact", self._key[place.original])
        ends = [place.end for place in exact]
        for start, end, original in self._variants(part.text):
            after = bisect_right(ends, start)
            free = after == len(exact) or exact[after].start >= end
            if free and original in self._key:
                yield _leftover(part, start, end, "variant", self._key[original])

    def _variants(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Originals however they are written, with their places in the text."""
        key = search_key(text)
        for place in self._loose.places(key.text):
            if key.offsets is None:
                start, end = place.start, place.end
            else:
                start, end = int(key.offsets[place.start]), int(key.offsets[place.end - 1]) + 1
            yield start, end, self._folded[place.original]

    def _patterns(self, part: Part) -> Iterator[Leftover]:
        """Sure patterns that are no original as they stand; those with the digits of one are a variant."""
        for hit in find_numbers(part.text):
            found = part.text[hit.start : hit.end]
            if hit.rule not in SURE or fold(found) in self._folded:
                continue
            original = self._numbers.get(digits_of(found), "") if hit.kind != "email" else ""
            if original in self._key:
                yield _leftover(part, hit.start, hit.end, "variant", self._key[original], hit.rule)
            elif original not in self._kept:
                yield _leftover(part, hit.start, hit.end, "pattern", "", hit.rule)


def _leftover(
    part: Part, start: int, end: int, how: Literal["exact", "variant", "pattern"], new: str, rule: str = ""
) -> Leftover:
    return Leftover(part.place, start, end, part.text[start:end], how, new, rule)
