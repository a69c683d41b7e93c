"""CSV tables: one turn a row."""

import csv
from collections.abc import Sequence

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.options import IngestOptions
from qualcode.ingest.rows import Columns, Pages, named_columns
from qualcode.text.patterns import lazy

DELIMITERS = ",;\t，；"
_CELL_LIMIT = 1 << 28
_BLANK_LINES = lazy(r"\n\s*\n")


def read_table(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .csv file with a header row that names a column for the speech, and one for the speaker.

    Raises ReadError where no column is named for speech, or where no row has any.
    """
    text, decoded, warnings = decoded_text(data, file=file, options=options)
    rows, columns = parse_rows(text, file=file)
    pages, left_out = _write_out(rows[columns.first :], columns)
    if not pages.turns.rows:
        raise ReadError(
            "no row of this table has any speech", place=file, cure="fill the text column", slug="empty"
        )
    if left_out:
        warnings = (*warnings, f"{left_out} rows without speech left out")
    return Draft(
        pages.text,
        "csv",
        decoded.encoding,
        decoded.guessed,
        decoded.confidence,
        given=pages.turns.marks(),
        complete=True,
        may_wrap=False,
        guesses=(decoded.guess,) if decoded.guess else (),
        warnings=warnings,
    )


def parse_rows(text: str, *, file: str) -> tuple[list[list[str]], Columns]:
    """The rows of a table of turns and its columns, by the delimiter that makes its header readable."""
    first = text.lstrip("\n").partition("\n")[0]
    for delimiter in sorted(DELIMITERS, key=lambda d: (-first.count(d), DELIMITERS.index(d))):
        header = next(iter(csv.reader([first], delimiter=delimiter)), [])
        columns = named_columns(header)
        if columns is not None:
            return split_rows(text, delimiter, file=file), columns
    raise ReadError(
        f"no column of this table is named for speech; the first line is: {first[:80]}",
        place=file,
        cure="name the columns speaker and text (说话人, 内容) in the first line",
        slug="columns",
    )


def split_rows(text: str, delimiter: str, *, file: str) -> list[list[str]]:
    """All rows of a table that are not empty."""
    before = csv.field_size_limit(_CELL_LIMIT)
    try:
        lines = text.splitlines(keepends=True) if "\n" not in text else text.split("\n")
        return [row for row in csv.reader((line + "\n" for line in lines), delimiter=delimiter) if any(row)]
    except csv.Error as fault:
        raise ReadError(
            f"this is no table: {fault}", place=file, cure="save it as CSV again", slug="columns"
        ) from None
    finally:
        csv.field_size_limit(before)


def _write_out(rows: Sequence[Sequence[str]], columns: Columns) -> tuple[Pages, int]:
    pages, left_out = Pages(), 0
    for row in rows:
        speech = row[columns.text].strip() if columns.text < len(row) else ""
        label = row[columns.speaker] if 0 <= columns.speaker < len(row) else ""
        if speech:
            pages.add_turn(label, _BLANK_LINES.sub("\n", speech))
        else:
            left_out += 1
    return pages, left_out
