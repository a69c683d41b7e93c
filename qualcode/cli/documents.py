"""Tables of a command in all their formats: text or data on the screen, and documents in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.export.table import Column, Table
    from qualcode.project.job.analysing import Analysed

TableFormat = Annotated[
    Literal["text", "csv", "json", "md", "tex", "docx", "html", "xlsx", "parquet"] | None,
    typer.Option(
        "--format",
        help="text to read; csv, json, parquet for programs; md, tex, docx, html, xlsx for a paper, with the "
        "notes below. Default: what the name of the file says, else text.",
        show_default=False,
    ),
]
ENDINGS: Mapping[str, str] = {
    **{f".{one}": one for one in ("csv", "json", "md", "tex", "docx", "html", "xlsx", "parquet", "graphml")},
    ".markdown": "md",
    ".htm": "html",
    ".pq": "parquet",
}
"""The format that the end of a file's name asks for."""
BINARY = ("docx", "xlsx", "parquet")
"""Formats that a screen cannot show."""
DATA = ("csv", "json")


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells beside the cells of its tables.

    lang
        As it was asked for: `zh` titles, headings and notes in Chinese, else in English.
    codes, source
        Names of codes by their ids; what the codings were made by.
    notes
        Sentences below a table, by the name of the table; below the last one those of "".
    counted_by, population, n
        Of tables that do not say it in their columns, or have no rows.
    merged, titled
        Whether cells that say the same are one; whether headings of a workbook are titles.
    heads
        Titles of columns that are others than in the data dictionary.
    """

    lang: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    counted_by: str = ""
    population: str = ""
    n: int | None = None
    merged: bool = True
    titled: bool = False
    heads: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def asked_format(format: str | None, output: Path | None) -> str:
    """The format that was asked for, or that the name of the file says; text where neither does.

    Raises
    ------
    UsageError
        A format that the screen cannot show without a file, a file whose name says another one, or Parquet
        where it cannot be written.
    """
    from qualcode.errors import UsageError

    named = ENDINGS.get(output.suffix.lower(), "") if output else ""
    asked = format or named or "text"
    if asked in BINARY and not output:
        cure = f"name a file, such as -o table.{asked}"
        raise UsageError(f"{asked} cannot be shown on the screen", cure=cure, slug="no-output")
    if output and named not in ("", asked) and (asked in BINARY or named in BINARY):
        raise UsageError(
            f"the name of this file says {named}, and {asked} is asked for",
            place=output.as_posix(),
            cure=f"let it end in .{'txt' if asked == 'text' else asked}, or leave --format out",
            slug="kind",
        )
    if asked == "parquet":
        from qualcode.export.parquet import need_pyarrow

        need_pyarrow()
    return asked


def told_of(
    done: "Analysed",
    lang: str = "",
    *,
    notes: Sequence[str] | Mapping[str, Sequence[str]] = (),
    counted_by: str = "",
    n: int | None = None,
    merged: bool = True,
    one_n: bool = False,
) -> Told:
    """What documents tell of coded transcripts; with a language headings of a workbook are in it.

    `one_n`: all codes have the same N, since those that were not on offer everywhere are left out.
    """
    from qualcode.project.job.people_told import missing_in

    counting, book = done.sums.counting, done.codebook
    return Told(
        lang=lang,
        codes=book.names_in(lang),
        source=f"{book.name} {book.version}".strip(),
        notes=notes if isinstance(notes, Mapping) else {"": notes},
        counted_by=counted_by or counting.unit,
        population=counting.population,
        n=int(done.sums.units.sum()) if n is None else n,
        merged=merged,
        titled=bool(lang),
        missing={} if one_n else {book.codes[at].id: there for at, there in missing_in(done.sums).items()},
    )


def put_columns(columns: "Columns", format: str, output: Path | None, *, name: str, told: Told) -> None:
    """A table as data, on the screen or in a file, or as a document."""
    from qualcode.export.csv import column_rows

    put_rows(*column_rows(columns), format, output, name=name, told=told)


def put_rows(
    header: Sequence[str],
    rows: "Sequence[Sequence[object]]",
    format: str,
    output: Path | None,
    *,
    name: str,
    told: Told,
) -> None:
    """The same with a table that is given by its rows."""
    from qualcode.cli.put import put_table

    if format in DATA:
        put_table(header, rows, format, output)
    else:
        _put_documents([_table(name, header, rows, told, last=True)], format, output, told)


def put_parts(
    parts: "Mapping[str, Columns]", format: str, output: Path | None, *, names: Mapping[str, str], told: Told
) -> None:
    """Several tables: csv and parquet hold the first of them, all others all.

    `names` are those by which the data dictionary knows the parts; in json they have their own.
    """
    from qualcode.cli.put import put_json, put_table
    from qualcode.export.csv import column_rows

    if format == "json":
        put_json({name: rows_of(columns) for name, columns in parts.items()}, output)
    elif format == "csv":
        put_table(*column_rows(next(iter(parts.values()))), format, output)
    else:
        last = list(parts)[-1]
        tables = [
            _table(names[part], *column_rows(columns), told, last=part == last)
            for part, columns in parts.items()
        ]
        _put_documents(tables, format, output, told)


def rows_of(columns: "Columns") -> list[dict[str, object]]:
    """The rows of a table by column."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _table(
    name: str, header: Sequence[str], rows: "Sequence[Sequence[object]]", told: Told, *, last: bool
) -> "Table":
    """A table with what was counted, as its columns say it, and with the notes below it."""
    from qualcode.export.page_columns import OWN_N
    from qualcode.export.table import table_of_rows

    first = dict(zip(header, rows[0], strict=True)) if rows else {}
    n = None if name in OWN_N else first.get("N")
    notes = [*told.notes.get(name, ()), *(told.notes.get("", ()) if last else ())]
    table = table_of_rows(
        header,
        rows,
        name=name,
        counted_by=str(first.get("counted_by") or told.counted_by),
        population=str(first.get("population") or told.population),
        n=int(str(n)) if n is not None else told.n,
        note=_joined(notes, told.lang),
    )
    columns = tuple(_titled(one, told.heads) for one in table.columns)
    return replace(table, columns=columns, missing={} if name == "relations" else told.missing)


def _titled(column: "Column", heads: Mapping[str, str]) -> "Column":
    title = heads.get(column.name)
    if not title or not column.about:
        return column
    return replace(column, about=column.about._replace(title_en=title, title_zh=title))


def _joined(notes: Sequence[str], lang: str) -> str:
    """Sentences in one text; a note that has no end gets one."""
    chinese = lang.startswith("zh")
    ended = (note if note.endswith((".", "。")) else note + ("。" if chinese else ".") for note in notes)
    return ("" if chinese else " ").join(ended)


def _put_documents(tables: "Sequence[Table]", format: str, output: Path | None, told: Told) -> None:
    """Tables as a document: one file with all of them, on the screen where it is text."""
    from qualcode.cli.put import put_bytes
    from qualcode.cli.stack import no_stack
    from qualcode.export.formats import PAGES, Setting, pages_bytes
    from qualcode.project.results.exporting import write_file

    setting = Setting(
        "zh" if told.lang.startswith("zh") else "en",
        told.codes,
        told.source,
        titled=told.titled,
        merged=told.merged,
    )
    if format in PAGES:
        put_bytes(pages_bytes(tables, format, setting), output)
    elif output:
        no_stack("a file of this kind")
        write_file(tables, format, output, setting)
