"""From marked passages to ratings of units and to spans of words, and back to the passages in question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.lineage import lineage
from qualcode.errors import UsageError
from qualcode.project.agreement.marks import ByCoder, Mark, Marks
from qualcode.project.job.pipeline import Plan
from qualcode.reliability.ground import CHARACTER, COMPARED_BY, ComparedBy, Ground, ground
from qualcode.reliability.ratings import MISSING, Ratings, Values, ratings
from qualcode.reliability.segments import matches
from qualcode.reliability.spans import Span, Spans, spans
from qualcode.terms import CodeId, Flags, Ints, UnitKind
from qualcode.text.document import Document

YES, NO, UNRATED = "yes", "no", ""


def refuse_finer(by: ComparedBy, unit: UnitKind) -> None:
    """Raise UsageError where coders would be compared by less than the `unit` that the rules code."""
    if COMPARED_BY.index(by) < COMPARED_BY.index(unit):
        raise UsageError(
            f"comparing by {by} is finer than the coding unit {unit} of the rules",
            cure=f"compare by {unit}, or let the rules code by a finer unit (--unit sentence)",
            slug="count-by",
        )


class Passage(NamedTuple):
    """A passage on which coders disagree: `given` says of each whether it has the code."""

    document: str
    unit: int
    start: int
    end: int
    speaker: str
    code: CodeId
    given: tuple[str, ...]
    text: str


class Codes(NamedTuple):
    """Which codes are compared, and by which a unit has each of them.

    ids
        In the order of the codebook.
    gives
        By any code of the codebook, the positions of those that a unit has if it has that one.
    family
        By position, the codes that give it.
    """

    ids: tuple[CodeId, ...]
    gives: Mapping[CodeId, tuple[int, ...]]
    family: tuple[frozenset[CodeId], ...]


def codes_of(codebook: Codebook, *, rollup: bool = False, level: int = 0) -> Codes:
    """The codes of `codebook`; or those of one level (from 1), with all below them, as with `rollup`."""
    lines = lineage(codebook, rollup=rollup or level > 0)
    chosen = [at for at, code in enumerate(codebook.codes) if level in (0, code.depth + 1)]
    place = {at: number for number, at in enumerate(chosen)}
    own, above = lines.spread(np.arange(len(codebook.codes)))
    gives: dict[CodeId, tuple[int, ...]] = {code.id: () for code in codebook.codes}
    family: list[set[CodeId]] = [set() for _ in chosen]
    for code, target in zip(own.tolist(), above.tolist(), strict=True):
        if target in place:
            id = codebook.codes[code].id
            gives[id] = (*gives[id], place[target])
            family[place[target]].add(id)
    ids = tuple(codebook.codes[at].id for at in chosen)
    return Codes(ids, gives, tuple(map(frozenset, family)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Documents in the units that coders are compared by.

    documents, grounds
        In order, with the words of each.
    first_unit
        The first unit of each document in the ratings.
    coded
        (units,) whether a coder gave it any code, also one that is not compared.
    """

    documents: tuple[Document, ...]
    grounds: tuple[Ground, ...]
    first_unit: Ints
    coded: Flags
    ratings: Ratings
    spans: Spans

    def disagreements(self) -> tuple[Passage, ...]:
        """Units that one coder gave a code and another did not, by code and place.

        Characters side by side that are rated alike are one passage.
        """
        values = self.ratings.values
        apart = (values == 1).any(axis=1) & (values == 0).any(axis=1)
        codes = range(len(self.ratings.codes))
        return tuple(one for code in codes for one in self._passages(code, np.flatnonzero(apart[:, code])))

    def _passages(self, code: int, units: Ints) -> Iterator[Passage]:
        rated = self.ratings.values[units, :, code]
        for run in self._runs(units, rated):
            first, last = int(units[run[0]]), int(units[run[-1]])
            at = int(self.ratings.document[first])
            words, offset = self.grounds[at], int(self.first_unit[at])
            given = tuple({1: YES, 0: NO}.get(int(value), UNRATED) for value in rated[run[0]])
            span = int(words.start[first - offset]), int(words.end[last - offset])
            yield self._passage(at, first - offset, span, code, given)

    def _runs(self, units: Ints, rated: Values) -> list[Ints]:
        """Indices into `units`, one by one; characters by stretches."""
        if not len(units):
            return []
        new = np.ones(len(units), np.bool_)
        if self.ratings.unit == CHARACTER:
            document = self.ratings.document[units]
            new[1:] = (np.diff(units) > 1) | (np.diff(document) > 0) | (rated[1:] != rated[:-1]).any(axis=1)
        return np.split(np.arange(len(units)), np.flatnonzero(new)[1:])

    def _passage(
        self, at: int, unit: int, span: tuple[int, int], code: int, given: tuple[str, ...]
    ) -> Passage:
        document, words = self.documents[at], self.grounds[at]
        speaker = document.speaker_of(int(words.turn[unit]))
        name, text = speaker.label if speaker else "", document.text[slice(*span)]
        return Passage(
            document.id, int(words.number[unit]), *span, name, self.ratings.codes[code], given, text
        )

    def unmatched(self, overlap: float) -> tuple[Passage, ...]:
        """Codings to which the other coder of a pair has no match, by code, pair and place."""
        found = []
        for pair in self.spans.pairs:
            for match in matches(self.spans, pair, overlap=overlap):
                if match.one is None or match.two is None:
                    at, start, end = match.one or match.two or (0, 0, 0)
                    has = pair[0] if match.one else pair[1]
                    found.append((match.code, pair, self._coding(at, start, end, match.code, pair, has)))
        return tuple(one for _, _, one in sorted(found, key=lambda row: row[:2]))

    def _coding(self, at: int, start: int, end: int, code: int, pair: tuple[int, int], has: int) -> Passage:
        words = self.grounds[at]
        first, last = np.searchsorted(words.token, [start, end]).tolist()
        span = int(words.place[first]), int(words.place[last - 1]) + 1
        coders = range(len(self.spans.coders))
        given = tuple(YES if coder == has else NO if coder in pair else UNRATED for coder in coders)
        return self._passage(at, int(words.unit[first]), span, code, given)


