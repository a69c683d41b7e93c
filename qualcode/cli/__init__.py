"""The command line: one file a command; each parses, makes one library call and renders."""

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from qualcode.cli.problems import report as report_problem
from qualcode.errors import QualcodeError
from qualcode.memory import end_without_search, search_seldom
from qualcode.version import __version__

COMMANDS = (
    "init",
    "ingest",
    "pseudonymise",
    "check",
    "code",
    "explain",
    "find",
    "show",
    "words",
    "similar",
    "audit",
    "figures",
    "quotes",
    "review",
    "memo",
    "merge",
    "assign",
    "adjudicate",
    "agree",
    "export",
    "report",
    "sql",
    "rerun",
    "demo",
    "doctor",
)
"""Commands in the order of the help text; each stands in the module of its name."""
GROUPS = ("codebook", "codings", "coders", "analyze")
"""Groups of commands: `NAME_app` in the module of their name."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qualcode {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Code and analyse qualitative interviews from the terminal, in Chinese and in English."""


def build(asked: str = "") -> typer.Typer:
    """The command line; where `asked` names a command, with that one only: to load all takes time."""
    app = typer.Typer(
        name="qualcode",
        help="Code and analyse qualitative interviews from the terminal, in Chinese and in English.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    names = (*COMMANDS, *GROUPS)
    for name in [asked] if asked in names else names:
        module = import_module(f"qualcode.cli.{name}")
        if name in GROUPS:
            app.add_typer(getattr(module, f"{name}_app"), name=name)
        else:
            app.command()(getattr(module, name))
    return app


def __getattr__(name: str) -> Any:
    """`app` is the whole command line, built when it is first asked for."""
    if name != "app":
        raise AttributeError(f"module 'qualcode.cli' has no attribute '{name}'")
    globals()["app"] = build()
    return globals()["app"]


def main() -> None:
    """Run the command line: problems go to stderr, never as a traceback."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no linear algebra here: its threads only cost time
    search_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else "")()
    except QualcodeError as problem:
        report_problem(problem)
        sys.exit(problem.exit_status)
    finally:
        end_without_search()
