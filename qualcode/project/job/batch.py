"""A batch of transcript files: read, coded, and brought to finished rows and sums."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.coding.apply import Engine
from qualcode.coding.rows import Row, coding_rows, document_row, text_sha256
from qualcode.coding.sums import Sums, sums_of
from qualcode.coding.tally import Tally, tally
from qualcode.errors import ReadError, UsageError
from qualcode.export.csv import rows_bytes
from qualcode.ingest import Attributes, Ingested, IngestOptions, Input, ingest_input
from qualcode.project.job.by_people import Reviewed
from qualcode.project.job.left_out import LeftOut
from qualcode.project.job.pipeline import Plan, Processed, process
from qualcode.project.job.population import Fitting, fitting
from qualcode.project.study.paths import Shown
from qualcode.text.document import Document

if TYPE_CHECKING:
    from qualcode.analysis.coded_units import DocumentUnits

LONG_SENTENCE = 300
"""Words from which a sentence is so long that coding by turn is the better choice."""


class Job(NamedTuple):
    """All that a worker needs besides the files; it pickles.

    shown
        How paths are written down.
    columns
        The attributes that stand in `codings.csv`.
    known_labels
        Speaker labels that are certain elsewhere in the run.
    units
        Whether pieces hold the coded units as columns, in place of finished rows.
    rows
        Whether they hold the codings with their texts and the documents besides.
    """

    plan: Plan
    reading: IngestOptions
    shown: Shown
    attributes: Attributes | None = None
    columns: tuple[str, ...] = ()
    excel_safe: bool = False
    known_labels: frozenset[str] = frozenset()
    units: bool = False
    rows: bool = False

    def knowing(self, labels: frozenset[str]) -> "Job":
        """The same job with labels known from the rest of the run."""
        return self._replace(known_labels=labels)


class Failure(NamedTuple):
    """A file that could not be read. `named` says that it stood on the command line itself."""

    file: str
    reason: str
    cure: str
    named: bool


@dataclass(slots=True)
class Piece:
    """What a batch of files gives; nothing in it grows with the text but `codings`, `rows` and `read`.

    codings, units, rows, read
        Finished rows of `codings.csv`; or the coded units of each document, the codings and the documents.
    records
        What `provenance.json` says of each document.
    lengths
        How many sentences have so many words, where sentences are coded.
    fitting
        What of the population fits someone.
    certain, doubtful
        Speaker labels that were recognised, and those that would be if they were known from
        elsewhere in the run.
    foreign
        Units that patterns which need a trained pipeline pass over: they are in another language.
    reviewed
        How a person's decisions met the rule codings.
    """

    sums: Sums
    codings: bytes = b""
    units: "list[DocumentUnits]" = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    read: list[Document] = field(default_factory=list)
    n_codings: int = 0
    documents: list[Row] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    guesses: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    fitting: Fitting = field(default_factory=Fitting)
    certain: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    lengths: Counter[int] = field(default_factory=Counter)
    foreign: int = 0
    reviewed: Reviewed = field(default_factory=Reviewed)
    left_out: list[LeftOut] = field(default_factory=list)


def work(job: Job, engine: Engine, files: Sequence[Input]) -> Piece:
    """Read and code `files`, in their order; those that cannot be read are told of in the result."""
    tallies: list[Tally] = []
    chunks: list[bytes] = []
    piece = Piece(sums_of([], job.plan.codebook, job.plan.counting))
    for file in files:
        try:
            ingested = ingest(file, job)
            processed = process(ingested.document, job.plan, engine, ingested.words)
        except ReadError as problem:
            shown = job.shown(file.file)
            piece.failures.append(Failure(shown, problem.message, problem.cure, file.named))
            continue
        except UsageError as problem:  # what was asked for does not suit this document: count nothing
            raise UsageError(
                problem.message, place=job.shown(file.file), cure=problem.cure, slug=problem.slug
            ) from None
        piece.certain |= ingested.certain
        piece.doubtful |= ingested.open
        tallies.append(tally(processed.coded, job.plan.counting))
        if job.units:
            piece.units.append(_units(processed, tallies[-1], job))
            piece.rows += coding_rows(processed.coded, job.plan.codebook) if job.rows else []
            piece.read += [ingested.document] if job.rows else []
        else:
            chunks.append(_codings(processed, job))
        _note(piece, processed)
        piece.fitting.add(fitting(ingested.document, job.plan.population))
    piece.sums = sums_of(tallies, job.plan.codebook, job.plan.counting)
    piece.codings = b"".join(chunks)
    return piece


def ingest(file: Input, job: Job) -> Ingested:
    """Read one file; its path is written down as results show it."""
    found = ingest_input(file, options=job.reading, attributes=job.attributes, known_labels=job.known_labels)
    source = replace(found.document.source, file=job.shown(file.file))
    return found._replace(document=replace(found.document, source=source))


def _units(processed: Processed, counted: Tally, job: Job) -> "DocumentUnits":
    from qualcode.analysis.coded_units import document_units

    return document_units(processed.coded, counted, job.plan.counting)


def _codings(processed: Processed, job: Job) -> bytes:
    rows = coding_rows(processed.coded, job.plan.codebook, job.columns, prompted=processed.prompted)
    return rows_bytes(rows, excel_safe=job.excel_safe)


def _note(piece: Piece, processed: Processed) -> None:
    """Add what is said of one document."""
    document = processed.coded.document
    piece.n_codings += processed.coded.n_codings
    piece.reviewed = piece.reviewed.plus(processed.reviewed)
    piece.foreign += processed.coded.coded.foreign
    sha256 = text_sha256(document)
    piece.documents.append(document_row(processed.coded, processed.n_units, sha256=sha256))
    piece.records.append(_record(document, sha256))
    piece.guesses += [(document.id, guess) for guess in document.guesses]
    piece.warnings += [f"{document.id}: {warning}" for warning in document.warnings]
    piece.left_out += processed.left_out
    units = processed.coded.units
    piece.lengths.update(units.tokens.tolist() if units.kind == "sentence" else ())
    length = int(units.tokens.max(initial=0))
    if units.kind == "sentence" and length > LONG_SENTENCE:
        piece.warnings.append(
            f"{document.id}: the longest sentence has {length} words; code by turn (--unit turn)?"
        )


def _record(document: Document, sha256: str) -> dict[str, Any]:
    source = document.source
    return {
        "document": document.id,
        "file": source.file,
        "source_sha256": source.sha256,
        "sha256": sha256,
        "reader": source.reader,
        "encoding": source.encoding,
        "guessed": source.guessed,
    }
