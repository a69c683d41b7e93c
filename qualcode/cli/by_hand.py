"""What commands about human codings ask for: who codes, in which round, in which document."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.problems import say

if TYPE_CHECKING:
    from qualcode.journal.events import Mode
    from qualcode.project.codings.by_hand import ByHand

SHORT = 8
"""So many signs of an id are shown on a screen."""

As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        help="Who codes. Default: what the environment variable QUALCODE_CODER says.",
        show_default=False,
    ),
]
Round = Annotated[int, typer.Option(min=1, metavar="N", help="Round of coding the document.")]
AnyRound = Annotated[
    int | None, typer.Option("--round", min=1, metavar="N", help="Only of this round.", show_default=False)
]
ModeWord = Annotated[
    Literal["blind", "assisted"] | None,
    typer.Option(
        "--mode",
        help="blind: coded without sight of other codings; assisted: in view of them. Default: as the "
        "document was opened, else blind.",
        show_default=False,
    ),
]
OnlyDocument = Annotated[
    str,
    typer.Option("--document", metavar="ID", help="Only of this document (id or file).", show_default=False),
]
OnlyCode = Annotated[
    str, typer.Option("--code", metavar="CODE", help="Only of this code (id or name).", show_default=False)
]
OnlyCoder = Annotated[
    str, typer.Option("--coder", metavar="NAME", help="Only of this coder.", show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")]


def open_study(command: str) -> "ByHand":
    """The study that the command runs in, ready to be coded."""
    from qualcode.project.codings.by_hand import by_hand
    from qualcode.project.job.defaults import the_study

    return by_hand(the_study(command))


def warn(notes: Iterable[str]) -> None:
    """Print what deserves a look."""
    for note in notes:
        say(f"warning: {note}")


def mode_of(word: str | None) -> "Mode | None":
    """The mode that was chosen."""
    return "assisted" if word == "assisted" else "blind" if word == "blind" else None
