"""Where the cells of a report's tables lead: to the passages behind each number."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from qualcode.export.dictionary import MATRICES
from qualcode.export.pages import Page
from qualcode.export.table import Cell, Table

SHADES = 5
"""Steps of colour in a table of codes by codes, from little to much."""


class Links(NamedTuple):
    """For each row and column of a page the place within the report that it leads to, empty where none.

    `heads` are those of the headings; `shades` how dark each cell is, 0 to SHADES; `tips` say what a
    heading stands for.
    """

    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shades: tuple[tuple[int, ...], ...] = ()
    tips: tuple[str, ...] = ()


NO_LINKS = Links()


def place(**parts: str) -> str:
    """The place within the page that a reader of the passages is opened at, such as `#code=trust&doc=t1`."""
    return "#" + urlencode({key: value for key, value in parts.items() if value})


def links_of(page: Page, table: Table, names: Mapping[str, str]) -> Links:
    """The links of a page that was made of `table`; `names` are names of codes by their ids.

    A number that is 0 or undefined leads nowhere: there is no passage behind it.
    """
    find = _FINDERS.get(table.name)
    if find is None:
        return NO_LINKS
    rows = tuple(
        tuple(find(table, row, at) if row[at] not in (0, None, "") else "" for at in page.shown)
        for row in page.cells
    )
    first = MATRICES.get(table.name)
    if first is None:
        return Links(rows=rows)
    codes = [table.names[at] if at >= first else "" for at in page.shown]
    heads = tuple(place(code=code) if code else "" for code in codes)
    tips = tuple(names.get(code, code) for code in codes)
    return Links(heads, rows, _shades(page, table, first), tips)


def _frequency(table: Table, row: Sequence[Cell], at: int) -> str:
    if table.names[at] == "parent":
        return place(code=str(row[at]))
    counted = row[table.names.index("n_codings")] if "n_codings" in table.names else 1
    return place(code=str(row[table.names.index("code")])) if counted else ""


def _pair(table: Table, row: Sequence[Cell], at: int) -> str:
    first, second = (str(row[table.names.index(name)]) for name in ("code_1", "code_2"))
    alone = {"code_1": first, "n_1": first, "code_2": second, "n_2": second}.get(table.names[at])
    return place(code=alone) if alone else place(code=first, **{"with": second})


def _cooccurrence(table: Table, row: Sequence[Cell], at: int) -> str:
    first, second = str(row[0]), table.names[at]
    if not at or first == second:
        return place(code=first)
    return place(code=first, **{"with": second})


def _by_document(table: Table, row: Sequence[Cell], at: int) -> str:
    return place(doc=str(row[0])) if at < 2 else place(code=table.names[at], doc=str(row[0]))


def _document(table: Table, row: Sequence[Cell], at: int) -> str:
    return place(doc=str(row[0])) if table.names[at] == "document" else ""


_FINDERS: dict[str, Callable[[Table, Sequence[Cell], int], str]] = {
    "frequencies": _frequency,
    "cooccurrence_pairs": _pair,
    "cooccurrence": _cooccurrence,
    "code_by_document": _by_document,
    "documents": _document,
}


def _shades(page: Page, table: Table, first: int) -> tuple[tuple[int, ...], ...]:
    """How dark each cell of a matrix is; the diagonal, where there is one, stays white."""
    values = [
        [_size(row[at]) if at >= first and table.names[at] != row[0] else 0.0 for at in page.shown]
        for row in page.cells
    ]
    largest = max((one for row in values for one in row), default=0.0)
    return tuple(tuple(_shade(one, largest) for one in row) for row in values)


def _size(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) and cell > 0 else 0.0


def _shade(value: float, largest: float) -> int:
    """By the square root: one large cell would leave all others white."""
    return min(SHADES, 1 + int((SHADES - 0.001) * (value / largest) ** 0.5)) if value else 0
