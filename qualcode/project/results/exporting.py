"""Tables in other formats than CSV: beside those of a run, or of a folder of results."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.load import load_codebook
from qualcode.errors import QualcodeError, UsageError
from qualcode.export.atomic import OutputFile, OutputFolder, output_file
from qualcode.export.formats import (
    BOOKS,
    FORMATS,
    PAGES,
    Setting,
    check_formats,
    dictionary_csv,
    pages_bytes,
    write_book,
    write_one,
)
from qualcode.export.table import Language, Table, table_of_frame
from qualcode.project.results.folder import PROVENANCE, record_of
from qualcode.project.results.saved import DICTIONARY, Saved, saved_tables

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = {".markdown": "md", ".htm": "html", ".db": "sqlite", ".pq": "parquet"}
"""Other ends of names than the formats themselves."""
CODINGS = "codings"
"""A table that no paper prints: as a page it is written only where it is named."""
_CHUNK = 1 << 20


class Results(NamedTuple):
    """A folder of results: its tables, and what its record says of them."""

    saved: Saved
    bom: bool
    lang: str


def open_results(results: str) -> Results:
    """The tables of a folder of results: those of the run first, then other CSV files in it, by name.

    Raises
    ------
    ReadError
        There is no provenance.json, or a table cannot be read.
    """
    record_of(results)
    folder = Path(results)
    record = json.loads((folder / PROVENANCE).read_text(encoding="utf-8-sig"))
    made = [name for name in record["tables"] if (folder / name).is_file()]
    others = sorted(one.name for one in folder.glob("*.csv") if one.name not in (*made, DICTIONARY))
    files = {name.removesuffix(".csv"): folder / name for name in (*made, *others)}
    options = record["options"]
    return Results(saved_tables(files, record), bool(options["bom"]), str(options["lang"]))


def export_tables(
    results: str | Path,
    formats: str | Sequence[str] = "xlsx",
    *,
    tables: Sequence[str] = (),
    columns: Sequence[str] = (),
    output: str | Path = "",
    lang: str = "",
) -> list[str]:
    """Write the tables of a folder of results in other formats: the twin of `qualcode export`.

    Parameters
    ----------
    formats
        One or more of `xlsx`, `sqlite` (all tables in one file), `md`, `tex`, `docx`, `html` (a file for
        each table, as a paper shows it), `json`, `parquet` (a file for each table, whole).
    tables
        Only these tables, by name. By default all; in the formats of a paper all but `codings`.
    columns
        In the formats of a paper exactly these columns, in this order.
    output
        A folder, by default that of the results; or, but for several tables as `json` or `parquet`, a
        file.
    lang
        Language of titles, notes and names of codes of a paper, `en` or `zh`; by default that of the results.
        Names are taken from the codebook of the run, where it is still there with the same rules.

    Returns
    -------
    list of str
        The files that were written.

    Raises
    ------
    ReadError, UsageError, WriteError
        The results cannot be read, something is named that is not there, or a file cannot be written.
    """
    asked = [formats] if isinstance(formats, str) else list(formats)
    check_formats(asked)
    found = open_results(str(results))
    chosen = _chosen(found.saved.tables, tables, columns)
    other = (names_in(str(results), lang) or {}) if lang else {}
    saved = found.saved._replace(codes=found.saved.codes | other)
    setting = setting_of(saved, lang or found.lang, columns=tuple(columns))
    named = tuple(tables)
    place = Path(output or results)
    if output and place.suffix and not place.is_dir():
        format = _only(asked, place)
        kept = [one for one in chosen if format not in PAGES or one.name != CODINGS or one.name in named]
        return [_export_file(kept, format, place, setting)]
    with OutputFolder(place, replace=True) as folder:
        names = write_beside(folder, chosen, asked, setting, named=named)
        names.append(_put_dictionary(folder, chosen, bom=found.bom))
    return [(place / name).as_posix() for name in names]


def names_in(results: str, lang: str) -> dict[str, str] | None:
    """Names of codes in a language by the codebook of a run; None where it is gone or has other rules."""
    record = record_of(results)
    try:
        codebook = load_codebook(record.options.codebook)
    except QualcodeError:
        return None
    return dict(codebook.names_in(lang)) if codebook.rules_sha256 == record.rules_sha256 else None


def setting_of(saved: Saved, lang: str, *, columns: tuple[str, ...] = ()) -> Setting:
    """What tables of a paper say, and a database of itself; another language than zh is English."""
    language: Language = "zh" if lang == "zh" else "en"
    return Setting(language, saved.codes, saved.source, columns, saved.about)


def write_beside(
    folder: OutputFolder,
    tables: Sequence[Table],
    formats: Sequence[str],
    setting: Setting,
    *,
    named: Sequence[str] = (),
) -> list[str]:
    """Write tables into a folder in some formats; the names of the files.

    `named` are the tables that were asked for by name.
    """
    names = []
    for format in dict.fromkeys(formats):
        if format in BOOKS:
            names.append(f"tables.{format}")
            _through(folder.file(names[-1]), partial(write_book, tables, format, setting=setting))
            continue
        for table in tables:
            if format not in PAGES or table.name != CODINGS or table.name in named:
                names.append(f"{table.name}.{format}")
                _through(folder.file(names[-1]), partial(write_one, table, format, setting=setting))
    return names


def _through(file: OutputFile, write: Callable[[Path], None]) -> None:
    """Let a library write a file of its own, and take that over."""
    with TemporaryDirectory(prefix="qualcode") as folder:
        made = Path(folder) / file.place.name
        write(made)
        with made.open("rb") as content:
            while part := content.read(_CHUNK):
                file.write(part)


def beside_run(folder: OutputFolder, record: Mapping[str, Any], formats: Sequence[str]) -> list[str]:
    """What `qualcode code --format` writes beside its CSV files: the tables in other formats, and the
    data dictionary. The CSV files that `record` names are written, but not yet in their places.
    """
    files = {name.removesuffix(".csv"): folder.written(name) for name in record["tables"]}
    saved = saved_tables(files, record)
    setting = setting_of(saved, str(record["options"]["lang"]))
    names = write_beside(folder, saved.tables, formats, setting)
    return [*names, _put_dictionary(folder, saved.tables, bom=bool(record["options"]["bom"]))]


def _put_dictionary(folder: OutputFolder, tables: Sequence[Table], *, bom: bool) -> str:
    folder.file(DICTIONARY).write(dictionary_csv(tables, bom=bom))
    return DICTIONARY


def _chosen(tables: Sequence[Table], names: Sequence[str], columns: Sequence[str]) -> list[Table]:
    """The tables of these names in this order; all where none is named."""
    known = {table.name: table for table in tables}
    for name in names:
        if name not in known:
            cure = f"there are {', '.join(known)}"
            raise UsageError(f"there is no table '{name}'", cure=cure, slug="table")
    chosen = [known[name] for name in dict.fromkeys(names)] or list(tables)
    if columns and len(chosen) > 1:
        raise UsageError("--columns is for one table", cure="name it with --tables", slug="columns")
    return chosen


def _only(formats: Sequence[str], place: Path) -> str:
    """The one format that a file is written in, which its name must fit."""
    format = format_of(place)
    if list(formats) != [format]:
        raise UsageError(
            "this file does not fit what is asked for",
            place=place.as_posix(),
            cure=f"let its name end in .{formats[0]}, or name a folder",
            slug="kind",
        )
    return format


def format_of(place: Path) -> str:
    """The format that the name of a file asks for; empty where it asks for none."""
    ending = place.suffix.lower()
    format = SUFFIXES.get(ending, ending.removeprefix("."))
    return format if format in FORMATS and not place.is_dir() else ""


def _export_file(tables: Sequence[Table], format: str, place: Path, setting: Setting) -> str:
    if not tables:
        raise UsageError("there is no table to write", place=place.as_posix(), slug="no-table")
    if format not in (*BOOKS, *PAGES) and len(tables) > 1:
        cure = "name one with --tables, or a folder with -o"
        raise UsageError(
            f"a {format} file holds one table", place=place.as_posix(), cure=cure, slug="one-table"
        )
    write_file(tables, format, place, setting)
    return place.as_posix()


def write_file(tables: Sequence[Table], format: str, place: Path, setting: Setting) -> None:
    """Write tables, one at least, into one file, whole or not at all; a format of DATA holds the first.

    Raises
    ------
    UsageError, WriteError
        The library of the format is not installed, or the file cannot be written.
    """
    with output_file(place) as file:
        if format in BOOKS:
            _through(file, partial(write_book, tables, format, setting=setting))
        elif format in PAGES:
            file.write(pages_bytes(tables, format, setting))
        else:
            _through(file, partial(write_one, tables[0], format, setting=setting))


def write_tables(
    frames: "Mapping[str, pd.DataFrame]",
    output: str | Path,
    *,
    lang: str = "en",
    codes: Mapping[str, str] | None = None,
    note: str = "",
    counted_by: str = "",
    population: str = "",
    n: int | None = None,
    merged: bool = True,
    titled: bool = False,
) -> str:
    """Write DataFrames by name into a file; the end of its name says the format.

    `.xlsx`, `.sqlite`, `.md`, `.tex`, `.docx` and `.html` take any number of them, `.json` and `.parquet`
    one. `counted_by`, `population`, `n` and `note` are told with each; `codes` are names of codes by ids.
    Tables whose name the data dictionary knows (`qualcode.export.dictionary_entries.TITLES`) are laid out
    as `qualcode analyze` and `qualcode agree` lay them out. With `merged` cells of `levels` that say the
    same are one; with `titled` headings of a workbook are titles in `lang`, not names of columns.

    Raises
    ------
    UsageError, WriteError
        The format is not known, takes one table only, or the file cannot be written.
    """
    place = Path(output)
    format = format_of(place)
    check_formats([format or place.suffix])
    tables = [
        table_of_frame(frame, name=name, counted_by=counted_by, population=population, n=n, note=note)
        for name, frame in frames.items()
    ]
    language: Language = "zh" if lang == "zh" else "en"
    setting = Setting(language, codes or {}, titled=titled, merged=merged)
    return _export_file(tables, format, place, setting)
