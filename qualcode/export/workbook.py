"""Tables as an Excel workbook: text stays text, and the same tables give the same bytes."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from qualcode.errors import WriteError
from qualcode.export.widths import letters

LONGEST_CELL = 32_767
"""Characters (as UTF-16 counts them) that a cell of a workbook can hold."""
_LINE, _MOST_LINES = 15, 12
"""Points of a line, and so many lines of a row are shown."""
MADE = datetime(2000, 1, 1)
"""The date that every workbook gives itself: the clock must not change its bytes."""


TEXT_STAYS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
"""Options of a workbook that takes nothing for a formula, a number or an address."""


class Page(NamedTuple):
    """A sheet: its name, its header, rows of text, and the width of each column in characters."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


def workbook_bytes(pages: Sequence[Page], *, place: str = "") -> bytes:
    """A workbook with these sheets; the header is bold and stays in sight, long texts are wrapped.

    Nothing is taken for a formula, a number or an address. `place` names the file in errors.

    Raises
    ------
    WriteError
        A text is too long for a cell.
    """
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **TEXT_STAYS})
    book.set_properties({"created": MADE})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for page in pages:
        _refuse_long(page, place)
        _write(book.add_worksheet(page.name), page, head, body)
    book.close()
    return out.getvalue()


def _write(sheet: Any, page: Page, head: Any, body: Any) -> None:
    for at, width in enumerate(page.widths):
        sheet.set_column(at, at, width)
    for at, text in enumerate(page.header):
        sheet.write_string(0, at, text, head)
    for number, row in enumerate(page.rows, 1):
        sheet.set_row(number, _LINE * _n_lines(row, page.widths))
        for at, text in enumerate(row):
            if text:
                sheet.write_string(number, at, text, body)
    sheet.freeze_panes(1, 1)


def _n_lines(row: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines a row needs, up to a limit: a reader sees the rest where the row is made higher."""
    needed = [
        sum(1 + letters(line) // width for line in text.split("\n"))
        for text, width in zip(row, widths, strict=True)
    ]
    return min(_MOST_LINES, max(needed, default=1))


def _refuse_long(page: Page, place: str) -> None:
    for number, row in enumerate(page.rows, 2):
        for name, text in zip(page.header, row, strict=True):
            length = len(text.encode("utf-16-le")) // 2
            if length > LONGEST_CELL:
                raise WriteError(
                    f"row {number}, column {name}: {length:,} characters, and a cell holds {LONGEST_CELL:,}",
                    place=place,
                    cure="write CSV or Markdown instead, or part the code in two",
                    slug="cell",
                )
