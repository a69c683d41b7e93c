"""`qualcode quotes`: the passages of each code that are best suited to be quoted, or its deviant cases."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.put import Output
from qualcode.cli.reading import UNSAID, Reading, codebook_option, place, reads_transcripts

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.coding.population import Population
    from qualcode.project.job.options import CodeOptions
    from qualcode.project.quotes.quoting import Quoted
    from qualcode.project.quotes.sources import Source

ENDINGS = {".markdown": "md", ".txt": "text"}
FORMATS = ("text", "csv", "json", "md", "tex", "docx")
_STYLES = {"head": "bold", "note": "dim", "context": "dim", "quote": "", "text": ""}

From = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RESULTS] [TRANSCRIPTS]...",
        help="A folder of results, and behind it its transcripts where they have moved; or transcripts that "
        "are coded now. Default: results, in a study that of the study.",
        show_default=False,
    ),
]
CodebookFile = Annotated[
    str, codebook_option("The codebook file (YAML); by default that of the results, or of the study.")
]
OnlyCodes = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="CODE", help="Only this code; may be repeated.", show_default=False),
]
Negative = Annotated[
    bool,
    typer.Option(
        "--negative",
        help="Deviant cases: who lacks what most others have or has what most lack, and negated passages.",
    ),
]
Most = Annotated[int, typer.Option(min=0, metavar="N", help="So many passages of each code; 0: all.")]
Min = Annotated[
    int, typer.Option("--min", min=1, metavar="WORDS", help="Only passages of so many words or more.")
]
Max = Annotated[
    int,
    typer.Option("--max", min=0, metavar="WORDS", help="Only passages of so many words or fewer; 0: any."),
]
Context = Annotated[
    int, typer.Option(min=0, max=50, metavar="N", help="Units around each passage that are quoted too.")
]
Cite = Annotated[
    str,
    typer.Option(
        metavar="PATTERN",
        help="Citation with names of fields in braces: id, document, speaker, role, date, time, unit, start, "
        "attributes, header fields. Default: ({id}, {speaker}, {role}, {date}).",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        metavar="SEED",
        help="Draw the order of passages with equal scores by this number. Default: document order.",
        show_default=False,
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        metavar="en|zh",
        help="Language of headings, notes and citations. Default: the codebook's first.",
        show_default=False,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|csv|json|md|tex|docx",
        help="text to read; docx, md and tex for a paper; csv and json for programs. Default: what the name "
        "of the file says, else text.",
        show_default=False,
    ),
]


@reads_transcripts(coded=True)
def quotes(
    paths: From = None,
    code: OnlyCodes = None,
    negative: Negative = False,
    most: Most = 3,
    min: Min = 1,
    max: Max = 200,
    context: Context = 0,
    cite: Cite = "",
    seed: Seed = None,
    lang: Lang = "",
    codebook: CodebookFile = "",
    reading: Reading = UNSAID,
    format: Format = "",
    output: Output = None,
) -> None:
    """Pick for each code the passages best suited to be quoted, or its deviant cases.

    Examples: qualcode quotes results -o quotes.docx --cite "（{id}，{role}，{gender}，{date}）"
    qualcode quotes results --negative --code belonging
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.project.quotes.quotable import Asked
    from qualcode.project.quotes.quoting import quoted
    from qualcode.project.quotes.sources import check_bounds

    check_bounds(most, min, max, context)
    kind = _kind(format, output)
    given = [place(path, "RESULTS") for path in paths or ()]
    source, population = _source(given, reading, codebook, output)
    asked = Asked(tuple(code or ()), most, min, max, context, population, seed, cite, lang, negative)
    done = quoted(source.material, asked)
    tell([*source.warnings, *done.warnings], source.failures)
    _put(done, kind, output)
    leave_if_named(source.failures)


def _kind(format: str, output: Path | None) -> str:
    """The format that is asked for; raises UsageError for one that there is not, and for Word on a screen."""
    from qualcode.errors import UsageError

    ending = output.suffix.lower() if output else ""
    said = ENDINGS.get(ending, ending.removeprefix("."))
    kind = format or (said if said in FORMATS else "text")
    if kind not in FORMATS:
        cure = f"choose one of {', '.join(FORMATS)}"
        raise UsageError(f"there is no format '{kind}' for quotes", cure=cure, slug="format")
    if kind == "docx" and output is None:
        cure = "name a file: -o quotes.docx"
        raise UsageError("a Word document cannot stand on the screen", cure=cure, slug="output")
    return kind


def _source(
    given: Sequence[str], reading: Reading, codebook: str, output: Path | None
) -> "tuple[Source, Population]":
    """What is quoted from, and whose speech of it."""
    from qualcode.coding.population import ALL, Population
    from qualcode.project.job.defaults import results_folder
    from qualcode.project.quotes.sources import from_results, from_transcripts
    from qualcode.project.results.folder import is_results
    from qualcode.project.study.folder import find_study

    results = next(iter(given), results_folder())
    coded_now = not given and find_study() and _idle(reading.options((), codebook))
    if coded_now or not is_results(results):
        return from_transcripts(_coded_now(reading.options(given, codebook), output)), Population((ALL,))
    options = _as_coded(reading.options(given[1:], codebook), results, output)
    return from_results(results, options), Population(options.speakers or (ALL,), options.where)


def _coded_now(options: "CodeOptions", output: Path | None) -> "CodeOptions":
    from qualcode.cli.put import keep_inputs
    from qualcode.project.job.defaults import to_code

    found = to_code(options, cure="name one with -c, or a folder of results")
    keep_inputs(output, *found.paths)
    return found


def _as_coded(options: "CodeOptions", results: str, output: Path | None) -> "CodeOptions":
    """The options for a folder of results: those that would read or code otherwise are refused."""
    from qualcode.cli.put import keep_inputs
    from qualcode.errors import UsageError
    from qualcode.project.results.folder import files_of, record_of

    idle = _idle(options)
    if idle:
        cure = "leave it out, or name transcripts and a codebook in place of results"
        option = idle[0].replace("_", "-")
        raise UsageError(f"--{option}: results were read and coded already", cure=cure, slug="idle-option")
    keep_inputs(output, *files_of(results), *options.paths, *record_of(results).options.paths)
    return options


def _idle(options: "CodeOptions") -> list[str]:
    """The options that do nothing with results: they say how transcripts are read and coded."""
    from dataclasses import fields, replace

    from qualcode.project.job.options import CodeOptions

    kept, none = replace(options, inputs=(), codebook="", attributes="", settings=""), CodeOptions((), "")
    kept = replace(kept, speakers=(), where=())
    return [one.name for one in fields(kept) if getattr(kept, one.name) != getattr(none, one.name)]


def _put(done: "Quoted", kind: str, output: Path | None) -> None:
    from qualcode.cli.put import put_bytes, put_table, put_text
    from qualcode.export.quotations_docx import quotations_docx
    from qualcode.export.quotations_latex import quotations_latex
    from qualcode.export.quotations_markdown import quotations_markdown

    if kind == "text":
        put_text(_text(done), output)
    elif kind in ("csv", "json"):
        put_table(done.columns, done.rows, kind, output)
    else:
        writers = {"md": quotations_markdown, "tex": quotations_latex, "docx": quotations_docx}
        put_bytes(writers[kind](done.page), output)


def _text(done: "Quoted") -> "Text":
    from rich.text import Text

    from qualcode.export.quotations import plain_text

    return Text("\n").join(Text(line, _STYLES[kind]) for line, kind in plain_text(done.page))
