"""Options of commands that work on a folder of results."""

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
