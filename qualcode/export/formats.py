"""The kinds of files that tables are written as, and what each of them takes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import UsageError
from qualcode.export.csv import table_bytes
from qualcode.export.dictionary import DICTIONARY_COLUMNS, dictionary_rows
from qualcode.export.docx import page_docx
from qualcode.export.html import page_html
from qualcode.export.json import table_json
from qualcode.export.latex import page_latex
from qualcode.export.markdown import page_markdown
from qualcode.export.pages import Page, as_page
from qualcode.export.parquet import need_pyarrow, write_parquet
from qualcode.export.sqlite import write_database
from qualcode.export.table import Language, Table
from qualcode.export.xlsx import write_workbook

BOOKS = ("xlsx", "sqlite")
"""Formats that hold all tables in one file."""
PAGES: Mapping[str, Callable[[Page], bytes]] = {
    "md": page_markdown,
    "tex": page_latex,
    "docx": page_docx,
    "html": page_html,
}
"""Formats of a table in a paper, one file for each."""
DATA = ("json", "parquet")
"""Formats of a table for programs, one file for each."""
FORMATS = (*BOOKS, *PAGES, *DATA)


class Setting(NamedTuple):
    """What tables of a paper say: language, names of codes, and by what the codings were made.

    `columns` are those that are shown, empty for those of a paper; `about` are keys and values that a
    database tells of itself.
    """

    lang: Language = "en"
    codes: Mapping[str, str] = {}
    source: str = ""
    columns: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()


def check_formats(formats: Iterable[str]) -> None:
    """Raise UsageError for a format that does not exist, or whose library is not installed."""
    for format in formats:
        if format not in FORMATS:
            cure = f"choose from {', '.join(FORMATS)}; CSV is always written"
            raise UsageError(f"there is no format '{format}'", cure=cure, slug="format")
        if format == "parquet":
            need_pyarrow()


def write_book(tables: Sequence[Table], format: str, place: Path, setting: Setting) -> None:
    """Write all tables into one file of a format of BOOKS."""
    if format == "xlsx":
        write_workbook(tables, place)
    else:
        write_database(tables, place, about=setting.about)


def write_one(table: Table, format: str, place: Path, setting: Setting) -> None:
    """Write one table as a format of PAGES or DATA.

    Raises
    ------
    UsageError
        A column is asked for that the table does not have; pyarrow is not installed.
    """
    if format == "parquet":
        write_parquet(table, place)
        return
    with place.open("wb") as file:
        file.writelines(table_json(table) if format == "json" else [_paper(table, format, setting)])


def _paper(table: Table, format: str, setting: Setting) -> bytes:
    page = as_page(
        table, lang=setting.lang, codes=setting.codes, columns=setting.columns, source=setting.source
    )
    return PAGES[format](page)


def dictionary_csv(tables: Iterable[Table], *, bom: bool = True) -> bytes:
    """The data dictionary of some tables as CSV."""
    return table_bytes(DICTIONARY_COLUMNS, dictionary_rows(one.described for one in tables), bom=bom)
