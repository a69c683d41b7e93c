"""A folder of results, read back: its codings, its record, and how to do it all again."""

import csv
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.coding.rows import CODING_COLUMNS, text_sha256
from qualcode.errors import ReadError
from qualcode.project.job.options import CodeOptions, Prepared
from qualcode.terms import RULES_CODER
from qualcode.text.document import Document

CODINGS, FREQUENCIES, DOCUMENTS = "codings.csv", "frequencies.csv", "documents.csv"
PROVENANCE = "provenance.json"
LARGEST_CELL = 1 << 30
"""A unit may be a whole document: what the csv module takes by itself is too little."""


class Record(NamedTuple):
    """What a run wrote of itself: its options, the hash of its rules, and of each document's text.

    `sha256` is that of the codebook's file, `tables` has that of each table by its name.
    """

    options: CodeOptions
    rules_sha256: str
    texts: Mapping[str, str]
    sha256: str
    tables: Mapping[str, str]


def files_of(results: str) -> tuple[str, ...]:
    """The files of a folder of results that are read back."""
    return tuple((Path(results) / name).as_posix() for name in (CODINGS, PROVENANCE))


def is_results(path: str | Path) -> bool:
    """Whether a path is a folder of results."""
    return (Path(path) / PROVENANCE).is_file()


def record_of(results: str) -> Record:
    """The record of the run that wrote a folder of results; raises ReadError where there is none."""
    return read_record(results)[0]


def read_record(results: str) -> tuple[Record, dict[str, Any]]:
    """The same, and all that stands in provenance.json."""
    file = Path(results) / PROVENANCE
    try:
        written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8-sig"))
        return _record(written), written
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ReadError(
            "this is no folder of results: it has no provenance.json of qualcode, or a damaged one",
            place=results,
            cure="name the folder that qualcode code wrote",
            slug="results",
        ) from None


def _record(written: dict[str, Any]) -> Record:
    then = written["options"]
    options = CodeOptions(
        inputs=tuple(map(_text, written["inputs"])),
        codebook=_text(written["codebook"]["file"]),
        unit=_text(then["unit"]),
        count_by=_text(then["count_by"]),
        rollup=bool(then["rollup"]),
        speakers=tuple(map(_text, then["speakers"])),
        where=tuple(_condition(_text(one)) for one in then["where"]),
        attributes=_text((written["attributes"] or {}).get("file", "")),
        encoding=_text(then["encoding"] or ""),
        columns=tuple((role, _text(column)) for role, column in (then.get("columns") or {}).items()),
        speaker_pattern=_text(then["speaker_pattern"] or ""),
        split_at=_text(then["split_at"]),
        wrapped=None if then["wrapped"] is None else bool(then["wrapped"]),
        join_turns=bool(then["join_turns"]),
        settings=_text((then["settings"] or {}).get("file", "")),
        excel_safe=bool(then.get("excel_safe")),
        coder=_text(then.get("coder", RULES_CODER)),
        reviewed_only=bool(then.get("reviewed_only")),
    )
    texts = {_text(one["document"]): _text(one["sha256"]) for one in written["documents"]}
    codebook = written["codebook"]
    tables = {name: _text(one["sha256"]) for name, one in written["tables"].items()}
    return Record(options, _text(codebook["rules_sha256"]), texts, _text(codebook["sha256"]), tables)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value} is no text")
    return value


def _condition(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def codings_of(results: str) -> list[dict[str, str]]:
    """The rows of `codings.csv` in a folder of results."""
    return _table(Path(results) / CODINGS, CODING_COLUMNS, ("unit", "start", "end"))


def frequencies_of(results: str) -> list[dict[str, str]]:
    """The rows of `frequencies.csv` in a folder of results; a code that could not be given has no numbers."""
    columns = ("code", "n_codings", "n_documents", "share_units", "counted_by", "population", "N")
    return _table(Path(results) / FREQUENCIES, columns, ("N",), maybe=("n_codings", "n_documents"))


def n_heard(results: str) -> int:
    """How many documents hold a word of the population, as `documents.csv` says."""
    columns = ("document", "population_tokens")
    rows = _table(Path(results) / DOCUMENTS, columns, ("population_tokens",))
    return sum(int(row["population_tokens"]) > 0 for row in rows)


def is_as_written(results: str, name: str, record: Record) -> bool:
    """Whether a table is byte for byte the one that the run wrote."""
    data = (Path(results) / name).read_bytes()
    return hashlib.sha256(data).hexdigest() == record.tables.get(name)


def edited(results: str, record: Record, *, only: Collection[str] = ()) -> list[str]:
    """A warning for each table of a run that is not what the run wrote; `only` names tables (`codings.csv`).

    Tables that are no longer there are not told of.
    """
    names = [
        name for name in record.tables if (not only or name in only) and (Path(results) / name).is_file()
    ]
    return [
        f"{results}/{name} was changed after the run wrote it (provenance.json has another SHA-256): its "
        "numbers and texts are taken as they stand in the file now"
        for name in names
        if not is_as_written(results, name, record)
    ]


def _table(
    file: Path, columns: Sequence[str], numbers: Sequence[str], *, maybe: Sequence[str] = ()
) -> list[dict[str, str]]:
    """The rows of a table that has these columns, and whole numbers in some of them, or `maybe` nothing."""
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, restval="")
            rows, names = [dict(row) for row in table], set(table.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _damaged(file, getattr(error, "strerror", None) or "it is no table in UTF-8") from None
    finally:
        csv.field_size_limit(before)
    cells = [row.get(name, "") for row in rows for name in numbers]
    cells += [cell for row in rows for name in maybe if (cell := row.get(name, ""))]
    if not (names >= set(columns) and all(map(str.isdecimal, cells))):
        raise _damaged(file, "columns or numbers are missing")
    return rows


def _damaged(file: Path, reason: str) -> ReadError:
    what = {CODINGS: "codings", FREQUENCIES: "frequencies", DOCUMENTS: "documents"}[file.name]
    return ReadError(
        f"the {what} cannot be read: {reason}",
        place=file.as_posix(),
        cure="run qualcode code again, or save the table as CSV with commas, in UTF-8",
        slug="results",
    )


def as_then(record: Record, now: CodeOptions) -> CodeOptions:
    """The options of a run, with the files that are named now in place of those of then.

    Raises
    ------
    ReadError
        The codebook or the transcripts are not where they were, and no others are named.
    """
    then = record.options
    for given, names in ((now.codebook, [then.codebook]), (now.inputs, then.inputs)):
        name = names[0] if names else ""
        if not given and not any(Path(one).exists() for one in names):
            raise ReadError(
                "it is not here: provenance.json names it as it was named when the results were made",
                place=name,
                cure="go to the folder where qualcode code was run, or name the codebook with -c and the "
                "transcripts behind the results; what was named by its full path then must be named again",
                slug="moved",
            )
    beside = now.inputs and not Path(then.attributes).exists()
    return replace(
        then,
        inputs=now.inputs or then.inputs,
        codebook=now.codebook or then.codebook,
        attributes=now.attributes or ("" if beside else then.attributes),
        settings=now.settings or then.settings,
    )


def changes(record: Record, prepared: Prepared, document: Document) -> list[str]:
    """What is no longer as it was when the table was written."""
    told, plan = [], prepared.job.plan
    codebook = plan.codebook
    if plan.counting.by_rules and record.rules_sha256 != codebook.rules_sha256:
        told.append(f"{codebook.file}: the rules have changed since the table was written")
    if record.texts.get(document.id) != text_sha256(document):
        told.append(f"{document.source.file}: the transcript has changed since: places may have moved")
    return told
