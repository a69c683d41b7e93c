"""Two versions of a table, row by row: what came, what went, and which cells changed."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from qualcode.errors import ReadError
from qualcode.project.results.folder import LARGEST_CELL

KEYS: Mapping[str, tuple[str, ...]] = {
    "codings.csv": ("document", "start", "end", "code", "coder"),
    "frequencies.csv": ("code",),
    "cooccurrence.csv": ("code",),
    "cooccurrence_pairs.csv": ("code_1", "code_2"),
    "code_by_document.csv": ("document",),
    "documents.csv": ("document",),
}
"""The columns by which a row is the same row."""
TELLING = "text"
"""The column that is shown of a row that came or went, where there is one."""

Change: TypeAlias = Literal["added", "removed", "changed"]
Row: TypeAlias = Mapping[str, str]


class RowChange(NamedTuple):
    """A row that came or went, with its text; or a cell that changed.

    `row` are the values of its key, joined by blanks.
    """

    change: Change
    row: str
    column: str
    old: str
    new: str


class TableChanges(NamedTuple):
    """Numbers of rows, the columns that came and went, and every change."""

    added: int
    removed: int
    changed: int
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    rows: tuple[RowChange, ...]

    @property
    def any(self) -> bool:
        """Whether the tables say different things: they may hold the same in other bytes."""
        return bool(self.rows or self.columns_added or self.columns_removed)


def table_changes(name: str, old: Path, new: Path) -> TableChanges:
    """What changed from one file of a table to another; raises ReadError for one that is no such table."""
    columns, before = _read(old)
    columns_now, now = _read(new)
    key = tuple(one for one in KEYS.get(name, columns[:1]) if one in columns and one in columns_now)
    shared = [one for one in columns if one in columns_now]
    olds, news = _by_key(before, key), _by_key(now, key)
    told = [_whole("removed", place, olds[place]) for place in olds if place not in news]
    told += [_whole("added", place, news[place]) for place in news if place not in olds]
    both = [place for place in olds if place in news]
    cells = [one for place in both for one in _cells(place, olds[place], news[place], shared)]
    counts = Counter(one.change for one in told)
    return TableChanges(
        counts["added"],
        counts["removed"],
        len({one.row for one in cells}),
        tuple(one for one in columns_now if one not in columns),
        tuple(one for one in columns if one not in columns_now),
        (*told, *cells),
    )


def _read(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    limit = csv.field_size_limit(LARGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, restkey="", restval="")
            rows = [dict(row) for row in table]
            return list(table.fieldnames or ()), rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is no table in UTF-8"
        cure = "a spreadsheet program may have saved it in another encoding"
        raise ReadError(f"cannot be read: {reason}", place=file.as_posix(), cure=cure, slug="table") from None
    finally:
        csv.field_size_limit(limit)


Place: TypeAlias = tuple[tuple[str, ...], int]
"""The values of a key, and how many rows before have the same."""


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[Place, Row]:
    seen: Counter[tuple[str, ...]] = Counter()
    places: dict[Place, Row] = {}
    for row in rows:
        values = tuple(row[name] for name in key)
        places[(values, seen[values])] = row
        seen[values] += 1
    return places


def _named(place: Place) -> str:
    values, number = place
    return " ".join(values) + (f" #{number + 1}" if number else "")


def _whole(change: Change, place: Place, row: Row) -> RowChange:
    text = row.get(TELLING, "")
    old, new = (text, "") if change == "removed" else ("", text)
    return RowChange(change, _named(place), "", old, new)


def _cells(place: Place, old: Row, new: Row, columns: Sequence[str]) -> Iterator[RowChange]:
    for name in columns:
        if old[name] != new[name]:
            yield RowChange("changed", _named(place), name, old[name], new[name])
