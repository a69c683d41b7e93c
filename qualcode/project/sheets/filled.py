"""Tables that people fill in or edit, read back whatever a spreadsheet made of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from qualcode.errors import ReadError
from qualcode.ingest.delimited import likely_delimiters, numbered_rows
from qualcode.ingest.encoding import decode
from qualcode.ingest.formats.xlsx import read_workbook
from qualcode.text.normalise import fix_text

if TYPE_CHECKING:
    import pandas as pd

COMPARED = 1000
"""Characters of a passage that are compared when it is read back: a cell of a spreadsheet may be cut."""

_ABOVE = 10
"""Rows that are looked at for a head."""

Row: TypeAlias = Mapping[str, str]
Line: TypeAlias = tuple[int, Sequence[str]]
"""The number of a row, and its cells."""


class Sheet(NamedTuple):
    """A sheet as it was read: its columns, and its rows by column.

    numbers
        Of each row, as a spreadsheet counts them; empty where they follow the head, which is 1.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: tuple[int, ...] = ()

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number."""
        yield from zip(self.numbers or range(2, len(self.rows) + 2), self.rows, strict=True)


class Below(NamedTuple):
    """The head of a table, and the rows below it, each with its number."""

    head: Sequence[str]
    rows: Sequence[Line]


def in_line(text: str) -> str:
    """White space as one blank."""
    return " ".join(text.split())


def bytes_of(file: str, *, slug: str = "unreadable") -> bytes:
    """The bytes of a file. Raises ReadError."""
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        cure = "check its name, and that you may read it"
        raise ReadError(f"cannot be opened ({reason})", place=file, cure=cure, slug=slug) from None


def table_in(
    file: str, is_head: Callable[[Sequence[str]], bool], *, by_line: bool = False, slug: str = "unreadable"
) -> Below:
    """A table as people save it: CSV in any encoding and with any delimiter of a spreadsheet, or a workbook.

    Its head is the first row that `is_head` takes for one; a few rows may stand above it, and in a workbook
    other sheets before its own. Where there is none, the first row is the head. Cells are fixed as texts
    are, and empty rows left out.

    Parameters
    ----------
    by_line
        Rows of CSV have the number of the line in which they begin, for an editor, and not that of the row.

    Raises
    ------
    ReadError
        It cannot be read.
    """
    data = bytes_of(file, slug=slug)
    is_workbook = data.startswith(b"PK\x03\x04")
    sheets = _workbook(data, file) if is_workbook else [list(_lines(data, file, by_line))]
    for rows in sheets:
        for at, (_, cells) in enumerate(rows[:_ABOVE]):
            if is_head(cells):
                return Below(cells, rows[at + 1 :])
    rows = next(filter(None, sheets), [])
    return Below(rows[0][1] if rows else (), rows[1:])


def _lines(data: bytes, file: str, by_line: bool) -> Iterator[Line]:
    text = fix_text(decode(data, file=file).text).text if data.strip() else ""
    yield from numbered_rows(text, likely_delimiters(text)[0], file=file, by_line=by_line)


def _workbook(data: bytes, file: str) -> list[list[Line]]:
    """The rows of each sheet, from 1."""
    sheets = [sheet.rows for sheet in read_workbook(data, file=file).values()]
    fixed = [
        [(number + 1, [fix_text(cell).text for cell in rows[number]]) for number in sorted(rows)]
        for rows in sheets
    ]
    return [[(number, cells) for number, cells in rows if any(cells)] for rows in fixed]


def sheet_in(path: str, *, needs: Sequence[str], cure: str, slug: str) -> Sheet:
    """Read a sheet, as `table_in`.

    Parameters
    ----------
    needs
        Columns that it must have.
    cure, slug
        Of the error where it has not.

    Raises
    ------
    ReadError
        It cannot be read, or lacks a column.
    """
    wanted = frozenset(needs)
    found = table_in(path, lambda cells: bool(wanted) and wanted <= set(map(in_line, cells)), slug=slug)
    columns = tuple(map(in_line, found.head))
    missing = [name for name in needs if name not in columns]
    if missing:
        raise ReadError(f"it has no column {missing[0]}", place=path, cure=cure, slug=slug)
    rows = (dict(zip(columns, (*cells, *[""] * len(columns)), strict=False)) for _, cells in found.rows)
    return Sheet(columns, tuple(rows), tuple(number for number, _ in found.rows))


def written(value: object) -> str:
    """A cell as it was typed: 1 is 1, not 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def sheet_of(table: "pd.DataFrame") -> Sheet:
    """A DataFrame as a sheet; cells that hold nothing are empty."""
    columns = tuple(map(str, table.columns))
    cells = table.astype(object).where(table.notna(), "").itertuples(index=False)
    rows = tuple(dict(zip(columns, map(written, row), strict=True)) for row in cells)
    return Sheet(columns, rows)


def is_same(found: str, drawn: str) -> bool:
    """Whether a passage that was read back is the one that was written, whatever a spreadsheet did to it.

    A `'` before it, other white space, a cut end and a `?` for a character that the file's encoding lacks
    make no difference. One that has no letter, which a spreadsheet takes for a number or a date, is not
    compared.
    """
    if not any(map(str.isalpha, drawn)):
        return True
    found, wanted = _compared(found), _compared(drawn)
    # Some programs write two question marks for a character beyond the first plane.
    doubled = "".join(char * 2 if ord(char) > 0xFFFF else char for char in wanted)
    return any(
        len(found[:COMPARED]) == len(one[:COMPARED])
        and all(a in (b, "?") for a, b in zip(found[:COMPARED], one[:COMPARED], strict=True))
        for one in (wanted, doubled)
    )


def _compared(text: str) -> str:
    """The characters of a passage that count when it is compared."""
    return "".join(text.removeprefix("'").split())
