"""`qualcode ingest`: transcripts come into the study, their texts fixed for good."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.put import Format

if TYPE_CHECKING:
    from qualcode.project.intake.arriving import Arrival, State
    from qualcode.project.intake.ingesting import IngestReport
    from qualcode.project.study.folder import Study

MOST_TOLD = 30
"""Documents of which all is said; of others that go well only the number."""
MOST_DIFF = 40
WORDS = {
    "new": "read in",
    "turns": "divided anew (the text is the same)",
    "resaved": "the original has other bytes, and gives the same text",
    "replaced": "read in again",
    "changed": "the original now gives another text; the one that was read in is kept",
    "text only": "its original is not there",
    "failed": "not read",
}
COUNTS: "Mapping[State, str]" = {
    "new": "new",
    "same": "as before",
    "turns": "divided anew",
    "resaved": "with an original that was saved anew",
    "replaced": "read in again",
    "changed": "with an original that changed",
    "text only": "without an original",
    "failed": "not read",
    "waiting": "not read in yet",
}

Documents = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPTS]...",
        help="Documents, files or folders in transcripts/. Default: all.",
        show_default=False,
    ),
]
Again = Annotated[
    bool,
    typer.Option(
        "--again",
        help="Read in again what would have another text, because its original or a setting changed. Human "
        "codings move with the text.",
    ),
]
RenamedWords = Annotated[
    list[str] | None,
    typer.Option(
        "--renamed",
        metavar="OLD=NEW",
        help="A transcript was renamed or moved in transcripts/: its text and what people coded go along. "
        "May be given several times.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Workers = Annotated[
    int, typer.Option(min=0, metavar="N", help="Processes that read side by side; 0: as many as pay.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only warnings and what was not read.")]
WhoSpeaks = Annotated[
    bool,
    typer.Option(
        "--speakers",
        help="Show who speaks in each document, as it was recognised, and lines in doubt; and write a line "
        "for each label into qualcode.toml, to be changed where it is wrong. With -o into that file instead; "
        "outside a study nothing is written without -o.",
    ),
]
SpeakerFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="With --speakers: the file for the map.", show_default=False),
]


def ingest(
    transcripts: Documents = None,
    again: Again = False,
    renamed: RenamedWords = None,
    speakers: WhoSpeaks = False,
    dry_run: DryRun = False,
    workers: Workers = 0,
    format: Format = "text",
    output: SpeakerFile = None,
    quiet: Quiet = False,
) -> None:
    """Read the transcripts of a study in: fix their texts in text/, which all other commands then read.

    What is there already stays: an original that changed since is shown with the lines that differ, and is
    read in again only with --again. Run it as often as you like.

    Examples: qualcode ingest
    qualcode ingest --speakers
    qualcode ingest --renamed "interview 1=2026/interview 1"
    """
    from qualcode.errors import UsageError
    from qualcode.project.study.folder import find_study

    if output and not speakers:
        raise UsageError("-o does nothing without --speakers", cure="leave it out", slug="idle-option")
    if format != "text" and not speakers:
        raise UsageError("--format does nothing without --speakers", cure="leave it out", slug="idle-option")
    study = find_study()
    if renamed:
        _rename(renamed, dry_run)
        if dry_run:
            return
    status = 0
    if study or not speakers:
        status = _ingest(transcripts or (), again, dry_run, workers, quiet=quiet or speakers)
    if speakers:
        from qualcode.cli.speakers import show_speakers

        show_speakers(transcripts, study, format, output, write=not dry_run)
    if status:
        raise typer.Exit(status)


def _rename(words: Sequence[str], dry_run: bool) -> None:
    """Documents get the ids that their transcripts have now."""
    from qualcode.cli.columns import plural
    from qualcode.cli.problems import say
    from qualcode.project.intake.renaming import ids_of, mentions, rename_document
    from qualcode.project.job.defaults import the_study
    from qualcode.project.study.inputs import find
    from qualcode.project.study.texts import TRANSCRIPTS

    study = the_study("ingest")
    known = {file.id for file in find([study.path(TRANSCRIPTS)]).files}
    for word in words:
        done = rename_document(study, *ids_of(word, known), write=not dry_run)
        counted = f"{plural(done.codings, 'coding')} and {plural(done.memos, 'memo')} by people"
        typer.echo(f"{done.old} {'would be' if dry_run else 'is'} {done.new} now, with {counted}")
        for line in mentions(study, done.old):
            say(f"warning: {line}")


def _ingest(documents: Sequence[str], again: bool, dry_run: bool, workers: int, *, quiet: bool) -> int:
    """Read in what the study has not; the exit status."""
    from qualcode.cli.problems import say
    from qualcode.cli.progress import progress_bar
    from qualcode.project.intake.ingesting import ingest_study
    from qualcode.project.job.defaults import the_study

    study = the_study("ingest")
    teller = _Teller(quiet=quiet)
    try:
        with progress_bar() as progress:
            report = ingest_study(
                study,
                documents=documents,
                again=again,
                write=not dry_run,
                workers=workers,
                tell=teller.tell,
                progress=progress,
            )
    except KeyboardInterrupt:
        say("interrupted: what was read in is in text/; run it again to go on")
        raise
    _warn(report, study)
    if not quiet:
        typer.echo("\n".join(_ending(report, study, teller, dry_run=dry_run)))
    failed = report.n_named_failed > 0 or (report.states["failed"] > 0 and not report.n_kept)
    return int(failed or bool(report.alike))


def _warn(report: "IngestReport", study: "Study") -> None:
    """Say what was not read, what may have been renamed, and where names may stand again."""
    from qualcode.cli.problems import say
    from qualcode.project.study.folder import KEY_FILE
    from qualcode.project.study.journals import cure_of_same_text

    for left in report.skipped:
        if not left.expected:
            say(f"not read: {left.file}: {left.reason}")
    for id, files in report.alike:
        say(f"not read: {' and '.join(files)} would {'both' if len(files) == 2 else 'all'} be called {id!r}")
        say("    cure: rename one of them, or leave one out; a text of that name that is kept stays as it is")
    for new, old in report.renamed:
        say(f"warning: {new} has the text of {old}, whose original is not there: both count. Was it renamed?")
        say(f"    cure: {cure_of_same_text(new, old, gone=True)}")
    if report.states["new"] and (study.folder / KEY_FILE).is_file():
        say("warning: names that have pseudonyms may stand in what is new; next: qualcode pseudonymise")


class _Teller:
    """Says what became of documents as they come."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.told = 0

    def tell(self, one: "Arrival") -> None:
        """One document: what happened on stdout, what went wrong on stderr."""
        from qualcode.cli.problems import say

        if one.state == "failed":
            say(f"not read: {one.file}: {one.reason}\n    cure: {one.cure}")
            return
        for warning in one.warnings:
            say(f"warning: {one.document}: {warning}")
        if one.codings_moved or one.codings_lost:
            say(_about_codings(one))
        if one.state not in WORDS or self.quiet:
            return
        self.told += 1
        if self.told <= MOST_TOLD or one.state == "changed":
            typer.echo("\n".join(_lines(one)))


