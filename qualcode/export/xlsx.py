"""All tables of a run as one workbook, row by row: memory does not grow with the tables."""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

from qualcode.export.dictionary import DICTIONARY_COLUMNS, dictionary_rows, table_title
from qualcode.export.page_columns import CODES, CONSTANT, MERGED
from qualcode.export.pages import spans_of
from qualcode.export.table import Cell, Language, Table
from qualcode.export.widths import LOOKED_AT, letters
from qualcode.export.workbook import LONGEST_CELL, MADE, TEXT_STAYS
from qualcode.text.patterns import lazy

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet holds, the header among its rows."""
LIST, DICTIONARY = "tables", "data_dictionary"
"""The first sheet, which says what the others are, and the last, which says what columns mean."""
_LIST_COLUMNS = ("sheet", "title", "rows", "counted_by", "population", "N", "note")
_WIDEST, _WRAPPED = 60, 40
_LONGEST_NAME = 31
_CUT = "…"
_NO_CELL = lazy("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a cell cannot hold."""
_NO_NAME = lazy(r"[\[\]:*?/\\]")


def write_workbook(
    tables: Sequence[Table],
    place: Path,
    *,
    most_rows: int = MOST_ROWS,
    lang: Language | Literal[""] = "",
    merged: bool = False,
) -> None:
    """Write a workbook: a sheet that lists the tables, one for each table, and one with the data dictionary.

    A table of more rows than a sheet holds goes on in another. A text longer than a cell holds is cut, a
    column behind the last one of a sheet left out; the list says so. The same tables give the same bytes.

    With `lang` headings are titles in that language, not names of columns. With `merged` cells that say the
    same are one, in tables that are printed so (`levels`); such tables must fit into memory.
    """
    import xlsxwriter

    joined = merged and any(one.name in MERGED for one in tables)
    with xlsxwriter.Workbook(str(place), {"constant_memory": not joined, **TEXT_STAYS}) as book:
        book.set_properties({"created": MADE})
        writer = _Writer(book, most_rows, lang, merged=merged)
        listed = book.add_worksheet(LIST)
        about: list[Sequence[Cell]] = []
        for table in tables:
            about += writer.add(table)
        meanings = list(dictionary_rows(table.described for table in tables))
        writer.fill(book.add_worksheet(DICTIONARY), DICTIONARY_COLUMNS, meanings)
        writer.fill(listed, _LIST_COLUMNS, about)
        if tables:
            book.worksheets()[1].activate()  # a result, not the list of the sheets


