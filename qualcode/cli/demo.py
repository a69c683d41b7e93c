"""`qualcode demo`: the main job on invented interviews, without a network."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    str, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the demonstration.")
]


def demo(output: Folder = "qualcode-demo") -> None:
    """Copy a codebook and sample interviews into a folder, code them and show what comes out.

    The interviews are invented. Files that you have changed in the folder are kept.
    """
    from qualcode.cli.code import run_and_show
    from qualcode.cli.reading import place
    from qualcode.project.demo import copy_demo
    from qualcode.project.job.options import CodeOptions

    folder = Path(place(output, "--output"))
    copied = copy_demo(folder)
    transcripts, codebook = copied.transcripts.as_posix(), copied.codebook.as_posix()
    results = (folder / "results").as_posix()
    typer.echo(f"The same by hand: qualcode code {transcripts} -c {codebook} -o {results}\n")
    for file in copied.kept:
        typer.echo(f"kept as you changed it: {file}")
    run_and_show(CodeOptions((transcripts,), codebook, results))
    typer.echo(f"Look next at {results}/codings.csv; then change a rule in {codebook} and run it again.")
