"""A sample by which a code's rules are audited: coded and uncoded passages, mixed, in random order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from random import Random

import numpy as np

from qualcode.errors import UsageError
from qualcode.terms import Ints
from qualcode.workshop.passages import Passage
from qualcode.workshop.strata import STRATA, Strata, Stratum


@dataclass(frozen=True, slots=True)
class Cell:
    """The passages of one stratum in one document: how many there are, and how many were drawn."""

    stratum: Stratum
    document: str
    population: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Item:
    """A passage that was drawn; `number` counts from 1 in the order in which judges see it.

    `reasons` say why a passage of the stratum near is in it; `index` is its place in the population.
    """

    number: int
    stratum: Stratum
    reasons: tuple[str, ...]
    index: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Sample:
    """Items in random order, and the sizes from which they were drawn, a cell a stratum and document."""

    items: tuple[Item, ...]
    cells: tuple[Cell, ...]

    def sizes(self, stratum: Stratum) -> tuple[int, int]:
        """Passages of a stratum in the population, and in the sample."""
        return sizes(self.cells, stratum)


def sizes(cells: Iterable[Cell], stratum: Stratum) -> tuple[int, int]:
    """Passages of a stratum in the population, and in the sample."""
    mine = [cell for cell in cells if cell.stratum == stratum]
    return sum(cell.population for cell in mine), sum(cell.drawn for cell in mine)


def draw(strata: Strata, *, hits: int = 50, misses: int = 150, seed: int = 1) -> Sample:
    """Draw coded and uncoded passages and shuffle them.

    Coded ones are a simple random sample. Of the uncoded ones half come from the stratum near, half from
    far; where one has too few, the other gives more. Within a stratum each document gives its share,
    rounded up or down at random so that every passage of the stratum has the same chance to be drawn
    (systematic sampling of the documents' shares), and within a document passages are drawn at random.
    The same seed draws the same sample from the same population.

    Raises
    ------
    UsageError
        A negative number, none at all, or a population without a passage.
    """
    if hits < 0 or misses < 0 or hits + misses == 0:
        raise UsageError(
            f"--hits {hits} --misses {misses}: that is no sample",
            cure="draw some of each, such as --hits 50 --misses 150",
            slug="sample",
        )
    if not len(strata.passages):
        raise UsageError(
            "the population holds no passage", cure="check --speakers and --where", slug="no-passages"
        )
    members = {stratum: strata.members(stratum) for stratum in STRATA}
    wanted = _wanted(hits, misses, *(len(members[stratum]) for stratum in STRATA))
    chosen: dict[Stratum, list[int]] = {"coded": _simple(members["coded"], wanted[0], seed)}
    for stratum, number in zip(STRATA[1:], wanted[1:], strict=True):
        chosen[stratum] = _by_document(members[stratum], strata.passages.owner, number, stratum, seed)
    cells = [
        cell for stratum in STRATA for cell in _cells(strata, stratum, members[stratum], chosen[stratum])
    ]
    return Sample(_items(strata, chosen, seed), tuple(cells))


def halved(hits: int, misses: int) -> tuple[int, int, int]:
    """How many are to be drawn from each stratum, were there enough; an odd one is near."""
    return hits, misses - misses // 2, misses // 2


def _wanted(hits: int, misses: int, n_coded: int, n_near: int, n_far: int) -> tuple[int, int, int]:
    """How many are drawn from each stratum: what one of near and far lacks, the other gives."""
    _, near, far = halved(hits, misses)
    near, far = min(near, n_near), min(far, n_far)
    return min(hits, n_coded), min(misses - far, n_near), min(misses - near, n_far)


def _simple(members: Ints, number: int, seed: int) -> list[int]:
    return Random(f"{seed} coded").sample(members.tolist(), number)


def _by_document(members: Ints, owner: Ints, number: int, stratum: Stratum, seed: int) -> list[int]:
    """A sample in which each document has its share."""
    random = Random(f"{seed} {stratum}")
    there = np.unique(owner[members], return_counts=True)[1]
    shares = allot(there.tolist(), number, random.random())
    by_document = np.split(members, np.cumsum(there)[:-1])
    drawn = (random.sample(own.tolist(), share) for own, share in zip(by_document, shares, strict=False))
    return [index for some in drawn for index in some]


def allot(numbers: Sequence[int], number: int, start: float) -> list[int]:
    """Part `number` by `numbers`, each share rounded up or down; over all `start` in [0, 1) exact on average.

    The exact shares are laid end to end, beginning at `start`; each gets as many as it passes whole
    numbers. `number` is at most the sum of `numbers`, so no share is more than its own.
    """
    total, shares, before, seen = sum(numbers), [], 0, 0
    for size in numbers:
        seen += size
        # Whole numbers as long as possible: the last sum is `number` exactly.
        until = floor(seen * number / total + start) if seen < total else number
        shares.append(until - before)
        before = until
    return shares


def _cells(strata: Strata, stratum: Stratum, members: Ints, chosen: Sequence[int]) -> list[Cell]:
    """Sizes of a stratum in each document."""
    owner, parts = strata.passages.owner, strata.passages.parts
    there = np.bincount(owner[members], minlength=len(parts)).tolist()
    drawn = np.bincount(owner[np.array(chosen, np.int64)], minlength=len(parts)).tolist()
    return [
        Cell(stratum, part.document.id, n, k) for part, n, k in zip(parts, there, drawn, strict=True) if n
    ]


def _items(strata: Strata, chosen: dict[Stratum, list[int]], seed: int) -> tuple[Item, ...]:
    """What was drawn in random order: neither order nor number tells the stratum."""
    mixed = sorted((index, stratum) for stratum, some in chosen.items() for index in some)
    Random(f"{seed} order").shuffle(mixed)
    return tuple(
        Item(number, stratum, strata.reasons(index), index, strata.passages.passage(index))
        for number, (index, stratum) in enumerate(mixed, 1)
    )
