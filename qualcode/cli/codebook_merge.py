"""`qualcode codebook merge`: three-way merge of codebook files, by hand or as git's merge driver."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.put import Output

NOTHING_DONE = 129
"""Exit status where nothing could be written: above 128 git (from 2.42 on) stops its merge, with a lower one
it takes our side, as it is, for a result with conflicts."""

GIT_FILE = ".merge_file_"
"""How the names begin under which git gives the three files to a merge driver."""

Base = Annotated[
    Path, typer.Argument(metavar="BASE", help="The codebook that both began with.", show_default=False)
]
Ours = Annotated[Path, typer.Argument(metavar="OURS", help="Our codebook.", show_default=False)]
Theirs = Annotated[Path, typer.Argument(metavar="THEIRS", help="The other codebook.", show_default=False)]
Name = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="What to call the file in messages. Default: its own name.", show_default=False
    ),
]


def merge(base: Base, ours: Ours, theirs: Theirs, output: Output = None, name: Name = "") -> None:
    """Merge two codebooks that came of one: by code and field, with comments and order kept.

    What both changed differently is marked in the result, and the exit status is 1 until codebook check
    finds no mark. With -o OURS our file is written over, as git wants it of a merge driver:
    git config merge.qualcode.driver "qualcode codebook merge %O %A %B -o %A --name %P"
    """
    from qualcode.cli.problems import report, say
    from qualcode.errors import QualcodeError

    try:
        n_conflicts = _merge(base, ours, theirs, output, name)
    except QualcodeError as problem:
        report(problem)
        say("nothing was merged")
        raise typer.Exit(NOTHING_DONE) from None
    except Exception:
        import traceback

        traceback.print_exc()  # a fault of the program must not look like a merge with conflicts to git
        raise typer.Exit(NOTHING_DONE) from None
    if n_conflicts:
        raise typer.Exit(1)


def _merge(base: Path, ours: Path, theirs: Path, output: Path | None, name: str) -> int:
    """Merge, write, and tell of what is not settled; how much that is."""
    from qualcode.cli.columns import plural
    from qualcode.cli.problems import complain, say
    from qualcode.cli.put import keep_inputs
    from qualcode.codebook.load import read_codebook_text
    from qualcode.codebook.merge import merge as merge_texts
    from qualcode.errors import UsageError

    if output is None and ours.name.startswith(GIT_FILE):
        cure = "end the line of set-up with: %O %A %B -o %A --name %P"
        raise UsageError("git would never see the result: it has no --output", cure=cure, slug="driver")
    keep_inputs(output, str(base), str(theirs))
    paths = (base, ours, theirs)
    files = [f"{name} ({side})" if name else path.as_posix() for side, path in zip(SIDES, paths, strict=True)]
    texts = [read_codebook_text(path, file=file) for path, file in zip(paths, files, strict=True)]
    result = name or (output or ours).as_posix()
    merged = merge_texts(*texts, files=(files[0], files[1], files[2]), result=result)
    _put(merged.text, ours, output)
    for problem in merged.conflicts:
        complain(problem, "error")
    if merged.conflicts:
        number = plural(len(merged.conflicts), "thing")
        say(f"{result}: {number} to settle; then run qualcode codebook check")
    return len(merged.conflicts)


def _put(text: str, ours: Path, output: Path | None) -> None:
    """The result on the screen; or in a file, with line ends and mark as `ours` has them."""
    from qualcode.cli.put import write
    from qualcode.codebook.load import encode
    from qualcode.export.atomic import rewrite

    if not output:
        typer.echo(text, nl=False)
        return
    content = encode(text, like=ours.read_bytes())
    if output.is_file():
        rewrite(output, content)
    else:
        write(content, output)


SIDES = ("base", "ours", "theirs")