class _Writer:
    """The formats of a workbook, and the names of the sheets that it has."""

    def __init__(
        self, book: Any, most_rows: int, lang: Language | Literal[""] = "", *, merged: bool = False
    ) -> None:
        self.book, self.most_rows, self.lang, self.merged = book, most_rows, lang, merged
        self.used = {LIST, DICTIONARY}
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E7E6E6", "text_wrap": True, **top}
        )
        self.plain = book.add_format({"num_format": "@", **top})
        self.wrapped = book.add_format({"num_format": "@", "text_wrap": True, **top})
        self.whole = book.add_format({"num_format": "0", **top})
        self.numbers = {
            places: book.add_format({"num_format": f"0.{'0' * places}".rstrip("."), **top})
            for places in range(4)
        }
        self.joined = book.add_format({"num_format": "@", "text_wrap": True, "valign": "vcenter"})

    def add(self, table: Table) -> list[Sequence[Cell]]:
        """Write a table on as many sheets as it needs; the rows of the list that tell of them."""
        if self.merged and table.name in MERGED:
            return [self._add_merged(table)]
        decimals = [one.about.decimals if one.about else 3 for one in table.columns]
        about: list[Sequence[Cell]] = []
        rows, n_left = iter(table.rows), max(0, len(table.columns) - MOST_COLUMNS)
        following = next(rows, None)
        while following is not None or not about:
            some = [] if following is None else chain([following], islice(rows, self.most_rows - 2))
            name = self._name(table.name)
            heads = self._heads(table)[:MOST_COLUMNS]
            n, cut = self.fill(self.book.add_worksheet(name), heads, some, decimals)
            told = [table.note] * bool(table.note) + [_told_cut(cut)] * bool(cut)
            told += [f"{n_left} columns that a sheet cannot hold are left out"] * bool(n_left)
            title = table_title(table.name, self.lang or "en")
            about.append((name, title, n, table.counted_by, table.population, table.n, "; ".join(told)))
            following = next(rows, None)
        return about

    def _heads(self, table: Table) -> list[str]:
        return [one.title(self.lang) if self.lang else one.name for one in table.columns]

    def _add_merged(self, table: Table) -> Sequence[Cell]:
        """A table for reading: cells that say the same are one; what holds for all is in the list only."""
        names, columns, every = table.names, MERGED[table.name], list(table.rows)
        kept = [at for at, name in enumerate(names) if name not in (*CONSTANT, *CODES)]
        kept = [at for at in kept if not every or any(row[at] not in (None, "") for row in every)]
        rows = [[row[at] for at in kept] for row in every]
        name = self._name(table.name)
        sheet = self.book.add_worksheet(name)
        n, cut = self.fill(sheet, [self._heads(table)[at] for at in kept], rows, filtered=False)
        shown = [names[at] for at in kept]
        texts = [[str(cell or "") for cell in row] for row in rows]
        for number, spans in enumerate(spans_of(texts, shown, columns), 1):
            for at, span in enumerate(spans):
                if span > 1:
                    text = _fitting(_NO_CELL.sub("", texts[number - 1][at]))
                    sheet.merge_range(number, at, number + span - 1, at, text, self.joined)
        title = table_title(table.name, self.lang or "en")
        note = "; ".join([table.note] * bool(table.note) + [_told_cut(cut)] * bool(cut))
        return (name, title, n, table.counted_by, table.population, table.n, note)

    def fill(
        self,
        sheet: Any,
        names: Sequence[str],
        rows: Any,
        decimals: Sequence[int] = (),
        *,
        filtered: bool = True,
    ) -> tuple[int, list[str]]:
        """Write a header and rows; how many there were, and in which cells a text was cut."""
        widths = [max(map(letters, (*name.split("_"), ""))) + 3 for name in names]
        for at, name in enumerate(names):
            sheet.write_string(0, at, _NO_CELL.sub("", name), self.head)
        cut: list[str] = []
        number = 0
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row[: len(names)]):
                if cell is not None and cell != "":
                    self._write(sheet, (number, at), cell, decimals, cut)
            if number <= LOOKED_AT:
                shown = (letters(_shown(cell)) + 2 for cell in row[: len(names)])
                widths = [max(known, min(_WIDEST, one)) for known, one in zip(widths, shown, strict=True)]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        if number and filtered:
            sheet.autofilter(0, 0, number, len(names) - 1)
        return number, cut

    def _write(
        self, sheet: Any, place: tuple[int, int], cell: Cell, decimals: Sequence[int], cut: list[str]
    ) -> None:
        if isinstance(cell, str):
            whole = _NO_CELL.sub("", cell)
            text = _fitting(whole)
            if text != whole:
                cut.append(f"row {place[0] + 1}")
            sheet.write_string(*place, text, self.wrapped if len(text) > _WRAPPED else self.plain)
        elif isinstance(cell, float):
            sheet.write_number(*place, cell, self.numbers[decimals[place[1]] if decimals else 3])
        else:
            sheet.write_number(*place, cell, self.whole)

    def _name(self, wanted: str) -> str:
        """A name that no sheet has and that a workbook allows."""
        base = _NO_NAME.sub("_", wanted).strip("'")[:_LONGEST_NAME] or "table"
        name, number = base, 2
        while name.casefold() in self.used or name.casefold() == "history":
            tail = f"_{number}"
            name, number = base[: _LONGEST_NAME - len(tail)] + tail, number + 1
        self.used.add(name.casefold())
        return name


def _shown(cell: Cell) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else "" if cell is None else str(cell)


def _fitting(text: str) -> str:
    """A text that a cell holds; its length counts as in UTF-16."""
    if len(text) <= LONGEST_CELL // 2:
        return text
    data = text.encode("utf-16-le")
    if len(data) <= 2 * LONGEST_CELL:
        return text
    return data[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + _CUT


def _told_cut(cut: Sequence[str]) -> str:
    """How many texts were cut, and where the first are."""
    more = f" and {len(cut) - 3} more" if len(cut) > 3 else ""
    texts = f"{len(cut)} texts are" if len(cut) > 1 else "1 text is"
    where = f"{', '.join(cut[:3])}{more}"
    return f"{texts} cut to the {LONGEST_CELL:,} characters of a cell, whole in the CSV file: {where}"
