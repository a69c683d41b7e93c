"""`qualcode codebook appendix`: the codebook as the appendix of a paper."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from qualcode.cli.codebook_check import StudyFile, chosen
from qualcode.cli.reading import place

Transcripts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPTS]...",
        help="Transcripts to be coded for numbers and quotes, where there are no results.",
        show_default=False,
    ),
]
Results = Annotated[
    str,
    typer.Option(
        metavar="FOLDER",
        help="Results of qualcode code: frequencies and quotes are those of that run.",
        show_default=False,
    ),
]
File = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="The file to write: its name ends in .md, .docx or .tex.", show_default=False
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="en|zh",
        help="Language of the appendix. Default: the codebook's first.",
        show_default=False,
    ),
]
Layout = Annotated[Literal["sections", "table"], typer.Option(help="A section for each code, or one table.")]
Rules = Annotated[
    bool, typer.Option("--rules/--no-rules", help="Tell the rules of each code in words, or not.")
]


def appendix(
    codebook: StudyFile = None,
    transcripts: Transcripts = None,
    results: Results = "",
    output: File = None,
    lang: Language = "",
    layout: Layout = "sections",
    rules: Rules = True,
) -> None:
    """Write the codebook as the appendix of a paper: meanings, rules in words, frequencies, a quote a code.

    Examples: qualcode codebook appendix codebook.yaml --results results -o appendix.docx
    qualcode codebook appendix codebook.yaml transcripts -o appendix.md --lang zh
    """
    from qualcode.cli.problems import say
    from qualcode.cli.put import keep_inputs, write
    from qualcode.errors import UsageError
    from qualcode.project.report.appendix import FORMATS, codebook_appendix

    file, given = chosen(codebook).as_posix(), [place(one, "TRANSCRIPTS") for one in transcripts or ()]
    format = FORMATS.get(output.suffix.lower(), "") if output else "md"
    if output and not format:
        cure = "let its name end in .md, .docx or .tex"
        raise UsageError(
            "the kind of this file is not known", place=output.as_posix(), cure=cure, slug="kind"
        )
    keep_inputs(output, file, results, *given)
    done = codebook_appendix(
        file, results=results, transcripts=given, lang=lang, format=format, layout=layout, rules=rules
    )
    for warning in done.warnings:
        say(f"warning: {warning}")
    if output:
        write(done.content, output)
        say(f"{output.as_posix()}: written")
    else:
        typer.echo(done.content.decode("utf-8"), nl=False)
