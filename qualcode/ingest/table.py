"""Tables in text files, one turn a row: values parted by commas, semicolons or tabs."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from qualcode.errors import ReadError
from qualcode.ingest.blocks import Table
from qualcode.ingest.columns import MOST_TITLES, chosen_columns, headed_columns, talk_columns
from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.sheet import Sheet, sheet_draft

DELIMITERS = ",;\t，；"
_CELL_LIMIT = 1 << 28
_SAMPLE = 200
"""Rows by which the delimiter is found."""


def read_table(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .csv or .tsv file with a column for the speech, and perhaps columns for speaker and times.

    Raises ReadError where no column is known to hold speech, or where no row has any.
    """
    text, decoded, warnings = decoded_text(data, file=file, options=options)
    delimiter = find_delimiter(text, options.columns, file=file)
    rows = [[cell.strip() for cell in row] for row in split_rows(text, delimiter, file=file)]
    kind = "tsv" if file.lower().endswith(".tsv") else "csv"
    draft = sheet_draft([Sheet("", Table(rows))], kind, file=file, wanted=options.columns)
    return replace(
        draft,
        encoding=decoded.encoding,
        guessed=decoded.guessed,
        confidence=decoded.confidence,
        guesses=((decoded.guess,) if decoded.guess else ()) + draft.guesses,
        warnings=warnings + draft.warnings,
    )


def find_delimiter(text: str, wanted: Mapping[str, str], *, file: str) -> str:
    """The delimiter by which the columns can be found; else the one that occurs most in the first line."""
    first = text.lstrip("\n").partition("\n")[0]
    likely = sorted(DELIMITERS, key=lambda d: (-first.count(d), DELIMITERS.index(d)))
    samples = {d: [*islice(_rows(text, d, file), _SAMPLE)] for d in likely}
    if wanted:
        return next((d for d in likely if _fits(samples[d], wanted)), likely[0])
    headed = [d for d in likely if headed_columns(samples[d][:MOST_TITLES])]
    with_speaker = [d for d in headed if (found := headed_columns(samples[d])) and found.speaker >= 0]
    talking = (d for d in likely if talk_columns(samples[d]))
    return next(iter([*with_speaker, *headed, *talking]), likely[0])


def _fits(rows: list[list[str]], wanted: Mapping[str, str]) -> bool:
    try:
        chosen_columns(rows, wanted, file="")
    except ReadError:
        return False
    return True


def split_rows(text: str, delimiter: str, *, file: str) -> list[list[str]]:
    """All rows of a table that are not empty."""
    return list(_rows(text, delimiter, file))


def _rows(text: str, delimiter: str, file: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_CELL_LIMIT)
    lines = text.splitlines(keepends=True) if "\n" not in text else text.split("\n")
    try:
        rows = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
        yield from (row for row in rows if any(row))
    except csv.Error as fault:
        raise ReadError(
            f"this is no table: {fault}", place=file, cure="save it as CSV again", slug="columns"
        ) from None
    finally:
        csv.field_size_limit(before)