def compared(
    documents: Sequence[Document], marks: ByCoder, plan: Plan, codes: Codes, *, by: ComparedBy
) -> Compared:
    """Ratings and spans of documents that two coders or more finished.

    A code is rated in a document only if it was on offer to everybody who finished it, whatever was of those
    below it. Raises UsageError where a document cannot be cut into such units.
    """
    grounds = tuple(ground(one, by, plan.population, split_at=plan.split_at) for one in documents)
    coders = tuple(marks)
    values: list[Values] = []
    coded: list[Flags] = []
    rated: list[Flags] = []
    placed: list[Span] = []
    for at, (document, words) in enumerate(zip(documents, grounds, strict=True)):
        done = [marks[coder].get(document.id) for coder in coders]
        looked = _looked(done, codes)
        rated.append(looked)
        values.append(_values(done, words, codes, looked))
        coded.append(_coded(done, words))
        placed += _spans(at, done, words, codes, looked)
    sizes = np.array([len(words.start) for words in grounds])
    names = tuple(document.id for document in documents)
    lengths = [words.n_tokens for words in grounds]
    return Compared(
        tuple(documents),
        grounds,
        np.cumsum(sizes) - sizes,
        np.concatenate(coded),
        ratings(
            np.concatenate(values),
            document=np.repeat(np.arange(len(documents)), sizes),
            coders=coders,
            codes=codes.ids,
            documents=names,
            turn=_turns(grounds, by),
            unit=by,
        ),
        spans(placed, length=lengths, coders=coders, codes=codes.ids, documents=names, rated=np.stack(rated)),
    )


def _looked(done: Sequence[Marks | None], codes: Codes) -> Flags:
    """(coders, codes) who looked for what in a document."""
    offers = zip(codes.ids, codes.family, strict=True)
    everybody = [all(one.offers(code, family) for one in done if one) for code, family in offers]
    return np.array([[one is not None and shared for shared in everybody] for one in done], np.bool_)


def _values(done: Sequence[Marks | None], words: Ground, codes: Codes, looked: Flags) -> Values:
    """(units, coders, codes) ratings of a document."""
    found = np.where(looked, np.int8(0), np.int8(MISSING))
    values = np.repeat(found[None], len(words.start), axis=0)
    for coder, mark, target in _targets(done, codes, looked):
        values[words.units_of(mark.start, mark.end), coder, target] = 1
    return values


def _coded(done: Sequence[Marks | None], words: Ground) -> Flags:
    """(units,) whether anybody marked something in a unit of a document."""
    found = np.zeros(len(words.start), np.bool_)
    for one in done:
        for mark in one.marks if one else ():
            found[words.units_of(mark.start, mark.end)] = True
    return found


def _spans(
    at: int, done: Sequence[Marks | None], words: Ground, codes: Codes, looked: Flags
) -> Iterator[Span]:
    """The marks of document number `at` in words of the population; those without one are none."""
    for coder, mark, target in _targets(done, codes, looked):
        tokens = words.tokens_of(mark.start, mark.end)
        if tokens:
            yield Span(at, coder, target, *tokens)


def _targets(done: Sequence[Marks | None], codes: Codes, looked: Flags) -> Iterator[tuple[int, Mark, int]]:
    """Each coder's marks with each code that they give."""
    for coder, one in enumerate(done):
        for mark in one.marks if one else ():
            for target in codes.gives[mark.code]:
                if looked[coder, target]:
                    yield coder, mark, target


def _turns(grounds: Sequence[Ground], by: ComparedBy) -> Ints | None:
    """The turn of each unit, distinct over all documents; none where units are wider than turns."""
    if by in ("exchange", "document"):
        return None
    offsets = np.cumsum([0, *(int(words.turn.max(initial=-1)) + 1 for words in grounds)])
    parts = [words.turn + offset for words, offset in zip(grounds, offsets, strict=False)]
    return np.concatenate([np.zeros(0, np.int64), *parts])
