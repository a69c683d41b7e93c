"""A command run in this process: how it ends, what it says, and the rows of its table."""

import csv
import io
from collections.abc import Callable
from typing import NamedTuple

from typer.testing import CliRunner, Result

from qualcode.cli import app


class Command(NamedTuple):
    """Each takes further words of the command line."""

    run: Callable[..., Result]
    said: Callable[..., list[str]]
    table: Callable[..., list[dict[str, str]]]


def at_terminal(*words: str) -> Command:
    """The command that begins with these words; `typed` is what a person answers."""

    def run(*arguments: object, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, *map(str, arguments)], input=typed)

    def said(*arguments: object) -> list[str]:
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    def table(*arguments: object) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))

    return Command(run, said, table)
