"""`qualcode review`: the coder's desk, on which people code transcripts."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.reading import OF_STUDY, codebook_option, listed

if TYPE_CHECKING:
    from qualcode.journal.events import Mode
    from qualcode.tui.app import Base

Named = Annotated[
    str,
    typer.Argument(
        metavar="DOCUMENT",
        help="The document to code, by its id or its file. Default: it is chosen from a list.",
        show_default=False,
    ),
]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="NAME", help="Who codes. Default: what QUALCODE_CODER says.", show_default=False
    ),
]
Blind = Annotated[
    bool | None,
    typer.Option(
        "--blind/--assisted",
        help="Show nothing but your own codings, or also those of the rules and of other people. Default: as "
        "the document was begun, a new one blind.",
        show_default=False,
    ),
]
Adjudicate = Annotated[
    str,
    typer.Option(
        metavar="CODERS",
        help="Settle where these coders differ (li,zhang), one passage after another.",
        show_default=False,
    ),
]
Round = Annotated[
    int,
    typer.Option("--round", min=1, metavar="N", help="Code once more, as round N, apart from the others."),
]
CodebookFile = Annotated[str, codebook_option(OF_STUDY)]
Lang = Annotated[Literal["en", "zh"], typer.Option("--lang", help="Language of the desk.")]


def review(
    document: Named = "",
    coder: As = "",
    blind: Blind = None,
    round: Round = 1,
    codebook: CodebookFile = "",
    adjudicate: Adjudicate = "",
    lang: Lang = "en",
) -> None:
    """Code transcripts of a study by hand, at the coder's desk in the terminal; the key ? shows all keys.

    Examples: qualcode review --as li
    qualcode review 花园 --as li --lang zh
    qualcode review lane --as li --assisted
    qualcode review --adjudicate li,zhang --as wang
    """
    _refuse_idle(adjudicate, blind, round)
    _refuse_no_terminal()
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # else some terminals lose Chinese input
    from qualcode.project.job.defaults import in_study, the_study
    from qualcode.project.job.options import CodeOptions
    from qualcode.project.study.texts import TRANSCRIPTS
    from qualcode.project.teams.coder_name import coder_named
    from qualcode.project.teams.coder_twins import refuse_twin
    from qualcode.tui.start import Desired, desk, settling

    study = the_study("review")
    mode: Mode | None = None if blind is None else "blind" if blind else "assisted"
    name = coder_named(coder)
    refuse_twin(study, name)
    desired = Desired(name, document, mode, round, lang)
    options = CodeOptions(inputs=(study.path(TRANSCRIPTS),), codebook=codebook)
    if adjudicate:
        app: Base = settling(study, listed(adjudicate), desired, in_study(options))
    else:
        app = desk(study, desired, options)
    app.run()
    if app.problem:
        raise app.problem
    raise typer.Exit(app.return_code or 0)


def _refuse_idle(adjudicate: str, blind: bool | None, round: int) -> None:
    """Raise UsageError for options that do nothing where differences are settled."""
    from qualcode.errors import UsageError

    if adjudicate and (blind is not None or round != 1):
        cure = "leave them out; a round is named with its coder: --adjudicate li#2,zhang#2"
        message = "--blind, --assisted and --round do nothing with --adjudicate"
        raise UsageError(message, cure=cure, slug="idle-option")


def _refuse_no_terminal() -> None:
    """Raise UsageError where there is no terminal that the desk can be drawn on."""
    from qualcode.errors import UsageError

    streams = (sys.stdin, sys.stdout, sys.stderr)  # the desk is drawn on the last one
    if all(stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb":
        return
    cure = "run it in a terminal; without one, qualcode codings adds and lists codings"
    raise UsageError("the desk needs a terminal", cure=cure, slug="no-terminal")
