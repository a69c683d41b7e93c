"""Who speaks in some transcripts, as it was recognised, and what is in doubt."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.population import turn_tokens
from qualcode.ingest import Ingested
from qualcode.ingest.dividing.doubtful import doubts_in
from qualcode.project.job.batch import Failure
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.reading import read_each
from qualcode.text.document import Document
from qualcode.text.words import map_words

SPEAKER_COLUMNS = ("document", "label", "title", "role", "taken", "turns", "tokens", "line", "example")
EXAMPLE = 40
"""Characters of what a speaker says first."""


class SpeakerRow(NamedTuple):
    """One label of one document, with the columns of SPEAKER_COLUMNS.

    `taken`: yes; no, where lines begin with it that were not taken for turns (`turns` is then their number).
    `label` is empty where a turn has none. `line` is that of the first turn, from 1; `example` what it says.
    """

    document: str
    label: str
    title: str
    role: str
    taken: str
    turns: int
    tokens: int | None
    line: int
    example: str


class Speaking(NamedTuple):
    """The labels of all documents, in their order; how many documents; what could not be read; warnings."""

    rows: list[SpeakerRow]
    n_documents: int
    without_interviewer: list[str]
    failures: list[Failure]
    warnings: list[str]


def speakers_in(options: CodeOptions) -> Speaking:
    """Who speaks in the inputs of `options`, with what was not taken for a speaker.

    Raises
    ------
    UsageError, ReadError
        What `qualcode code` would refuse.
    """
    prepared = prepare(options, Codebook(()))
    failures: list[Failure] = []
    rows: list[SpeakerRow] = []
    silent: list[str] = []
    n = 0
    for one in read_each(prepared, failures):
        n += 1
        rows += speaker_rows(one)
        if not any(speaker.is_interviewer for speaker in one.document.speakers):
            silent.append(one.document.id)
    return Speaking(rows, n, silent, failures, list(prepared.warnings))


def speaker_rows(one: Ingested) -> Iterator[SpeakerRow]:
    """The labels of a document in order of appearance, then those that were not taken."""
    document = one.document
    tokens, _ = turn_tokens(document, one.words or map_words(document.text, document.hidden))
    for number in (*range(len(document.speakers)), -1):
        turns = np.flatnonzero(document.turn_speakers == number)
        if len(turns):
            yield _row(document, turns.tolist(), int(tokens[turns].sum()))
    for doubt in doubts_in(document.text, sorted(one.doubtful)):
        example = _short(doubt.text)
        yield SpeakerRow(document.id, doubt.label, "", "", "no", doubt.n, None, doubt.line, example)


def _row(document: Document, turns: Sequence[int], tokens: int) -> SpeakerRow:
    speaker = document.speaker_of(turns[0])
    start, speech, end = document.turn_spans[turns[0]].tolist()
    return SpeakerRow(
        document.id,
        speaker.label if speaker else "",
        speaker.attributes.get("title", "") if speaker else "",
        speaker.role if speaker else "",
        "yes",
        len(turns),
        tokens,
        document.text.count("\n", 0, start) + 1,
        _short(document.text[speech:end]),
    )


def _short(text: str) -> str:
    flat = " ".join(text[: 4 * EXAMPLE].split())
    return flat if len(flat) <= EXAMPLE else flat[: EXAMPLE - 1] + "…"
