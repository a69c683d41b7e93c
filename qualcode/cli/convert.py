"""`qualcode codebook convert`: a codebook from one form to another."""

from typing import Annotated

import typer

from qualcode.cli.columns import plural
from qualcode.cli.reading import place

Source = Annotated[str, typer.Argument(metavar="IN", help="The file to read.", show_default=False)]
Target = Annotated[str, typer.Argument(metavar="OUT", help="The file to write.", show_default=False)]
From = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="KIND",
        help="Kind of what is read: yaml, csv, xlsx, md, list, quanteda, wordstat or liwc. "
        "Default: by suffix and content.",
        show_default=False,
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="KIND",
        help="Kind of what is written: yaml, csv, xlsx, md or quanteda. Default: by the suffix.",
        show_default=False,
    ),
]
Headings = Annotated[
    str, typer.Option("--lang", metavar="en|zh", help="Language of the headings of a table or page.")
]
Encoding = Annotated[
    str,
    typer.Option(metavar="NAME", help="Encoding of a text. Default: detected.", show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace OUT where it is there already.")]


def convert(
    source: Source,
    target: Target,
    from_kind: From = "",
    to_kind: To = "",
    lang: Headings = "en",
    encoding: Encoding = "",
    overwrite: Overwrite = False,
) -> None:
    """Turn a codebook into a table, a Markdown page or YAML, or one of those, a list or a dictionary into it.

    Nothing is lost between YAML, CSV, XLSX and Markdown but comments. What dictionaries of other programs say
    that a codebook cannot, and the other way round, is told.

    Examples: qualcode codebook convert codebook.yaml codebook.xlsx
    qualcode codebook convert words.dic codebook.yaml
    """
    from qualcode.cli.problems import say
    from qualcode.project.codebooks.converting import convert_codebook

    source, target = place(source, "IN"), place(target, "OUT")
    done = convert_codebook(
        source,
        target,
        from_kind=from_kind,
        to_kind=to_kind,
        lang=lang,
        encoding=encoding,
        overwrite=overwrite,
    )
    say(f"{source}: read as {done.source_kind}")
    for note in done.notes:
        say(f"note: {note}")
    words = ("key", "pattern") if done.target_kind == "quanteda" else ("code", "rule")
    counts = (plural(done.n_codes, words[0]), plural(done.n_rules, words[1]))
    typer.echo(f"{target}: written as {done.target_kind}; {', '.join(counts)}")
