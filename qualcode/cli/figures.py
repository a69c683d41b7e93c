"""`qualcode figures`: the figures of a paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.analysing import CountUnit, analysed
from qualcode.cli.code import CodebookFile, Rollup, Workers
from qualcode.cli.reading import UNSAID, Reading, TranscriptsOrResults, Unit, listed, reads_transcripts

if TYPE_CHECKING:
    from typing import Literal

    from matplotlib.figure import Figure

    from qualcode.project.job.analysing import Analysed
    from qualcode.project.library.figures import Drawing

DRAWN = "How figures are drawn"

Kinds = Annotated[
    str,
    typer.Option(
        "--kind",
        rich_help_panel=DRAWN,
        metavar="KINDS",
        help="Which figures, with commas between: frequencies, cooccurrence, code_by_document, network, "
        "dendrogram, saturation, transitions, epistemic, levels; crosstab with --by; strip with --document. "
        "Default: all that need nothing named; levels where the codebook has any.",
        show_default=False,
    ),
]
Formats = Annotated[
    str, typer.Option("--format", rich_help_panel=DRAWN, metavar="png,svg,pdf", help="One or several.")
]
Width = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN, metavar="one|two", help="One column of a page (85 mm) or two (175 mm)."
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN,
        metavar="en|zh",
        help="Language of titles and names of codes. Default: the codebook's first.",
        show_default=False,
    ),
]
Font = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN,
        metavar="FONT",
        help="File or name of a font for Chinese. Default: one that is found.",
        show_default=False,
    ),
]
By = Annotated[
    str,
    typer.Option(
        rich_help_panel=DRAWN,
        metavar="ATTRIBUTE",
        help="Also bars of codes by an attribute.",
        show_default=False,
    ),
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        rich_help_panel=DRAWN,
        metavar="ID",
        help="Also a coloured strip of this document; may be repeated.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER",
        help="Folder for the figures. Default: figures, in a study that of the study.",
        show_default=False,
    ),
]


@reads_transcripts(coded=True)
def figures(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    output: Output = None,
    kind: Kinds = "",
    format: Formats = "png",
    width: Width = "one",
    lang: Lang = "",
    font: Font = "",
    by: By = "",
    document: Documents = None,
    unit: Unit = "",
    count_by: CountUnit = "",
    rollup: Rollup = False,
    reading: Reading = UNSAID,
    workers: Workers = 0,
) -> None:
    """Draw the figures of a paper: bars, heat maps, networks, trees, curves and strips of interviews.

    Examples: qualcode figures sample_transcripts -c codebooks/community_governance.yaml -o figures
    qualcode figures --kind network,dendrogram --width two --format svg,pdf --lang zh
    """
    from qualcode.cli.problems import leave_if_named

    chosen = _chosen(width, lang, format)
    done = analysed(
        reading,
        transcripts,
        codebook,
        None,
        count_by=count_by,
        rollup=rollup,
        workers=workers,
        keep_rows=bool(document) or "strip" in listed(kind),
    )
    kinds = listed(kind) or _unasked(done, by=by, documents=document or ())
    made = _drawn(done, kinds, _drawing(done, width, lang, font, by), document or [], is_asked=bool(kind))
    _save_all(made, chosen, _folder(output))
    leave_if_named(done.failures)


def _chosen(width: str, lang: str, format: str) -> tuple[str, ...]:
    """The formats; raises UsageError where a width, language or format is none."""
    from qualcode.errors import UsageError

    formats = listed(format)
    for value, known, name in ((width, ("one", "two"), "--width"), (lang, ("", "en", "zh"), "--lang")):
        if value not in known:
            cure = f"write {name} {' or '.join(filter(None, known))}"
            raise UsageError(f"{name} {value} cannot be", cure=cure, slug="bad-value")
    wrong = [one for one in formats if one not in ("png", "svg", "pdf")]
    if wrong or not formats:
        message = f"there is no format '{''.join(wrong[:1])}' for figures"
        raise UsageError(message, cure="png, svg or pdf", slug="format")
    return formats


def _unasked(done: "Analysed", *, by: str, documents: "list[str] | tuple[()]") -> tuple[str, ...]:
    """What is drawn where no kind is named."""
    from qualcode.project.library.figures import UNASKED

    more = [
        *(["epistemic"] if len(done.codebook.codes) > 1 else []),
        *(["crosstab"] if by else []),
        *(["strip"] if documents else []),
    ]
    return (*UNASKED, *(["levels"] if done.codebook.levels or done.codebook.relations else []), *more)


def _drawing(done: "Analysed", width: str, lang: str, font: str, by: str) -> "Drawing":
    from qualcode.project.library.figures import Drawing

    first = next(iter(done.codebook.languages), "en")
    language: Literal["en", "zh"] = "zh" if (lang or first).startswith("zh") else "en"
    return Drawing(language, "two" if width == "two" else "one", font, by)


def _folder(output: str | None) -> Path:
    from qualcode.cli.reading import place
    from qualcode.project.study.folder import find_study

    study = find_study()
    here = study.path("figures") if study else "figures"
    return Path(here if output is None else place(output, "--output"))


def _drawn(
    done: "Analysed", kinds: tuple[str, ...], drawing: "Drawing", documents: list[str], *, is_asked: bool
) -> "list[tuple[str, Figure]]":
    """Each kind drawn, a strip for each document, with the names of the files.

    Where nobody asked for it, a network of too few units is left out, and that is told.
    """
    from dataclasses import replace

    from qualcode.cli.problems import say
    from qualcode.errors import UsageError
    from qualcode.project.library.figures import draw
    from qualcode.text.filenames import file_name

    figures = []
    for one in kinds:
        alone = [(f"{one}-{file_name(id)}", replace(drawing, document=id)) for id in documents]
        if one == "strip" and documents:
            named = alone
        elif one == "epistemic" and drawing.by in ("", "document"):
            named = [(one, drawing), *alone]
        else:
            named = [(one, drawing)]
        try:
            figures += [(name, draw(done, one, own)) for name, own in named]
        except UsageError as problem:
            if is_asked or problem.slug != "few-units":
                raise
            say(f"left out: {problem.message}")
    return figures


def _save_all(figures: "list[tuple[str, Figure]]", formats: tuple[str, ...], folder: Path) -> None:
    """Write each figure in each format, and name the files."""
    from qualcode.export.atomic import make_folder
    from qualcode.export.figures import save

    make_folder(folder, cure="choose another folder with -o")
    for name, figure in figures:
        for format in formats:
            place = folder / f"{name}.{format}"
            save(figure, place)
            typer.echo(f"{place.as_posix()}: written")
