"""The command line: one file a command; each parses, makes one library call and renders."""

import os
import sys
from typing import Annotated

import typer

from qualcode.cli.appendix import appendix
from qualcode.cli.audit import audit
from qualcode.cli.code import code
from qualcode.cli.codebook import codebook_app
from qualcode.cli.codebook_edit import add, move, remove, rename, rule
from qualcode.cli.convert import convert
from qualcode.cli.demo import demo
from qualcode.cli.explain import explain
from qualcode.cli.find import find
from qualcode.cli.init import init
from qualcode.cli.problems import report
from qualcode.cli.show import show
from qualcode.cli.similar import similar
from qualcode.cli.words import words
from qualcode.errors import QualcodeError
from qualcode.memory import search_seldom
from qualcode.version import __version__

app = typer.Typer(
    name="qualcode",
    help="Code and analyse qualitative interviews from the terminal, in Chinese and in English.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qualcode {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Code and analyse qualitative interviews from the terminal, in Chinese and in English."""


app.command()(init)
app.command()(code)
app.command()(explain)
app.command()(find)
app.command()(show)
app.command()(words)
app.command()(similar)
app.command()(audit)
app.command()(demo)
codebook_app.command()(convert)
codebook_app.command()(appendix)
for edit in (add, rename, move, remove, rule):
    codebook_app.command()(edit)
app.add_typer(codebook_app, name="codebook")


def main() -> None:
    """Run the command line: problems go to stderr, never as a traceback."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no linear algebra here: its threads only cost time
    search_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except QualcodeError as problem:
        report(problem)
        sys.exit(problem.exit_status)
