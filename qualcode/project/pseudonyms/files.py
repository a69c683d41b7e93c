"""The files of pseudonymising: the table to confirm, the key, the list of names."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from qualcode.errors import Problem, ReadError
from qualcode.export.atomic import output_file
from qualcode.export.csv import table_bytes
from qualcode.ingest.delimited import likely_delimiters, numbered_rows
from qualcode.ingest.encoding import decode
from qualcode.ingest.formats.xlsx import read_workbook
from qualcode.pseudonyms.candidates import Listed
from qualcode.pseudonyms.confirm import COLUMNS, Row, guarded, read_rows, unguarded
from qualcode.pseudonyms.kinds import KINDS, Kind
from qualcode.text.key import fold
from qualcode.text.normalise import fix_text

TABLE = "pseudonyms.csv"
KEY = "pseudonyms.key.csv"
NAMES = "pseudonyms.names.csv"
KEY_COLUMNS = ("original", "replacement", "kind")
SHOWN = 5
"""Faults of a file that are told before the others are only counted."""

Numbered = list[tuple[int, list[str]]]


def write_table(place: Path, rows: Iterable[Row]) -> None:
    """Write the table to confirm, readable by its owner only. Raises WriteError."""
    _write(place, table_bytes(COLUMNS, [row.cells() for row in rows]))


def read_table(place: Path) -> list[Row]:
    """The table to confirm, as CSV of any spreadsheet or as a workbook; no rows where there is no file.

    Raises
    ------
    ReadError
        With every fault, its line and its cure.
    """
    if not place.exists():
        return []
    rows, problems = read_rows(_cells(place), file=place.as_posix())
    if problems:
        raise as_error(problems)
    return rows


def write_key(place: Path, replacements: Mapping[str, str], kinds: Mapping[str, Kind]) -> None:
    """Write who is who, readable by its owner only: original, replacement and kind. Raises WriteError.

    A link stays one, and what it leads to is written.
    """
    rows = [
        (guarded(old), guarded(new), kinds.get(old, "other")) for old, new in sorted(replacements.items())
    ]
    _write(place, table_bytes(KEY_COLUMNS, rows))


def read_key(place: Path) -> dict[str, tuple[str, Kind]]:
    """Replacement and kind by original; empty where there is no file.

    Raises
    ------
    ReadError
        It is no key.
    """
    if not place.exists():
        return {}
    table = _cells(place)
    if not table or tuple(map(fold, table[0][1][:2])) != KEY_COLUMNS[:2]:
        cure = "leave this file as it was written"
        raise ReadError("this is no key of pseudonyms", place=place.as_posix(), cure=cure, slug="pseudonyms")
    key = {}
    for _, cells in table[1:]:
        original, replacement, kind = (*map(unguarded, cells[:3]), "", "")[:3]
        if original and replacement:
            key[original] = (replacement, _kind(kind))
    return key


def read_names(place: Path) -> list[Listed]:
    """The study's own list: one name a line, behind it a kind and a replacement where one wants to.

    A first line `name` is a heading; a line that begins with # is passed over.

    Raises
    ------
    ReadError
        It cannot be read, or holds a kind that is none.
    """
    names, problems = [], []
    for number, cells in _cells(place):
        name, kind, replacement = (part.strip() for part in (*cells, "", "")[:3])
        if (
            not name
            or name.startswith("#")
            or (number == 1 and fold(name) in ("name", "original", fold("姓名")))
        ):
            continue
        if kind and fold(kind) not in KINDS:
            cure = f"write one of {', '.join(KINDS)}, or nothing"
            problems.append(Problem(f"there is no kind '{kind}'", place.as_posix(), number, cure=cure))
        names.append(Listed(name, _kind(kind), replacement))
    if problems:
        raise as_error(problems)
    return names


def _kind(written: str) -> Kind:
    return next((one for one in KINDS if one == fold(written)), "other")


def as_error(problems: Sequence[Problem]) -> ReadError:
    """One error for all faults of a file: the first is the message, the others follow it."""
    first, *others = problems
    more = "".join(f"\n{one.place}: {one.message}\n  {one.cure}" for one in others[: SHOWN - 1])
    more += f"\nand {len(others) - SHOWN + 1} more" if len(others) >= SHOWN else ""
    return ReadError(first.message, place=first.place, cure=first.cure + more, slug="pseudonyms")


def _write(place: Path, content: bytes) -> None:
    with output_file(place.resolve(), private=True) as file:
        file.write(content)


def _cells(place: Path) -> Numbered:
    """The rows of a table or text file that are not empty, each with its line."""
    try:
        data = place.read_bytes()
    except OSError as fault:
        raise ReadError(
            f"cannot be opened: {fault.strerror}",
            place=place.as_posix(),
            cure="check its name",
            slug="pseudonyms",
        ) from None
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, place.as_posix())
    text = fix_text(decode(data, file=place.as_posix()).text).text
    return list(numbered_rows(text, likely_delimiters(text)[0], file=place.as_posix()))


def _workbook(data: bytes, file: str) -> Numbered:
    """The first sheet of a workbook."""
    first = next(iter(read_workbook(data, file=file).values()), None)
    return [(number, list(first.rows[number])) for number in sorted(first.rows)] if first else []