def _lines(one: "Arrival") -> Iterator[str]:
    from qualcode.cli.columns import plural
    from qualcode.errors import as_argument

    size = f", {plural(one.turns, 'turn')}{one.language and ', '}{one.language}" if one.turns else ""
    yield f"{one.document}: {WORDS[one.state]}{size}"
    yield from (f"  {guess}" for guess in one.guesses)
    yield from (f"  {line}" for line in one.diff[:MOST_DIFF])
    if len(one.diff) > MOST_DIFF:
        yield f"  … and {plural(len(one.diff) - MOST_DIFF, 'more line')}"
    if one.state == "changed":
        yield f"  to take it: qualcode ingest --again {as_argument(one.document)}"


def _about_codings(one: "Arrival") -> str:
    from qualcode.cli.columns import plural

    lost = f"; {one.codings_lost} have no place in the new text (qualcode check names them)"
    told = f"{one.document}: {plural(one.codings_moved, 'human coding')} moved"
    return told + (lost if one.codings_lost else "")


def _ending(report: "IngestReport", study: "Study", teller: _Teller, *, dry_run: bool) -> Iterator[str]:
    """How many documents are in which state, and what comes next."""
    from qualcode.cli.columns import plural
    from qualcode.project.study.texts import TEXTS, TRANSCRIPTS

    if teller.told > MOST_TOLD:
        yield f"… and {plural(teller.told - MOST_TOLD, 'more document')}"
    counts = [f"{report.states[state]:,} {word}" for state, word in COUNTS.items() if report.states[state]]
    if not counts:
        yield f"There is no transcript in {study.path(TRANSCRIPTS)}: put some there, and run it again."
        return
    would = "would be " if dry_run else ""
    yield f"{plural(report.n_kept, 'document')} {would}in {study.path(TEXTS)}: {', '.join(counts)}"
    if report.states["new"] and not dry_run:
        yield "Next: qualcode ingest --speakers (who speaks), qualcode check, qualcode code"
