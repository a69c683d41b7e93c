"""The library's front door to a study folder: what comes in, who speaks, what is wrong, what others coded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.columns import frame_of_rows
from qualcode.errors import UsageError
from qualcode.project.checks import checking
from qualcode.project.checks.findings import FINDING_COLUMNS
from qualcode.project.intake import ingesting
from qualcode.project.intake import renaming as document_renaming
from qualcode.project.intake.arriving import Arrival
from qualcode.project.intake.renaming import RenamedDocument
from qualcode.project.intake.speaking import SPEAKER_COLUMNS, speakers_in
from qualcode.project.job.defaults import in_study
from qualcode.project.job.given import population_of
from qualcode.project.job.options import CodeOptions
from qualcode.project.pseudonyms import apply as pseudonym_apply
from qualcode.project.pseudonyms import candidates as pseudonymise
from qualcode.project.pseudonyms.apply import Applied
from qualcode.project.pseudonyms.check import LEFT_COLUMNS, left_cells
from qualcode.project.pseudonyms.check import check_study as pseudonyms_left
from qualcode.project.pseudonyms.files import KEY, TABLE
from qualcode.project.study.folder import Study, study_at
from qualcode.project.study.texts import TRANSCRIPTS
from qualcode.project.teams import merging
from qualcode.project.teams.merging import Merged
from qualcode.pseudonyms.confirm import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

ARRIVAL_COLUMNS = ("document", "file", "state", "turns", "language", "note")


def ingest_study(
    study: str | Path = ".",
    *,
    documents: Sequence[str] = (),
    again: bool = False,
    dry_run: bool = False,
    workers: int = 1,
) -> "pd.DataFrame":
    """Read the transcripts of a study in: the twin of `qualcode ingest`.

    Parameters
    ----------
    study
        Its folder, or a place in it.
    documents, again, dry_run, workers
        As on the command line.

    Returns
    -------
    DataFrame
        One row a document: `document`, `file`, `state` (`new`, `same`, `turns`, `resaved`, `replaced`,
        `changed`, `text only`, `waiting`, `failed`), `turns` and `language` of those that were read, and in
        `note` what was guessed, the lines that differ, or why it failed.

    Raises
    ------
    UsageError
        There is no study, or no such document.
    ReadError, WriteError
        Settings or attributes cannot be read; a text cannot be written.
    """
    told: dict[str, Arrival] = {}

    def tell(one: Arrival) -> None:
        before = told.get(one.document)
        told[one.document] = replace(one, state=before.state) if before and before.state == "new" else one

    report = ingesting.ingest_study(
        study_of(study), documents=documents, again=again, write=not dry_run, workers=workers, tell=tell
    )
    for id, files in report.alike:
        names = ", ".join(files)
        told[id] = Arrival(id, names, "failed", reason=f"{names} would be called {id}: rename one of them")
    return frame_of_rows(ARRIVAL_COLUMNS, [_row(one) for one in told.values()])


def rename_document(old: str, new: str, *, study: str | Path = ".", dry_run: bool = False) -> RenamedDocument:
    """Let codings follow a transcript that was renamed or moved: the twin of `qualcode ingest --renamed`.

    Parameters
    ----------
    old, new
        The id that the document had, and the id, or the file, that its transcript has now.

    Returns how many `codings` and `memos` go along. Raises UsageError where the old transcript is still
    there, the new one is not, or their texts differ.
    """
    return document_renaming.rename_document(study_of(study), old, new, write=not dry_run)


def check_study(study: str | Path = ".") -> "pd.DataFrame":
    """Everything that may be wrong with a study: the twin of `qualcode check`.

    One row a finding: `level` (`error`, `warning`, `note`), `about`, `document`, `message`, `cure`.
    Raises UsageError where there is no study.
    """
    return frame_of_rows(FINDING_COLUMNS, checking.check_study(study_of(study)).findings)


def merge_study(
    other: str | Path, *, study: str | Path = ".", coders: Sequence[str] = (), dry_run: bool = False
) -> Merged:
    """Bring the codings and memos of another copy of a study into it: the twin of `qualcode merge`.

    Parameters
    ----------
    other
        The folder of the other copy, or a zip file of it.
    coders
        Take over only what they did; by default everybody's work.

    Returns
    -------
    Merged
        `table` is a row a coder and document; `conflicts`, `orphans`, `codes`, `overlaps` and `problems` are
        what is to be settled, `is_settled` whether there is nothing of that.

    Raises
    ------
    UsageError
        There is no study, `other` is none or the same one, or it has no such coder.
    ReadError, WriteError
        One was written by a newer version; a journal cannot be written.
    """
    return merging.merge_in(study_of(study), Path(other), coders=coders, write=not dry_run)


def speakers(*paths: str | Path) -> "pd.DataFrame":
    """Who speaks in transcripts, as it was recognised: the twin of `qualcode ingest --speakers`.

    One row a label and document: `document`, `label`, `title` (the bracket behind it), `role`, `taken` (`no`
    for lines that look like turns and were not taken for any), `turns` (or such lines), `tokens` (words),
    `line` of the first, `example`. Without paths the transcripts of the study are meant that Python runs in.

    Raises
    ------
    UsageError, ReadError
        No transcripts; one that was named and cannot be read.
    """
    found = speakers_in(in_study(CodeOptions(tuple(Path(path).as_posix() for path in paths), "")))
    return frame_of_rows(SPEAKER_COLUMNS, found.rows)


def pseudonym_candidates(study: str | Path = ".", *, names: str | Path = "") -> "pd.DataFrame":
    """What may tell who somebody is, as a table to confirm: the twin of `qualcode pseudonymise`.

    Writes `pseudonyms.csv` of the study, with earlier decisions kept, and returns it: `kind`, `original`,
    `replacement` (proposed), `n`, `n_documents`, `documents`, `rule`, `example`, `confirm`. `names` is the
    study's own list of names. Raises UsageError where there is no study, ReadError for a damaged file.
    """
    found, own = study_of(study), str(names)
    options = in_study(options_in(found))
    rows = pseudonymise.write_candidates(options, found.folder / TABLE, names=own).rows
    return frame_of_rows(COLUMNS, [row.cells() for row in rows])


def apply_pseudonyms(study: str | Path = ".", *, dry_run: bool = False) -> Applied:
    """Put the pseudonyms that `pseudonyms.csv` confirms into a study: `qualcode pseudonymise --apply`.

    Raises
    ------
    UsageError
        Nothing is confirmed; transcripts that are not in `text/` yet.
    ReadError
        Decisions that cannot be carried out, with every line; a text that cannot be read.
    """
    found = study_of(study)
    return pseudonym_apply.apply_pseudonyms(found, table=found.folder / TABLE, write=not dry_run)


def pseudonym_leftovers(study: str | Path = ".") -> "pd.DataFrame":
    """Where originals still stand in a study: the twin of `qualcode pseudonymise --check`.

    One row a place: `place` (file and line), `start`, `end`, `found`, `how`, `replacement`.
    Raises UsageError where there is no study, or neither table nor key.
    """
    folder = study_of(study).folder
    left, _ = pseudonyms_left(folder, table=folder / TABLE, key=folder / KEY)
    return frame_of_rows(LEFT_COLUMNS, [left_cells(one) for one in left])


def study_of(place: str | Path) -> Study:
    """The study that a place is or lies in. Raises UsageError where there is none."""
    found = study_at(Path(place))
    if found is None:
        cure = "make the folder of your transcripts a study with: qualcode init"
        raise UsageError(f"{Path(place).as_posix()} is no study", cure=cure, slug="no-study")
    return found


def options_in(
    study: Study,
    codebook: str | Path = "",
    *,
    unit: str = "",
    count_by: str = "",
    speakers: str | Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    split_at: str = "",
) -> CodeOptions:
    """What a library call says of all transcripts of a study, as the job takes it."""
    population = population_of(speakers, where)
    return CodeOptions(
        inputs=(study.path(TRANSCRIPTS),),
        codebook=Path(codebook).as_posix() if codebook else "",
        unit=unit,
        count_by=count_by,
        speakers=population.speakers,
        where=population.where,
        split_at=split_at,
    )


def _row(one: Arrival) -> tuple[str | int | None, ...]:
    said = (one.reason, *one.guesses, *one.warnings, *one.diff)
    turns = one.turns or None
    return one.document, one.file, one.state, turns, one.language, " || ".join(filter(None, said))
