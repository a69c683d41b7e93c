"""Passages like a text, like one passage, or like all that have a code."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import Coded
from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.terms import SEPARATOR, CodeId, Flags, Ints, UnitKind
from qualcode.text.chinese import Cut
from qualcode.text.document import Document
from qualcode.workshop.passages import Part, Passage, Passages, coded_pairs, judged, lay, part_of
from qualcode.workshop.similar import Gatherer, Scores, Space, ranked
from qualcode.workshop.strata import family_of, has_code

COLUMNS = ("score", "document", "unit", "start", "end", "speaker", "role", "codes", "text")


@dataclass(frozen=True, slots=True)
class Alike:
    """A passage and its score, 0 to 1; `codes` joins those that it has by rule, None without a codebook."""

    score: float
    passage: Passage
    codes: str | None

    @property
    def row(self) -> tuple[str | int | float, ...]:
        """The cells below COLUMNS, without `codes` where there is no codebook."""
        one = self.passage
        codes = () if self.codes is None else (self.codes,)
        return (
            *(self.score, one.document, one.unit, one.start, one.end, one.speaker, one.role),
            *codes,
            one.text,
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages of some documents as vectors, with their codes where there is a codebook."""

    passages: Passages
    space: Space
    codebook: Codebook | None
    codings: tuple[Coded, ...]

    def like_text(self, text: str) -> Scores:
        """The score of each passage with a text; raises UsageError for a text without a word."""
        if not any(map(str.isalnum, text)):
            raise UsageError("the text holds no word", cure="give a sentence", slug="no-text")
        return self.space.like_text(text)

    def like_passage(self, document: str, start: int) -> Scores:
        """The score of each passage with the one that holds a place, which itself has none.

        Raises UsageError where no passage of the population holds it.
        """
        own = self.passages.index_of(document, start)
        if own < 0:
            raise UsageError(
                f"no passage of the population holds {document}:{start}",
                cure="check the place, --speakers and --where",
                slug="no-passage",
            )
        return self.space.like_passages(np.array([own]))

    def like_code(self, code: CodeId, *, rollup: bool = False) -> Scores:
        """The score of each passage with those that have a code, itself left out.

        Raises UsageError where fewer than one has it, or the code does not exist.
        """
        own = np.flatnonzero(self.with_code(code, rollup=rollup))
        if not len(own):
            raise UsageError(
                f"no passage has the code {code}",
                cure="give a text in its place, such as an example of the code",
                slug="no-passage",
            )
        return self.space.like_passages(own)

    def with_code(self, code: CodeId = "", *, rollup: bool = False) -> Flags:
        """Which passages have a code, or, where none is named, any."""
        if self.codebook is None:
            raise UsageError(
                "without a codebook nothing is coded", cure="name one with -c", slug="no-codebook"
            )
        family = family_of(self.codebook, code, rollup=rollup) if code else range(len(self.codebook.codes))
        return has_code(self.passages, self.codings, family)

    def best(self, scores: Scores, *, without: Flags | None = None, most: int = 20) -> list[Alike]:
        """The passages with the highest scores above 0, without those flagged in `without`; 0: all."""
        allowed = np.ones(len(self.passages), np.bool_) if without is None else ~without
        chosen = ranked(scores, allowed, most)
        codes = self._codes(np.array(chosen, np.int64))
        return [Alike(float(scores[one]), self.passages.passage(one), codes.get(one)) for one in chosen]

    def _codes(self, chosen: Ints) -> dict[int, str]:
        """The codes of some passages, by index; empty without a codebook."""
        if self.codebook is None:
            return {}
        found: dict[int, list[str]] = {one: [] for one in chosen.tolist()}
        row, code = coded_pairs(self.codings, self.passages)
        mine = np.isin(row, chosen)
        for index, position in zip(row[mine].tolist(), code[mine].tolist(), strict=True):
            found[index].append(self.codebook.codes[position].id)
        return {index: SEPARATOR.join(some) for index, some in found.items()}


def corpus_of(
    documents: Iterable[Document],
    *,
    cut: Cut,
    unit: UnitKind,
    population: Population,
    codebook: Codebook | None = None,
    split_at: str = "",
) -> Corpus:
    """Lay out the passages of a population, code them where there is a codebook, and make vectors of them.

    Raises UsageError where the unit cannot be made.
    """
    engine, gatherer = Engine(codebook) if codebook else None, Gatherer(cut)
    parts: list[Part] = []
    codings: list[Coded] = []
    for document in documents:
        laid = lay(document, unit, population, split_at)
        gatherer.add(laid)
        parts.append(part_of(laid))
        if engine:
            codings.append(judged(laid, engine).coded)
    return Corpus(Passages(tuple(parts)), gatherer.space(), codebook, tuple(codings))
