"""The kinds of files that tables are written as, and what each of them takes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import UsageError
from qualcode.export.csv import table_bytes
from qualcode.export.dictionary import DICTIONARY_COLUMNS, dictionary_rows
from qualcode.export.docx import pages_docx
from qualcode.export.html import pages_html
from qualcode.export.json import table_json
from qualcode.export.latex import pages_latex
from qualcode.export.markdown import pages_markdown
from qualcode.export.pages import Page, as_page
from qualcode.export.parquet import need_pyarrow, write_parquet
from qualcode.export.sqlite import write_database
from qualcode.export.table import Language, Table
from qualcode.export.xlsx import write_workbook

BOOKS = ("xlsx", "sqlite")
"""Formats that hold all tables in one file."""
PAGES: Mapping[str, Callable[[Sequence[Page]], bytes]] = {
    "md": pages_markdown,
    "tex": pages_latex,
    "docx": pages_docx,
    "html": pages_html,
}
"""Formats of tables in a paper."""
DATA = ("json", "parquet")
"""Formats of a table for programs, one file for each."""
FORMATS = (*BOOKS, *PAGES, *DATA)


class Setting(NamedTuple):
    """What tables of a paper say: language, names of codes, and by what the codings were made.

    `columns` are those that are shown, empty for those of a paper; `about` are keys and values that a
    database tells of itself. `titled` says that headings of a workbook are titles in `lang`, not names of
    columns; `merged` that cells that say the same are one, in tables that are printed so.
    """

    lang: Language = "en"
    codes: Mapping[str, str] = {}
    source: str = ""
    columns: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    titled: bool = False
    merged: bool = True


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
        lang = setting.lang if setting.titled else ""
        write_workbook(tables, place, lang=lang, merged=setting.titled and setting.merged)
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
        file.writelines(table_json(table) if format == "json" else [pages_bytes([table], format, setting)])


def pages_bytes(tables: Sequence[Table], format: str, setting: Setting) -> bytes:
    """Tables, one at least, one below the other as a format of PAGES."""
    lang, codes, source = setting.lang, setting.codes, setting.source
    columns, merged = setting.columns, setting.merged
    return PAGES[format](
        [
            as_page(one, lang=lang, codes=codes, columns=columns, source=source, merged=merged)
            for one in tables
        ]
    )


def dictionary_csv(tables: Iterable[Table], *, bom: bool = True) -> bytes:
    """The data dictionary of some tables as CSV."""
    return table_bytes(DICTIONARY_COLUMNS, dictionary_rows(one.described for one in tables), bom=bom)
