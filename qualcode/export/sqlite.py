"""All tables of a run as an SQLite database: typed columns, keys between tables, and what they mean."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.export.dictionary import BEHIND, DICTIONARY_COLUMNS, MATRICES, dictionary_rows, table_title
from qualcode.export.dictionary_shapes import Kind
from qualcode.export.table import Cell, Table, columns_of, unique

METADATA, TABLES, DICTIONARY = "metadata", "tables", "data_dictionary"
"""What the database says about itself: how it was made, its tables, and their columns."""
PAGE_SIZE = 4096
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL"}
_CELLS = {
    "cooccurrence": ("code_1", "code_2", "value"),
    "code_by_document": ("document", "code", "n_codings"),
    "matrix": ("value", "code", "number"),
}
"""The columns of matrices with a row for each cell."""
_BIGGEST = 1 << 63
"""Whole numbers from here on are no integers to SQLite."""


class Keys(NamedTuple):
    """The primary key of a table, and the columns by which it points at others: column → (table, column)."""

    primary: tuple[str, ...] = ()
    foreign: Mapping[str, tuple[str, str]] = {}
    indexes: tuple[str, ...] = ()


_CODE, _DOCUMENT = ("frequencies", "code"), ("documents", "document")
KEYS = {
    "frequencies": Keys(("code",), {"parent": _CODE}, ("parent",)),
    "documents": Keys(("document",)),
    "codings": Keys(
        ("row",), {"document": _DOCUMENT, "code": _CODE}, ("document", "code", "speaker", "role")
    ),
    "cooccurrence": Keys(("code_1", "code_2"), {"code_1": _CODE, "code_2": _CODE}, ("code_2",)),
    "cooccurrence_pairs": Keys(("code_1", "code_2"), {"code_1": _CODE, "code_2": _CODE}, ("code_2",)),
    "code_by_document": Keys(("document", "code"), {"document": _DOCUMENT, "code": _CODE}, ("code",)),
}


def write_database(tables: Sequence[Table], place: Path, *, about: Iterable[tuple[str, str]] = ()) -> None:
    """Write a database; `about` are keys and values that say how its tables were made.

    Its bytes depend on the tables and the version of SQLite only.
    """
    connection = sqlite3.connect(place, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        fill_database(connection, tables, about=about)
    finally:
        connection.close()


def fill_database(
    connection: sqlite3.Connection, tables: Sequence[Table], *, about: Iterable[tuple[str, str]] = ()
) -> None:
    """Put tables into an empty database, and the tables that say what they are."""
    stored = [_uniquely(_stored(table)) for table in sorted(tables, key=_before)]
    connection.execute("BEGIN")
    for table in stored:
        _create(connection, table, {one.name for one in tables})
    _create_about(connection, stored, about)
    connection.execute("COMMIT")


def _before(table: Table) -> int:
    """Tables that others point at come first."""
    first = ("frequencies", "documents")
    return first.index(table.name) if table.name in first else len(first)


def _stored(table: Table) -> Table:
    """A table as it is stored: matrices a cell a row, codings with the numbers of their rows."""
    if table.name in MATRICES:
        return _unfolded(table)
    if table.name == "codings":
        columns = (*columns_of("codings", ("row",), ("integer",)), *table.columns)
        return replace(table, columns=columns, rows=_Numbered(table.rows))
    return replace(table, rows=_Emptied(table, "parent")) if "parent" in table.names else table


def _uniquely(table: Table) -> Table:
    """The same table with names of columns that differ: SQLite does not look at case."""
    names = unique(table.names)
    columns = tuple(replace(one, name=name) for one, name in zip(table.columns, names, strict=True))
    return replace(table, columns=columns)


class _Numbered:
    """Rows with their numbers before them, from 1: those of `qualcode explain --row`."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return ([number, *row] for number, row in enumerate(self.rows, 1))


class _Emptied:
    """Rows in which an empty text in a column is nothing: it points at no other row."""

    def __init__(self, table: Table, name: str) -> None:
        self.rows, self.at = table.rows, table.names.index(name)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self.rows:
            yield row if row[self.at] else [*row[: self.at], None, *row[self.at + 1 :]]


