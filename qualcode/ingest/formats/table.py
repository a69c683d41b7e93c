"""Tables in text files, one turn a row: values parted by commas, semicolons or tabs."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from qualcode.errors import ReadError
from qualcode.ingest.delimited import iter_rows, likely_delimiters, split_rows
from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.formats.blocks import Table
from qualcode.ingest.formats.columns import MOST_TITLES, chosen_columns, headed_columns, talk_columns
from qualcode.ingest.formats.sheet import Sheet, sheet_draft
from qualcode.ingest.options import IngestOptions

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
    likely = likely_delimiters(text)
    samples = {d: [*islice(iter_rows(text, d, file=file), _SAMPLE)] for d in likely}
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
