"""Which document, place and code are to be explained: as a command names them, or as a table does."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.project.job.options import CodeOptions, Prepared, prepare
from qualcode.project.job.reading import document_in
from qualcode.project.results.folder import CODINGS, as_then, changes, codings_of, record_of
from qualcode.terms import RULES_CODER, CodeId
from qualcode.text.document import Document
from qualcode.workshop.explain import Explanation, explain


def explain_place(
    options: CodeOptions, place: str, *, codes: Sequence[CodeId] | None = None, brief: bool = False
) -> Explanation:
    """Explain `DOCUMENT:POSITION`, where DOCUMENT is an id or a file among the inputs of `options`.

    Without inputs it is a file by itself.

    Raises
    ------
    UsageError, ReadError, CodebookError
        No such place, or what `qualcode code` would refuse with these options.
    """
    name, position = _parted(place)
    if not options.inputs and not Path(name).exists():
        cure = "name a file, or the folder of the transcripts behind the place"
        raise UsageError(f"there is no file {name}", cure=cure, slug="unknown-document")
    prepared = prepare(options if options.inputs else replace(options, inputs=(name,)))
    document = document_in(prepared, name)
    return _explained(prepared, document, position, codes, brief=brief)


def explain_row(
    options: CodeOptions, results: str, row: int, *, brief: bool = False
) -> tuple[Explanation, list[str]]:
    """Explain a row of `codings.csv` (the first below the header is 1) in a folder of results.

    Everything is done as it was then; inputs, codebook, attributes and settings of `options` take the
    place of those that `provenance.json` names.

    Returns
    -------
    tuple
        The explanation of the row's code, and what has changed since the table was written.

    Raises
    ------
    UsageError, ReadError, CodebookError
        No such folder or row, or files that are no longer where they were.
    """
    record = record_of(results)
    found = row_of(results, row)
    if found["coder"] != RULES_CODER:
        raise UsageError(
            f"row {row:,} was coded by {found['coder']}: there is no rule to explain",
            cure="name a row whose coder is rules; qualcode explain DOCUMENT:POSITION says what the rules "
            "make of a place",
            slug="no-rule",
        )
    document_id, start, code = found["document"], int(found["start"]), found["code"]
    prepared = prepare(as_then(record, options))
    document = document_in(prepared, document_id)
    told = _explained(prepared, document, start, [code], brief=brief)
    return told, changes(record, prepared, document)


def _explained(
    prepared: Prepared, document: Document, position: int, codes: Sequence[CodeId] | None, *, brief: bool
) -> Explanation:
    plan = prepared.job.plan
    return explain(
        document,
        plan.codebook,
        position,
        codes=codes,
        unit=plan.unit,
        population=plan.population,
        split_at=plan.split_at,
        brief=brief,
    )


def _parted(place: str) -> tuple[str, int]:
    """Document and position; a colon may also stand in the name."""
    found = re.fullmatch(r"(.+)[:：]\s*([0-9]{1,15})\s*", place)
    if not found:
        cure = (
            "for a folder of results add --row and a number"
            if Path(place).is_dir()
            else "write DOCUMENT:POSITION, such as 01_secretary:120; the position is a character of the "
            "text, like start in codings.csv"
        )
        raise UsageError(f"{place} names no place", cure=cure, slug="place")
    return found[1], int(found[2])


def coding_at(results: str, row: int) -> tuple[str, int, CodeId]:
    """Document, start and code of a row of codings.csv; raises UsageError where there is no such row."""
    found = row_of(results, row)
    return found["document"], int(found["start"]), found["code"]


def row_of(results: str, row: int) -> dict[str, str]:
    """A row of codings.csv; raises UsageError where there is no such row."""
    rows = codings_of(results)
    if not 1 <= row <= len(rows):
        raise UsageError(
            f"there is no row {row:,}: codings.csv has {len(rows):,}",
            place=(Path(results) / CODINGS).as_posix(),
            cure="rows are counted from 1, the first below the header",
            slug="row",
        )
    return rows[row - 1]
