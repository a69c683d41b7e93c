"""All transcripts of a job, coded: sums, what was said about them, and rows or coded units."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from qualcode.coding.rows import Row
from qualcode.coding.sums import Sums, no_sums
from qualcode.errors import ReadError
from qualcode.project.job.batch import Failure, Job, Piece
from qualcode.project.job.by_people import Reviewed
from qualcode.project.job.left_out import LeftOut
from qualcode.project.job.options import Prepared
from qualcode.project.job.people_told import about_people
from qualcode.project.job.population import Fitting, foreign_units, misfits
from qualcode.project.job.saying import said_once
from qualcode.project.job.tables import codings_head
from qualcode.project.job.workers import pieces
from qualcode.project.study.labels import known_labels
from qualcode.text.document import Document

if TYPE_CHECKING:
    from qualcode.analysis.coded_units import DocumentUnits

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and what is being done."""


class RowFile(Protocol):
    """Where finished rows go."""

    def write(self, content: bytes) -> object:
        """Add bytes to it."""

    def restart(self) -> object:
        """Begin anew, empty."""


@dataclass(slots=True)
class Gathered:
    """What all pieces give together, the codings' bytes excepted."""

    sums: Sums
    n_codings: int = 0
    documents: list[Any] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    guesses: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    units: "list[DocumentUnits]" = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    read: list[Document] = field(default_factory=list)
    lengths: Counter[int] = field(default_factory=Counter)
    fitting: Fitting = field(default_factory=Fitting)
    foreign: int = 0
    reviewed: Reviewed = field(default_factory=Reviewed)
    left_out: list[LeftOut] = field(default_factory=list)


def gather(
    prepared: Prepared,
    table: RowFile | None = None,
    progress: Progress | None = None,
    *,
    keep_rows: bool = False,
) -> Gathered:
    """Code all documents, writing the rows into `table` as they come; without one the coded units are kept.

    `keep_rows` keeps the codings with their texts and the documents besides, without attributes.

    A label may be certain in one document and doubtful in another. Where that happened, all is
    done again with the labels of the whole run known, so that the order of files decides nothing.

    Raises
    ------
    ReadError
        No document could be read.
    """
    job = prepared.job if table else prepared.job._replace(units=True, rows=keep_rows)
    gathered, certain, doubtful = _pass(job, prepared, table, progress)
    known = known_labels(certain, doubtful)
    if known:
        if table:
            table.restart()
        gathered, _, _ = _pass(job.knowing(known), prepared, table, progress)
    if not gathered.documents:
        raise _nothing_read(gathered)
    return gathered


def warnings_of(prepared: Prepared, gathered: Gathered) -> list[str]:
    """About what was asked for, about the attributes, then about the documents in their order."""
    asked = misfits(prepared.job.plan.population, gathered.fitting)
    if not asked and not gathered.sums.units.sum():
        asked = ["the population says nothing in these transcripts: there is nothing to code"]
    foreign = foreign_units(gathered.foreign, prepared.job.shown(prepared.job.plan.codebook.spacy_model))
    people = about_people(prepared.job.plan, gathered.sums, gathered.reviewed, gathered.left_out)
    return said_once([*asked, *foreign, *prepared.warnings, *people, *gathered.warnings])


def _nothing_read(gathered: Gathered) -> ReadError:
    first = gathered.failures[0]
    more = f" (and {len(gathered.failures) - 1} more)" if len(gathered.failures) > 1 else ""
    return ReadError(
        f"no transcript could be coded: {first.reason}{more}",
        place=first.file,
        cure=first.cure,
        slug="nothing-read",
    )


def _pass(
    job: Job, prepared: Prepared, table: RowFile | None, progress: Progress | None
) -> tuple[Gathered, frozenset[str], frozenset[str]]:
    """One pass over all files."""
    if table:
        table.write(codings_head(job, bom=prepared.bom))
    gathered = Gathered(no_sums(job.plan.counting, len(job.plan.codebook.codes)))
    certain: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    files = prepared.inputs.files
    if progress:
        progress(0, len(files), "coding")
    for piece in pieces(job, files, workers=prepared.workers):
        if table:
            table.write(piece.codings)
        _add(gathered, piece)
        certain |= piece.certain
        doubtful |= piece.doubtful
        if progress:
            progress(len(gathered.documents) + len(gathered.failures), len(files), "coding")
    return gathered, certain, doubtful


def _add(gathered: Gathered, piece: Piece) -> None:
    gathered.sums.add(piece.sums)
    gathered.n_codings += piece.n_codings
    gathered.foreign += piece.foreign
    gathered.reviewed = gathered.reviewed.plus(piece.reviewed)
    gathered.lengths += piece.lengths
    gathered.fitting.add(piece.fitting)
    lists = ("documents", "records", "guesses", "warnings", "failures", "units", "rows", "left_out", "read")
    for name in lists:
        getattr(gathered, name).extend(getattr(piece, name))
