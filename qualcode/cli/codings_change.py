"""`qualcode codings` remove, restore, finish, reopen: what is taken back, and what is done."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.by_hand import (
    SHORT,
    AnyRound,
    As,
    ModeWord,
    OnlyCode,
    OnlyDocument,
    Round,
    mode_of,
    open_study,
)
from qualcode.cli.columns import plural

if TYPE_CHECKING:
    from qualcode.project.codings.steps import Step
    from qualcode.project.codings.taking_back import Way

MOST = 20
"""Codings that are listed when they are changed; of more the number is told."""

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[IDS]...",
        help="Ids of own codings, or their beginnings (qualcode codings list).",
        show_default=False,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before several codings are changed at once.")]
Documents = Annotated[
    list[str],
    typer.Argument(metavar="DOCUMENTS...", help="Documents, by their ids or files.", show_default=False),
]


def remove(
    ids: Ids = None,
    coder: As = "",
    document: OnlyDocument = "",
    code: OnlyCode = "",
    round: AnyRound = None,
    yes: Yes = False,
) -> None:
    """Take own codings back; nothing is lost, and restore puts them back.

    Examples: qualcode codings remove 7f3b1c --as li
    qualcode codings remove --document lane --code trust --as li --yes
    """
    _change("remove", ids, coder, document, code, round, yes)


def restore(
    ids: Ids = None,
    coder: As = "",
    document: OnlyDocument = "",
    code: OnlyCode = "",
    round: AnyRound = None,
    yes: Yes = False,
) -> None:
    """Put own codings back that were taken back.

    Examples: qualcode codings list --removed --coder li
    qualcode codings restore 7f3b1c --as li
    """
    _change("restore", ids, coder, document, code, round, yes)


def _change(
    way: "Way", ids: list[str] | None, coder: str, document: str, code: str, round: int | None, yes: bool
) -> None:
    from qualcode.project.codings.taking_back import codings_meant, take_back
    from qualcode.project.teams.coder_name import coder_named

    who, opened, word = coder_named(coder), open_study(f"codings {way}"), f"{way}d"
    found = codings_meant(opened, ids or (), way, coder=who, document=document, code=code, round=round or 0)
    if not ids and len(found.changed) > 1 and not yes:
        _ask(f"{way} {plural(len(found.changed), 'coding')} of {who}", way)
    take_back(opened, (*found.changed, *found.same), way)
    for one in found.changed[:MOST]:
        quote = " ".join((one.quote or "").split())
        typer.echo(f"{word} {one.id[:SHORT]} {one.document}:{one.start} {one.code} {quote}")
    if len(found.changed) > MOST:
        typer.echo(f"… and {len(found.changed) - MOST:,} more: {plural(len(found.changed), 'coding')} {word}")
    for one in found.already:
        typer.echo(f"{one.id[:SHORT]} was {word} already")
    if not (found.changed or found.already):
        typer.echo(f"no coding to {way}")


def _ask(what: str, way: str) -> None:
    """Go on only where somebody says so."""
    from qualcode.errors import UsageError

    if not sys.stdin.isatty():
        cure = f"add --yes to {way} them"
        raise UsageError(f"this would {what}, and nobody can be asked", cure=cure, slug="unconfirmed")
    typer.confirm(f"{what[0].upper()}{what[1:]}?", abort=True)


Slip = Annotated[
    bool,
    typer.Option(
        "--slip", help="The last finish was a mistake: it never counts, if nothing was coded since."
    ),
]


def finish(documents: Documents, coder: As = "", round: Round = 1, mode: ModeWord = None) -> None:
    """Say that you are done with documents: what stands then is what coders are compared by.

    Examples: qualcode codings finish lane yard --as li
    """
    from qualcode.project.codings.steps import finish as finished
    from qualcode.project.teams.coder_name import coder_named

    who = coder_named(coder)
    opened = open_study("codings finish")
    _tell(
        finished(opened, documents, coder=who, round=round, mode=mode_of(mode)),
        "finished",
        "already finished",
    )


def reopen(documents: Documents, coder: As = "", round: Round = 1, slip: Slip = False) -> None:
    """Open documents again that you had finished; what stood when you first finished stays on record.

    Examples: qualcode codings reopen lane --as li
    qualcode codings reopen lane --slip --as li
    """
    from qualcode.project.codings.steps import reopen as reopened
    from qualcode.project.teams.coder_name import coder_named

    who = coder_named(coder)
    steps = reopened(open_study("codings reopen"), documents, coder=who, round=round, slip=slip)
    did = "not finished: the slip is taken back" if slip else "reopened"
    _tell(steps, did, "not finished: it is open")


def _tell(steps: "Sequence[Step]", did: str, else_: str) -> None:
    for one in steps:
        typer.echo(f"{one.document}: {did if one.did else else_}")
