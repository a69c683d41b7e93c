"""Coded documents made by hand: turns of sentences, each sentence with its codes and their evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.coded import Coded, CodedDocument, Units
from qualcode.coding.sums import Sums, sums_of
from qualcode.coding.tally import tally
from qualcode.coding.units import Counting
from qualcode.terms import INTERVIEWER
from qualcode.text.document import Document, Source, Speaker

WORD = "ab "
KINDS = ("sentence", "paragraph", "turn", "exchange", "document")

Evidence = Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Turn:
    """What one speaker (index, or -1) says: for each sentence the codes and where, within the sentence."""

    speaker: int
    sentences: tuple[Evidence, ...]


@dataclass(frozen=True)
class Interview:
    id: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...] = (Speaker("A"),)
    language: str = "en"
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: int = 4

    @property
    def sentence(self) -> str:
        return (WORD * self.words).strip() + "."

    def in_population(self, turn: Turn) -> bool:
        return turn.speaker < 0 or self.speakers[turn.speaker].role != INTERVIEWER


def at(*codes: int) -> dict[int, list[tuple[int, int]]]:
    """A sentence with these codes, no two of them by the same words."""
    return {code: [(code, code + 1)] for code in codes}


def codebook(*ids: str, **options) -> Codebook:
    """A flat codebook, or with `child<parent` a tree."""
    parts = [one.partition("<") for one in ids]
    return Codebook(tuple(Code(id, parent=parent or None) for id, _, parent in parts), **options)


def groups(interview: Interview, kind: str) -> list[list[tuple[int, int]]]:
    """All units of `kind` as lists of (turn, sentence)."""
    sentences = [[(t, s) for s in range(len(turn.sentences))] for t, turn in enumerate(interview.turns)]
    if kind == "sentence":
        return [[one] for turn in sentences for one in turn]
    if kind == "paragraph":
        return [turn[i : i + 2] for turn in sentences for i in range(0, len(turn), 2)]
    if kind == "turn":
        return sentences
    if kind == "document":
        return [[one for turn in sentences for one in turn]]
    # what is said before the first question is in no exchange here, to have codings without a place
    found: list[list[tuple[int, int]]] = []
    for t, turn in enumerate(sentences):
        asks = not interview.in_population(interview.turns[t])
        if asks and (t == 0 or interview.in_population(interview.turns[t - 1])):
            found.append([])
        if found:
            found[-1].extend(turn)
    return found


def population_groups(interview: Interview, kind: str) -> list[tuple[int, list[tuple[int, int]]]]:
    """Number and population sentences of the units that have any."""
    cut = [
        [one for one in group if interview.in_population(interview.turns[one[0]])]
        for group in groups(interview, kind)
    ]
    return [(number, group) for number, group in enumerate(cut, 1) if group]


def coded_document(interview: Interview, kind: str = "sentence") -> CodedDocument:
    """The document with its units of every kind from `kind` on, coded in units of `kind`."""
    text, turn_spans, starts = _text(interview)
    document = Document(
        interview.id,
        text,
        np.array(turn_spans, np.int32).reshape(-1, 3),
        np.array([turn.speaker for turn in interview.turns], np.int32),
        speakers=interview.speakers,
        language=interview.language,
        main_language=interview.language,
        attributes=interview.attributes,
        source=Source(file=f"{interview.id}.txt", sha256="f" * 64),
    )
    tokens = np.array([len(turn.sentences) * interview.words for turn in interview.turns], np.int64)
    units = {k: _units(interview, k, starts) for k in KINDS[KINDS.index(kind) :]}
    return CodedDocument(
        document,
        np.array([interview.in_population(turn) for turn in interview.turns], np.bool_),
        tokens,
        np.zeros_like(tokens),
        units[kind],
        _coded(interview, kind, starts),
        units,
    )


def _text(interview: Interview):
    text, turn_spans, starts = "", [], {}
    for t, turn in enumerate(interview.turns):
        begin = len(text)
        text += f"{interview.speakers[turn.speaker].label}: " if turn.speaker >= 0 else ""
        speech = len(text)
        for s in range(len(turn.sentences)):
            text += " " if s else ""
            starts[t, s] = len(text)
            text += interview.sentence
        turn_spans.append((begin, speech, len(text)))
        text += "\n\n"
    return text, turn_spans, starts


def _units(interview: Interview, kind: str, starts) -> Units:
    found = population_groups(interview, kind)
    return Units(
        kind,
        np.array([number for number, _ in found], np.int64),
        np.array([starts[group[0]] for _, group in found], np.int32),
        np.array([starts[group[-1]] + len(interview.sentence) for _, group in found], np.int32),
        np.array([group[0][0] for _, group in found], np.int32),
        np.array([group[-1][0] for _, group in found], np.int32),
        np.array([len(group) * interview.words for _, group in found], np.int64),
    )


def _coded(interview: Interview, kind: str, starts) -> Coded:
    unit, code, spans, first = [], [], [], [0]
    for index, (_, group) in enumerate(population_groups(interview, kind)):
        found: dict[int, set[tuple[int, int]]] = {}
        for t, s in group:
            for c, evidence in interview.turns[t].sentences[s].items():
                found.setdefault(c, set()).update((starts[t, s] + a, starts[t, s] + b) for a, b in evidence)
        for c in sorted(found):
            unit.append(index)
            code.append(c)
            spans.extend(sorted(found[c]))
            first.append(len(spans))
    return Coded(
        np.array(unit, np.int64),
        np.array(code, np.int64),
        tuple(f"rule {c}" for c in code),
        np.array(spans, np.int32).reshape(-1, 2),
        np.zeros(len(spans), np.bool_),
        np.array(first, np.int64),
    )


def summarise(documents: Sequence[CodedDocument], codebook: Codebook, counting: Counting) -> Sums:
    """The sums of some coded documents, each with the units that `counting` needs."""
    return sums_of([tally(document, counting) for document in documents], codebook, counting)
