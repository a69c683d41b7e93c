"""Who is to code which document: `assignments.csv` of a study."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias, get_args

from qualcode.errors import ReadError
from qualcode.journal.renamed import Names
from qualcode.project.sheets.filled import sheet_in
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import names_in

Purpose: TypeAlias = Literal["reliability", "single"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
FILE = "assignments.csv"
ASSIGNMENT_COLUMNS = ("document", "coder", "round", "purpose")
_SHOWN = 5


class Assignment(NamedTuple):
    """A document that a coder is to code in a round (from 1).

    purpose
        `reliability` where others code it too, so that agreement can be told; else `single`.
    """

    document: str
    coder: str
    round: int
    purpose: Purpose


def read_assignments(study: Study) -> tuple[Assignment, ...]:
    """The assignments of a study in the order of the file, each once; none where there is no file.

    Other columns are passed over, and empty lines; names come in NFC, and are those of today where coders or
    documents were renamed. An empty round is the first, an empty purpose `single`.

    Raises
    ------
    ReadError
        The file cannot be read, or holds what is no assignment; all faults are told.
    """
    if not (study.folder / FILE).is_file():
        return ()
    place = study.path(FILE)
    cure = f"its first line is {','.join(ASSIGNMENT_COLUMNS)}"
    sheet = sheet_in(place, needs=("document", "coder"), cure=cure, slug="assignments")
    names = names_in(study.folder)
    faults: list[str] = []
    found: dict[tuple[str, str, int], Assignment] = {}
    for number, row in sheet.numbered():
        if not any(cell.strip() for cell in row.values()):
            continue
        bad = list(_faults(row))
        if not bad:
            one = _as_renamed(_assignment(row), names)
            first = found.setdefault(one[:3], one)
            if first != one:
                bad = [f"{one.document} stands twice for {one.coder}, with two purposes"]
        faults += [f"row {number}: {fault}" for fault in bad]
    if faults:
        raise _faulty(place, faults)
    return tuple(found.values())


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row."""
    for name in ("document", "coder"):
        if not row[name].strip():
            yield f"no {name} is named"
    round = _cell(row, "round") or "1"
    if not (round.isascii() and round.isdigit() and int(round)):
        yield f"'{round}' is no round: write 1, 2 …"
    purpose = _cell(row, "purpose").casefold() or "single"
    if purpose not in PURPOSES:
        yield f"'{purpose}' is no purpose: write {' or '.join(PURPOSES)}"


def _assignment(row: Mapping[str, str]) -> Assignment:
    document, coder = (unicodedata.normalize("NFC", row[name].strip()) for name in ("document", "coder"))
    purpose = _cell(row, "purpose").casefold()
    return Assignment(
        document,
        coder,
        int(_cell(row, "round") or 1),
        next((one for one in PURPOSES if one == purpose), "single"),
    )


def _as_renamed(one: Assignment, names: Names) -> Assignment:
    coder, document = names.coders.get(one.coder, one.coder), names.documents.get(one.document, one.document)
    return one._replace(coder=coder, document=document)


def _cell(row: Mapping[str, str], name: str) -> str:
    return row.get(name, "").strip()


def _faulty(place: str, faults: list[str]) -> ReadError:
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    cure = "correct these rows, or take them out"
    return ReadError("; ".join(faults[:_SHOWN]) + more, place=place, cure=cure, slug="assignments")
