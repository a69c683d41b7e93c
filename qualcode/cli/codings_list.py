"""`qualcode codings list`: the human codings of a study."""

from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.by_hand import SHORT, AnyRound, OnlyCode, OnlyCoder, OnlyDocument, open_study, warn
from qualcode.cli.columns import GAP, aligned, cell_width, fit, plural
from qualcode.cli.put import Format, Output

if TYPE_CHECKING:
    from qualcode.project.codings.listed import Row

MOST, LEAST = 28, 20
"""Cells of a name at most, and of a quote at least."""

Removed = Annotated[bool, typer.Option("--removed", help="Those that were taken back.")]
Orphans = Annotated[bool, typer.Option("--orphans", help="Those that have no place in the text of today.")]


def list_codings(
    coder: OnlyCoder = "",
    document: OnlyDocument = "",
    code: OnlyCode = "",
    round: AnyRound = None,
    removed: Removed = False,
    orphans: Orphans = False,
    format: Format = "text",
    output: Output = None,
) -> None:
    """List the codings of people: id, place, code, coder, what is quoted, memos.

    Examples: qualcode codings list --coder li --document lane
    qualcode codings list --format csv -o all_codings.csv
    """
    from rich.text import Text

    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.project.codings.listed import CODING_COLUMNS, Choice, list_in

    opened = open_study("codings list")
    keep_inputs(output, *map(opened.study.path, ("text", "transcripts", "codings", "memos", "codebook.yaml")))
    choice = Choice(coder, document, code, round or 0, removed, orphans)
    found = list_in(opened, choice)
    warn(found.notes)
    if format != "text":
        put_table(CODING_COLUMNS, found.rows, format, output)
        return
    width = None if output else get_terminal_size().columns
    count = plural(len(found.rows), "orphan" if orphans else "coding") + (" taken back" if removed else "")
    shown = _lines(found.rows, width, mark=not orphans)
    put_text(Text("\n".join([*shown, count])), output)


def _lines(rows: "tuple[Row, ...]", width: int | None, *, mark: bool) -> list[str]:
    """A line a coding: id, place, code, coder, quote, its memos behind; orphans are marked where asked."""
    cells = [
        [
            str(row[0])[:SHORT],
            f"{row[1]}:{'–' if row[2] is None else row[2]}",
            str(row[4]),
            f"{row[5]}#{row[6]}" if row[6] != 1 else str(row[5]),
        ]
        for row in rows
    ]
    heads = aligned([[fit(cell, MOST) for cell in row] for row in cells], [False] * 4) if cells else []
    wide = max(map(cell_width, heads), default=0)
    room = max(width - wide - len(GAP), LEAST) if width else None
    lines = []
    for head, row in zip(heads, rows, strict=True):
        lost = "(orphan) " if mark and row[10] == "orphan" else ""
        said = lost + " ".join(str(row[8]).split())
        said += f"  ({' '.join(str(row[9]).split())})" if row[9] else ""
        blanks = " " * (wide - cell_width(head))
        lines.append(f"{head}{blanks}{GAP}{fit(said, room) if room else said}")
    return lines
