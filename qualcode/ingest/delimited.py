"""Values parted by commas, semicolons or tabs."""

import csv
from collections.abc import Iterator

from qualcode.errors import ReadError

DELIMITERS = ",;\t，；"
CELL_LIMIT = 1 << 28
"""Characters of a cell: far more than an interview holds."""


def likely_delimiters(text: str) -> list[str]:
    """The delimiters, those first that occur most in the first line of a text."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return sorted(DELIMITERS, key=lambda d: (-first.count(d), DELIMITERS.index(d)))


def split_rows(text: str, delimiter: str, *, file: str) -> list[list[str]]:
    """All rows of a table that are not empty."""
    return list(iter_rows(text, delimiter, file=file))


def iter_rows(text: str, delimiter: str, *, file: str) -> Iterator[list[str]]:
    """The rows of `split_rows` one by one. Raises ReadError where they cannot be told apart."""
    yield from (row for _, row in numbered_rows(text, delimiter, file=file))


def numbered_rows(
    text: str, delimiter: str, *, file: str, by_line: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """The rows of `iter_rows`, each with the number of the line in which it begins, from 1.

    Without `by_line` the number is that of the row, as a spreadsheet shows it: a cell may have several lines.
    """
    before = csv.field_size_limit(CELL_LIMIT)
    lines = text.splitlines(keepends=True) if "\n" not in text else text.split("\n")
    try:
        rows = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
        begun = 1
        for number, row in enumerate(rows, 1):
            if any(row):
                yield begun if by_line else number, row
            begun = rows.line_num + 1
    except csv.Error as fault:
        raise ReadError(
            f"this is no table: {fault}", place=file, cure="save it as CSV again", slug="columns"
        ) from None
    finally:
        csv.field_size_limit(before)
