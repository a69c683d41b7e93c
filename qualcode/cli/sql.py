"""`qualcode sql`: questions to the tables of a folder of results."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import typer

from qualcode.cli.columns import aligned
from qualcode.cli.on_results import Results
from qualcode.cli.put import Output
from qualcode.cli.reading import place

Query = Annotated[
    str,
    typer.Argument(metavar="[QUERY]", help="One SELECT in quotes.", show_default=False),
]
Tables = Annotated[
    bool, typer.Option("--tables", help="List the tables and their columns; no query is needed.")
]
Format = Annotated[
    Literal["table", "csv", "json"], typer.Option("--format", help="table to read; csv or json for programs.")
]
UNDEFINED = "–"


def sql(
    query: Query = "",
    results: Results = "",
    tables: Tables = False,
    format: Format = "table",
    output: Output = None,
) -> None:
    """Ask the tables of results a question in SQL; nothing is written to them.

    Examples: qualcode sql --tables
    qualcode sql "SELECT role, count(*) AS n FROM codings GROUP BY role ORDER BY n DESC"
    """
    from qualcode.cli.on_results import tell_of_edits
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.errors import UsageError
    from qualcode.export.table import unique
    from qualcode.project.job.defaults import results_folder
    from qualcode.project.results.querying import ask, tables_held

    if tables and query and not results:
        query, results = "", query
    if bool(query) == tables:
        raise UsageError("ask one thing: a query, or --tables", cure='qualcode sql "SELECT …"', slug="sql")
    folder = place(results, "RESULTS") if results else results_folder()
    keep_inputs(output, folder)
    tell_of_edits(folder)
    if tables:
        held = tables_held(folder)
        header: Sequence[str] = ("table", "title", "rows", "columns")
        rows: Sequence[Sequence[Any]] = [(*one[:3], ", ".join(one.columns)) for one in held]
    else:
        header, rows = ask(folder, query)
        header = unique(header) if format == "json" else header
    if format == "table":
        put_text(_lines(header, rows), output)
    else:
        put_table(header, rows, format, output)


def _lines(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Any:
    """Rows in columns: numbers at their right edge, texts on one line."""
    from rich.text import Text

    cells = [[_cell(value) for value in row] for row in rows]
    right = [
        bool(rows) and all(value is None or isinstance(value, int | float) for value in column)
        for column in zip(*rows, strict=True)
    ] or [False] * len(header)
    head, *body = aligned([list(header), *cells], right)
    return Text("\n".join([head, *body]))


def _cell(value: Any) -> str:
    if value is None:
        return UNDEFINED
    return f"{value:,.6g}" if isinstance(value, float) else " ".join(str(value).split())
