"""The tables of a folder of results, read back with their types and with what their run says of them."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.coding.population import Population
from qualcode.errors import ReadError
from qualcode.export.csv import DANGEROUS
from qualcode.export.dictionary import MATRICES, described
from qualcode.export.dictionary_shapes import Kind
from qualcode.export.table import Cell, Table, columns_of
from qualcode.project.job.coded_by import whose
from qualcode.project.results.folder import LARGEST_CELL, Record, codings_of
from qualcode.terms import RULES_CODER

DICTIONARY = "data_dictionary.csv"
CURE = "run qualcode code again, or save the table as CSV with commas, in UTF-8"
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]\d+)?|-?inf")
_LEAD = "'"


class Saved(NamedTuple):
    """The tables of a run, names of codes by their ids, and what the codings were made by."""

    tables: list[Table]
    codes: dict[str, str]
    source: str
    about: tuple[tuple[str, str], ...]


UNCOUNTED = ("codings", "documents")
"""Tables without numbers of codes."""


class CsvRows:
    """The rows of a CSV file, read anew each time: numbers as numbers, empty fields of such as None."""

    def __init__(self, file: Path, kinds: Sequence[Kind], *, safe: bool) -> None:
        self.file, self.kinds, self.safe = file, kinds, safe

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        lines = _lines(self.file)
        next(lines, None)
        for line in lines:
            yield [self._cell(text, kind) for text, kind in zip(line, self.kinds, strict=True)]

    def _cell(self, text: str, kind: Kind) -> Cell:
        if kind == "text":
            return unguarded(text) if self.safe else text
        return None if not text else int(text) if kind == "integer" else float(text)


def unguarded(text: str) -> str:
    """A text less the sign that `--excel-safe` put before it."""
    return text[1:] if text[:1] == _LEAD and text[1:].startswith(DANGEROUS) else text


def codings_said(results: str, record: Record) -> list[dict[str, str]]:
    """The rows of `codings.csv` in a folder of results, with its texts as they were said."""
    rows = codings_of(results)
    if not record.options.excel_safe:
        return rows
    return [{name: unguarded(value) for name, value in row.items()} for row in rows]


def saved_tables(files: Mapping[str, Path], record: Mapping[str, Any]) -> Saved:
    """The tables in some CSV files by name, with what provenance.json (`record`) says of them.

    Raises
    ------
    ReadError
        A file cannot be read, or holds text where its column is one of numbers.
    """
    tables = [_table(name, file, record) for name, file in files.items()]
    codebook = record["codebook"]
    source = f"{codebook['name'] or codebook['file']} {codebook['version']}".strip()
    return Saved(tables, _names(tables), source, tuple(_about(record)))


def _table(name: str, file: Path, record: Mapping[str, Any]) -> Table:
    header, kinds, n_rows = _scanned(name, file)
    known = record["tables"].get(f"{name}.csv", {})
    options = record["options"]
    where = tuple((one.partition("=")[0], one.partition("=")[2]) for one in options["where"])
    return Table(
        name,
        columns_of(name, header, kinds),
        CsvRows(file, kinds, safe=bool(options["excel_safe"])),
        n_rows,
        known.get("counted_by", ""),
        _population(Population(tuple(options["speakers"]), where), options) if known else "",
        known.get("N"),
        missing=_missing(record) if known and name not in UNCOUNTED else {},
    )


def _population(population: Population, options: Mapping[str, Any]) -> str:
    """The population as tables write it."""
    coder = options.get("coder", RULES_CODER)
    if coder == RULES_CODER:
        return population.label
    return f"{population.label}; {whose(coder, reviewed_only=bool(options.get('reviewed_only')))}"


def _missing(record: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    told = (record.get("codings") or {}).get("missing", {})
    return {code: tuple(documents) for code, documents in told.items()}


def _scanned(name: str, file: Path) -> tuple[list[str], list[Kind], int]:
    """Header, kind of each column, and number of rows.

    A column of which the dictionary does not say it is of the kind that all its fields fit.
    """
    lines = _lines(file)
    header = next(lines, None)
    if not header:
        raise _damaged(file, "it is empty")
    said = [described(name, column, at) for at, column in enumerate(header)]
    fixed: list[Kind | None] = [one.type or None if one and one.name == column else None
                                for one, column in zip(said, header, strict=True)]  # fmt: skip
    kinds: list[Kind] = [kind or "integer" for kind in fixed]
    empty, n = [True] * len(header), 0
    for n, line in enumerate(lines, 1):
        for at, (text, kind) in enumerate(zip(line, kinds, strict=True)):
            if text and kind != "text":
                empty[at] = False
                if not _fits(text, kind):
                    kinds[at] = _wider(text, file, header[at], n + 1, fixed[at])
    blank: Kind = "number" if name in MATRICES else "text"
    known = zip(empty, fixed, kinds, strict=True)
    return header, [blank if none and not kind else one for none, kind, one in known], n


def _fits(text: str, kind: Kind) -> bool:
    return bool((_WHOLE if kind == "integer" else _NUMBER).fullmatch(text))


def _wider(text: str, file: Path, column: str, row: int, fixed: Kind | None) -> Kind:
    """The kind that a field fits too; an error where its column must hold numbers."""
    if fixed:
        what = "whole number" if fixed == "integer" else "number"
        raise _damaged(file, f"row {row}, column {column}: '{text[:40]}' is no {what}")
    return "number" if _fits(text, "number") else "text"


def _lines(file: Path) -> Iterator[list[str]]:
    """The lines of a CSV file as fields, the header first."""
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = (line for line in csv.reader(opened, strict=True) if line)
            header = next(lines, [])
            yield from [header] if header else []
            for number, line in enumerate(lines, 2):
                if len(line) != len(header):
                    raise _damaged(file, f"row {number} has {len(line)} fields, its header {len(header)}")
                yield line
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _damaged(file, getattr(error, "strerror", None) or "it is no table in UTF-8") from None
    finally:
        csv.field_size_limit(before)


def _damaged(file: Path, reason: str) -> ReadError:
    return ReadError(f"the table cannot be read: {reason}", place=file.as_posix(), cure=CURE, slug="table")


def _names(tables: Sequence[Table]) -> dict[str, str]:
    """Names of codes, from the frequencies."""
    for table in tables:
        if table.name == "frequencies" and {"code", "name"} <= set(table.names):
            code, name = table.names.index("code"), table.names.index("name")
            return {str(row[code]): str(row[name] or row[code]) for row in table.rows}
    return {}


def _about(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a database says of how its tables were made: keys and values."""
    yield from ((key, str(record[key])) for key in ("format", "qualcode", "command"))
    for part in ("codebook", "population", "options", *(["codings"] if record.get("codings") else [])):
        for key, value in record[part].items():
            yield f"{part}.{key}", _told(value)
    for name, one in record["tables"].items():
        yield f"tables.{name}.sha256", str(one["sha256"])


def _told(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict) and value and all(isinstance(one, list) for one in value.values()):
        return "; ".join(f"{key}: {_told(one)}" for key, one in value.items())
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
