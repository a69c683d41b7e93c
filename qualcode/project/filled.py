"""Tables that people fill in or edit, read back whatever a spreadsheet made of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.delimited import likely_delimiters, split_rows
from qualcode.ingest.encoding import decode
from qualcode.ingest.xlsx import read_workbook
from qualcode.text.normalise import fix_text

if TYPE_CHECKING:
    import pandas as pd

COMPARED = 1000
"""Characters of a passage that are compared when it is read back: a cell of a spreadsheet may be cut."""

Row = Mapping[str, str]


class Sheet(NamedTuple):
    """A sheet as it was read: its columns, and its rows by column."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def in_line(text: str) -> str:
    """White space as one blank."""
    return " ".join(text.split())


def sheet_in(path: str, *, needs: Sequence[str], cure: str, slug: str) -> Sheet:
    """Read a table: CSV in any encoding and with any delimiter of a spreadsheet, or a workbook (.xlsx).

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
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        raise ReadError(
            f"cannot be opened: {fault.strerror}", place=path, cure="check its name", slug=slug
        ) from None
    table = _workbook(data, path) if data.startswith(b"PK\x03\x04") else _text_table(data, path)
    columns = tuple(in_line(name) for name in table[0]) if table else ()
    missing = [name for name in needs if name not in columns]
    if missing:
        raise ReadError(f"it has no column {missing[0]}", place=path, cure=cure, slug=slug)
    rows = (dict(zip(columns, (*cells, *[""] * len(columns)), strict=False)) for cells in table[1:])
    return Sheet(columns, tuple(rows))


def _text_table(data: bytes, path: str) -> list[list[str]]:
    text = fix_text(decode(data, file=path).text).text
    return split_rows(text, likely_delimiters(text)[0], file=path)


def _workbook(data: bytes, path: str) -> list[list[str]]:
    """The first sheet of a workbook."""
    first = next(iter(read_workbook(data, file=path).values()), None)
    rows = [first.rows[number] for number in sorted(first.rows)] if first else []
    table = [[fix_text(cell).text for cell in row] for row in rows]
    return [row for row in table if any(row)]


def written(value: object) -> str:
    """A cell as it was typed: 1 is 1, not 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def sheet_of(table: "pd.DataFrame") -> Sheet:
    """A DataFrame as a sheet; cells that hold nothing are empty."""
    columns = tuple(map(str, table.columns))
    cells = table.astype(object).where(table.notna(), "").itertuples(index=False)
    return Sheet(columns, tuple(dict(zip(columns, map(written, row), strict=True)) for row in cells))


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
