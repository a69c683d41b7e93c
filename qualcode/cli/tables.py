"""Tables of numbers on a terminal: columns that fit its width, and how numbers are written."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.cli.columns import GAP, aligned, cell_width

UNDEFINED = "–"
NO_LIMIT = 1_000_000
LEAST_P = 0.001


def width_for(output: Path | None) -> int:
    """How wide a table may be: as the terminal is, or in a file as wide as it will."""
    return NO_LIMIT if output else shutil.get_terminal_size().columns


def number(value: object, digits: int = 2) -> str:
    """A cell as it is shown: whole numbers as such, others with so many digits, undefined as –."""
    match value:
        case None:
            return UNDEFINED
        case float():
            return f"{value:.{digits}f}"
        case int():
            return f"{value:,}"
    return str(value)


def p_value(value: object) -> str:
    """A probability: three digits, and below 0.001 no more than that."""
    return "<0.001" if isinstance(value, float) and value < LEAST_P else number(value, 3)


def cell_in(name: str, value: object) -> str:
    """A cell of the column of this name as it is shown."""
    return p_value(value) if name in ("p", "q") else number(value)


def percent(value: object) -> str:
    """A share of 1 in per cent."""
    return f"{100 * value:.1f}" if isinstance(value, int | float) else UNDEFINED


def ruled(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Lines of `rows` in columns, with a line below the first."""
    head, *body = aligned(rows, right)
    return [head, "─" * max(map(cell_width, (head, *body))), *body]


def in_blocks(rows: Sequence[Sequence[str]], right: Sequence[bool], *, fixed: int, width: int) -> list[str]:
    """Lines of a table that is too wide as blocks of columns one below the other.

    The first `fixed` columns stand in every block, which has one other column at least.
    """
    widths = [max(map(cell_width, column)) + len(GAP) for column in zip(*rows, strict=True)]
    room, used = width + len(GAP) - sum(widths[:fixed]), 0
    blocks: list[list[int]] = [[]]
    for at in range(fixed, len(widths)):
        if blocks[-1] and used + widths[at] > room:
            blocks.append([])
            used = 0
        blocks[-1].append(at)
        used += widths[at]
    lines: list[str] = []
    for block in blocks:
        kept = [*range(fixed), *block]
        part = ruled([[row[at] for at in kept] for row in rows], [right[at] for at in kept])
        lines += [""] * bool(lines) + part
    return lines


def that_fit(columns: Mapping[str, Sequence[str]], dispensable: Sequence[str], *, width: int) -> list[str]:
    """Names of the columns that fit into `width`, leaving out those of `dispensable`, its last first."""
    kept = {name: max(map(cell_width, (name, *cells))) + len(GAP) for name, cells in columns.items()}
    for name in reversed(dispensable):
        if sum(kept.values()) - len(GAP) > width:
            kept.pop(name, None)
    return list(kept)


def with_heads(columns: Mapping[str, Sequence[str]], names: Sequence[str]) -> list[list[str]]:
    """The rows of some columns, their names first."""
    return [[*names], *(list(row) for row in zip(*(columns[name] for name in names), strict=True))]
