"""The sheet that judges fill in: it tells nothing, and is read back whatever a spreadsheet made of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from qualcode.errors import ReadError, UsageError
from qualcode.export.csv import DANGEROUS
from qualcode.ingest.delimited import likely_delimiters, split_rows
from qualcode.ingest.encoding import decode
from qualcode.ingest.xlsx import read_workbook
from qualcode.terms import CodeId, UnitKind
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.text.normalise import fix_text
from qualcode.workshop.audit_draw import Item
from qualcode.workshop.examples import EVERYONE
from qualcode.workshop.passages import Passages, lay, part_of

COLUMNS = ("item", "code", "document", "unit", "speaker", "before", "passage", "after")
FINAL = "final"
"""The column for what judges settle on where they differ; it is there with two judges or more."""

COMPARED = 1000
"""Characters of a passage that are compared when it is read back: a cell of a spreadsheet may be cut."""

Row = Mapping[str, str]


class Sheet(NamedTuple):
    """A sheet as it was read: its columns, and its rows by column."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def check_judges(judges: Sequence[str]) -> tuple[str, ...]:
    """The columns for judges; raises UsageError for a name that another column has, or that stands twice."""
    names = tuple(" ".join(name.split()) for name in judges) or ("judge_1",)
    taken = {fold(name) for name in (*COLUMNS, FINAL)}
    for name in names:
        if not name or fold(name) in taken or name.startswith(DANGEROUS):
            raise UsageError(
                f"--judges {','.join(names)}: '{name}' can be no column of its own",
                cure=f"give each judge a name of their own, none of {', '.join((*COLUMNS, FINAL))}",
                slug="judges",
            )
        taken.add(fold(name))
    return names


def header(judges: Sequence[str]) -> tuple[str, ...]:
    """The columns of a sheet."""
    return (*COLUMNS, *judges, *((FINAL,) if len(judges) > 1 else ()))


def sheet_rows(
    items: Sequence[Item],
    documents: Mapping[str, Document],
    code: CodeId,
    *,
    judges: Sequence[str],
    unit: UnitKind,
    context: int,
    split_at: str,
) -> list[list[str | int]]:
    """The cells of a sheet, in the order of the items; those of judges are empty."""
    around = {
        name: _Around(documents[name], unit, split_at) for name in {item.passage.document for item in items}
    }
    blank = [""] * (len(header(judges)) - len(COLUMNS))
    return [
        [item.number, code, *_place(item), before, in_line(item.passage.text), after, *blank]
        for item in items
        for before, after in [around[item.passage.document].of(item, context)]
    ]


def _place(item: Item) -> tuple[str, int, str]:
    return item.passage.document, item.passage.unit, item.passage.speaker


def in_line(text: str) -> str:
    """White space as one blank."""
    return " ".join(text.split())


class _Around:
    """What is said before and after passages of a document, whoever says it."""

    def __init__(self, document: Document, unit: UnitKind, split_at: str) -> None:
        self._passages = Passages((part_of(lay(document, unit, EVERYONE, split_at)),))

    def of(self, item: Item, n: int) -> tuple[str, str]:
        """The `n` units before and after an item, each with its speaker where that is another one."""
        at = int(np.searchsorted(self._passages.parts[0].units.number, item.passage.unit))
        before = self._texts(max(at - n, 0), at, item)
        return before, self._texts(at + 1, min(at + 1 + n, len(self._passages)), item)

    def _texts(self, low: int, high: int, item: Item) -> str:
        texts = []
        for one in map(self._passages.passage, range(low, high)):
            label = f"[{one.speaker}] " if one.speaker != item.passage.speaker else ""
            texts.append(label + in_line(one.text))
        return " ".join(texts)


def read_sheet(path: str) -> Sheet:
    """Read a sheet: CSV in any encoding and with any delimiter of a spreadsheet, or a workbook (.xlsx).

    Raises ReadError where it cannot be read, or is no sheet of an audit.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        raise ReadError(
            f"cannot be opened: {fault.strerror}", place=path, cure="check its name", slug="audit-sheet"
        ) from None
    table = _workbook(data, path) if data.startswith(b"PK\x03\x04") else _text_table(data, path)
    columns = tuple(in_line(name) for name in table[0]) if table else ()
    missing = [name for name in ("item", "passage") if name not in columns]
    if missing:
        raise ReadError(
            f"it has no column {missing[0]}",
            place=path,
            cure="keep the first line as qualcode audit wrote it",
            slug="audit-sheet",
        )
    rows = (dict(zip(columns, (*cells, *[""] * len(columns)), strict=False)) for cells in table[1:])
    return Sheet(columns, tuple(rows))


def _text_table(data: bytes, path: str) -> list[list[str]]:
    text = fix_text(decode(data, file=path).text).text
    return split_rows(text, likely_delimiters(text)[0], file=path)


def _workbook(data: bytes, path: str) -> list[list[str]]:
    """The first sheet of a workbook."""
    first = next(iter(read_workbook(data, file=path).values()), None)
    rows = [first.rows[number] for number in sorted(first.rows)] if first else []
    table = [[fix_text(cell).text for cell in row] for row in rows]
    return [row for row in table if any(row)]


def written(value: object) -> str:
    """A cell as it was typed: 1 is 1, not 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def is_same(found: str, drawn: str) -> bool:
    """Whether a passage that was read back is the one that was drawn, whatever a spreadsheet did to it.

    A `'` before it, other white space, a cut end and a `?` for a character that the file's encoding lacks
    make no difference. One that has no letter, which a spreadsheet takes for a number or a date, is not
    compared.
    """
    if not any(map(str.isalpha, drawn)):
        return True
    found, wanted = _compared(found), _compared(drawn)
    # Some programs write two question marks for a character beyond the first plane.
    doubled = "".join(char * 2 if ord(char) > 0xFFFF else char for char in wanted)
    return any(
        len(found[:COMPARED]) == len(one[:COMPARED])
        and all(a in (b, "?") for a, b in zip(found[:COMPARED], one[:COMPARED], strict=True))
        for one in (wanted, doubled)
    )


def _compared(text: str) -> str:
    """The characters of a passage that count when it is compared."""
    return "".join(text.removeprefix("'").split())
