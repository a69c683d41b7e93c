"""Which documents are assigned to whom: `assignments.csv` of a study."""

from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.delimited import likely_delimiters, split_rows
from qualcode.ingest.encoding import decode
from qualcode.text.normalise import fix_text

ASSIGNMENTS = "assignments.csv"
ASSIGNMENT_COLUMNS = ("document", "coder", "round", "purpose")


class Assignment(NamedTuple):
    """A document that somebody is to code; `purpose` says why, in one word."""

    document: str
    coder: str
    round: int
    purpose: str


def read_assignments(study: Path) -> tuple[Assignment, ...] | None:
    """The rows of the file; None where a study has none.

    Raises ReadError where it is no such table.
    """
    place = study / ASSIGNMENTS
    if not place.is_file():
        return None
    text = fix_text(decode(place.read_bytes(), file=place.as_posix()).text).text
    head, *rows = split_rows(text, likely_delimiters(text)[0], file=place.as_posix()) or [[]]
    cells = [dict(zip(map(str.strip, head), (*map(str.strip, row), "", ""), strict=False)) for row in rows]
    bad = [row for row in cells if not (row.get("document") and row.get("coder") and _round(row))]
    if bad or not {"document", "coder"} <= set(map(str.strip, head)):
        cure = f"it has the columns {','.join(ASSIGNMENT_COLUMNS)}; each row a document, coder and round"
        raise ReadError("this is no table of assignments", place=place.as_posix(), cure=cure, slug="columns")
    return tuple(
        Assignment(row["document"], row["coder"], _round(row), row.get("purpose", "")) for row in cells
    )


def _round(row: dict[str, str]) -> int:
    """The number of the round, 1 where none is said; 0 for what is no number."""
    said = row.get("round", "") or "1"
    return int(said) if said.isascii() and said.isdigit() else 0
