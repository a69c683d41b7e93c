"""`qualcode memo`: notes on the study, a document, a coding or a code."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.by_hand import SHORT, As, OnlyCoder, Round, open_study, warn
from qualcode.cli.columns import plural
from qualcode.cli.put import Output

if TYPE_CHECKING:
    from qualcode.project.codings.memos import About, Memos, Row

_MINUTE = len("2026-11-20T09:30")

Text = Annotated[
    str,
    typer.Argument(
        metavar="[TEXT]",
        help="What it says, in quotes. Without it: what comes in on standard input, or what you write in "
        "your editor (EDITOR).",
        show_default=False,
    ),
]
OnDocument = Annotated[
    str,
    typer.Option("--document", metavar="ID", help="About a document (id or file).", show_default=False),
]
OnCoding = Annotated[
    str,
    typer.Option("--coding", metavar="ID", help="About a coding: how its id begins.", show_default=False),
]
OnCode = Annotated[
    str, typer.Option("--code", metavar="CODE", help="About a code (id or name).", show_default=False)
]
List = Annotated[bool, typer.Option("--list", help="List the memos in place of writing one.")]
Remove = Annotated[
    str,
    typer.Option(
        "--remove", metavar="ID", help="Take an own memo back: how its id begins.", show_default=False
    ),
]
MemoFormat = Annotated[
    Literal["text", "csv", "json", "md"],
    typer.Option("--format", help="Of the list: text to read, md as a page; csv or json for programs."),
]


def memo(
    text: Text = "",
    coder: As = "",
    document: OnDocument = "",
    coding: OnCoding = "",
    code: OnCode = "",
    round: Round = 1,
    list_: List = False,
    only_coder: OnlyCoder = "",
    remove: Remove = "",
    format: MemoFormat = "text",
    output: Output = None,
) -> None:
    """Write a memo on a document, a coding, a code, or the whole study; or list the memos.

    Examples: qualcode memo "Trust is never said, it is told in stories." --as li
    qualcode memo "Irony?" --coding 7f3b1c --as li
    qualcode memo --list --format md -o memos.md
    """
    from qualcode.project.codings.memos import About

    _check(text, list_, remove, coder, only_coder, format, output)
    about = About(document, coding, code)
    if list_:
        _list(about, only_coder, format, output)
    elif remove:
        _remove(remove, coder)
    else:
        _write(text, about, coder, round)


def _check(
    text: str, list_: bool, remove: str, coder: str, only_coder: str, format: str, output: object
) -> None:
    """Refuse what would do nothing."""
    from qualcode.errors import UsageError

    idle = {
        "TEXT": bool(text) and (list_ or bool(remove)),
        "--remove": bool(remove) and list_,
        "--as": bool(coder) and list_,
        "--coder": bool(only_coder) and not list_,
        "--format": format != "text" and not list_,
        "--output": output is not None and not list_,
    }
    for name in (name for name, is_idle in idle.items() if is_idle):
        cure = "leave it out" + ("; --coder chooses whose memos are listed" if name == "--as" else "")
        raise UsageError(f"{name} does nothing here", cure=cure, slug="idle-option")


def _write(text: str, about: "About", coder: str, round: int) -> None:
    from qualcode.project.codings.memos import add_memo
    from qualcode.project.teams.coder_name import coder_named

    who, opened = coder_named(coder), open_study("memo")
    said = text or _typed()
    done = add_memo(opened, said, about, coder=who, round=round)
    where = done.code or (f"coding {done.coding[:SHORT]}" if done.coding else done.document) or "the study"
    typer.echo(f"memo {done.id[:SHORT]} on {where}: written")


def _typed() -> str:
    """What comes in on standard input, or what is written in an editor."""
    if not sys.stdin.isatty():
        return sys.stdin.read()
    return _from_editor(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")


def _from_editor(editor: str) -> str:
    """What somebody writes in their editor."""
    import shlex
    import subprocess
    from tempfile import TemporaryDirectory

    from qualcode.errors import UsageError

    cure = 'set EDITOR to your editor, or write the memo in quotes: qualcode memo "…"'
    if not editor.strip():
        raise UsageError("there is no text", cure=cure, slug="no-text")
    with TemporaryDirectory() as folder:
        file = Path(folder, "memo.md")
        file.touch()
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            raise UsageError(f"{editor} does not start ({reason})", cure=cure, slug="editor") from None
        return "" if done.returncode else file.read_text(encoding="utf-8", errors="replace")


def _remove(id: str, coder: str) -> None:
    from qualcode.project.codings.memos import remove_memo
    from qualcode.project.teams.coder_name import coder_named

    who = coder_named(coder)
    done = remove_memo(open_study("memo"), id, coder=who)
    typer.echo(f"memo {done.id[:SHORT]}: removed")


def _list(about: "About", coder: str, format: str, output: Output) -> None:
    from rich.text import Text

    from qualcode.cli.put import keep_inputs, put_bytes, put_table, put_text
    from qualcode.project.codings.memos import MEMO_COLUMNS, memos_in

    opened = open_study("memo")
    keep_inputs(output, *map(opened.study.path, ("text", "transcripts", "codings", "memos", "codebook.yaml")))
    found = memos_in(opened, about, coder=coder)
    warn(found.notes)
    if format == "md":
        put_bytes(_page(found).encode("utf-8"), output)
    elif format == "text":
        put_text(Text(_lines(found)), output)
    else:
        put_table(MEMO_COLUMNS, found.rows, format, output)


def _place(row: "Row") -> str:
    """What a memo is about, in words."""
    _, _, _, about, document, _, code, _, _ = row
    return {"study": "the study", "document": document, "code": code}.get(about, f"{document}, {code}")


def _lines(found: "Memos") -> str:
    lines = []
    for row in found.rows:
        quote = f"\n    “{' '.join(row[7].split())}”" if row[7] else ""
        said = "\n".join(f"  {line}" for line in row[8].split("\n"))
        moment = row[1][:_MINUTE].replace("T", " ")
        lines.append(f"{row[0][:SHORT]}  {moment}  {row[2]}  {_place(row)}{quote}\n{said}")
    return "\n\n".join([*lines, plural(len(found.rows), "memo")])


def _page(found: "Memos") -> str:
    """The memos as Markdown, a heading each."""
    parts = ["# Memos\n"]
    for row in found.rows:
        moment = row[1][:_MINUTE].replace("T", " ")
        quote = f"> {' '.join(row[7].split())}\n\n" if row[7] else ""
        parts.append(f"## {_place(row)}\n\n*{row[2]}, {moment}*\n\n{quote}{row[8]}\n")
    return "\n".join(parts)
