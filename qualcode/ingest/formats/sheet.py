"""Tables with one turn a row, from whatever file: the sheet, its columns, and the turns in it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft, lost_characters
from qualcode.ingest.formats.blocks import Table, fixed_table, labels_of, rows_without_speech
from qualcode.ingest.formats.columns import (
    Columns,
    about,
    chosen_columns,
    headed_columns,
    talk_columns,
    unnamed,
)
from qualcode.ingest.formats.cues import Cue, write_cues
from qualcode.ingest.formats.moments import in_milliseconds, moments, timed
from qualcode.ingest.formats.rows import Pages
from qualcode.text.patterns import lazy

NONE_WANTED: Mapping[str, str] = MappingProxyType({})
_BLANK_LINES = lazy(r"\n\s*\n")


class Sheet(NamedTuple):
    """One sheet of a workbook, or a whole file of comma-separated values.

    The texts of `table` are fixed, without blanks around them; `lost` characters could not be kept.
    """

    name: str
    table: Table
    lost: int = 0


class Read(NamedTuple):
    """How a table is read: its columns, whether a row names them, and whether times are milliseconds."""

    columns: Columns
    headed: bool
    milliseconds: bool = False


class Written(NamedTuple):
    """What was written out of a table; rows that have no speech, and turns that no speaker is named for."""

    pages: Pages
    silent: int = 0
    nameless: int = 0


def fixed_sheet(name: str, table: Table) -> Sheet:
    """A sheet whose texts are fixed here."""
    return Sheet(name, *fixed_table(table))


def sheet_draft(sheets: Sequence[Sheet], reader: str, *, file: str, wanted: Mapping[str, str]) -> Draft:
    """The draft of the first of `sheets` that holds talk.

    `wanted` are columns that the researcher names. Raises ReadError where no column is known to hold
    speech, or where no row has any.
    """
    found = [sheet for sheet in sheets if any(map(any, sheet.table.rows))]
    if not found:
        raise _empty(file)
    number, read = _choose(found, wanted, file=file)
    sheet = found[number]
    written = write_out(sheet.table, read)
    if not written.pages.turns.rows:
        raise _empty(file)
    return Draft(
        written.pages.text,
        reader,
        given=written.pages.turns.marks(),
        complete=True,
        may_wrap=False,
        times=tuple(written.pages.times),
        guesses=(*_about_sheets(found, number), *_about_columns(sheet.table, read)),
        warnings=(*_about_rows(written), *_passed_over(found, number), *lost_characters(sheet.lost)),
    )


def _empty(file: str) -> ReadError:
    return ReadError(
        "no row of this table has any speech", place=file, cure="fill the text column", slug="empty"
    )


def _choose(sheets: Sequence[Sheet], wanted: Mapping[str, str], *, file: str) -> tuple[int, Read]:
    """The sheet that is read, and how: the first with named columns, else the first that looks like talk."""
    if wanted:
        return _as_wanted(sheets, wanted, file=file)
    headed = [headed_columns(sheet.table.rows) for sheet in sheets]
    ranked = sorted((columns.speaker < 0, n) for n, columns in enumerate(headed) if columns)
    for _, number in ranked:
        if columns := headed[number]:
            return number, _read(columns, sheets[number], headed=True)
    for number, sheet in enumerate(sheets):
        if columns := talk_columns(sheet.table.rows):
            return number, _read(columns, sheet, headed=False)
    raise unnamed(sheets[0].table.rows, file=file)


def _as_wanted(sheets: Sequence[Sheet], wanted: Mapping[str, str], *, file: str) -> tuple[int, Read]:
    problems = []
    for number, sheet in enumerate(sheets):
        try:
            columns = chosen_columns(sheet.table.rows, wanted, file=file)
        except ReadError as problem:
            problems.append(problem)
            continue
        return number, _read(columns, sheet, headed=columns.first > 0, wanted=wanted)
    raise problems[0]


def _read(columns: Columns, sheet: Sheet, *, headed: bool, wanted: Mapping[str, str] = NONE_WANTED) -> Read:
    """How a sheet is read; a column of times that the researcher names is one, whatever it holds."""
    rows = sheet.table.rows
    likely = timed(columns, rows)
    begin = columns.begin if "begin" in wanted else likely.begin
    end = columns.end if "end" in wanted else likely.end
    columns = columns._replace(begin=begin, end=end)
    return Read(columns, headed, in_milliseconds(columns, rows))


def write_out(table: Table, read: Read) -> Written:
    """The text of a table; without speakers but with times its rows are cues, and are put together."""
    columns, labels = read.columns, labels_of(table, read.columns.speaker)
    cues, silent = [], 0
    for number, row in enumerate(table.rows):
        if number < columns.first or not any(row):
            continue
        speech = row[columns.text] if columns.text < len(row) else ""
        silent += not speech
        if speech:
            times = moments(row, columns, milliseconds=read.milliseconds)
            cues.append(Cue(labels[number], _BLANK_LINES.sub("\n", speech), *times))
    if columns.speaker < 0 and columns.begin >= 0 and columns.end >= 0:
        return Written(write_cues(cues), silent)
    pages = Pages()
    for cue in cues:
        pages.add_turn(cue.label, cue.text, begin=cue.begin, end=cue.end)
    nameless = sum(not cue.label.strip() for cue in cues) if columns.speaker >= 0 else 0
    return Written(pages, silent, nameless)


def _about_sheets(sheets: Sequence[Sheet], number: int) -> tuple[str, ...]:
    if len(sheets) < 2:
        return ()
    others = ", ".join(sheet.name for n, sheet in enumerate(sheets) if n != number)
    return (f"sheet {sheets[number].name} is read, not: {others}",)


def _about_columns(table: Table, read: Read) -> tuple[str, ...]:
    """Which columns are used, and what stands above them."""
    columns, rows = read.columns, table.rows
    said = about(columns, rows, headed=read.headed)
    if read.milliseconds:
        said += "; times in milliseconds"
    above = [" ".join(filter(None, row)) for row in rows[: max(0, columns.first - 1)] if any(row)]
    titles = f"above the names of the columns, left out: {'; '.join(above)[:80]}"
    return (said, titles) if above else (said,)


def _about_rows(written: Written) -> tuple[str, ...]:
    """Warnings about rows that say nothing, or do not say who speaks."""
    said = []
    if written.nameless:
        what = "row" if written.nameless == 1 else "rows"
        said.append(f"{written.nameless} {what} without a speaker: turns of nobody")
    return (*rows_without_speech(written.silent), *said)


def _passed_over(sheets: Sequence[Sheet], number: int) -> tuple[str, ...]:
    """The warning that other sheets look like transcripts too."""
    there = [sheet.name for n, sheet in enumerate(sheets) if n != number and _is_talk(sheet)]
    if not there:
        return ()
    what = "sheet looks" if len(there) == 1 else "sheets look"
    return (f"{len(there)} other {what} like talk and is not read; save each as a file: {', '.join(there)}",)


def _is_talk(sheet: Sheet) -> bool:
    columns = headed_columns(sheet.table.rows)
    return columns is not None and columns.speaker >= 0
