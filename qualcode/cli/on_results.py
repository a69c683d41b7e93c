"""Options of commands that work on a folder of results."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.reading import codebook_option, place

if TYPE_CHECKING:
    from qualcode.project.job.options import CodeOptions

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
CodebookFile = Annotated[str, codebook_option("The codebook file, where it is no longer where it was.")]


def where_now(
    transcripts: Sequence[str] | None, codebook: str, attributes: str | None, settings: str | None
) -> "CodeOptions":
    """Where the files of a run are now, as they were named; raises UsageError for an empty path."""
    from qualcode.project.job.options import CodeOptions

    return CodeOptions(
        inputs=tuple(place(path, "transcripts") for path in transcripts or ()),
        codebook=codebook,
        attributes="" if attributes is None else place(attributes, "--attributes"),
        settings="" if settings is None else place(settings, "--settings"),
    )


def tell_of_edits(results: str, tables: Sequence[str] = ()) -> None:
    """Warn on stderr of tables that somebody changed after the run; `tables` are those that are used."""
    from qualcode.cli.problems import say
    from qualcode.project.results.folder import edited, record_of

    for warning in edited(results, record_of(results), only=[f"{name}.csv" for name in tables]):
        say(f"warning: {warning}")
