"""The main job: transcripts and a codebook become the tables of a paper."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.analysis.columns import Columns
from qualcode.analysis.cooccurrence import StrongPair, strongest_pairs
from qualcode.analysis.frequency import frequency_columns
from qualcode.codebook.model import Codebook
from qualcode.coding.rows import DOCUMENT_COLUMNS
from qualcode.coding.sums import Sums, no_sums
from qualcode.errors import ReadError
from qualcode.export.atomic import OutputFile, OutputFolder
from qualcode.ingest import natural_key
from qualcode.project.asked import Fitting, foreign_units, misfits
from qualcode.project.batch import Failure, Job, Piece
from qualcode.project.found import check_output, nothing_to_read
from qualcode.project.labels import known_labels
from qualcode.project.older import older
from qualcode.project.options import CodeOptions, Prepared, prepare
from qualcode.project.provenance import provenance
from qualcode.project.tables import TableFile, codings_head, summary_tables
from qualcode.project.workers import pieces
from qualcode.terms import INTERVIEWER

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and what is being done."""


@dataclass(slots=True)
class Gathered:
    """What all pieces give together, the codings' bytes excepted."""

    sums: Sums
    n_codings: int
    documents: list[Any]
    records: list[dict[str, Any]]
    guesses: list[tuple[str, str]]
    warnings: list[str]
    failures: list[Failure]
    lengths: Counter[int]
    fitting: Fitting
    foreign: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, for the screen and for those who call it.

    `skipped` names the files that were not read, with reasons; nobody would take those in
    `expected` for transcripts. `exit_status` is 1 where one was named on the command line.
    `older` names files of other formats that stand in the folder from an earlier run.
    `sentences` are the median and the greatest length of a sentence in words, or None where
    other units were coded.
    """

    folder: str
    files: tuple[str, ...]
    codebook: Codebook
    sums: Sums
    frequencies: Columns
    strongest: tuple[StrongPair, ...]
    n_documents: int
    n_codings: int
    guesses: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    expected: frozenset[str]
    sentences: tuple[int, int] | None
    older: tuple[str, ...]
    exit_status: int


def run(options: CodeOptions, *, progress: Progress | None = None) -> Report:
    """Code transcripts and write the tables.

    Raises
    ------
    CodebookError, UsageError, ReadError, WriteError
        Nothing is then left behind: no file appears before all are complete.
    """
    if options.formats:
        _check_formats(options.formats)
    prepared = prepare(options)
    check_output(options.output, options.inputs, prepared.inputs)
    if not prepared.inputs.files:
        raise nothing_to_read(options.inputs, prepared.inputs)
    with OutputFolder(Path(options.output)) as folder:
        table = folder.file("codings.csv")
        gathered = _code(prepared, table, progress)
        if not gathered.documents:
            raise _nothing_read(gathered)
        tables = {"codings.csv": _codings_entry(table, gathered)}
        codebook = prepared.job.plan.codebook
        found = frequency_columns(gathered.sums, codebook, lang=options.lang)
        for one in summary_tables(gathered.sums, found, gathered.documents, options, codebook):
            tables[one.name] = _write(folder, one)
        record = _record(options, prepared, gathered, tables)
        more = _beside(folder, record, options) if options.formats or options.dictionary else []
        text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        folder.file("provenance.json").write(text.encode())
    return _report(options, prepared, gathered, found, (*tables, *more, "provenance.json"))


def _check_formats(formats: Sequence[str]) -> None:
    from qualcode.export.formats import check_formats

    check_formats(formats)


def _beside(folder: OutputFolder, record: Mapping[str, Any], options: CodeOptions) -> list[str]:
    """Write what was asked for beside the CSV files."""
    from qualcode.project.exporting import beside_run

    return beside_run(folder, record, options.formats)


def _nothing_read(gathered: Gathered) -> ReadError:
    first = gathered.failures[0]
    more = f" (and {len(gathered.failures) - 1} more)" if len(gathered.failures) > 1 else ""
    return ReadError(
        f"no transcript could be coded: {first.reason}{more}",
        place=first.file,
        cure=first.cure,
        slug="nothing-read",
    )


def _code(prepared: Prepared, table: OutputFile, progress: Progress | None) -> Gathered:
    """Code all documents, writing the rows as they come.

    A label may be certain in one document and doubtful in another. Where that happened, all is
    done again with the labels of the whole run known, so that the order of files decides nothing.
    """
    gathered, certain, doubtful = _pass(prepared.job, prepared, table, progress)
    known = known_labels(certain, doubtful)
    if known:
        table.restart()
        job = prepared.job.knowing(known)
        gathered, _, _ = _pass(job, prepared, table, progress)
    return gathered


def _pass(
    job: Job, prepared: Prepared, table: OutputFile, progress: Progress | None
) -> tuple[Gathered, frozenset[str], frozenset[str]]:
    """One pass over all files."""
    table.write(codings_head(job, bom=prepared.bom))
    sums = no_sums(job.plan.counting, len(job.plan.codebook.codes))
    gathered = Gathered(sums, 0, [], [], [], [], [], Counter(), Fitting())
    certain: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    files = prepared.inputs.files
    if progress:
        progress(0, len(files), "coding")
    for piece in pieces(job, files, workers=prepared.workers):
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
    gathered.lengths += piece.lengths
    gathered.fitting.add(piece.fitting)
    for name in ("documents", "records", "guesses", "warnings", "failures"):
        getattr(gathered, name).extend(getattr(piece, name))


def _codings_entry(table: OutputFile, gathered: Gathered) -> dict[str, Any]:
    """What provenance says of `codings.csv`; its N are coding units, whatever tables count."""
    at = DOCUMENT_COLUMNS.index("population_units")
    return {
        "sha256": table.sha256,
        "rows": gathered.n_codings,
        "N": sum(int(row[at]) for row in gathered.documents),
        "counted_by": gathered.sums.counting.coding_unit,
    }


def _write(folder: OutputFolder, table: TableFile) -> dict[str, Any]:
    file = folder.file(table.name)
    file.write(table.content)
    return {"sha256": file.sha256, "rows": table.rows, "N": table.n, "counted_by": table.counted_by}


def _record(
    options: CodeOptions, prepared: Prepared, gathered: Gathered, tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    sums = gathered.sums
    characters = int(sums.population_characters.sum())
    return provenance(
        command="code",
        inputs=_inputs(options, prepared),
        options=options.recorded(prepared),
        codebook=prepared.job.plan.codebook,
        attributes=prepared.attributes_record,
        population={
            "speakers": list(options.speakers) or [f"!={INTERVIEWER}"],
            "where": [f"{name}={value}" for name, value in options.where],
            "N": int(sums.units.sum()),
            "words": int(sums.population_tokens.sum()) - characters,
            "characters": characters,
        },
        documents=gathered.records,
        guesses=[{"document": document, "guess": guess} for document, guess in gathered.guesses],
        skipped=[{"file": file, "reason": reason} for file, reason in _skipped(prepared, gathered)],
        warnings=_warnings(prepared, gathered),
        tables=tables,
    )


def _inputs(options: CodeOptions, prepared: Prepared) -> list[str]:
    """The inputs as results write them; only what was given twice stands once."""
    given = {Path(path).as_posix() for path in options.inputs}
    return sorted(map(prepared.job.shown, given), key=lambda path: (natural_key(path), path))


def _warnings(prepared: Prepared, gathered: Gathered) -> list[str]:
    """About what was asked for, about the attributes, then about the documents in their order."""
    asked = misfits(prepared.job.plan.population, gathered.fitting)
    if not asked and not gathered.sums.units.sum():
        asked = ["the population says nothing in these transcripts: there is nothing to code"]
    foreign = foreign_units(gathered.foreign, prepared.job.shown(prepared.job.plan.codebook.spacy_model))
    return [*asked, *foreign, *prepared.warnings, *gathered.warnings]


def _skipped(prepared: Prepared, gathered: Gathered) -> list[tuple[str, str]]:
    """Files that were not read, with reasons, sorted by file."""
    left = [(prepared.job.shown(one.file), one.reason) for one in prepared.inputs.skipped]
    return sorted(left + [(one.file, f"{one.reason}; {one.cure}") for one in gathered.failures])


def _report(
    options: CodeOptions, prepared: Prepared, gathered: Gathered, frequencies: Columns, files: Sequence[str]
) -> Report:
    codebook = prepared.job.plan.codebook
    left = [one.named for one in prepared.inputs.skipped] + [one.named for one in gathered.failures]
    return Report(
        folder=options.output,
        files=tuple(files),
        codebook=codebook,
        sums=gathered.sums,
        frequencies=frequencies,
        strongest=tuple(strongest_pairs(gathered.sums, codebook)),
        n_documents=len(gathered.documents),
        n_codings=gathered.n_codings,
        guesses=tuple(gathered.guesses),
        warnings=tuple(_warnings(prepared, gathered)),
        skipped=tuple(_skipped(prepared, gathered)),
        expected=frozenset(prepared.job.shown(one.file) for one in prepared.inputs.skipped if one.expected),
        sentences=_sentence_lengths(gathered.lengths),
        older=tuple(older(options.output, files)),
        exit_status=1 if any(left) else 0,
    )


def _sentence_lengths(lengths: Counter[int]) -> tuple[int, int] | None:
    """Median (the lower one of two) and greatest length."""
    middle, seen = (lengths.total() + 1) // 2, 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= middle:
            return length, max(lengths)
    return None
