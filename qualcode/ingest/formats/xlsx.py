"""Excel workbooks: one turn a row."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import Kind, Package
from qualcode.ingest.formats.blocks import MOST_DEPTH, MOST_MERGED, Row, Table, cost
from qualcode.ingest.formats.odt import MOST_CELLS, MOST_COLUMNS
from qualcode.ingest.formats.serial import Looks, looks_of, shown_number
from qualcode.ingest.formats.sheet import fixed_sheet, sheet_draft
from qualcode.ingest.formats.xmltree import attribute, local_name
from qualcode.ingest.options import IngestOptions
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = Kind("xlsx", "Excel file", "open it in Excel and save it again as .xlsx", ".csv")
_WORKBOOK = "xl/workbook.xml"
MOST_SHEETS = 200
_REFERENCE = lazy(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPED = lazy(r"_x([0-9A-Fa-f]{4})_")


class Book(NamedTuple):
    """What all sheets of a workbook share: texts, how numbers look, and the day that dates count from."""

    texts: Sequence[str]
    looks: Sequence[Looks]
    from_1904: bool


class Cells(NamedTuple):
    """The texts of a sheet by the number of their row, from 0.

    above
        Cells that the one above them fills too, as merged cells do: row and column.
    numbers
        The cells that hold a number, a date or a truth value and no text, as `B7`.
    without_value
        How many formulas have no value in the file.
    """

    rows: dict[int, Row]
    above: set[tuple[int, int]]
    numbers: tuple[str, ...]
    without_value: int


def read_xlsx(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .xlsx file: values as they are stored, dates and times as text.

    Raises ReadError where it is damaged, dangerous or locked, or where no column is known to hold speech.
    """
    found = read_workbook(data, file=file)
    sheets = [fixed_sheet(name, _in_order(cells.rows, cells.above)) for name, cells in found.items()]
    draft = sheet_draft(sheets, "xlsx", file=file, wanted=options.columns)
    empty = sum(cells.without_value for cells in found.values())
    return draft if not empty else _with_warning(draft, empty)


def read_workbook(data: bytes, *, file: str) -> dict[str, Cells]:
    """The sheets of a .xlsx file by name; hidden ones only where there are no others.

    Raises ReadError where it is damaged, dangerous, locked, or no workbook.
    """
    package = Package(data, file=file, kind=KIND)
    if _WORKBOOK not in package:
        raise KIND.error("this is a zipped file, but no Excel workbook", file)
    workbook = package.xml(_WORKBOOK)
    book = Book(_shared_texts(package), _looks(package), _is_from_1904(workbook))
    return {name: _cells_of(package.xml(part), book) for name, part in _sheets(workbook, package)}


def _with_warning(draft: Draft, empty: int) -> Draft:
    what = "formula has" if empty == 1 else "formulas have"
    said = f"{empty} {what} no value in the file: open it in Excel and save it again"
    return replace(draft, warnings=(*draft.warnings, said))


def _sheets(workbook: "_Element", package: Package) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet; hidden ones only where there are no others."""
    targets = _targets(package)
    listed = [sheet for part in workbook if local_name(part) == "sheets" for sheet in part][:MOST_SHEETS]
    seen = [sheet for sheet in listed if attribute(sheet, "state") in ("", "visible")]
    for sheet in seen or listed:
        part = targets.get(attribute(sheet, "id"), "")
        if part in package:
            yield attribute(sheet, "name"), part


def _targets(package: Package) -> Mapping[str, str]:
    """The parts that the workbook refers to, by the ids of the references."""
    name = "xl/_rels/workbook.xml.rels"
    links = package.xml(name) if name in package else ()
    return {
        attribute(link, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(link, "Target"))).lstrip(
            "/"
        )
        for link in links
        if attribute(link, "Type").endswith("/worksheet")
    }


def _shared_texts(package: Package) -> list[str]:
    name = "xl/sharedStrings.xml"
    return [_text(item) for item in package.xml(name)] if name in package else []


def _text(item: "_Element") -> str:
    """The text of a shared or inline string: its runs, without readings above the characters."""
    pieces = []
    for part in item:
        if local_name(part) == "t":
            pieces.append(part.text or "")
        elif local_name(part) == "r":
            pieces += [run.text or "" for run in part if local_name(run) == "t"]
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), "".join(pieces))


def _looks(package: Package) -> Sequence[Looks]:
    name = "xl/styles.xml"
    return looks_of(package.xml(name)) if name in package else ()


def _is_from_1904(workbook: "_Element") -> bool:
    return any(
        local_name(part) == "workbookPr" and attribute(part, "date1904") in ("1", "true") for part in workbook
    )


def _cells_of(root: "_Element", book: Book) -> Cells:
    rows: dict[int, Row] = {}
    above: set[tuple[int, int]] = set()
    numbers: list[str] = []
    room, without_value, number = MOST_CELLS, 0, -1
    for part in root:
        if local_name(part) == "mergeCells":
            places = (place for cell in part for place in _below_first(attribute(cell, "ref")))
            above.update(islice(places, MOST_MERGED))
        if local_name(part) != "sheetData":
            continue
        for row in part:
            given = attribute(row, "r")
            number = (
                int(given) - 1 if given.isdecimal() and given.isascii() and len(given) < 8 else number + 1
            )
            cells, empty = _cells(row, book, numbers)
            without_value += empty
            room -= cost(cells)
            if room < 0:
                break
            rows[number] = cells
    return Cells(rows, above, tuple(numbers), without_value)


def _in_order(rows: Mapping[int, Row], above: set[tuple[int, int]]) -> Table:
    """The rows that there are, one after the other; `above` comes with the row numbers of the sheet."""
    places = {number: place for place, number in enumerate(sorted(rows))}
    merged = {(places[row], column) for row, column in above if row in places and row - 1 in places}
    return Table([rows[number] for number in sorted(rows)], frozenset(merged))


def _cells(row: "_Element", book: Book, numbers: list[str]) -> tuple[Row, int]:
    """The texts of a row, and how many formulas in it have no value; cells with numbers are noted."""
    cells: Row = []
    without_value, column = 0, -1
    for cell in row:
        if local_name(cell) != "c":
            continue
        place = _REFERENCE.fullmatch(attribute(cell, "r"))
        column = _column(place[1]) if place else column + 1
        parts = {local_name(part): part for part in cell}
        text = _value(cell, parts, book)
        without_value += "f" in parts and "v" not in parts
        if text and column < MOST_COLUMNS:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
            if attribute(cell, "t") in ("", "n", "b", "d"):
                numbers.append(attribute(cell, "r"))
    return cells, without_value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: "_Element", parts: Mapping[str, "_Element"], book: Book) -> str:
    """The text of a cell by its type."""
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return _text(parts["is"]) if "is" in parts else ""
    value = (parts["v"].text or "").strip("\r\n") if "v" in parts else ""
    if kind == "s":
        number = int(value) if value.isdecimal() and value.isascii() and len(value) < 10 else len(book.texts)
        return book.texts[number] if number < len(book.texts) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "e":
        return ""
    if kind in ("str", "d"):
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
    style = attribute(cell, "s")
    known = style.isdecimal() and style.isascii() and len(style) < 6 and int(style) < len(book.looks)
    return shown_number(value, book.looks[int(style)] if known else Looks(), from_1904=book.from_1904)


def _below_first(reference: str) -> Iterator[tuple[int, int]]:
    """The cells of a merged range below its first row, in its first column."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start and end:
        top, bottom = int(start[2]), min(int(end[2]), int(start[2]) + MOST_DEPTH)
        yield from ((row, _column(start[1])) for row in range(top, bottom))
