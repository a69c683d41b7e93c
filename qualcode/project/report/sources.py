"""What a report is made of: results on disk, or the codings of one coder, tabulated for it and not kept."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from qualcode.errors import UsageError
from qualcode.project.job.coded_by import named_coder
from qualcode.project.job.defaults import results_folder, to_code
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.report.material import Run, open_run
from qualcode.project.results.folder import (
    Record,
    as_then,
    codings_of,
    files_of,
    is_results,
    read_record,
)
from qualcode.project.results.found_again import as_it_was
from qualcode.project.results.run import run_prepared
from qualcode.project.results.since import for_coder
from qualcode.project.study.folder import study_holding
from qualcode.project.study.texts import with_transcripts
from qualcode.terms import ROUND
from qualcode.text.filenames import file_name

NAME = "report"
"""The files are called so where nothing else is said."""


class Source(NamedTuple):
    """What a report is made of.

    results
        A folder of results; empty where transcripts are coded as their study says.
    options
        Where the files of those results are now; with a coder all that the job is told.
    coder
        Whose codings are tabulated for the report; empty: those of the results as they stand there.
    inputs
        The transcripts, and the folders that hold them.
    protected
        Files that are read, which the report must not take the place of.
    then
        What those results tell of themselves.
    """

    results: str
    options: CodeOptions
    coder: str
    inputs: tuple[str, ...]
    protected: tuple[str, ...]
    then: Record | None = None

    @property
    def place(self) -> Path:
        """Where the report goes that no place is named for: never into results that are not its own."""
        if not self.coder:
            return Path(self.results)
        study = study_holding(self.inputs)
        return Path(self.results).parent if self.results else study.folder if study else Path()

    @property
    def stem(self) -> str:
        """What its files are called, without their endings: a report of another coder has another name."""
        who = self.coder.replace(ROUND, "-round")
        parts = [NAME, *([who] if who else []), *(["reviewed"] if self.options.reviewed_only else [])]
        return file_name("-".join(parts))


def source_of(results: str, now: CodeOptions, coder: str, *, reviewed_only: bool = False) -> Source:
    """What a report is to be made of.

    Parameters
    ----------
    results
        A folder of results; empty: that of the study, or of the current folder. With `coder` also
        transcripts, which are then coded as their study says, or by the codebook that is named.
    now
        Transcripts and files that are no longer where the results name them; without results those that
        are coded.
    coder
        As `qualcode code --coder` takes it; empty: whosever the results are.

    Raises
    ------
    UsageError
        Several coders; an option that does nothing; no transcripts or no codebook.
    ReadError
        The results are none, or what they were made of has moved.
    """
    _check(coder, reviewed_only=reviewed_only)
    folder = results or results_folder()
    if coder and not is_results(folder):
        given = replace(now, inputs=(*filter(None, [results]), *now.inputs))
        found = to_code(given, cure="name one with -c, or a folder of results")
        mine = replace(found, coder=coder, reviewed_only=reviewed_only)
        return Source("", mine, coder, mine.inputs, mine.paths)
    record, written = read_record(folder)
    inputs = now.inputs or record.options.inputs
    protected = (*files_of(folder), *now.paths, *record.options.paths)
    if not coder:
        return Source(folder, now, "", inputs, protected)
    mine = replace(_as_counted(record, written, now, coder), coder=coder, reviewed_only=reviewed_only)
    return Source(folder, mine, coder, inputs, protected, record)


def _check(coder: str, *, reviewed_only: bool) -> None:
    if "," in coder or "，" in coder:
        cure = (
            f"make one of each; qualcode analyze freq --coder {coder} sets their numbers side by side, "
            "and qualcode agree says how far they agree"
        )
        raise UsageError(f"a report is of one coder, and {coder} are several", cure=cure, slug="coders")
    if coder:
        named_coder(coder)
    elif reviewed_only:
        cure = "add --coder rules+NAME, whose decisions on rule codings are meant"
        raise UsageError("--reviewed-only does nothing without --coder", cure=cure, slug="idle-option")


def check_place(folder: Path, inputs: Sequence[str]) -> None:
    """Refuse a report among the transcripts, by which it would be read as one of them.

    Raises
    ------
    UsageError
        The folder lies in one of `inputs`, and in no results.
    """
    study = study_holding(inputs)
    meant = with_transcripts(inputs, study) if study else inputs
    place = Path(os.path.realpath(folder))
    for root in (Path(os.path.realpath(one)) for one in meant):
        between = [one for one in (place, *place.parents) if one.is_relative_to(root)]
        if between and not any(map(is_results, between)):
            raise UsageError(
                "the report cannot stand among the transcripts: it would be read as one of them",
                place=folder.as_posix(),
                cure="choose another place with -o",
                slug="output",
            )


def _as_counted(record: Record, written: Mapping[str, Any], now: CodeOptions, coder: str) -> CodeOptions:
    """The options of a run for the codings of another coder, without what only its tables need."""
    then = for_coder(as_it_was(as_then(record, now), written), coder)
    return replace(then, excel_safe=False, prompted=False)


@contextmanager
def opened(source: Source, progress: Progress | None = None) -> Iterator[Run]:
    """The run behind a report; one that was made for it is gone afterwards.

    Raises
    ------
    ReadError, UsageError, CodebookError
        What `open_run` or `qualcode code` would refuse.
    """
    if not source.coder:
        yield open_run(source.options, source.results)
        return
    prepared = prepare(source.options)
    with TemporaryDirectory(prefix="qualcode") as temporary:
        folder = (Path(temporary) / "results").as_posix()
        done = run_prepared(replace(source.options, output=folder), prepared, progress=progress)
        record, written = read_record(folder)
        files = tuple(file for file in prepared.inputs.files if file.id in record.texts)
        mine = prepared._replace(inputs=prepared.inputs._replace(files=files))
        yield Run(folder, record, written, codings_of(folder), mine, source.options, done)
