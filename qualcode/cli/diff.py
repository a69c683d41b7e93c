"""`qualcode codebook diff`: what two codebooks differ in, and what that does to a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.put import Format, Output
from qualcode.cli.reading import UNSAID, Reading, reads_transcripts
from qualcode.errors import UsageError

MOST = 10
"""Passages of each code on screen: about a screenful."""

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.codebook.diff import Diff
    from qualcode.codebook.model import Codebook
    from qualcode.project.codebooks.comparing import Compared, Consequences
    from qualcode.project.job.options import CodeOptions

Old = Annotated[
    Path, typer.Argument(metavar="OLD", help="The codebook as it was (YAML).", show_default=False)
]
New = Annotated[Path, typer.Argument(metavar="NEW", help="The codebook as it is now.", show_default=False)]
Against = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CORPUS",
        help="Transcripts, or a folder of them: list the passages that each code gains and loses there. "
        "May be repeated.",
        show_default=False,
    ),
]
Most = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="With --against: so many passages of each code on screen; 0: all."),
]
Count = Annotated[
    bool,
    typer.Option("--count", help="With --against: only say how many passages each code gains and loses."),
]


@reads_transcripts()
def diff(
    old: Old,
    new: New,
    against: Against = None,
    most: Most = MOST,
    count: Count = False,
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Compare two codebooks: codes added, removed, renamed, moved and changed, and their rules.

    With --against also the passages of a corpus that each code gains and loses by it. The options
    about units, speakers and reading then mean what they mean in qualcode code.

    Example: qualcode codebook diff old.yaml codebook.yaml --against interviews
    """
    from qualcode.cli.problems import leave_if_named
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.codebook.diff import DIFF_COLUMNS
    from qualcode.codebook.diff import diff as compare
    from qualcode.codebook.load import load_codebook
    from qualcode.project.job.defaults import in_study

    options = reading.options(against)
    _refuse_idle(options, most, format, count=count)
    options = in_study(options) if against else options
    keep_inputs(output, str(old), str(new), *options.paths)
    before, now = load_codebook(old), load_codebook(new)
    found = compare(before, now)
    compared = _against(options, before, now) if against else None
    if format == "text":
        put_text(_text(found, (before, now), compared, most, count=count), output)
    elif compared is None:
        put_table(DIFF_COLUMNS, [change.row for change in found.changes], format, output)
    else:
        _put_consequences(compared.consequences, format, output, count=count)
    leave_if_named(compared.failures if compared else ())


def _refuse_idle(options: "CodeOptions", most: int, format: str, *, count: bool) -> None:
    """Refuse options that would do nothing."""
    from qualcode.project.job.options import CodeOptions

    if not options.inputs and (options != CodeOptions((), "") or count or most != MOST):
        cure = "name the transcripts with --against, or leave the other options out"
        raise UsageError("there is no corpus to look at", cure=cure, slug="idle-option")
    if most != MOST and (count or format != "text"):
        raise UsageError("--most does nothing here: all is listed", cure="leave it out", slug="idle-option")


def _against(options: "CodeOptions", old: "Codebook", new: "Codebook") -> "Compared":
    """Code the corpus by both, with progress on stderr, and say what is to be said of it."""
    from qualcode.cli.problems import tell
    from qualcode.cli.progress import progress_bar
    from qualcode.project.codebooks.comparing import compare_in

    with progress_bar() as progress:
        compared = compare_in(options, old, new, progress=progress)
    tell(compared.warnings, compared.failures)
    return compared


def _text(
    found: "Diff",
    books: "tuple[Codebook, Codebook]",
    compared: "Compared | None",
    most: int,
    *,
    count: bool,
) -> "Text":
    """What has changed in the codebook, then what that does to the corpus."""
    from rich.text import Text

    from qualcode.cli.changes import as_text, consequences_text

    if compared is None:
        return as_text(found, books)
    told = consequences_text(compared.consequences, most=most, count=count)
    return told if count else Text("\n\n").join([as_text(found, books), told])


def _put_consequences(found: "Consequences", format: str, output: Path | None, *, count: bool) -> None:
    """The passages as a table, or the numbers of each code."""
    from qualcode.cli.changes import why_not_comparable
    from qualcode.cli.problems import say
    from qualcode.cli.put import put_table
    from qualcode.workshop.consequences import COUNT_COLUMNS, PASSAGE_COLUMNS

    if not found.comparable:
        say(f"warning: {why_not_comparable(found)}")
    if count:
        put_table(COUNT_COLUMNS, found.counts, format, output)
    else:
        put_table(PASSAGE_COLUMNS, [one.row for one in found.passages], format, output)
