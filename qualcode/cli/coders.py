"""`qualcode coders`: who codes in a study, and how far they are."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.by_hand import warn
from qualcode.cli.put import Format, Output

if TYPE_CHECKING:
    from qualcode.project.teams.who_coded import WhoCoded

_DAY = len("2026-11-20")
_DATES = ("first", "last", "finished")
_RARE = ("removed", "memos", "accepted", "rejected")
"""Columns that are shown where something stands in them."""

ByDocument = Annotated[bool, typer.Option("--documents", help="A row for each document of a coder.")]


def coders(documents: ByDocument = False, format: Format = "text", output: Output = None) -> None:
    """List who codes, in which round: documents opened and finished, codings, memos, decisions on rules.

    Examples: qualcode coders
    qualcode coders --documents --format csv -o progress.csv
    """
    from rich.text import Text

    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.project.job.defaults import the_study
    from qualcode.project.teams.who_coded import coders_in

    study = the_study("coders")
    keep_inputs(output, *map(study.path, ("text", "transcripts", "codings", "memos")))
    found = coders_in(study, documents=documents)
    warn(found.notes)
    if format == "text":
        put_text(Text(_text(found, output is not None)), output)
    else:
        put_table(found.columns, found.rows, format, output)


def _text(found: "WhoCoded", whole: bool) -> str:
    """The table for the screen: dates as days, without idle columns, and in blocks where it is too wide."""
    from qualcode.cli.tables import NO_LIMIT, in_blocks, width_for

    if not found.rows:
        return "nobody has coded yet; next: qualcode codings mark DOCUMENT --as NAME -o FILE"
    columns = enumerate(found.columns)
    said = [at for at, name in columns if name not in _RARE or any(row[at] for row in found.rows)]
    rows = [[_cell(found.columns[at], row[at]) for at in said] for row in found.rows]
    right = [isinstance(found.rows[0][at], int) for at in said]
    fixed = 3 if "document" in found.columns else 2
    width = NO_LIMIT if whole else width_for(None)
    head = [found.columns[at] for at in said]
    return "\n".join(in_blocks([head, *rows], right, fixed=fixed, width=width))


def _cell(name: str, value: object) -> str:
    if name in _DATES and isinstance(value, str):
        return value[:_DAY]
    return f"{value:,}" if isinstance(value, int) else str(value)
