"""Who is to code which document: `assignments.csv` of a study."""

from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.delimited import likely_delimiters, split_rows
from qualcode.ingest.encoding import decode
from qualcode.project.study import Study
from qualcode.text.normalise import fix_text

FILE = "assignments.csv"
ASSIGNMENT_COLUMNS = ("document", "coder", "round", "purpose")


class Assignment(NamedTuple):
    """A document that somebody is to code in a round; `purpose` says why, in one word."""

    document: str
    coder: str
    round: int
    purpose: str


def read_assignments(study: Study) -> tuple[Assignment, ...]:
    """The rows of the file in its order; none where a study has no such file.

    An empty round is the first, an empty purpose `single`. Raises ReadError where it is no such table.
    """
    place = study.folder / FILE
    if not place.is_file():
        return ()
    text = fix_text(decode(place.read_bytes(), file=study.path(FILE)).text).text
    head, *rows = split_rows(text, likely_delimiters(text)[0], file=study.path(FILE)) or [[]]
    names = [name.strip() for name in head]
    cells = [dict(zip(names, (*map(str.strip, row), "", ""), strict=False)) for row in rows]
    bad = any(not (row.get("document") and row.get("coder") and _round(row)) for row in cells)
    if bad or not {"document", "coder"} <= set(names):
        cure = f"it has the columns {','.join(ASSIGNMENT_COLUMNS)}; each row a document, coder and round"
        raise ReadError("this is no table of assignments", place=study.path(FILE), cure=cure, slug="columns")
    return tuple(
        Assignment(row["document"], row["coder"], _round(row), row.get("purpose", "") or "single")
        for row in cells
    )


def _round(row: dict[str, str]) -> int:
    """The number of the round, 1 where none is said; 0 for what is no number."""
    said = row.get("round", "") or "1"
    return int(said) if said.isascii() and said.isdigit() else 0