def _unfolded(table: Table) -> Table:
    """A table with one column for each code as one with a row for each cell."""
    first, behind = MATRICES[table.name], len(BEHIND.get(table.name, ()))
    codes = table.columns[first : len(table.columns) - behind]
    kind: Kind = "number" if any(one.kind == "number" for one in codes) else "integer"
    columns = columns_of(f"{table.name}_cells", _CELLS[table.name], ("text", "text", kind))
    rows = [
        (row[0], code.name, cell)
        for row in table.rows
        for code, cell in zip(codes, row[first : len(row) - behind], strict=True)
    ]
    return replace(table, columns=columns, rows=rows, n_rows=len(rows))


def _create(connection: sqlite3.Connection, table: Table, others: set[str]) -> None:
    keys, names = KEYS.get(table.name, Keys()), table.names
    lines = [f"{quoted(name)} {_TYPES[one.kind]}" for name, one in zip(names, table.columns, strict=True)]
    if keys.primary == ("row",):
        lines[0] += " PRIMARY KEY"
    elif keys.primary:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, keys.primary))})")
    lines += [
        f"FOREIGN KEY ({quoted(name)}) REFERENCES {quoted(other)} ({quoted(column)})"
        for name, (other, column) in keys.foreign.items()
        if name in names and other in others
    ]
    connection.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(lines)})")
    places = ", ".join("?" * len(names))
    rows = (tuple(map(_value, row)) for row in table.rows)
    try:
        connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({places})", rows)
    except sqlite3.IntegrityError:
        raise ReadError(
            f"two rows have the same {' and '.join(keys.primary)}",
            place=table.name,
            cure="make the tables anew with qualcode code",
            slug="same-key",
        ) from None
    for name in keys.indexes:
        if name in names:
            index = quoted(f"{table.name}_{name}")
            connection.execute(f"CREATE INDEX {index} ON {quoted(table.name)} ({quoted(name)})")


def _value(cell: Cell) -> Cell:
    """A cell as SQLite takes it: no lone surrogates, no number beyond 64 bits."""
    if isinstance(cell, str):
        return cell.encode("utf-8", "replace").decode("utf-8")
    return float(cell) if isinstance(cell, int) and not -_BIGGEST <= cell < _BIGGEST else cell


def _create_about(
    connection: sqlite3.Connection, tables: Sequence[Table], about: Iterable[tuple[str, str]]
) -> None:
    connection.execute(f"CREATE TABLE {METADATA} (key TEXT PRIMARY KEY, value TEXT)")
    connection.executemany(f"INSERT INTO {METADATA} VALUES (?, ?)", about)
    connection.execute(
        f"CREATE TABLE {TABLES} (name TEXT PRIMARY KEY, title_en TEXT, title_zh TEXT, rows INTEGER, "
        "counted_by TEXT, population TEXT, N INTEGER, note TEXT)"
    )
    listed = [
        (one.name, table_title(one.name, "en"), table_title(one.name, "zh"), _n_rows(connection, one.name),
         one.counted_by, one.population, one.n, one.note)
        for one in tables
    ]  # fmt: skip
    connection.executemany(f"INSERT INTO {TABLES} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", listed)
    columns = ", ".join(f"{quoted(name)} TEXT" for name in DICTIONARY_COLUMNS)
    connection.execute(
        f"CREATE TABLE {DICTIONARY} ({columns}, PRIMARY KEY ({quoted('table')}, {quoted('column')}))"
    )
    places = ", ".join("?" * len(DICTIONARY_COLUMNS))
    rows = dictionary_rows(one.described for one in tables)
    connection.executemany(f"INSERT INTO {DICTIONARY} VALUES ({places})", rows)


def _n_rows(connection: sqlite3.Connection, table: str) -> int:
    (n,) = connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()
    return int(n)


def quoted(name: str) -> str:
    """A name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'
