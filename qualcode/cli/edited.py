"""A change of a codebook file, made or only tried, and what is said of it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.columns import plural

if TYPE_CHECKING:
    from qualcode.codebook.edited import Edited

MOST_ROWS = 20
"""How many groups of human codings, and how many lines, are listed."""


def change(codebook: Path, edit: "Callable[[str, str], Edited]", *, dry_run: bool) -> "Edited":
    """Make a change; print it as a diff where it is only tried, and what is to be said of the new text."""
    from qualcode.cli.problems import complain
    from qualcode.project.codebooks.editing import edit_codebook

    done = edit_codebook(codebook, edit, dry_run=dry_run)
    if dry_run:
        typer.echo("".join(_diff(done.before, done.edited.text, codebook.as_posix())), nl=False)
    for problem in done.edited.warnings:
        complain(problem, "warning")
    return done.edited


def _diff(before: str, after: str, file: str) -> Iterable[str]:
    """A unified diff, whatever the line ends."""
    import difflib

    from qualcode.codebook.source import bare, split_lines

    old, new = split_lines(before), split_lines(after)
    for line in difflib.unified_diff(old, new, file, file):
        yield f"{bare(line)}\n"
        if bare(line) == line:
            yield "\\ No newline at end of file\n"


def tell(codebook: Path, *lines: str, dry_run: bool) -> None:
    """What was done; what would be done goes to stderr, beside the diff."""
    for line in lines:
        typer.echo(f"{codebook.as_posix()}: {line}", err=dry_run)
    if dry_run:
        typer.echo("nothing was written (--dry-run)", err=True)


def tell_hands(codebook: Path, codes: Sequence[str], *, dry_run: bool) -> None:
    """The human codings that name codes which the codebook has no more."""
    from qualcode.cli.problems import say
    from qualcode.project.codings.naming import codings_by_hand

    found = codings_by_hand(codebook, codes)
    if found.rows:
        number = sum(row.n for row in found.rows)
        verb = "names" if number == 1 else "name"
        head = f"{plural(number, 'human coding')} still {verb} {', '.join(codes)} (not changed):"
        typer.echo(head, err=dry_run)
    for row in found.rows[:MOST_ROWS]:
        code = f"  {row.code}" if len(codes) > 1 else ""
        typer.echo(f"  {row.coder}  {row.document}{code}  {row.n:,}", err=dry_run)
    if len(found.rows) > MOST_ROWS:
        typer.echo(f"  … and {len(found.rows) - MOST_ROWS:,} more", err=dry_run)
    for place in found.damaged:
        say(f"warning: {place}: this cannot be read as a human coding; it was left out")


def below(edited: "Edited", code_id: str) -> str:
    """Below which code a code stands, if below any."""
    code = edited.codebook.codes[edited.codebook.index()[code_id]]
    return f", below {code.parent}" if code.parent else ""


def named_lines(numbers: Sequence[int]) -> str:
    """`line 7`, or `lines 7, 8 and 9 more`."""
    shown = ", ".join(map(str, numbers[:MOST_ROWS]))
    more = f" and {len(numbers) - MOST_ROWS} more" if len(numbers) > MOST_ROWS else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"
