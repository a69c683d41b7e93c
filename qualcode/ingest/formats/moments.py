"""Times that stand in the cells of a table: a clock, seconds, or milliseconds."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.ingest.formats.columns import Columns, Rows
from qualcode.ingest.times import UNKNOWN, clock, seconds
from qualcode.text.patterns import lazy

ENOUGH = 0.8
"""Share of the filled cells of a column that must be times."""
LONG_TURN = 300
"""Whole numbers this far apart, row by row, are milliseconds: nobody speaks five minutes each time."""
_TO = lazy(r"\s*(?:-->|[-–—~～至到])\s*")
_CLOCK_SIGNS = "[]()（）【】<> \t"


class Stretch(NamedTuple):
    """When something begins and ends, in milliseconds; -1: not known."""

    begin: int = UNKNOWN
    end: int = UNKNOWN


def stretch(cell: str) -> Stretch:
    """`00:01:02`, `[01:02.5]`, `62`, `62.5s`, or two of them with a dash between."""
    whole = _one(cell)
    if whole >= 0:
        return Stretch(whole)
    parts = _TO.split(cell.strip(_CLOCK_SIGNS))
    if len(parts) == 2 and min(times := [_one(part) for part in parts]) >= 0:
        return Stretch(*times)
    return Stretch()


def _one(text: str) -> int:
    text = text.strip(_CLOCK_SIGNS)
    at = clock(text)
    return at if at >= 0 else seconds(text)


def timed(columns: Columns, rows: Rows) -> Columns:
    """The columns, but for those of times that hold something else."""
    body = rows[columns.first :]
    begin = columns.begin if _hold_times(body, columns.begin) else -1
    return columns._replace(begin=begin, end=columns.end if _hold_times(body, columns.end) else -1)


def _hold_times(rows: Rows, column: int) -> bool:
    cells = _cells(rows, column)
    good = sum(1 for cell in cells if stretch(cell).begin >= 0)
    return good > 0 and good >= ENOUGH * len(cells)


def _cells(rows: Rows, column: int) -> list[str]:
    """What stands in a column, empty cells left out."""
    if column < 0:
        return []
    return [row[column] for row in rows if column < len(row) and row[column].strip()]


def in_milliseconds(columns: Columns, rows: Rows) -> bool:
    """Whether times are whole milliseconds, as some programs for speech recognition write them."""
    body = rows[columns.first :]
    cells = _cells(body, columns.begin)
    if not cells or not all(cell.strip().isdecimal() for cell in [*cells, *_cells(body, columns.end)]):
        return False
    begins = [int(cell[:18]) for cell in cells]
    gaps = sorted(b - a for a, b in pairwise(begins))
    if columns.end >= 0 and not gaps:
        gaps = [int(_cells(body, columns.end)[0][:18]) - begins[0]]
    return bool(gaps) and gaps[len(gaps) // 2] >= LONG_TURN


def moments(row: Sequence[str], columns: Columns, *, milliseconds: bool = False) -> Stretch:
    """When the turn of a row begins and ends."""
    if columns.begin < 0 and columns.end < 0:
        return Stretch()
    first, last = (row[n] if 0 <= n < len(row) else "" for n in (columns.begin, columns.end))
    if milliseconds:
        return Stretch(_whole(first), _whole(last))
    begin, end = stretch(first)
    return Stretch(begin, max(stretch(last).begin, end))


def _whole(cell: str) -> int:
    cell = cell.strip()
    return int(cell) if cell.isdecimal() and len(cell) < 12 else UNKNOWN
