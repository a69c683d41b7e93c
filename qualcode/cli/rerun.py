"""`qualcode rerun`: repeat a run from its record, and say whether it gives the same tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.code import Workers
from qualcode.cli.columns import aligned, plural
from qualcode.cli.reading import place

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.results.rerunning import Rerun, TableState

LONGEST = 60
"""Characters of a value before it is cut."""
BEFORE = 15
"""Characters that are shown in front of where two long values begin to differ."""
SIGNS = {"added": "+", "removed": "-", "changed": "~"}

Results = Annotated[
    str,
    typer.Argument(
        metavar="[RESULTS]",
        help="A folder of results, or its provenance.json. Default: results, in a study that of the study.",
        show_default=False,
    ),
]
In = Annotated[
    str | None,
    typer.Option(
        "--in",
        metavar="FOLDER",
        help="The folder that holds codebook and transcripts now. Default: the current one, that of the "
        "study, or those above the results.",
        show_default=False,
    ),
]
Kept = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FOLDER", help="Keep the new results in this folder.", show_default=False
    ),
]
Most = Annotated[
    int, typer.Option(min=0, metavar="N", help="So many changed rows of each table on the screen; 0: all.")
]
Format = Annotated[
    Literal["text", "csv", "json"],
    typer.Option("--format", help="text to read; csv: every change of a row; json: everything."),
]


def rerun(
    results: Results = "",
    folder: In = None,
    output: Kept = None,
    most: Most = 5,
    workers: Workers = 0,
    format: Format = "text",
) -> None:
    """Repeat the run that wrote a folder of results: the same byte for byte, or what changed and why.

    The exit status is 0 where all is the same, and 1 where it is not or the run cannot be repeated.

    Examples: qualcode rerun results
    qualcode rerun colleague/results/provenance.json --in ~/study -o results2
    """
    from qualcode.cli.problems import say
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import put_json, put_table, put_text
    from qualcode.project.job.defaults import results_folder
    from qualcode.project.results.rerunning import ROW_COLUMNS, row_changes
    from qualcode.project.results.rerunning import rerun as repeat

    with progress_bar() as progress:
        done = repeat(
            place(results, "RESULTS") if results else results_folder(),
            folder="" if folder is None else place(folder, "--in"),
            output="" if output is None else place(output, "--output"),
            workers=workers,
            progress=progress,
        )
    for name, where in done.found:
        say(f"{name}: read from {where}")
    if format == "csv":
        put_table(ROW_COLUMNS, row_changes(done.states), "csv", None)
    elif format == "json":
        put_json(_record(done), None)
    else:
        put_text(_text(done, most), None)
    if not done.is_same:
        raise typer.Exit(1)


def _record(done: "Rerun") -> dict[str, object]:
    """All of it for programs."""
    from qualcode.project.results.rerunning import (
        CAUSE_COLUMNS,
        ROW_COLUMNS,
        TABLE_COLUMNS,
        row_changes,
        table_rows,
    )

    return {
        "results": done.results,
        "same": done.is_same,
        "tables": [dict(zip(TABLE_COLUMNS, row, strict=True)) for row in table_rows(done.states)],
        "rows": [dict(zip(ROW_COLUMNS, row, strict=True)) for row in row_changes(done.states)],
        "causes": [dict(zip(CAUSE_COLUMNS, one, strict=True)) for one in done.because],
        "provenance": list(done.record),
        "other_files": list(done.others),
        "kept": done.kept or None,
    }


def _text(done: "Rerun", most: int) -> "Text":
    from rich.text import Text

    return Text("\n").join(Text(line, style) for line, style in _lines(done, most))


def _lines(done: "Rerun", most: int) -> Iterator[tuple[str, str]]:
    n_same = sum(one.state == "same" for one in done.states)
    yield _head(done, n_same), "bold"
    if n_same < len(done.states):
        rows = [(f"  {one.name}", _told(one)) for one in done.states]
        for one, line in zip(done.states, aligned(rows, [False, False]), strict=True):
            yield line, "dim" if one.state == "same" else ""
            yield from ((change, "dim") for change in _changes(one, most))
    if done.record:
        yield f"provenance.json says something else of: {', '.join(done.record)}", ""
    if done.others:
        yield (
            f"not what qualcode code --format writes now: {', '.join(done.others)} (qualcode export may have "
            "written them with other options, or another version of a library)",
            "",
        )
    if done.because:
        yield ("what may be why" if not done.is_same else "different, and without consequence"), "bold"
        yield from ((f"  {one.about} {one.name}: {one.what}", "") for one in done.because)
    elif not done.is_same:
        yield _no_cause(done), ""
    if done.kept:
        yield f"{done.kept}: the new results", ""


def _head(done: "Rerun", n_same: int) -> str:
    n = len(done.states)
    if done.is_same:
        record = "" if done.record else " and provenance.json"
        return f"{done.results}: the same, byte for byte: {plural(n, 'table')}{record}"
    if n_same == n:
        return f"{done.results}: all {plural(n, 'table')} are the same, provenance.json is not"
    return f"{done.results}: {n_same:,} of {plural(n, 'table')} are the same"


def _no_cause(done: "Rerun") -> str:
    if all(one.state in ("same", "edited", "missing") for one in done.states):
        return "The run gives what it gave: files were edited or removed since."
    return "Nothing that went in differs, nor any version: the program was changed, or provenance.json was."


def _told(one: "TableState") -> str:
    """What became of a table."""
    words = {
        "same": "the same",
        "different": "",
        "edited": "edited since the run",
        "missing": "missing",
        "new": "new: the run wrote none",
    }
    told = [words[one.state]]
    if one.changes:
        numbers = zip(("added", "removed", "changed"), one.changes[:3], strict=True)
        counted = [f"{plural(n, 'row')} {what}" for what, n in numbers if n]
        columns = [f"column {name} added" for name in one.changes.columns_added]
        columns += [f"column {name} removed" for name in one.changes.columns_removed]
        told += [", ".join([*counted, *columns])]
    return "; ".join(filter(None, [*told, one.note])) or "different"


def _changes(one: "TableState", most: int) -> Iterator[str]:
    """The first changes, and how many more there are."""
    rows = one.changes.rows if one.changes else ()
    for change in rows[: most or None]:
        if change.change == "changed":
            old, new = apart(change.old, change.new)
            what = f" {change.column}: {_short(old)} → {_short(new)}"
        else:
            text = change.old or change.new
            what = f"  {_short(text)}" if text else ""
        yield f"    {SIGNS[change.change]} {change.row}{what}"
    if most and len(rows) > most:
        yield f"    … and {len(rows) - most:,} more"


def apart(old: str, new: str) -> tuple[str, str]:
    """Two values, of long ones what stands where they begin to differ."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    begin = same - BEFORE if max(len(old), len(new)) > LONGEST and same > BEFORE else 0
    lead = "…" if begin else ""
    return lead + old[begin:], lead + new[begin:]


def _short(value: str) -> str:
    line = " ".join(value.split()) or "nothing"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
