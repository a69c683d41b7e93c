"""Tables that people hand over: workbooks and CSV files, as sheets of text."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import NamedTuple

from qualcode.codebook.exchange.table_in import Sheet
from qualcode.errors import ReadError
from qualcode.ingest.delimited import CELL_LIMIT, DELIMITERS, likely_delimiters
from qualcode.ingest.formats.xlsx import Cells, read_workbook


class Tables(NamedTuple):
    """The sheets of a file, and what a person must know of how cells were read."""

    sheets: list[Sheet]
    notes: list[str]


def workbook_sheets(data: bytes, *, file: str) -> Tables:
    """The sheets of a workbook; numbers, dates and truth values are read as the text that they show.

    Raises
    ------
    ReadError
        The file is no workbook.
    """
    found = read_workbook(data, file=file)
    sheets = [Sheet(name, _from_first(cells.rows)) for name, cells in found.items()]
    notes = [note for name, cells in found.items() for note in _notes(name, cells)]
    return Tables(sheets, notes)


def _from_first(rows: Mapping[int, list[str]]) -> list[list[str]]:
    """All rows from the first one on, so that they keep their numbers."""
    last = max((number for number, row in rows.items() if row), default=-1)
    return [rows.get(number, []) for number in range(last + 1)]


def _notes(name: str, cells: Cells) -> Iterator[str]:
    """What is said of cells that hold no text."""
    if cells.numbers:
        more = f" and {len(cells.numbers) - 1} more" if len(cells.numbers) > 1 else ""
        yield f"sheet {name}: a number or date was read as the text that it shows: {cells.numbers[0]}{more}"


def csv_sheet(text: str, *, file: str) -> Sheet:
    """A CSV file as a sheet; the sign that parts its columns is the one most frequent in its first line.

    Raises
    ------
    ReadError
        A quote is never closed.
    """
    text = text.removeprefix("\ufeff")
    named = text[:6].lower().startswith("sep=") and text[4:5] in DELIMITERS
    if named:
        delimiter, text = text[4], text.partition("\n")[2]
    else:
        delimiter = likely_delimiters(text)[0]
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        cure = "look for a quotation mark that is not closed, or save the table as CSV again"
        raise ReadError(f"this is no table: {fault}", place=file, cure=cure, slug="columns") from None
    finally:
        csv.field_size_limit(before)
    return Sheet("", [[""]] * named + rows)
