"""The sheet that judges fill in: it tells nothing, and is read back whatever a spreadsheet made of it."""

from collections.abc import Mapping, Sequence

import numpy as np

from qualcode.errors import UsageError
from qualcode.export.csv import DANGEROUS
from qualcode.project.sheets.filled import Sheet, in_line, sheet_in
from qualcode.terms import CodeId, UnitKind
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.workshop.audit_draw import Item
from qualcode.workshop.examples import EVERYONE
from qualcode.workshop.passages import Passages, lay, part_of

COLUMNS = ("item", "code", "document", "unit", "speaker", "before", "passage", "after")
FINAL = "final"
"""The column for what judges settle on where they differ; it is there with two judges or more."""


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
    """Read a sheet as `sheet_in` does; raises ReadError where it is none of an audit."""
    cure = "keep the first line as qualcode audit wrote it"
    return sheet_in(path, needs=("item", "passage"), cure=cure, slug="audit-sheet")
