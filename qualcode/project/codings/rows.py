"""Tables of codings that people hand over: their columns, whatever a spreadsheet made of the file."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.project.sheets.filled import Line, table_in
from qualcode.text.normalise import fix_text

TABLES = (".csv", ".tsv", ".xlsx")
"""Suffixes of tables; all other files are marked texts."""

_NAMES = {
    "document": ("document", "文档", "材料来源"),
    "start": ("start", "起", "起始"),
    "end": ("end", "止", "结束"),
    "code": ("code", "编码", "代码"),
    "quote": ("quote", "引语", "原话"),
    "text": ("text", "passage", "原文", "片段"),
    "memo": ("memo", "备忘录"),
    "before": ("before", "前文"),
    "after": ("after", "后文"),
    "unit": ("unit", "单元"),
    "coder": ("coder", "编码者"),
    "round": ("round", "轮次"),
    "state": ("state", "状态"),
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names}
_CURE = "give it a first line such as document,quote,code or document,start,end,code"


class TableRow(NamedTuple):
    """A row: the line of the file in which it begins, and its cells by column; empty ones are left out."""

    line: int
    cells: Mapping[str, str]


def is_table(file: str) -> bool:
    """Whether a file is a table of codings, by its name."""
    return Path(file).suffix.lower() in TABLES


def read_rows(file: str) -> list[TableRow]:
    """The rows of a table of codings, read as `table_in` does.

    Columns are known by their names in English or Chinese, as `document`, `quote`, `code`; others are
    not looked at.

    Raises ReadError where it cannot be read, or has no column for codes or for passages.
    """
    found = table_in(file, lambda cells: "code" in _named(cells), by_line=True)
    return _below(found.head, found.rows, file)


def rows_of_cells(names: Sequence[str], cells: Sequence[Sequence[object]], *, file: str) -> list[TableRow]:
    """The rows of a table that is given by its columns and cells, numbered from 1; as `read_rows`."""
    return _below(names, [(number, list(map(str, row))) for number, row in enumerate(cells, 1)], file)


def _below(head: Sequence[str], lines: Iterable[Line], file: str) -> list[TableRow]:
    """The rows below a head."""
    columns = _named(head)
    _check(columns, file)
    return [TableRow(line, _cells(columns, cells)) for line, cells in lines]


def _named(cells: Sequence[str]) -> list[str]:
    """The columns that the cells of a head name; empty for others."""
    return [_COLUMNS.get(fix_text(name).text.strip().casefold(), "") for name in cells]


def _check(columns: Sequence[str], file: str) -> None:
    """Raise ReadError unless codes and passages have columns, and each column one name."""
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        message, cure = f"two columns are {twice[0]}", "give one of them another name"
    elif "code" not in columns:
        message, cure = "it has no column code", _CURE
    elif not {"quote", "text", "start", "unit"} & set(columns):
        message, cure = "it has no column that tells passages: quote, or start and end", _CURE
    else:
        return
    raise ReadError(message, place=file, cure=cure, slug="columns")


def _cells(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells that are not empty. `text` is the quote of tables that qualcode wrote."""
    pairs = zip(columns, cells, strict=False)
    found = {column: fix_text(cell).text for column, cell in pairs if column and cell.strip()}
    if "text" in found:
        found.setdefault("quote", found.pop("text"))
    return {column: cell if column == "quote" else cell.strip() for column, cell in found.items()}
