"""`qualcode coders`: who codes in a study, and how far they are."""

from pathlib import Path
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


Old = Annotated[str, typer.Argument(metavar="OLD", help="The name until now.", show_default=False)]
New = Annotated[str, typer.Argument(metavar="NEW", help="The name from now on.", show_default=False)]
SamePerson = Annotated[
    bool,
    typer.Option("--same-person", help="NEW codes here as well, and is the same person: both become one."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]

coders_app = typer.Typer(invoke_without_command=True, no_args_is_help=False)


@coders_app.callback()
def coders(
    context: typer.Context,
    documents: ByDocument = False,
    format: Format = "text",
    output: Output = None,
) -> None:
    """List who codes, in which round: documents opened and finished, codings, memos, decisions on rules.

    Examples: qualcode coders
    qualcode coders --documents --format csv -o progress.csv
    qualcode coders rename li "Li Ming"
    """
    if context.invoked_subcommand is None:
        _list(documents, format, output)
    elif documents or output or format != "text":
        from qualcode.errors import UsageError

        raise UsageError(
            "--documents, --format and -o are for the list", cure="leave them out", slug="idle-option"
        )


@coders_app.command()
def rename(old: Old, new: New, same_person: SamePerson = False, dry_run: DryRun = False) -> None:
    """Give a coder another name: all that was done under the old one counts for it.

    A line in qualcode.toml says so; journals stay, and copies with the old name merge.

    Examples: qualcode coders rename li "Li Ming"
    qualcode coders rename li_laptop li --same-person
    """
    from qualcode.cli.columns import plural
    from qualcode.cli.problems import say
    from qualcode.errors import as_argument
    from qualcode.project.job.defaults import the_study
    from qualcode.project.study.folder import SETTINGS
    from qualcode.project.teams.coder_renaming import rename_coder

    done = rename_coder(the_study("coders rename"), old, new, same_person=same_person, write=not dry_run)
    would = "would be" if dry_run else "is"
    counted = f"{plural(done.codings, 'coding')} and {plural(done.memos, 'memo')}"
    typer.echo(f"{done.old} {would} {done.new} now: {counted} in {plural(len(done.documents), 'document')}")
    typer.echo(f"by a line in {SETTINGS}, [renamed_coders]: share that file")
    typer.echo(f"from now on: --as {as_argument(done.new)}")
    for document, round in done.both:
        say(f"warning: {document} was finished under both names in round {round}: the first time counts")


def _list(documents: bool, format: str, output: Path | None) -> None:
    """The table of coders."""
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
