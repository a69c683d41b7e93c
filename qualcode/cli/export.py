"""`qualcode export`: the tables of a folder of results in other formats."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.on_results import Results
from qualcode.cli.reading import listed, place

Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="xlsx,docx,...",
        help="Formats, with commas between: xlsx and sqlite hold all tables in one file; md, tex, docx and "
        "html are tables of a paper; json and parquet are for programs. Default: what the name of the file "
        "says, else xlsx.",
        show_default=False,
    ),
]
Tables = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="Only these tables, with commas between. Default: all; tables of a paper without the codings.",
        show_default=False,
    ),
]
Columns = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="For one table of a paper exactly these columns, in this order.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PLACE",
        help="A folder, or a file (json, parquet: for one table). Default: the folder of the results.",
        show_default=False,
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        metavar="en|zh",
        help="Language of titles, notes and names of codes in tables of a paper. Default: that of the "
        "results.",
        show_default=False,
    ),
]


def export(
    results: Results = "",
    formats: Formats = "",
    tables: Tables = "",
    columns: Columns = "",
    output: Output = None,
    lang: Lang = "",
) -> None:
    """Write the tables of results as a workbook, a database, or tables of a paper.

    Examples: qualcode export results --format xlsx,docx
    qualcode export results --tables frequencies --lang zh -o frequencies.tex
    """
    from qualcode.cli.on_results import tell_of_edits
    from qualcode.cli.problems import say
    from qualcode.project.job.defaults import results_folder
    from qualcode.project.results.exporting import export_tables, format_of, names_in

    target = "" if output is None else place(output, "--output")
    asked = listed(formats) or tuple(filter(None, [format_of(Path(target))] if target else [])) or ("xlsx",)
    folder = place(results, "RESULTS") if results else results_folder()
    tell_of_edits(folder, listed(tables))
    if lang and names_in(folder, _language(lang)) is None:
        say("warning: the codebook of the results is not there: names of codes stay as the results have them")
    for file in export_tables(
        folder,
        asked,
        tables=listed(tables),
        columns=listed(columns),
        output=target,
        lang=_language(lang),
    ):
        say(f"{file}: written")


def _language(lang: str) -> str:
    from qualcode.errors import UsageError

    if lang not in ("", "en", "zh"):
        raise UsageError(
            f"there is no language '{lang}' for tables", cure="write --lang en or zh", slug="lang"
        )
    return lang
