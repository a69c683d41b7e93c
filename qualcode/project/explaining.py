"""Which document, place and code are to be explained: as a command names them, or as a table does."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcode.coding.rows import text_sha256
from qualcode.errors import ReadError, UsageError
from qualcode.project.options import CodeOptions, Prepared, prepare
from qualcode.project.reading import document_in
from qualcode.terms import CodeId
from qualcode.text.document import Document
from qualcode.workshop.explain import Explanation, explain


def explain_place(options: CodeOptions, place: str, *, codes: Sequence[CodeId] | None = None) -> Explanation:
    """Explain `DOCUMENT:POSITION`, where DOCUMENT is an id or a file among the inputs of `options`.

    Without inputs it is a file by itself.

    Raises
    ------
    UsageError, ReadError, CodebookError
        No such place, or what `qualcode code` would refuse with these options.
    """
    name, position = _parted(place)
    prepared = prepare(options if options.inputs else replace(options, inputs=(name,)))
    document = document_in(prepared, name)
    return _explained(prepared, document, position, codes)


def explain_row(options: CodeOptions, results: str, row: int) -> tuple[Explanation, list[str]]:
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
    record = _provenance(results)
    document_id, start, code = _coding(results, row)
    prepared = prepare(_as_then(record, options))
    document = document_in(prepared, document_id)
    told = _explained(prepared, document, start, [code])
    return told, _changes(record, prepared, document)


def _explained(
    prepared: Prepared, document: Document, position: int, codes: Sequence[CodeId] | None
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
    )


def _parted(place: str) -> tuple[str, int]:
    """Document and position."""
    name, sign, position = place.replace("：", ":").rpartition(":")
    if not (sign and name and position.strip().isdecimal()):
        raise UsageError(
            f"{place} names no place",
            cure="write DOCUMENT:POSITION, such as 01_secretary:120; the position is a character of the "
            "text, like start in codings.csv",
            slug="place",
        )
    return name, int(position)


def _provenance(results: str) -> dict[str, Any]:
    file = Path(results) / "provenance.json"
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8-sig"))
        _ = record["options"]["unit"], record["inputs"], record["documents"], record["codebook"]["file"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ReadError(
            "this is no folder of results: it has no provenance.json of qualcode",
            place=results,
            cure="name the folder that qualcode code wrote",
            slug="results",
        ) from None
    return record


def _coding(results: str, row: int) -> tuple[str, int, CodeId]:
    """Document, start and code of a row of codings.csv."""
    file = Path(results) / "codings.csv"
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except OSError as error:
        raise ReadError(
            f"the codings cannot be read: {error.strerror}",
            place=file.as_posix(),
            cure="run qualcode code again",
            slug="results",
        ) from None
    if not 1 <= row <= len(rows):
        raise UsageError(
            f"there is no row {row:,}: codings.csv has {len(rows):,}",
            place=file.as_posix(),
            cure="rows are counted from 1, the first below the header",
            slug="row",
        )
    found = rows[row - 1]
    return found["document"], int(found["start"]), found["code"]


def _as_then(record: dict[str, Any], now: CodeOptions) -> CodeOptions:
    """The options of a run, with the files that are named now in place of those of then."""
    then, attributes = record["options"], record.get("attributes") or {}
    settings = then.get("settings") or {}
    return CodeOptions(
        inputs=now.inputs or tuple(record["inputs"]),
        codebook=now.codebook or record["codebook"]["file"],
        unit=then["unit"],
        speakers=tuple(then["speakers"]),
        where=tuple(_condition(one) for one in then["where"]),
        attributes=now.attributes or attributes.get("file", ""),
        encoding=then["encoding"] or "",
        speaker_pattern=then["speaker_pattern"] or "",
        split_at=then["split_at"],
        wrapped=then["wrapped"],
        join_turns=then["join_turns"],
        settings=now.settings or settings.get("file", ""),
    )


def _condition(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _changes(record: dict[str, Any], prepared: Prepared, document: Document) -> list[str]:
    """What is no longer as it was when the table was written."""
    changes = []
    codebook = prepared.job.plan.codebook
    if record["codebook"].get("rules_sha256") != codebook.rules_sha256:
        changes.append(f"{codebook.file}: the rules have changed since; they are explained as they are now")
    then = {one["document"]: one["sha256"] for one in record["documents"]}
    if then.get(document.id) != text_sha256(document):
        changes.append(f"{document.source.file}: the transcript has changed since: places may have moved")
    return changes
