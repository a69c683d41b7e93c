"""`qualcode pseudonymise`: what may tell who somebody is, to be confirmed; and what is left of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.columns import aligned, plural
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, Transcripts, codebook_option, place, reads_transcripts

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.job.options import CodeOptions
    from qualcode.project.pseudonyms.candidates import Candidates
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
    str, codebook_option("A codebook: its terms are no candidates. Default: that of the study.")
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
    from qualcode.project.pseudonyms.files import NAMES, TABLE
    from qualcode.project.study.folder import find_study

    study = find_study()
    root = study.folder if study else Path()
    where = root / TABLE if table is None else Path(place(table, "--table"))
    _refuse(apply=apply, check=check, dry_run=dry_run)
    if apply or check:
        given: dict[str, object] = {"TRANSCRIPTS": transcripts, "--names": names, "--codebook": codebook}
        given |= {"--format": format != "text", "--output": output} if apply else {}
        _refuse_idle("--apply" if apply else "--check", given, reading)
    if apply:
        _apply(where, dry_run=dry_run)
        return
    if check:
        _check(where, format, output, named=table is not None)
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


def _refuse_idle(mode: str, given: Mapping[str, object], reading: Reading) -> None:
    """Refuse what does nothing beside --apply or --check."""
    from dataclasses import fields

    from qualcode.errors import UsageError

    typed = [option for option, value in given.items() if value not in (None, "", False, [])]
    for one in fields(reading):
        if getattr(reading, one.name) != getattr(UNSAID, one.name):
            typed.append(f"--{one.name.replace('_', '-')}")
    if typed:
        verb = "does" if len(typed) == 1 else "do"
        raise UsageError(
            f"{', '.join(typed)} {verb} nothing with {mode}",
            cure=f"leave it out: {mode} works on the whole study that the command runs in",
            slug="idle-option",
        )


def _apply(table: Path, *, dry_run: bool) -> None:
    from qualcode.cli.problems import say
    from qualcode.project.job.defaults import the_study
    from qualcode.project.pseudonyms.apply import apply_pseudonyms
    from qualcode.project.pseudonyms.files import KEY

    study = the_study("pseudonymise --apply")
    try:
        done = apply_pseudonyms(study, table=table, write=not dry_run, tell=say)
    except KeyboardInterrupt:
        say("interrupted: run qualcode pseudonymise --apply again to go on")
        raise
    would = "would be " if dry_run else ""
    typer.echo(f"{plural(done.n_places, 'place')} in {plural(done.n_documents, 'document')} {would}replaced")
    if done.n_events:
        typer.echo(f"{plural(done.n_events, 'event')} of human coding moved with the texts")
    if done.files:
        typer.echo(f"{would}changed too: {', '.join(done.files)}")
    for line in done.told:
        say(line)
    if not dry_run:
        typer.echo(f"Who is who: {study.path(KEY)}; keep it apart. Next: qualcode pseudonymise --check")


def _list(options: "CodeOptions", table: Path, names: str, format: str, output: Path | None) -> None:
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.project.job.defaults import in_study
    from qualcode.project.pseudonyms.candidates import write_candidates
    from qualcode.pseudonyms.confirm import COLUMNS

    options = in_study(options)
    _keep_apart(table, options.inputs)
    keep_inputs(output, *options.paths, names)
    with progress_bar() as progress:
        found = write_candidates(options, table, names=names, progress=progress)
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
    from qualcode.project.study.folder import studies_of
    from qualcode.project.study.texts import with_transcripts

    there = os.path.realpath(table)
    studies = studies_of(inputs)
    meant = with_transcripts(inputs, studies[0]) if len(studies) == 1 else inputs
    for root in map(os.path.realpath, meant):
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

    from qualcode.project.pseudonyms.candidates import by_kind

    rows = [(kind, str(n)) for kind, n in by_kind(found.rows).items()]
    head = f"{plural(len(found.rows), 'candidate')} in {plural(found.n_documents, 'document')}: "
    lines = [head + f"{found.n_new} new, {found.n_open} not decided", *aligned(rows, [False, True])]
    next_step = (
        f"Written: {table.as_posix()}. Write yes or no into its column confirm; correct replacements there."
    )
    return Text("\n".join([*lines, next_step]))


def _check(table: Path, format: str, output: Path | None, *, named: bool) -> None:
    from qualcode.cli.problems import say
    from qualcode.cli.put import put_table, put_text
    from qualcode.errors import UsageError
    from qualcode.project.job.defaults import the_study
    from qualcode.project.pseudonyms.check import LEFT_COLUMNS, check_study, left_cells
    from qualcode.project.pseudonyms.files import KEY

    study = the_study("pseudonymise --check")
    if named and not table.exists():
        cure = "check its name, or leave --table out"
        raise UsageError("there is no such file", place=table.as_posix(), cure=cure, slug="path")
    left, passed = check_study(study.folder, table=table, key=study.folder / KEY)
    for name in passed:
        say(f"not looked into: {name}")
    if format == "text":
        put_text(_found(left), output)
    else:
        put_table(LEFT_COLUMNS, [left_cells(one) for one in left], format, output)
    if left:
        raise typer.Exit(1)


def _found(left: "list[Leftover]") -> "Text":
    """How often each original is left in each file."""
    from rich.text import Text

    from qualcode.project.pseudonyms.check import by_file

    if not left:
        return Text("Nothing is left of what was confirmed.")
    rows = [(one.file, str(one.n), one.found, one.how, one.replacement) for one in by_file(left)]
    lines = aligned(rows, [False, True, False, False, False])
    return Text("\n".join([f"{plural(len(left), 'leftover')}:", *lines]))
