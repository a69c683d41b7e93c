"""`qualcode codings add` and `mark`: codings from tables and marked texts, and texts to mark."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.by_hand import As, DryRun, ModeWord, Round, mode_of, open_study, warn
from qualcode.cli.columns import plural
from qualcode.cli.put import Output

if TYPE_CHECKING:
    from qualcode.project.codings.adding import Added, Done

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES...",
        help="Tables of codings (.csv, .tsv, .xlsx), or texts with marks (qualcode codings mark writes one).",
        show_default=False,
    ),
]
AddRound = Annotated[
    int | None,
    typer.Option(
        "--round",
        min=1,
        metavar="N",
        help="Round of coding the documents. Default: that of the marked text, else 1.",
        show_default=False,
    ),
]
OneDocument = Annotated[
    str,
    typer.Option(
        "--document",
        metavar="ID",
        help="The document of rows or texts that name none.",
        show_default=False,
    ),
]
Finish = Annotated[bool, typer.Option("--finish", help="Then say that you are done with these documents.")]
Sync = Annotated[
    bool,
    typer.Option("--sync", help="Take back own codings whose marks are no longer in the text."),
]
SkipBad = Annotated[
    bool,
    typer.Option("--skip-bad", help="Add what can be placed, though other rows or marks cannot (status 1)."),
]
OneFile = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="The document, by its id or file.", show_default=False)
]


def add(
    files: Files,
    coder: As = "",
    round: AddRound = None,
    document: OneDocument = "",
    mode: ModeWord = None,
    finish: Finish = False,
    sync: Sync = False,
    skip_bad: SkipBad = False,
    dry_run: DryRun = False,
) -> None:
    """Add codings from tables, and from texts that were marked in any editor.

    A table has the columns document, code, and quote, or start and end; also memo, unit, before, after.
    Nothing is written unless every row and mark has its place, and nothing twice.

    Examples: qualcode codings add codings.csv --as li
    qualcode codings add lane.txt --as li --finish
    qualcode codings add lane.txt --as li --sync --dry-run
    """
    from qualcode.cli.problems import complain, say
    from qualcode.project.codings.adding import Adding, add_files
    from qualcode.project.teams.coder_name import coder_named

    who = coder_named(coder)
    asked = Adding(
        coder=who,
        round=round or 0,
        document=document,
        mode=mode_of(mode),
        finish=finish,
        sync=sync,
        skip_bad=skip_bad,
        dry_run=dry_run,
    )
    done = add_files(open_study("codings add"), files, asked)
    warn(done.notes)
    for problem in done.problems:
        complain(problem, "error")
    for one in done.documents if done.written or dry_run else ():
        typer.echo(_line(one))
    if not (done.documents or done.problems):
        typer.echo("there is no coding to add")
    if done.problems:
        say(_summary(done, asked.skip_bad, dry_run=dry_run))
        raise typer.Exit(1)
    if dry_run:
        say("nothing was written (--dry-run)")


def _line(one: "Done") -> str:
    """What became of a document, in a line."""
    counts = [
        (one.new, f"{one.new:,} new"),
        (one.there, f"{one.there:,} already there"),
        (one.removed, f"{one.removed:,} removed"),
        (one.memos, plural(one.memos, "memo")),
    ]
    said = [text for number, text in counts if number] or ["nothing new"]
    round = f", round {one.round}" if one.round > 1 else ""
    return f"{one.document}{round}: {', '.join(said)}{'; finished' if one.finished else ''}"


def _summary(done: "Added", skip_bad: bool, *, dry_run: bool) -> str:
    many = plural(len(done.problems), "problem")
    if dry_run:
        return f"{many}; nothing was written (--dry-run)"
    if skip_bad:
        return f"{many}; all else was added"
    return f"{many}: nothing was added (--skip-bad adds the rest)"


def mark(document: OneFile, coder: As = "", round: Round = 1, output: Output = None) -> None:
    """Write out a document with your codings as marks, to edit in any editor and to add again.

    Without --as the text stands there without marks.

    Examples: qualcode codings mark lane --as li -o lane.txt
    qualcode codings add lane.txt --as li --sync
    """
    import os

    from qualcode.cli.put import keep_inputs, put_bytes
    from qualcode.project.codings.adding import check_added
    from qualcode.project.codings.marked_texts import marked_document
    from qualcode.project.teams.coder_name import CODER, coder_named

    who = coder_named(coder) if coder or os.environ.get(CODER) else ""
    opened = open_study("codings mark")
    study = opened.study
    keep_inputs(output, *map(study.path, ("text", "transcripts", "codings", "memos", "codebook.yaml")))
    if output:
        check_added(opened, output.as_posix(), document=document, coder=who, round=round)
    found = marked_document(opened, document, coder=who, round=round)
    warn(found.notes)
    put_bytes(found.text.encode("utf-8"), output)
