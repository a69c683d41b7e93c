"""Problems on stderr: cause, place, cure."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from qualcode.cli.columns import cell_width
from qualcode.errors import CodebookError, Problem, QualcodeError, RuleError

if TYPE_CHECKING:
    from qualcode.project.job.batch import Failure


def report(problem: QualcodeError) -> None:
    """Print one error; a codebook's problems one by one, with the line and a caret."""
    if isinstance(problem, CodebookError):
        for one in problem.problems:
            complain(one, "error")
        number = len(problem.problems)
        say(f"the codebook has {number} {'problem' if number == 1 else 'problems'}: nothing was done")
        return
    if isinstance(problem, RuleError):
        where = Problem(problem.message, "rule", 0, problem.column, problem.cure, source=problem.rule)
        complain(where, "error")
        return
    say(f"error: {problem}")


def complain(problem: Problem, kind: str) -> None:
    """Print one problem in a file that a person wrote."""
    place = f"{problem.place}: " if problem.place else ""
    say(f"{place}{kind}: {problem.message}")
    if problem.source and problem.column:
        say(f"    {problem.source}")
        say(f"    {' ' * cell_width(problem.source[: problem.column - 1])}^")
    if problem.cure:
        say(f"    cure: {problem.cure}")


def tell(warnings: Iterable[str], failures: "Iterable[Failure]") -> None:
    """Print warnings, and the files that were not read; what was told for another coder not again."""
    from qualcode.cli.stack import open_stack
    from qualcode.project.job.saying import said_once

    stack = open_stack()
    lines = [f"warning: {warning}" for warning in said_once(warnings)]
    lines += [f"not read: {failure.file}: {failure.reason}" for failure in failures]
    for line in lines:
        if stack is None or line not in stack.told:
            say(line)
        if stack is not None:
            stack.told.add(line)


def leave_if_named(failures: "Iterable[Failure]") -> None:
    """End with status 1 where a file that was named on the command line could not be read."""
    if any(failure.named for failure in failures):
        raise typer.Exit(1)


def say(line: str) -> None:
    """One line on stderr."""
    sys.stderr.write(line + "\n")
