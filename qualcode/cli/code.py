"""`qualcode code`: transcripts and a codebook become tables."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.reading import (
    COUNTED,
    OF_STUDY,
    UNSAID,
    Reading,
    Transcripts,
    Unit,
    codebook_option,
    counted_by,
    listed,
    place,
    reads_transcripts,
)
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.analysis.cooccurrence import Base
    from qualcode.project.job.options import CodeOptions

WRITTEN = "How tables are written"

CodebookFile = Annotated[str | None, codebook_option(OF_STUDY)]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER",
        help="Folder for the tables; older tables in it are replaced. Default: results.",
        show_default=False,
    ),
]
CountBy = Annotated[
    str,
    counted_by(
        "What tables count, if not the unit: paragraph, turn, exchange, document; for co-occurrence "
        "also window:K (K sentences in a row), window:K:turn, near:K (at most K apart) and overlap."
    ),
]
BaseOption = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="all|coded",
        help="N of co-occurrence: all units, or only coded ones with at least one code.",
    ),
]
Rollup = Annotated[
    bool,
    typer.Option(
        "--rollup", rich_help_panel=COUNTED, help="A unit that has a code also has the codes above it."
    ),
]
Prompted = Annotated[
    bool,
    typer.Option(
        "--prompted",
        rich_help_panel=WRITTEN,
        help="Add a column prompted to codings.csv: 1 if the interviewer's speech just before has the code.",
    ),
]
Measure = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="MEASURE",
        help="What cooccurrence.csv holds: count, jaccard, conditional, expected, lift, npmi, phi; for "
        "overlap also c.",
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        rich_help_panel=WRITTEN,
        metavar="LANGUAGE",
        help="Language of the codes' names. Default: the codebook's first.",
        show_default=False,
    ),
]
ExcelSafe = Annotated[
    bool,
    typer.Option(
        "--excel-safe",
        rich_help_panel=WRITTEN,
        help="Put ' before text that a spreadsheet would take for a formula.",
    ),
]
Bom = Annotated[
    bool,
    typer.Option(
        "--bom/--no-bom",
        rich_help_panel=WRITTEN,
        help="Begin tables with the mark by which Excel knows UTF-8.",
    ),
]
Formats = Annotated[
    str,
    typer.Option(
        "--format",
        rich_help_panel=WRITTEN,
        metavar="csv,xlsx,...",
        help="Formats beside CSV, with commas between: xlsx and sqlite hold all tables in one file; md, tex, "
        "docx and html are tables of a paper; json and parquet are for programs.",
    ),
]
Dictionary = Annotated[
    bool,
    typer.Option(
        "--dictionary",
        rich_help_panel=WRITTEN,
        help="Write data_dictionary.csv, which says what each column means; with other formats it always is.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="Processes that code side by side; 0: as many as pay. The result is the same.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print no summary, only warnings and what was not read.")
]


@reads_transcripts(coded=True)
def code(
    transcripts: Transcripts = None,
    codebook: CodebookFile = None,
    output: Output = None,
    unit: Unit = "",
    count_by: CountBy = "",
    lang: Lang = "",
    reading: Reading = UNSAID,
    base: BaseOption = "all",
    rollup: Rollup = False,
    measure: Measure = "count",
    prompted: Prompted = False,
    excel_safe: ExcelSafe = False,
    bom: Bom = True,
    formats: Formats = "csv",
    dictionary: Dictionary = False,
    workers: Workers = 0,
    quiet: Quiet = False,
) -> None:
    """Code transcripts by a codebook's rules and write the tables of a paper.

    Writes codings.csv, frequencies.csv, cooccurrence.csv, cooccurrence_pairs.csv,
    code_by_document.csv, documents.csv and provenance.json, and prints a summary.

    Example: qualcode code sample_transcripts -c codebooks/community_governance.yaml -o results
    """
    from dataclasses import replace

    from qualcode.project.job.defaults import results_folder, to_code

    asked = reading.options(transcripts, "" if codebook is None else place(codebook, "--codebook"))
    found = to_code(asked)
    options = replace(
        found,
        output=results_folder() if output is None else place(output, "--output"),
        count_by=count_by,
        base=base_named(base),
        rollup=rollup,
        measure=measure,
        prompted=prompted,
        lang=lang,
        excel_safe=excel_safe,
        bom=bom,
        formats=tuple(one for one in listed(formats) if one != "csv"),
        dictionary=dictionary,
        workers=workers,
    )
    run_and_show(options, quiet=quiet)


def run_and_show(options: "CodeOptions", *, quiet: bool = False) -> None:
    """Run the job with progress on stderr, print the summary and end with the right status."""
    from qualcode.cli.problems import say
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.summary import summarise, tell_problems
    from qualcode.project.results.run import run

    try:
        with progress_bar() as progress:
            report = run(options, progress=progress)
    except KeyboardInterrupt:
        say("interrupted: nothing was written")
        raise
    tell_problems(report)
    if not quiet:
        summarise(report)
    if report.exit_status:
        raise typer.Exit(report.exit_status)


def base_named(word: str) -> "Base":
    """What N of co-occurrence is taken from; raises UsageError for an unknown word."""
    bases: tuple[Base, ...] = ("all", "coded")
    for base in bases:
        if base == word:
            return base
    raise UsageError(f"there is no base '{word}'", cure="write --base all or --base coded", slug="base")
