"""Where in a changed text a passage may be that is no longer there word by word."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from qualcode.journal.align import Block, align, common_prefix, common_suffix
from qualcode.journal.anchor import AROUND, Anchor, anchor_at
from qualcode.project.codings.passage_places import Place, Places, in_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 5
"""Places that are proposed."""

_TRIED = 4 * MOST
_ALIKE = 0.4
"""Less of a passage comes back by chance."""

_BESIDE = (12, 6)
"""So many characters on each side tell where a passage was whose own words are gone."""

_FAR = 500
_END = re.compile(r"[\n。！？!?]|\.(?=\s|$)")
_HIGH = 21
"""Bits of a code point."""


class Near(NamedTuple):
    """A place where a passage may be now.

    similarity
        How much of the two passages is the same, from 0 to 1: twice the characters that they share in their
        order, by the length of both.
    around
        How much of what stood beside it still stands there, from 0 to 1; 0 where nothing is known of that.
    """

    start: int
    end: int
    similarity: float
    around: float

    @property
    def rank(self) -> tuple[float, int]:
        """The likelier comes first, then the earlier; words stand in many places, their context in one."""
        return -(self.similarity + 2 * self.around), self.start


def nearest(places: Places, lost: Anchor, *, most: int = MOST) -> list[Near]:
    """The places in a text where a lost passage may be, the likeliest first, none in another.

    Looked at are places where its words stand, where many pairs of its characters stand together, and what
    lies between the words that stood on both sides of it.
    """
    found = {place: _near(places.text, place, lost) for place in _tried(places, lost)}
    kept: list[Near] = []
    for one in sorted(found.values(), key=lambda near: near.rank):
        if all(one.start >= other.end or one.end <= other.start for other in kept):
            kept.append(one)
    return [one for one in kept if one.similarity >= _ALIKE or one.around >= _ALIKE][:most]


def _tried(places: Places, lost: Anchor) -> Iterator[Place]:
    """Places to be compared; not all of them are good."""
    text, quote = places.text, lost.quote
    if quote.strip():
        yield from places.of_quote(quote)
        for start in _peaks(text, quote):
            yield from _grown(places, start, quote)
    yield from (places.tight(*place) for place in _between(text, lost))


def _near(text: str, place: Place, lost: Anchor) -> Near:
    there = anchor_at(text, *place)
    shared = sum(block.size for block in align(lost.quote, there.quote).blocks)
    similarity = 2 * shared / max(len(lost.quote) + len(there.quote), 1)
    beside = common_suffix(lost.before, there.before) + common_prefix(lost.after, there.after)
    return Near(*place, similarity, beside / max(len(lost.before) + len(lost.after), 1))


def _between(text: str, lost: Anchor) -> Iterator[Place]:
    """What lies between the words that stood before a passage and those that stood after it."""
    longest = 2 * len(lost.quote) + AROUND
    for size in _BESIDE:
        before, after = lost.before[-size:], lost.after[:size]
        if min(len(before), len(after)) < min(_BESIDE):
            continue
        for at in islice(_places(before, text), _TRIED):
            start = at + len(before)
            end = text.find(after, start + 1, start + longest + len(after))
            if end >= 0 and not text[start:end].isspace():
                yield start, end


def _places(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _peaks(text: str, quote: str) -> list[int]:
    """Where windows of the length of a quote begin in which most of its pairs of characters stand.

    Rare pairs weigh more: in English `th` stands everywhere.
    """
    import numpy as np

    own, pairs = _pairs(quote), _pairs(text)
    if not len(own) or len(pairs) < len(own):
        return [0] if len(own) and len(pairs) else []
    kinds, counts = np.unique(pairs, return_counts=True)
    weights = np.where(np.isin(kinds, own), np.log1p(len(pairs) / counts), 0.0)
    total = np.concatenate([[0.0], np.cumsum(weights[np.searchsorted(kinds, pairs)])])
    scores = total[len(own) :] - total[: -len(own)]
    found: list[int] = []
    while len(found) < _TRIED and scores.max() > 0:
        at = int(scores.argmax())
        found.append(at)
        scores[max(at - len(quote) // 2, 0) : at + len(quote) // 2 + 1] = 0
    return found


def _pairs(text: str) -> "NDArray[np.int64]":
    """Each character with the next one, as one number."""
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    return points[:-1] << _HIGH | points[1:]


def _grown(places: Places, start: int, quote: str) -> Iterator[Place]:
    """The passage around a peak: from the first to the last stretch of the quote, and what changed beside."""
    text = places.text
    first = max(start - len(quote) // 2, 0)
    region = text[first : start + len(quote) + len(quote) // 2 + 1]
    blocks = _best_run(align(quote, region).blocks, len(quote))
    if not blocks:
        return
    one, last = blocks[0], blocks[-1]
    left, right = first + one.new, first + last.new + last.size
    left = max(left - one.old, _begin_of_sentence(text, left))
    end = _end_of_sentence(text, right)
    is_to_its_end = bool(_END.search(quote, len(quote) - 1)) and end - right <= len(quote)
    right = end if is_to_its_end else min(right + len(quote) - last.old - last.size, end)
    yield places.tight(*_whole_words(text, left, right))


def _best_run(blocks: Iterable[Block], length: int) -> list[Block]:
    """The blocks beside each other that make a passage most like one of this length.

    Lone characters come back by chance, and are left out.
    """
    told = [one for one in blocks if one.size > 1][:60]
    best, score = (0, 0), 0.0
    for begin in range(len(told)):
        shared = 0
        for stop in range(begin, len(told)):
            shared += told[stop].size
            wide = told[stop].new + told[stop].size - told[begin].new
            if 2 * shared / (length + wide) > score:
                best, score = (begin, stop + 1), 2 * shared / (length + wide)
    return told[slice(*best)]


def _begin_of_sentence(text: str, at: int) -> int:
    """Where the sentence or line begins that a place lies in; not looked for further off than `_FAR`."""
    first = max(at - _FAR, 0)
    return max((found.end() for found in _END.finditer(text, first, at)), default=first)


def _end_of_sentence(text: str, at: int) -> int:
    """Where the sentence or line ends that a place lies in, its sign with it; as `_begin_of_sentence`."""
    if at and _END.match(text, at - 1):
        return at
    found = _END.search(text, at, at + _FAR)
    return found.start() + (found[0] != "\n") if found else min(at + _FAR, len(text))


def _whole_words(text: str, start: int, end: int) -> Place:
    """A passage that ends within words, with all of these."""
    while 0 < start < len(text) and in_word(text[start - 1]) and in_word(text[start]):
        start -= 1
    while 0 < end < len(text) and in_word(text[end - 1]) and in_word(text[end]):
        end += 1
    return start, end
