"""`qualcode merge`: the codings and memos of another copy of the study."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from qualcode.cli.put import Output

Other = Annotated[
    Path,
    typer.Argument(
        metavar="OTHER_STUDY",
        help="The other copy: its folder, or a zip file of it. Nothing is written there.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Coders = Annotated[
    list[str] | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="Take over only what NAME did; may be given several times. Default: everybody.",
        show_default=False,
    ),
]
Format = Annotated[
    Literal["text", "json"], typer.Option("--format", help="text to read; json for programs, with all ids.")
]


def merge(
    other: Other,
    dry_run: DryRun = False,
    coder: Coders = None,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Bring the codings and memos of another copy of this study into it.

    Documents are known by their text, whatever they are called there. Nothing is lost: codings whose
    passage is not found here are kept and listed. A second merge adds nothing. The exit status is 1 where
    something contradicts, has no place, or was left out.

    Examples: qualcode merge ../study-of-zhang --dry-run
    qualcode merge zhang.zip --coder zhang
    """
    from rich.text import Text

    from qualcode.cli.merge_text import as_json, lines, warnings
    from qualcode.cli.problems import complain, say
    from qualcode.cli.put import keep_inputs, put_json, put_text, refuse_data_name
    from qualcode.project.job.defaults import the_study
    from qualcode.project.teams.merging import merge_in

    study = the_study("merge")
    keep_inputs(output, other.as_posix(), *(study.path(name) for name in ("codings", "memos", "text")))
    if format == "text":
        refuse_data_name(output)
    done = merge_in(study, other, coders=coder or (), write=not dry_run)
    if format == "json":
        put_json(as_json(done), output)
    else:
        put_text(Text("\n".join(lines(done, dry_run=dry_run))), output)
    for problem in done.problems:
        complain(problem, "not merged")
    for line in warnings(done, other):
        say(line)
    if not done.is_settled:
        raise typer.Exit(1)
