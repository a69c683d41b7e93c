"""`qualcode show`: coded passages in their context, or those behind a pair of codes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.columns import plural
from qualcode.cli.on_results import Among, CodebookFile, where_now
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import AttributesFile, SettingsFile, conditions, place

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.results.showing import Asked, Passage, Shown

Results = Annotated[
    str,
    typer.Argument(
        metavar="[RESULTS]",
        help="A folder of results, as qualcode code wrote it. Default: results.",
        show_default=False,
    ),
]
OneCode = Annotated[
    str,
    typer.Option("--code", metavar="CODE", help="The code whose passages are shown.", show_default=False),
]
With = Annotated[
    str,
    typer.Option(
        "--with",
        metavar="CODE",
        help="Only passages that have this code too, or are near one: what is behind a cell of a matrix.",
        show_default=False,
    ),
]
Near = Annotated[
    int,
    typer.Option(min=0, max=1000, metavar="K", help="With --with: at most K units away; 0: in the same one."),
]
Rollup = Annotated[bool, typer.Option("--rollup", help="Codes below the one named count as it.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="COLUMN=VALUE",
        help="Only rows of codings.csv with this value in a column, such as speaker, role or an attribute. "
        "May be repeated.",
        show_default=False,
    ),
]
Sample = Annotated[
    int, typer.Option(min=0, metavar="N", help="So many passages, drawn at random; 0: all of them.")
]
Seed = Annotated[int, typer.Option(metavar="SEED", help="Number that decides what is drawn.")]
Around = Annotated[
    int, typer.Option("--context", min=0, max=50, metavar="N", help="Units before and after each passage.")
]


def show(
    results: Results = "",
    transcripts: Among = None,
    code: OneCode = "",
    other: With = "",
    near: Near = 0,
    rollup: Rollup = False,
    where: Columns = None,
    sample: Sample = 0,
    seed: Seed = 1,
    context: Around = 1,
    codebook: CodebookFile = "",
    attributes: AttributesFile = None,
    settings: SettingsFile = None,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Show coded passages in their context: all of a code, a sample, or those behind a pair of codes.

    Examples: qualcode show results --code identity --sample 20
    qualcode show results --code paperwork --with indifference --near 2
    """
    from qualcode.cli.problems import say
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.errors import UsageError
    from qualcode.project.job.defaults import results_folder
    from qualcode.project.results.folder import files_of, record_of
    from qualcode.project.results.showing import COLUMNS, PAIR_COLUMNS, Asked, show_passages

    if not code:
        raise UsageError("no code is named", cure="write --code and a code of the codebook", slug="no-code")
    if near and not other:
        raise UsageError("--near does nothing without --with", cure="name a second code", slug="idle-option")
    if seed != 1 and not sample:
        raise UsageError("--seed does nothing without --sample", cure="say how many", slug="idle-option")
    now = where_now(transcripts, codebook, attributes, settings)
    folder = place(results or results_folder(), "RESULTS")
    if output:
        keep_inputs(output, *files_of(folder), *now.paths, *record_of(folder).options.paths)
    asked = Asked(code, other, near, conditions(where), sample, seed, context, rollup)
    shown = show_passages(now, folder, asked)
    for line in shown.changes:
        say(f"warning: {line}")
    if format == "text":
        put_text(_text(shown, asked), output)
    else:
        header = PAIR_COLUMNS if other else COLUMNS
        put_table(header, [one.cells for one in shown.passages], format, output)


def _text(shown: "Shown", asked: "Asked") -> "Text":
    """The passages, and how many there are."""
    from rich.text import Text

    blocks = [Text("\n").join(_block(one)) for one in shown.passages]
    return Text("\n\n").join([*blocks, Text(_summary(shown, asked), "dim")])


def _summary(shown: "Shown", asked: "Asked") -> str:
    what = "pair" if asked.other else "passage"
    codes = f"{asked.code} with {asked.other}" if asked.other else asked.code
    drawn = f"{len(shown.passages):,} of " if len(shown.passages) < shown.n_all else ""
    seed = f", drawn with seed {asked.seed}" if drawn else ""
    return f"{drawn}{plural(shown.n_all, what)} of {codes}{seed}"


def _block(one: "Passage") -> "Iterator[Text]":
    """A passage with its place, what stands around it, and its rule."""
    from rich.text import Text

    row = one.row
    who = f", {row['speaker']} ({row['role']})" if row["speaker"] else ""
    yield Text(f"{row['document']}:{row['start']}, unit {row['unit']}{who}", "bold")
    for text in one.before:
        yield Text(f"    {text}", "dim")
    yield _marked(row)
    for text in one.after:
        yield Text(f"    {text}", "dim")
    yield Text(f"    {row['code']}: {_why(row)}", "cyan")
    if one.second:
        yield from _second(row, one.second)


def _second(first: dict[str, str], second: dict[str, str]) -> "Iterator[Text]":
    from rich.text import Text

    place = ("unit", "start", "end")
    if [first[name] for name in place] != [second[name] for name in place]:
        yield _marked(second)
    where = f" (unit {second['unit']})" if second["unit"] != first["unit"] else ""
    yield Text(f"    {second['code']}{where}: {_why(second)}", "cyan")


def _why(row: dict[str, str]) -> str:
    """The words that a coding rests on; of a person's, who coded it."""
    return row["evidence"] or ("a condition" if row["rule"] else f"coded by {row['coder']}")


def _marked(row: dict[str, str]) -> "Text":
    """A passage with its evidence marked."""
    from rich.text import Text

    text, start = Text(row["text"]), int(row["start"])
    for low, high in _spans(row["evidence"]):
        text.stylize("bold yellow", low - start, high - start)
    return Text("  ") + Text(" ").join(text.split("\n"))


def _spans(evidence: str) -> "Iterator[tuple[int, int]]":
    """The spans in a field of evidence."""
    import re

    for low, high in re.findall(r"\[(\d+):(\d+)\](?= \|\| |$)", evidence):
        yield int(low), int(high)
