"""`qualcode init`: a folder becomes a study."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    str, typer.Argument(metavar="[FOLDER]", help="The folder of the study. Default: the current one.")
]
Name = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="Name of its codebook. Default: that of the folder.", show_default=False
    ),
]
Languages = Annotated[
    str,
    typer.Option(
        metavar="LANGUAGES",
        help="Languages of the codebook, the first one for tables: en, zh, or both. Default: en,zh.",
        show_default=False,
    ),
]


def init(folder: Folder = ".", name: Name = "", lang: Languages = "") -> None:
    """Make a folder a study: settings, a codebook to begin with, and places for all that follows.

    In it, and in the folders below it, qualcode code, find, words and others need no arguments.
    Files that are there already are left as they are.
    """
    from qualcode.cli.codebook import named_languages
    from qualcode.cli.reading import place
    from qualcode.project.study.folder import begin_study

    root = Path(place(folder, "FOLDER"))
    begun = begin_study(root, name=name, languages=named_languages(lang))
    for one in begun.written:
        typer.echo(f"written: {begun.study.path(one)}")
    for one in begun.kept:
        typer.echo(f"kept as it was: {begun.study.path(one)}")
    typer.echo(f"Put the transcripts into {begun.study.path('transcripts')}, then run: qualcode ingest")
