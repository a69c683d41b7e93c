"""`qualcode doctor`: does everything work here?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.columns import plural
from qualcode.cli.put import Format, Output

if TYPE_CHECKING:
    from qualcode.project.doctor.finding import Finding

Folder = Annotated[
    str, typer.Argument(metavar="[FOLDER]", help="A study, or any folder. Default: the current one.")
]
_WIDTH = 80
_COLOURS = {"ok": "green", "note": "yellow", "problem": "bold red"}


def doctor(folder: Folder = ".", format: Format = "text", output: Output = None) -> None:
    """Look whether all that qualcode needs is there and works, and say what to do where it does not.

    Versions, engines, encodings, terminal, git, fonts, and the settings of the study. Nothing leaves the
    machine, and no names of people or machines are printed. Ends with status 1 where something that is
    needed is broken.
    """
    from qualcode.cli.put import put_table
    from qualcode.cli.reading import place
    from qualcode.project.doctor.examining import look
    from qualcode.project.doctor.finding import COLUMNS

    findings = look(place(folder, "FOLDER"))
    if format == "text":
        _put_report(findings, output)
    else:
        put_table(COLUMNS, findings, format, output)
    if any(finding.state == "problem" for finding in findings):
        raise typer.Exit(1)


def _put_report(findings: "Sequence[Finding]", output: Path | None) -> None:
    """A table that fits the terminal, with each cure below what it cures."""
    import shutil
    from io import StringIO

    from rich.console import Console

    from qualcode.cli.put import write

    file = StringIO() if output else None
    width = _WIDTH if output else min(100, shutil.get_terminal_size((_WIDTH, 24)).columns)
    console = Console(width=width, highlight=False, file=file)
    console.print(_table(findings))
    console.print(_summary(findings), markup=False)
    if file and output:
        write(file.getvalue().encode("utf-8"), output)


def _table(findings: "Sequence[Finding]") -> object:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("what", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("found", ratio=1, overflow="fold")
    for finding in findings:
        found = Text(finding.found)
        if finding.cure:
            found.append(f"\ncure: {finding.cure}", style="italic")
        table.add_row(Text(finding.what), Text(finding.state, style=_COLOURS[finding.state]), found)
    return table


def _summary(findings: "Sequence[Finding]") -> str:
    problems, notes = (sum(finding.state == state for finding in findings) for state in ("problem", "note"))
    said = plural(problems, "problem") if problems else "no problems"
    return f"{said}, {plural(notes, 'note')}"
