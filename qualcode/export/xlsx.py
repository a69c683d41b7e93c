"""All tables of a run as one workbook, row by row: memory does not grow with the tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

from qualcode.export.appendix import population_in
from qualcode.export.dictionary import DICTIONARY_COLUMNS, dictionary_rows, table_title
from qualcode.export.notes_zh import notes_in_chinese
from qualcode.export.page_columns import CODES, CONSTANT, MERGED, WORDS_ZH
from qualcode.export.page_notes import unit_words
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


def _word(words: Mapping[str, str], cell: str) -> str:
    return words.get(cell, cell)


_LIST_TITLES = ("工作表", "标题", "行数", "分析单元", "统计范围", "N", "备注")
_SAID: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "row": "row {row}",
        "comma": ", ",
        "join": "; ",
        "more": " and {n} more",
        "text": "1 text is",
        "texts": "{n} texts are",
        "cut": "{texts} cut to the {most:,} characters of a cell, whole in the CSV file: {where}",
        "left": "{n} columns that a sheet cannot hold are left out",
    },
    "zh": {
        "row": "第 {row} 行",
        "comma": "、",
        "join": "；",
        "more": "等，另有 {n} 处",
        "text": "1 处文字",
        "texts": "{n} 处文字",
        "cut": "{texts}截短为单元格所能容纳的 {most:,} 个字符，全文见 CSV 文件：{where}",
        "left": "工作表容纳不下的 {n} 列未列出",
    },
}
_CHINESE: Mapping[str, Callable[[str], str]] = {
    **{name: partial(_word, words) for name, words in WORDS_ZH.items()},
    "note": notes_in_chinese,
    "counted_by": lambda unit: unit_words(unit, "zh"),
    "population": lambda label: label and population_in(label, "zh"),
}
"""What the cells of a column say in Chinese."""
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
        writer.fill(listed, _LIST_TITLES if lang == "zh" else _LIST_COLUMNS, about)
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
        rows, n_left = self._rows(table), max(0, len(table.columns) - MOST_COLUMNS)
        following = next(rows, None)
        while following is not None or not about:
            some = [] if following is None else chain([following], islice(rows, self.most_rows - 2))
            name = self._name(table.name)
            heads = self._heads(table)[:MOST_COLUMNS]
            n, cut = self.fill(self.book.add_worksheet(name), heads, some, decimals)
            told = [*self._told(table, cut), *[self.say("left", n=n_left)] * bool(n_left)]
            title = table_title(table.name, self.lang or "en")
            note = self.say("join").join(told)
            about.append((name, title, n, *self._about(table), table.n, note))
            following = next(rows, None)
        return about

    def say(self, word: str, **parts: object) -> str:
        """What a workbook says itself."""
        return _SAID[self.lang or "en"][word].format(**parts)

    def _rows(self, table: Table) -> Iterator[Sequence[Cell]]:
        """The rows; in a workbook to read in Chinese what the program says in them is Chinese."""
        told = [_CHINESE.get(name) if self.lang == "zh" else None for name in table.names]
        if not any(told):
            return iter(table.rows)
        return (
            [
                say(cell) if say and isinstance(cell, str) else cell
                for say, cell in zip(told, row, strict=True)
            ]
            for row in table.rows
        )

    def _about(self, table: Table) -> tuple[str, str]:
        """What was counted, and whose speech."""
        if self.lang != "zh":
            return table.counted_by, table.population
        return _CHINESE["counted_by"](table.counted_by), _CHINESE["population"](table.population)

    def _told(self, table: Table, cut: Sequence[int]) -> list[str]:
        """What must be said of a sheet: the note of its table, and which texts were cut."""
        where = self.say("comma").join(self.say("row", row=row) for row in cut[:3])
        where += self.say("more", n=len(cut) - 3) if len(cut) > 3 else ""
        texts = "texts" if len(cut) > 1 else "text"
        told = self.say("cut", texts=self.say(texts, n=len(cut)), most=LONGEST_CELL, where=where)
        return [table.note] * bool(table.note) + [told] * bool(cut)

    def _heads(self, table: Table) -> list[str]:
        return [one.title(self.lang) if self.lang else one.name for one in table.columns]

    def _add_merged(self, table: Table) -> Sequence[Cell]:
        """A table for reading: cells that say the same are one; what holds for all is in the list only."""
        names, columns, every = table.names, MERGED[table.name], list(self._rows(table))
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
        note = self.say("join").join(self._told(table, cut))
        return (name, title, n, *self._about(table), table.n, note)

    def fill(
        self,
        sheet: Any,
        names: Sequence[str],
        rows: Any,
        decimals: Sequence[int] = (),
        *,
        filtered: bool = True,
    ) -> tuple[int, list[int]]:
        """Write a header and rows; how many there were, and in which rows of the sheet a text was cut."""
        widths = [max(map(letters, (*name.split("_"), ""))) + 3 for name in names]
        for at, name in enumerate(names):
            sheet.write_string(0, at, _NO_CELL.sub("", name), self.head)
        cut: list[int] = []
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
        self, sheet: Any, place: tuple[int, int], cell: Cell, decimals: Sequence[int], cut: list[int]
    ) -> None:
        if isinstance(cell, str):
            whole = _NO_CELL.sub("", cell)
            text = _fitting(whole)
            if text != whole:
                cut.append(place[0] + 1)
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
