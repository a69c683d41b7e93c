"""What a command prints, on the screen or into a file: text, tables, JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from qualcode.cli.stack import Stack, no_stack, open_stack

Format = Annotated[
    Literal["text", "csv", "json"], typer.Option("--format", help="text to read; csv or json for programs.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file, not to the screen.", show_default=False),
]

NO_WIDTH = 1_000_000
"""More cells than any line has: a tree is cut at the width of its console."""


def put_text(content: Any, output: Path | None) -> None:
    """Something to read, on the screen or in a file, never cut; colours on a terminal only.

    Nothing in a text is markup: transcripts and notes have brackets of their own.

    Raises UsageError where the name of the file is that of a table for programs.
    """
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    refuse_data_name(output)
    stack = open_stack()
    file = StringIO() if output or stack else None
    console = Console(width=NO_WIDTH, soft_wrap=True, highlight=False, file=file)
    shown = Text(content) if isinstance(content, str) else content
    console.print(shown, no_wrap=True, overflow="ignore", crop=False)
    if file and stack:
        stack.texts.append((stack.coder, file.getvalue()))
    elif file and output:
        write(file.getvalue().encode("utf-8"), output)


def refuse_data_name(output: Path | None) -> None:
    """Raise UsageError for a file called .csv that is to hold text: it would be opened as a table."""
    from qualcode.errors import UsageError

    kind = output.suffix.lower().removeprefix(".") if output else ""
    if output and kind in ("csv", "json"):
        raise UsageError(
            f"the name of this file says {kind}, and text is to be written",
            place=output.as_posix(),
            cure=f"add --format {kind} where the command has it, or let the name end in .txt",
            slug="kind",
        )


def put_table(header: Sequence[str], rows: Sequence[Sequence[Any]], format: str, output: Path | None) -> None:
    """A table as CSV or JSON, on the screen or in a file (CSV there with a byte order mark)."""
    from qualcode.export.csv import table_bytes

    if stack := open_stack():
        stack.tables.append((stack.coder, header, rows))
        stack.format = format
        return
    if format == "csv":
        content = table_bytes(header, rows, bom=output is not None)
    else:
        content = _json([dict(zip(header, row, strict=True)) for row in rows])
    put_bytes(content, output)


def put_json(value: Any, output: Path | None) -> None:
    """A value as JSON, on the screen or in a file."""
    if stack := open_stack():
        stack.values.append((stack.coder, value))
        return
    put_bytes(_json(value), output)


def _json(value: Any) -> bytes:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def put_stack(stack: Stack, output: Path | None, *, heading: str) -> None:
    """What a command put out for several coders; texts below `heading`, which the coder is filled in."""
    from rich.text import Text

    if stack.tables:
        put_table(*stack.table(), stack.format, output)
    elif stack.values:
        put_json(stack.objects(), output)
    elif stack.texts:
        put_text(Text(stack.text(heading)), output)


def put_bytes(content: bytes, output: Path | None) -> None:
    """What is UTF-8 already, on the screen or in a file."""
    no_stack("a file of this kind")
    if output:
        write(content, output)
    else:
        typer.echo(content.decode("utf-8"), nl=False)


def keep_inputs(output: Path | None, *inputs: str) -> None:
    """Refuse to write over what is read: files that were given, or in given folders, or attributes beside."""
    import os

    from qualcode.errors import UsageError

    if output is None or not output.exists():
        return
    place = os.path.realpath(output)
    for given in filter(None, inputs):
        root = os.path.realpath(given)
        beside = os.path.realpath(Path(given).parent / "attributes.csv")
        if place in (root, beside) or place.startswith(root + os.sep):
            raise UsageError(
                "this file is one of those that are read: it would be lost",
                place=output.as_posix(),
                cure="choose another name for --output",
                slug="output",
            )


def write(content: bytes, output: Path) -> None:
    """Write a file, whole or not at all."""
    no_stack("a file of this kind")
    from qualcode.export.atomic import output_file

    with output_file(output) as file:
        file.write(content)
