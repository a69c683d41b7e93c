"""`qualcode report`: the report of a study, with a reader of its transcripts."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.on_results import Among, CodebookFile, Results, where_now
from qualcode.cli.reading import COUNTED, AttributesFile, ReviewedOnly, SettingsFile, listed, place

if TYPE_CHECKING:
    from qualcode.project.report.writing import Written

Coder = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="WHO",
        help="Whose codings the report is of, tabulated for it and not kept: rules, a person of the study "
        "(NAME, or NAME#2 for a second round), consensus, or rules+NAME. They are counted as in the results, "
        "which stay as they are; without results as the study says. Default: whosever the results are.",
        show_default=False,
    ),
]
Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="html,docx,md",
        help="Formats, with commas between; the reader of the transcripts is in html only. Default: what the "
        "name of the file says, else html.",
        show_default=False,
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        metavar="en|zh", help="Language of the report. Default: the codebook's first.", show_default=False
    ),
]
Title = Annotated[str, typer.Option(metavar="TEXT", help="The title of the report.", show_default=False)]
By = Annotated[
    str,
    typer.Option(
        metavar="ATTRIBUTES",
        help="Give frequencies by the values of these too, with commas between: role, case, or names of "
        "attributes. Default: role, where people differ in it.",
        show_default=False,
    ),
]
Audit = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE",
        help="A judged sheet of qualcode audit, whose estimates stand in the methods. May be repeated.",
        show_default=False,
    ),
]
Agreement = Annotated[
    str,
    typer.Option(
        metavar="CODERS",
        help="Coders of the study whose agreement stands in the methods, with commas between: names, rules, "
        "consensus; none: nobody. Default: all who finished a document that another coder finished.",
        show_default=False,
    ),
]
Without = Annotated[
    bool,
    typer.Option("--without-transcripts", help="Leave the transcripts out, and quote no passage of them."),
]
Quotes = Annotated[
    bool | None,
    typer.Option(
        "--quotes/--no-quotes",
        help="Quote passages, or not. Default: only in a report with transcripts.",
        show_default=False,
    ),
]
Rules = Annotated[
    bool, typer.Option("--rules/--no-rules", help="Tell the rules of each code in words, or not.")
]
Font = Annotated[
    str,
    typer.Option(metavar="FONT", help="Chinese font of the figures: a file or a name.", show_default=False),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PLACE",
        help="A folder, or for one format a file. Default: the folder of the results; with --coder the one "
        "that they lie in, and the name report-WHO.",
        show_default=False,
    ),
]


def report(
    results: Results = "",
    transcripts: Among = None,
    codebook: CodebookFile = "",
    coder: Coder = "",
    reviewed_only: ReviewedOnly = False,
    attributes: AttributesFile = None,
    settings: SettingsFile = None,
    formats: Formats = "",
    lang: Lang = "",
    title: Title = "",
    by: By = "",
    audit: Audit = None,
    agreement: Agreement = "",
    without_transcripts: Without = False,
    quotes: Quotes = None,
    rules: Rules = True,
    font: Font = "",
    output: Output = None,
) -> None:
    """Write the report of a study: methods, tables, figures, quotes, codebook, a reader of the transcripts.

    Examples: qualcode report results --lang zh
    qualcode report --coder consensus
    qualcode report results --format docx --without-transcripts -o report.docx
    """
    from pathlib import Path

    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import keep_inputs
    from qualcode.project.report.sources import source_of
    from qualcode.project.report.writing import Wanted, format_of, write_report

    now = where_now(transcripts, codebook, attributes, settings)
    given = place(results, "RESULTS") if results else ""
    source = source_of(given, now, coder, reviewed_only=reviewed_only)
    target = None if output is None else Path(place(output, "--output"))
    named = format_of(target) if target else ""
    sheets = tuple(place(one, "--audit") for one in audit or ())
    wanted = Wanted(
        formats=listed(formats) or ((named or "html"),),
        output=target,
        lang=lang,
        title=title,
        by=listed(by),
        audits=sheets,
        agreement=listed(agreement),
        transcripts=not without_transcripts,
        quotes=quotes,
        rules=rules,
        font=font,
    )
    if named:
        keep_inputs(target, *source.protected, *sheets)
    with progress_bar() as progress:
        done = write_report(source, wanted, progress=progress)
    _say(done)


def _say(done: "Written") -> None:
    """What must be known of the numbers, and the files; ends with status 1 where a named file is not read."""
    from qualcode.cli.problems import say

    for line in filter(None, [done.counted_as]):
        say(line)
    for warning in done.warnings:
        say(f"warning: {warning}")
    for file, reason in done.unread:
        say(f"not read: {file}: {reason}")
    for file in done.files:
        say(f"{file}: written")
    if not done.is_complete:
        raise typer.Exit(1)
