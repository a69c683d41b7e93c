"""SQL over the tables of a folder of results: in memory, and nothing is written."""

import sqlite3
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import UsageError
from qualcode.export.sqlite import fill_database, quoted
from qualcode.export.table import Cell
from qualcode.project.results.exporting import open_results

if TYPE_CHECKING:
    import pandas as pd

_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_STEPS = 100_000
"""Steps of SQLite after which Python may look whether Ctrl-C was pressed."""


class Answer(NamedTuple):
    """What a query gave: names of columns, and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Held(NamedTuple):
    """A table that can be asked: its name, what it is, how many rows it has, and its columns."""

    name: str
    title: str
    rows: int
    columns: tuple[str, ...]


_UNKNOWN: dict[str, Callable[[list[Held]], list[str]]] = {
    "no such table: ": lambda held: [one.name for one in held],
    "no such column: ": lambda held: [name for one in held for name in one.columns],
}
"""How SQLite says that something is not there, and what is there instead."""


def ask(results: str, query: str) -> Answer:
    """The answer of SQLite to one SELECT over the tables of a folder of results.

    The tables are those of `qualcode export --format sqlite`. Only reading is allowed.

    Raises
    ------
    ReadError, UsageError
        The results cannot be read; the query is none, or asks for what is not there.
    """
    connection = _loaded(results)
    try:
        connection.set_authorizer(lambda action, *_: _verdict(action))
        connection.set_progress_handler(lambda: 0, _STEPS)
        return _answer(connection, query)
    finally:
        connection.close()


def tables_held(results: str) -> list[Held]:
    """The tables that can be asked, with their columns; raises ReadError where there are no results."""
    connection = _loaded(results)
    try:
        return _held(connection)
    finally:
        connection.close()


def sql(query: str, results: str | Path = "results") -> "pd.DataFrame":
    """The answer to a SELECT over the tables of a folder of results: the twin of `qualcode sql`.

    Raises
    ------
    ReadError, UsageError
        As in `qualcode sql`.
    """
    from qualcode.analysis.columns import frame_of_rows

    answer = ask(str(results), query)
    return frame_of_rows(answer.columns, answer.rows)


def _loaded(results: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    saved = open_results(results).saved
    fill_database(connection, saved.tables, about=saved.about)
    return connection


def _verdict(action: int) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _answer(connection: sqlite3.Connection, query: str) -> Answer:
    try:
        cursor = connection.execute(query)
        rows = tuple(tuple(map(_plain, row)) for row in cursor.fetchall())
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from None
        raise _refused(connection, str(error)) from None
    if cursor.description is None:
        raise UsageError("the query is empty", cure="write a SELECT", slug="sql")
    return Answer(tuple(str(one[0]) for one in cursor.description), rows)


def _plain(cell: Cell | bytes) -> Cell:
    return cell.hex() if isinstance(cell, bytes) else cell


def _refused(connection: sqlite3.Connection, said: str) -> UsageError:
    """SQLite's own words, the nearest name to one that is not there, and what there is."""
    connection.set_authorizer(None)
    if said in ("not authorized", "authorization denied") or said.startswith("access to"):
        cure = "copy the tables with qualcode export --format sqlite, and change the copy"
        return UsageError("only SELECT is allowed: results are not changed here", cure=cure, slug="sql")
    for begin in _UNKNOWN:
        if said.startswith(begin):
            held = _held(connection)
            names = _UNKNOWN[begin](held)
            near = get_close_matches(said.removeprefix(begin).rpartition(".")[2], names, 1)
            cure = "\n  ".join(["there are:", *(f"{one.name} ({', '.join(one.columns)})" for one in held)])
            return UsageError(f"{said}; did you mean {near[0]}?" if near else said, cure=cure, slug="sql")
    cure = "qualcode sql --tables lists tables and columns; names such as end and case stand in [brackets]"
    return UsageError(said, cure=cure, slug="sql")


def _held(connection: sqlite3.Connection) -> list[Held]:
    titles = dict(connection.execute("SELECT name, title_en FROM tables"))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [_one(connection, name, titles.get(name, "")) for name in names]


def _one(connection: sqlite3.Connection, name: str, title: str) -> Held:
    columns = connection.execute(f"SELECT * FROM {quoted(name)} LIMIT 0").description
    (n,) = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()
    return Held(name, title or name.replace("_", " "), n, tuple(str(one[0]) for one in columns))
