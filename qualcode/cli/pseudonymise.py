"""`qualcode pseudonymise`: what may tell who somebody is, to be confirmed; and what is left of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.columns import aligned, plural
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, Transcripts, place, reads_transcripts

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.options import CodeOptions
    from qualcode.project.pseudonymise import Candidates
    from qualcode.pseudonyms.leftovers import Leftover

NamesFile = Annotated[
    str | None,
    typer.Option(
        "--names",
        metavar="FILE",
        help="The study's own list: a name a line, behind it, if you like, its kind and replacement. "
        "Default: pseudonyms.names.csv of the study, if it is there.",
        show_default=False,
    ),
]
TableFile = Annotated[
    str | None,
    typer.Option(
        "--table",
        metavar="FILE",
        help="The table to confirm. Default: pseudonyms.csv, in a study that of the study.",
        show_default=False,
    ),
]
Check = Annotated[bool, typer.Option("--check", help="Look for originals that still stand in the study.")]
Apply = Annotated[
    bool,
    typer.Option(
        "--apply",
        help="Put the confirmed pseudonyms into the study: texts, turns, labels, human codings, "
        "attributes.csv and qualcode.toml together. Who is who goes into pseudonyms.key.csv.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --apply: only say how much would be replaced.")]
CodebookFile = Annotated[
    str,
    typer.Option(
        "--codebook",
        "-c",
        metavar="FILE",
        help="A codebook: its terms are no candidates. Default: that of the study.",
        show_default=False,
    ),
]


@reads_transcripts(but=("unit", "split_at", "speakers", "where"))
def pseudonymise(
    transcripts: Transcripts = None,
    names: NamesFile = None,
    table: TableFile = None,
    apply: Apply = False,
    check: Check = False,
    dry_run: DryRun = False,
    codebook: CodebookFile = "",
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """List what may tell who somebody is, in a table to confirm; nothing is replaced without a yes.

    Names, titles, places, organisations, telephone and identity numbers, e-mail, accounts, plates and
    addresses go into pseudonyms.csv, each with a proposal. Run it again after new interviews: decisions stay.

    Examples: qualcode pseudonymise
    qualcode pseudonymise --apply
    qualcode pseudonymise --check
    """
    from qualcode.project.pseudonym_files import NAMES, TABLE
    from qualcode.project.study import find_study

    study = find_study()
    root = study.folder if study else Path()
    where = root / TABLE if table is None else Path(place(table, "--table"))
    _refuse(apply=apply, check=check, dry_run=dry_run)
    if apply:
        _apply(where, dry_run=dry_run)
        return
    if check:
        _check(root, where, format, output)
        return
    own = root / NAMES
    listed = place(names, "--names") if names is not None else own.as_posix() if own.is_file() else ""
    _list(reading.options(transcripts, codebook), where, listed, format, output)


def _refuse(*, apply: bool, check: bool, dry_run: bool) -> None:
    from qualcode.errors import UsageError

    if apply and check:
        raise UsageError(
            "--apply and --check are two things", cure="run one after the other", slug="two-modes"
        )
    if dry_run and not apply:
        raise UsageError("--dry-run does nothing without --apply", cure="leave it out", slug="idle-option")


def _apply(table: Path, *, dry_run: bool) -> None:
    from qualcode.cli.problems import say
    from qualcode.project.defaults import the_study
    from qualcode.project.pseudonym_apply import apply_pseudonyms
    from qualcode.project.pseudonym_files import KEY

    study = the_study("pseudonymise --apply")
    done = apply_pseudonyms(study, table=table, write=not dry_run)
    for line in done.told:
        say(line)
    would = "would be " if dry_run else ""
    typer.echo(f"{plural(done.n_places, 'place')} in {plural(done.n_documents, 'document')} {would}replaced")
    if done.n_events:
        typer.echo(f"{plural(done.n_events, 'event')} of human coding moved with the texts")
    if done.files:
        typer.echo(f"{would}changed too: {', '.join(done.files)}")
    if not dry_run:
        typer.echo(f"Who is who: {study.path(KEY)}; keep it apart. Next: qualcode pseudonymise --check")


def _list(options: "CodeOptions", table: Path, names: str, format: str, output: Path | None) -> None:
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.project.defaults import in_study
    from qualcode.project.pseudonymise import write_candidates
    from qualcode.pseudonyms.confirm import COLUMNS

    options = in_study(options)
    _keep_apart(table, options.inputs)
    keep_inputs(output, *options.paths, names)
    found = write_candidates(options, table, names=names)
    tell((), found.failures)
    if format == "text":
        put_text(_summary(found, table), output)
    else:
        put_table(COLUMNS, [row.cells() for row in found.rows], format, output)
    leave_if_named(found.failures)


def _keep_apart(table: Path, inputs: Sequence[str]) -> None:
    """Refuse a table among the transcripts: the next run would read it as one."""
    import os

    from qualcode.errors import UsageError

    there = os.path.realpath(table)
    for root in map(os.path.realpath, inputs):
        if there == root or there.startswith(root + os.sep):
            raise UsageError(
                "the table cannot stand among the transcripts",
                place=table.as_posix(),
                cure="name another place with --table",
                slug="output",
            )


def _summary(found: "Candidates", table: Path) -> "Text":
    """How many candidates there are of each kind, and what to do next."""
    from rich.text import Text

    from qualcode.project.pseudonymise import by_kind

    rows = [(kind, str(n)) for kind, n in by_kind(found.rows).items()]
    head = f"{plural(len(found.rows), 'candidate')} in {plural(found.n_documents, 'document')}: "
    lines = [head + f"{found.n_new} new, {found.n_open} not decided", *aligned(rows, [False, True])]
    next_step = (
        f"Written: {table.as_posix()}. Write yes or no into its column confirm; correct replacements there."
    )
    return Text("\n".join([*lines, next_step]))


def _check(root: Path, table: Path, format: str, output: Path | None) -> None:
    from qualcode.cli.problems import say
    from qualcode.cli.put import put_table, put_text
    from qualcode.project.pseudonym_files import KEY
    from qualcode.project.pseudonymise import LEFT_COLUMNS, check_study, left_cells

    left, passed = check_study(root, table=table, key=root / KEY)
    for name in passed:
        say(f"not looked into: {name}")
    if format == "text":
        put_text(_found(left), output)
    else:
        put_table(LEFT_COLUMNS, [left_cells(one) for one in left], format, output)
    if left:
        raise typer.Exit(1)


def _found(left: "list[Leftover]") -> "Text":
    from rich.text import Text

    if not left:
        return Text("Nothing is left of what was confirmed.")
    rows = [(one.place, one.found, one.how, one.replacement) for one in left]
    return Text("\n".join([f"{plural(len(left), 'leftover')}:", *aligned(rows, [False] * 4)]))
