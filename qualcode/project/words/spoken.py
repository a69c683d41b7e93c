"""The words of the population of some documents, turn by turn, as numbers for the measures of words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.wordmatrix import words_by_document
from qualcode.coding.population import Population, population_turns
from qualcode.terms import Flags, Ints
from qualcode.text.chinese import Cut
from qualcode.text.document import Document
from qualcode.text.words import map_words
from qualcode.workshop.wordlist import tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of some documents, each known by a number.

    words
        Each word as it is written most often.
    keys
        The same folded: spellings of one key are one word.
    stretches
        The words of each turn of the population, in order: their numbers.
    starts
        Where each of them begins in the text of its document.
    document, turn
        (stretches,) the document (from 0) and the turn of each.
    n_documents
        Documents in all, also those without a word of the population.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    stretches: tuple[Ints, ...]
    starts: tuple[Ints, ...]
    document: Ints
    turn: Ints
    n_documents: int

    @property
    def n_tokens(self) -> int:
        """Words in all."""
        return sum(map(len, self.stretches))

    @property
    def n_speaking(self) -> int:
        """Documents that hold a word of the population."""
        return self.n_holding([np.ones(len(one), np.bool_) for one in self.stretches])

    def n_holding(self, kept: Sequence[Flags]) -> int:
        """Documents that hold one of some words; `kept` says of each word of each stretch if it is one."""
        return len({at for at, flags in zip(self.document.tolist(), kept, strict=True) if flags.any()})

    def stop(self, stop_words: frozenset[str]) -> Flags:
        """(words,) which are among some folded words."""
        return np.array([key in stop_words for key in self.keys], np.bool_)

    def counts(self, kept: Sequence[Flags] | None = None) -> "csr_array":
        """(documents, words) how often each occurs; `kept` says of each word of each stretch if it counts."""
        stretches = self.stretches
        if kept is not None:
            stretches = tuple(one[flags] for one, flags in zip(stretches, kept, strict=True))
        return words_by_document(
            tokens=stretches,
            document=self.document,
            n_documents=self.n_documents,
            n_words=len(self.words),
        )


@dataclass(slots=True)
class _Vocabulary:
    number: dict[str, int] = field(default_factory=dict)
    forms: list[Counter[str]] = field(default_factory=list)

    def add(self, key: str, form: str) -> int:
        at = self.number.setdefault(key, len(self.number))
        if at == len(self.forms):
            self.forms.append(Counter())
        self.forms[at][form] += 1
        return at

    def written(self) -> tuple[str, ...]:
        """Each word as it is written most often; of equals the first by code points."""
        return tuple(min(one.items(), key=lambda pair: (-pair[1], pair[0]))[0] for one in self.forms)


def spoken(documents: Sequence[Document], population: Population, cut: Cut) -> Spoken:
    """The words of the population: Chinese ones as `cut` parts them, others as they are written."""
    known = _Vocabulary()
    stretches: list[Ints] = []
    starts: list[Ints] = []
    places: list[tuple[int, int]] = []
    for at, document in enumerate(documents):
        turns = population_turns(document, population)
        found = tokens(document, map_words(document.text, document.hidden), turns, cut)
        for turn, (_, said) in zip(np.flatnonzero(turns).tolist(), found, strict=True):
            numbers = [known.add(one.key, document.text[one.start : one.end].casefold()) for one in said]
            stretches.append(np.array(numbers, np.int64))
            starts.append(np.array([one.start for one in said], np.int64))
            places.append((at, turn))
    where = np.array(places, np.int64).reshape(-1, 2)
    return Spoken(
        known.written(),
        tuple(known.number),
        tuple(stretches),
        tuple(starts),
        where[:, 0],
        where[:, 1],
        len(documents),
    )
