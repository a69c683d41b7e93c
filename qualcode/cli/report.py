"""`qualcode report`: the report of a study, with a reader of its transcripts."""

from typing import Annotated

import typer

from qualcode.cli.on_results import Among, CodebookFile, Results, where_now
from qualcode.cli.reading import AttributesFile, SettingsFile, listed, place

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
        help="A folder, or for one format a file. Default: the folder of the results.",
        show_default=False,
    ),
]


def report(
    results: Results = "",
    transcripts: Among = None,
    codebook: CodebookFile = "",
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

    It is of whose codings the results are: qualcode code --coder li -o results-li, then report results-li.

    Examples: qualcode report results --lang zh
    qualcode report results --format docx --without-transcripts -o report.docx
    """
    from pathlib import Path

    from qualcode.cli.problems import say
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import keep_inputs
    from qualcode.project.job.defaults import results_folder
    from qualcode.project.report.writing import Wanted, format_of, write_report
    from qualcode.project.results.folder import files_of, record_of

    folder = place(results or results_folder(), "RESULTS")
    target = folder if output is None else place(output, "--output")
    now = where_now(transcripts, codebook, attributes, settings)
    sheets = tuple(place(one, "--audit") for one in audit or ())
    wanted = Wanted(
        listed(formats) or tuple(filter(None, [format_of(target)])) or ("html",),
        Path(target),
        lang,
        title,
        listed(by),
        sheets,
        listed(agreement),
        not without_transcripts,
        not without_transcripts if quotes is None else quotes,
        rules,
        font,
    )
    if format_of(target):
        keep_inputs(Path(target), *files_of(folder), *now.paths, *sheets, *record_of(folder).options.paths)
    with progress_bar() as progress:
        done = write_report(now, folder, wanted, progress=progress)
    for warning in done.warnings:
        say(f"warning: {warning}")
    for file in done.files:
        say(f"{file}: written")
