"""What a report is made of: a folder of results, and one pass over the transcripts behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from qualcode.analysis.coded_units import CodedUnits, DocumentUnits, coded_units, document_units
from qualcode.codebook.model import Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import CodedDocument
from qualcode.coding.rows import text_sha256
from qualcode.coding.sums import Sums, sums_of
from qualcode.coding.tally import Tally, tally
from qualcode.coding.units import Counting, places
from qualcode.errors import ReadError
from qualcode.export.report.data import Talk, Voice
from qualcode.project.job.batch import Failure
from qualcode.project.job.coded_by import CodedBy
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import CodeOptions, Prepared, prepare
from qualcode.project.job.pipeline import Plan, process
from qualcode.project.job.reading import read_each
from qualcode.project.results.folder import (
    CODINGS,
    Record,
    as_then,
    is_as_written,
    read_record,
)
from qualcode.project.results.run import Report
from qualcode.project.results.saved import codings_said
from qualcode.terms import RULES_CODER
from qualcode.text.document import Document, Speaker

CURE = "run qualcode code again, then make the report"


class Run(NamedTuple):
    """A folder of results: its record as values and as it is written, its codings, and the job behind it.

    `options` are those of the run, with files where they are now. `made` tells of a run that was made for
    this report and whose folder is not kept; None for results on disk.
    """

    folder: str
    record: Record
    written: dict[str, Any]
    codings: list[dict[str, str]]
    prepared: Prepared
    options: CodeOptions
    made: Report | None = None

    @property
    def plan(self) -> Plan:
        """What was done to each document."""
        return self.prepared.job.plan

    @property
    def codebook(self) -> Codebook:
        """The codebook of the run."""
        return self.plan.codebook


@dataclass(slots=True)
class Material:
    """The transcripts for the reader, and what is counted anew of them."""

    talks: list[Talk]
    documents: list[Document]
    sums: Sums
    units: CodedUnits


def open_run(options: CodeOptions, results: str) -> Run:
    """A folder of results with the codebook and the transcripts that it was made of.

    `options` names those that are no longer where they were.

    Raises
    ------
    ReadError, UsageError, CodebookError
        They are not there, or the codebook has other rules now.
    """
    record, written = read_record(results)
    codings = codings_said(results, record)
    then = as_then(record, options)
    prepared = prepare(then)
    codebook, plan = prepared.job.plan.codebook, prepared.job.plan
    _check_people(plan.by, written, results)
    if plan.counting.by_rules and codebook.rules_sha256 != record.rules_sha256:
        raise ReadError(
            f"{codebook.file} has other rules than those that {results} was made by",
            place=results,
            cure=f"{CURE}; or name the codebook of that run with -c",
            slug="other-rules",
        )
    mine = tuple(file for file in prepared.inputs.files if file.id in record.texts)
    missing = [name for name in record.texts if name not in {file.id for file in mine}]
    if missing:
        more = f" (and {len(missing) - 1:,} more)" if len(missing) > 1 else ""
        cure = f"name the transcripts behind the results, or {CURE}"
        raise ReadError(
            f"the transcript {missing[0]} is no longer there{more}", place=results, cure=cure, slug="moved"
        )
    prepared = prepared._replace(inputs=prepared.inputs._replace(files=mine))
    return Run(results, record, written, codings, prepared, then)


def _check_people(by: CodedBy | None, written: Mapping[str, Any], results: str) -> None:
    """Refuse codings of a person that are not those of the results."""
    then = written.get("codings")
    if by is None or not then:
        return
    if by.record([*then["finished"], *then["unfinished"]])["sha256"] != then["sha256"]:
        raise ReadError(
            f"{by.coder.label} has other codings now than when the results were made",
            place=results,
            cure=CURE,
            slug="other-codings",
        )


def material_of(run: Run, progress: Progress | None = None) -> Material:
    """Read and code each transcript of a run once more.

    Raises
    ------
    ReadError
        A transcript cannot be read or has changed, or the codings are no longer those that its rules give.
    """
    plan, engine = run.plan, Engine(run.codebook)
    failures: list[Failure] = []
    files = run.prepared.inputs.files
    talks: list[Talk] = []
    documents: list[Document] = []
    tallies: list[Tally] = []
    units: list[DocumentUnits] = []
    n_codings = 0
    for done, one in enumerate(read_each(run.prepared, failures)):
        if progress:
            progress(done, len(files), "reading")
        _check_text(run, one.document)
        coded = process(one.document, plan._replace(prompted=False), engine, one.words).coded
        tallies.append(tally(coded, plan.counting))
        units.append(document_units(coded, tallies[-1], plan.counting))
        talks.append(_talk(coded, plan.counting))
        documents.append(one.document)
        n_codings += coded.n_codings
    if failures:
        raise ReadError(
            failures[0].reason, place=failures[0].file, cure=failures[0].cure or CURE, slug="changed"
        )
    _check_number(run, n_codings)
    sums = sums_of(tallies, run.codebook, plan.counting)
    return Material(talks, documents, sums, coded_units(units, run.codebook, plan.counting))


def _check_text(run: Run, document: Document) -> None:
    if run.record.texts[document.id] != text_sha256(document):
        raise ReadError(
            "the transcript has changed since the results were made",
            place=document.source.file,
            cure=CURE,
            slug="changed",
        )


def _check_number(run: Run, n_codings: int) -> None:
    """Numbers beside the tables would contradict them; a table that a person changed is only told of."""
    by = run.plan.by
    mine = {RULES_CODER, by.coder.label} if by else {RULES_CODER}
    written = sum(row["coder"] in mine for row in run.codings)
    if written != n_codings and is_as_written(run.folder, CODINGS, run.record):
        raise ReadError(
            f"the rules give {n_codings:,} codings now, and {written:,} when the results were made by "
            f"qualcode {run.written['qualcode']}",
            place=run.folder,
            cure=CURE,
            slug="other-rules",
        )


def reach_of(counting: Counting) -> int:
    """How far apart the groups of two codings may lie that co-occur."""
    return counting.reach - 1 if counting.pairs == "window" else counting.reach


def _talk(coded: CodedDocument, counting: Counting) -> Talk:
    """A document for the reader."""
    document = coded.document
    voices = [Voice(one.label, one.role) for one in document.speakers]
    if (document.turn_speakers < 0).any():
        nobody = Speaker("")
        voices.append(Voice(nobody.label, nobody.role))
    speakers = (document.turn_speakers % max(len(voices), 1)).tolist()  # -1, no label, is the last of them
    times = document.turn_times[:, 0].tolist() if len(document.turn_times) else [-1] * document.n_turns
    spans = document.turn_spans.tolist()
    turns = [
        (speech, end, who, when, counts)
        for (_, speech, end), who, when, counts in zip(
            spans, speakers, times, coded.turns.tolist(), strict=True
        )
        if end > speech
    ]
    header = spans[0][0] if spans else 0
    groups = list(_groups(coded, counting))
    starts = [(start, group) for start, (_, group) in zip(coded.units.start.tolist(), groups, strict=True)]
    return Talk(document.id, document.text, header, turns, voices, dict(groups), starts)


def _groups(coded: CodedDocument, counting: Counting) -> Iterator[tuple[int, int]]:
    """For each coding unit (by its number) the place of the unit that pairs are counted in."""
    kind = counting.pair_unit
    found = (
        np.arange(len(coded.units)) if kind == coded.units.kind else places(coded.units, coded.counted[kind])
    )
    return zip(coded.units.number.tolist(), found.tolist(), strict=True)


def with_values(
    talks: Sequence[Talk], units: CodedUnits, chosen: Sequence[tuple[str, np.ndarray]]
) -> list[Talk]:
    """The transcripts with what each of their speakers is, by each attribute in `chosen`."""
    known = {
        (units.documents[voice.document].id, voice.speaker.label): tuple(int(of[at]) for _, of in chosen)
        for at, voice in enumerate(units.voices)
    }
    none = (-1,) * len(chosen)
    return [
        talk._replace(
            voices=[one._replace(values=known.get((talk.id, one.label), none)) for one in talk.voices]
        )
        for talk in talks
    ]
