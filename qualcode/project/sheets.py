"""Tables that people hand over: workbooks and CSV files, as sheets of text."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import NamedTuple

from qualcode.codebook.exchange.table_in import Sheet, letter
from qualcode.errors import ReadError

DELIMITERS = ",;\t，；"
_CELL_LIMIT = 1 << 28
_SHOWN = 3


class Tables(NamedTuple):
    """The sheets of a file, and what a person must know of how cells were read."""

    sheets: list[Sheet]
    notes: list[str]


def workbook_sheets(data: bytes, *, file: str) -> Tables:
    """The sheets of a workbook; a number or a date is read as the text that it shows best, and told.

    Raises
    ------
    ReadError
        The file is no workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = [(name, _cells(book, name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError, KeyError) as fault:
        raise ReadError(
            f"this is no workbook that can be read: {fault}",
            place=file,
            cure="save it again as .xlsx, or as CSV",
            slug="workbook",
        ) from None
    notes: list[str] = []
    sheets = [Sheet(name, list(_texts(name, rows, notes))) for name, rows in found]
    return Tables(sheets, notes)


def _cells(book: object, name: str) -> list[list[object]]:
    """All cells of a sheet from its first row and column on, so that rows keep their numbers."""
    rows: list[list[object]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return rows


def _texts(name: str, rows: Sequence[Sequence[object]], notes: list[str]) -> Iterator[list[str]]:
    """The rows as text; how many cells were none is noted."""
    kinds: Counter[str] = Counter()
    first: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        texts = []
        for at, value in enumerate(row):
            kind, text = _text(value)
            texts.append(text)
            if kind:
                kinds[kind] += 1
                first.setdefault(kind, f"{letter(at)}{number} as {text}")
        yield texts
    for kind, n in kinds.items():
        more = f" and {n - 1} more" if n > 1 else ""
        notes.append(f"sheet {name}: a {kind} was read as text: {first[kind]}{more}")


def _text(value: object) -> tuple[str, str]:
    """What a cell holds that is no text (empty: it is one), and the text."""
    match value:
        case str():
            return "", value
        case bool():
            return "truth value", "TRUE" if value else "FALSE"
        case int() | float():
            return "number", str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
        case datetime() if value.time() == time():
            return "date", value.date().isoformat()
        case datetime() | date() | time():
            return "date", value.isoformat()
        case timedelta():
            return "time", str(value)
    return "value", str(value)


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
        first = text.lstrip("\r\n").partition("\n")[0]
        delimiter = max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))
    before = csv.field_size_limit(_CELL_LIMIT)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        cure = "look for a quotation mark that is not closed, or save the table as CSV again"
        raise ReadError(f"this is no table: {fault}", place=file, cure=cure, slug="columns") from None
    finally:
        csv.field_size_limit(before)
    return Sheet("", [[""]] * named + rows)
