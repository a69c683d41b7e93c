"""What the analysis commands have in common: their options, and the coded units they work on."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.reading import COUNTED, Reading

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.project.analysing import Analysed

CountUnit = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="UNIT",
        help="What is counted, if not the unit: paragraph, turn, exchange, document.",
        show_default=False,
    ),
]
Seed = Annotated[
    int, typer.Option(min=0, metavar="N", help="Begin of the random numbers; the same seed, the same result.")
]


def analysed(
    reading: Reading,
    transcripts: Sequence[str] | None,
    codebook: str | None,
    output: Path | None,
    *,
    count_by: str = "",
    rollup: bool = False,
    lang: str = "",
    workers: int = 0,
    pairs: bool = False,
) -> "Analysed":
    """Code the transcripts in memory, with progress on stderr; tell warnings and what was not read.

    Only where `pairs` are counted may `count_by` be a window, nearness or overlap.
    """
    from dataclasses import replace

    from qualcode.cli.problems import tell
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import keep_inputs
    from qualcode.cli.reading import place
    from qualcode.errors import UsageError
    from qualcode.project.analysing import analyse
    from qualcode.project.defaults import in_study

    asked = reading.options(transcripts, "" if codebook is None else place(codebook, "--codebook"))
    found = in_study(asked)
    if not found.codebook:
        raise UsageError("no codebook is named", cure="name one with -c", slug="no-codebook")
    if not pairs and (":" in count_by or count_by == "overlap"):
        cure = "count by sentence, paragraph, turn, exchange or document"
        raise UsageError(f"{count_by} is of co-occurrence only", cure=cure, slug="count-by")
    keep_inputs(output, *found.paths)
    options = replace(found, count_by=count_by, rollup=rollup, lang=lang, workers=workers)
    with progress_bar() as progress:
        done = analyse(options, progress=progress)
    tell(done.warnings, done.failures)
    return done


def about(done: "Analysed", *, counted_by: str = "", n: int | None = None) -> str:
    """The line that stands below every table: what was counted, whose speech, and N."""
    counting = done.sums.counting
    total = int(done.sums.units.sum()) if n is None else n
    return f"Unit: {counted_by or counting.unit} · population: {counting.population} · N = {total:,}"


def put_lines(lines: Sequence[str], output: Path | None) -> None:
    """A table to read, on the screen or in a file."""
    from rich.text import Text

    from qualcode.cli.put import put_text

    put_text(Text("\n".join(lines)), output)


def put_columns(columns: "Columns", format: str, output: Path | None) -> None:
    """A table as CSV or JSON, on the screen or in a file."""
    from qualcode.cli.put import put_table
    from qualcode.export.csv import column_rows

    put_table(*column_rows(columns), format, output)
