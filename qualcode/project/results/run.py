"""The main job: transcripts and a codebook become the tables of a paper."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.analysis.columns import Columns
from qualcode.analysis.cooccurrence import StrongPair, strongest_pairs
from qualcode.analysis.frequency import frequency_columns
from qualcode.codebook.model import Codebook
from qualcode.coding.rows import DOCUMENT_COLUMNS
from qualcode.coding.sums import Sums
from qualcode.export.atomic import OutputFile, OutputFolder
from qualcode.ingest import natural_key
from qualcode.project.job.gathering import Gathered, Progress, gather, warnings_of
from qualcode.project.job.options import CodeOptions, Prepared, prepare
from qualcode.project.job.people_told import missing_in
from qualcode.project.job.tables import TableFile, summary_tables
from qualcode.project.results.older import older
from qualcode.project.results.provenance import provenance
from qualcode.project.study.inputs import check_output, nothing_to_read
from qualcode.terms import INTERVIEWER


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
    return run_prepared(options, prepare(options), progress=progress)


def run_prepared(options: CodeOptions, prepared: Prepared, *, progress: Progress | None = None) -> Report:
    """The same with what was read already: journals of coders, codebook, and which transcripts there are."""
    check_output(options.output, options.inputs, prepared.inputs)
    if not prepared.inputs.files:
        raise nothing_to_read(options.inputs, prepared.inputs)
    with OutputFolder(Path(options.output)) as folder:
        table = folder.file("codings.csv")
        gathered = gather(prepared, table, progress)
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
    from qualcode.project.results.exporting import beside_run

    return beside_run(folder, record, options.formats)


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
        warnings=warnings_of(prepared, gathered),
        tables=tables,
        codings=_people(prepared, gathered),
    )


def _people(prepared: Prepared, gathered: Gathered) -> dict[str, Any] | None:
    """What provenance says of a person's codings; None for the rules alone."""
    by, record = prepared.job.plan.by, prepared.people_record
    if by is None or record is None:
        return None
    codes = prepared.job.plan.codebook.codes
    missing = {codes[at].id: list(documents) for at, documents in missing_in(gathered.sums).items()}
    numbers = gathered.reviewed._asdict()
    told = numbers if by.with_rules else {"outside": numbers["outside"]}
    return {**record, **told, "missing": missing}


def _inputs(options: CodeOptions, prepared: Prepared) -> list[str]:
    """The inputs as results write them; only what was given twice stands once."""
    given = {Path(path).as_posix() for path in options.inputs}
    return sorted(map(prepared.job.shown, given), key=lambda path: (natural_key(path), path))


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
        warnings=tuple(warnings_of(prepared, gathered)),
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
