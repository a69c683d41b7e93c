"""Options of commands that work on a folder of results."""

from collections.abc import Sequence
from typing import Annotated

import typer

Results = Annotated[
    str,
    typer.Argument(
        metavar="[RESULTS]",
        help="The folder that qualcode code wrote. Default: results, in a study that of the study.",
        show_default=False,
    ),
]
Among = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPTS]...",
        help="The transcripts, where they are no longer where they were.",
        show_default=False,
    ),
]
CodebookFile = Annotated[
    str,
    typer.Option(
        "--codebook",
        "-c",
        metavar="FILE",
        help="The codebook file, where it is no longer where it was.",
        show_default=False,
    ),
]


def tell_of_edits(results: str, tables: Sequence[str] = ()) -> None:
    """Warn on stderr of tables that somebody changed after the run; `tables` are those that are used."""
    from qualcode.cli.problems import say
    from qualcode.project.results.folder import edited, record_of

    for warning in edited(results, record_of(results), only=[f"{name}.csv" for name in tables]):
        say(f"warning: {warning}")
