"""The passages of some documents: the units of the population, laid one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from qualcode.coding.apply import Engine, Looked
from qualcode.coding.coded import Coded, Units
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.terms import SEPARATOR, Flags, Ints, UnitKind
from qualcode.text.document import Document, Speaker
from qualcode.text.segment import segment
from qualcode.text.words import Words, map_words


class Laid(NamedTuple):
    """A document with its words, the turns of the population and the units in them."""

    document: Document
    words: Words
    turns: Flags
    units: Units


def lay(document: Document, unit: UnitKind, population: Population, split_at: str = "") -> Laid:
    """Divide a document into the units of a population; raises UsageError where the unit cannot be made."""
    words, turns = map_words(document.text, document.hidden), population_turns(document, population)
    segments = segment(document, unit, split_at=split_at, words=words)
    return Laid(document, words, turns, population_units(document, segments, turns, words))


class Judged(NamedTuple):
    """What the rules found and coded in a document."""

    looked: Looked
    coded: Coded


def judged(laid: Laid, engine: Engine) -> Judged:
    """Code a document."""
    document, words, turns, units = laid
    looked = engine.look(document, units, turns, words)
    return Judged(looked, engine.code(document, units, turns, words, looked=looked))


class Part(NamedTuple):
    """What is kept of a document: `speaking` flags the turns that hold words of the population."""

    document: Document
    speaking: Flags
    units: Units


def part_of(laid: Laid) -> Part:
    """What is kept of a document once its words are no longer needed."""
    document, words, turns, units = laid
    _, speech, end = document.turn_spans.T
    return Part(document, turns & (words.begun[end] > words.begun[speech]), units)


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit; `unit` is its number in the document, `speaker` and `role` may join several by " || "."""

    document: str
    unit: int
    start: int
    end: int
    speaker: str
    role: str
    text: str


@dataclass(frozen=True)
class Passages:
    """The units of some documents; a passage is known by its index, which runs on over the documents."""

    parts: tuple[Part, ...]

    @cached_property
    def first(self) -> Ints:
        """The index of the first passage of each document, and at the end their number."""
        return np.cumsum([0, *(len(part.units) for part in self.parts)], dtype=np.int64)

    @cached_property
    def owner(self) -> Ints:
        """For each passage the document that it belongs to, as index into `parts`."""
        return np.repeat(np.arange(len(self.parts)), np.diff(self.first))

    def __len__(self) -> int:
        """Number of passages."""
        return int(self.first[-1])

    def index_of(self, document: str, start: int) -> int:
        """The passage that holds a character of a document, or -1 where there is none."""
        for part, first in zip(self.parts, self.first.tolist(), strict=False):
            if part.document.id == document:
                at = int(np.searchsorted(part.units.start, start, "right")) - 1
                return first + at if at >= 0 and start < part.units.end[at] else -1
        return -1

    def passage(self, index: int) -> Passage:
        """One passage."""
        owner = int(self.owner[index])
        (document, speaking, units), at = self.parts[owner], index - int(self.first[owner])
        place = int(units.start[at]), int(units.end[at])
        low, high = int(units.first_turn[at]), int(units.last_turn[at]) + 1
        voices = dict.fromkeys(document.turn_speakers[low:high][speaking[low:high]].tolist())
        heard = [document.speakers[one] if one >= 0 else Speaker("") for one in voices]
        who, role = SEPARATOR.join(one.label for one in heard), SEPARATOR.join(one.role for one in heard)
        return Passage(document.id, int(units.number[at]), *place, who, role, document.text[slice(*place)])


def coded_pairs(codings: Iterable[Coded], passages: Passages) -> tuple[Ints, Ints]:
    """Passage and code of each coding; `codings` are those of the documents, in their order."""
    found: Sequence[Coded] = list(codings)
    rows = [one.unit + first for one, first in zip(found, passages.first.tolist(), strict=False)]
    none = np.zeros(0, np.int64)
    return np.concatenate([none, *rows]), np.concatenate([none, *(one.code for one in found)])
