"""A folder of results, read back: its codings, its record, and how to do it all again."""

import csv
import json
from pathlib import Path
from typing import Any

from qualcode.coding.rows import CODING_COLUMNS, text_sha256
from qualcode.errors import ReadError
from qualcode.project.options import CodeOptions, Prepared
from qualcode.text.document import Document

CODINGS, PROVENANCE = "codings.csv", "provenance.json"
OPTIONS = (
    *("unit", "speakers", "where", "encoding", "speaker_pattern", "split_at", "wrapped", "join_turns"),
    "settings",
)
"""What a run must have recorded so that it can be done again."""


def files_of(results: str) -> tuple[str, ...]:
    """The files of a folder of results that are read back."""
    return tuple((Path(results) / name).as_posix() for name in (CODINGS, PROVENANCE))


def provenance_of(results: str) -> dict[str, Any]:
    """The record of the run that wrote a folder of results."""
    file = Path(results) / PROVENANCE
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8-sig"))
        _ = record["inputs"], record["documents"], record["codebook"]["file"]
        _ = [record["options"][name] for name in OPTIONS]
    except (OSError, ValueError, KeyError, TypeError):
        raise ReadError(
            "this is no folder of results: it has no provenance.json of qualcode",
            place=results,
            cure="name the folder that qualcode code wrote",
            slug="results",
        ) from None
    return record


def codings_of(results: str) -> list[dict[str, str]]:
    """The rows of `codings.csv` in a folder of results."""
    file = Path(results) / CODINGS
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, restval="")
            rows, names = [dict(row) for row in table], set(table.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _damaged(file, getattr(error, "strerror", None) or "it is no table") from None
    if not (names >= set(CODING_COLUMNS) and all(map(_is_numbered, rows))):
        raise _damaged(file, "columns or numbers are missing")
    return rows


def _is_numbered(row: dict[str, str]) -> bool:
    """Whether a row has numbers where they belong."""
    return all(row[name].isdecimal() for name in ("unit", "start", "end"))


def _damaged(file: Path, reason: str) -> ReadError:
    return ReadError(
        f"the codings cannot be read: {reason}",
        place=file.as_posix(),
        cure="run qualcode code again",
        slug="results",
    )


def as_then(record: dict[str, Any], now: CodeOptions) -> CodeOptions:
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


def changes(record: dict[str, Any], prepared: Prepared, document: Document) -> list[str]:
    """What is no longer as it was when the table was written."""
    changes = []
    codebook = prepared.job.plan.codebook
    if record["codebook"].get("rules_sha256") != codebook.rules_sha256:
        changes.append(f"{codebook.file}: the rules have changed since the table was written")
    then = {one["document"]: one["sha256"] for one in record["documents"]}
    if then.get(document.id) != text_sha256(document):
        changes.append(f"{document.source.file}: the transcript has changed since: places may have moved")
    return changes
