"""Tables as CSV: UTF-8, comma, `\\n`, quotes only where they are needed."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from qualcode.terms import SEPARATOR

BOM = b"\xef\xbb\xbf"
"""Three bytes at the beginning from which spreadsheet programs know UTF-8."""

Cell: TypeAlias = str | int | float | Sequence[str] | None

DANGEROUS = ("=", "+", "-", "@", "\t")
"""What a text must not begin with lest a spreadsheet takes it for a formula."""


def table_bytes(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool = True, excel_safe: bool = False
) -> bytes:
    """A whole table as the bytes of its file."""
    start = BOM if bom else b""
    return start + rows_bytes([header], excel_safe=excel_safe) + rows_bytes(rows, excel_safe=excel_safe)


def rows_bytes(rows: Iterable[Sequence[Cell]], *, excel_safe: bool = False) -> bytes:
    """Rows alone, to be put behind others.

    Integers are written as integers, other numbers with six digits (`%.6g`), None and NaN as an
    empty field, a sequence of texts joined by " || ", text as it is. With `excel_safe` text that
    begins with `= + - @` or a tab gets a `'` before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    plain = (int,) if excel_safe else (int, str)
    writer.writerows(
        [cell if type(cell) in plain else _field(cell, excel_safe) for cell in row] for row in rows
    )
    return out.getvalue().encode("utf-8")


def column_rows(columns: Mapping[str, Sequence[Cell]]) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Header and rows of a table that is given by its columns, all of one length."""
    return list(columns), list(zip(*columns.values(), strict=True))


def _field(cell: Cell, excel_safe: bool) -> str | int:
    match cell:
        case str():
            return f"'{cell}" if excel_safe and cell.startswith(DANGEROUS) else cell
        case None:
            return ""
        case float():
            return "" if math.isnan(cell) else f"{cell:.6g}"
        case int():
            return int(cell)
    return _field(SEPARATOR.join(cell), excel_safe)
