"""Which stretches of a text come back in another version of it, in the same order."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

GRAM = 12
"""Stretches of so many characters that occur once in both texts hold the alignment."""

MOST = 1_000_000
"""Where the product of two lengths is higher, characters are not compared one by one."""

LONGEST = 1_000_000
"""Where more differs, only the beginnings and ends of texts are aligned: grams take memory."""


class Block(NamedTuple):
    """`size` characters that stand at `old` in the one text and at `new` in the other."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The blocks that two texts share, in text order in both, none touching the next in both texts."""

    blocks: tuple[Block, ...]

    def block_of(self, start: int, end: int) -> Block | None:
        """The block that holds `[start, end)` of the old text whole, or None."""
        at = bisect_right(self.blocks, start, key=lambda block: block.old) - 1
        return self.blocks[at] if at >= 0 and end <= self.blocks[at].old + self.blocks[at].size else None

    def is_taken(self, start: int, end: int) -> bool:
        """Whether `[start, end)` of the new text stands in the old one, in its place among the blocks."""
        at = bisect_right(self.blocks, start, key=lambda block: block.new) - 1
        return at >= 0 and end <= self.blocks[at].new + self.blocks[at].size

    def shifted(self, position: int) -> int:
        """About where a position of the old text is in the new one: moved as the block before it."""
        at = bisect_right(self.blocks, position, key=lambda block: block.old) - 1
        return position + (self.blocks[at].new - self.blocks[at].old if at >= 0 else 0)


def align(old: str, new: str) -> Alignment:
    """The stretches that come back: common beginning and end, then stretches that occur once in both.

    What lies between these is compared character by character where it is short. Takes time in proportion
    to the texts and to how much of them differs.
    """
    return Alignment(tuple(_merged(_ends_off(old, new, 0, 0, _by_grams))))


_Inner: TypeAlias = Callable[[str, str, int, int], Iterator[Block]]


def _ends_off(old: str, new: str, at_old: int, at_new: int, inner: _Inner) -> Iterator[Block]:
    """Blocks of two texts that begin at these places: what they begin and end with, `inner` for the rest."""
    first = common_prefix(old, new)
    last = common_suffix(old[first:], new[first:])
    yield Block(at_old, at_new, first)
    old_rest, new_rest = old[first : len(old) - last], new[first : len(new) - last]
    if old_rest and new_rest:
        yield from inner(old_rest, new_rest, at_old + first, at_new + first)
    yield Block(at_old + len(old) - last, at_new + len(new) - last, last)


def _by_grams(old: str, new: str, at_old: int, at_new: int) -> Iterator[Block]:
    """Blocks at grams that occur once in both texts, and between them."""
    done_old = done_new = 0
    for one, other in [*_anchors(old, new), (len(old), len(new))]:
        if one < done_old or other < done_new:
            continue
        between = old[done_old:one], new[done_new:other]
        yield from _ends_off(*between, at_old + done_old, at_new + done_new, _by_characters)
        size = min(GRAM, len(old) - one)
        yield Block(at_old + one, at_new + other, size)
        done_old, done_new = one + size, other + size


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Places of grams that occur once in both texts, the longest row of them that rises in both."""
    if len(old) + len(new) > LONGEST:
        return []
    places = _once(new)
    return _rising([(at, places[gram]) for gram, at in _once(old).items() if gram in places])


def _once(text: str) -> dict[str, int]:
    """The grams that occur once, each with its place, in text order."""
    places: dict[str, int] = {}
    for at in range(len(text) - GRAM + 1):
        gram = text[at : at + GRAM]
        places[gram] = -1 if gram in places else at
    return {gram: at for gram, at in places.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers rise (the first ones do already)."""
    ends: list[int] = []  # the lowest second number that a row of this length ends with
    rows: list[int] = []  # and the pair it belongs to
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        rows[length : length + 1] = [number]
    found, number = [], rows[-1] if rows else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _by_characters(old: str, new: str, at_old: int, at_new: int) -> Iterator[Block]:
    """Blocks of two short texts, compared character by character."""
    if len(old) * len(new) <= MOST:
        for one, other, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            yield Block(at_old + one, at_new + other, size)


def _merged(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that touch in both texts as one, empty ones left out."""
    last = Block(0, 0, 0)
    for block in blocks:
        if (block.old, block.new) == (last.old + last.size, last.new + last.size):
            last = Block(last.old, last.new, last.size + block.size)
            continue
        if last.size:
            yield last
        last = block
    if last.size:
        yield last


def common_prefix(one: str, other: str) -> int:
    """How many characters the beginnings of two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(one: str, other: str) -> int:
    """How many characters the ends of two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
