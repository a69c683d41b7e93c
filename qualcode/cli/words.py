"""`qualcode words`: how often each word is said, or which words stand near the hits of a rule."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.columns import aligned, plural, some_of
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import (
    OF_WORDS,
    UNSAID,
    Reading,
    TranscriptsOrResults,
    codebook_option,
    completed,
    place,
    reads_transcripts,
)

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.words.wording import Wording

Near = Annotated[
    str,
    typer.Option(
        metavar="RULE",
        help="Words near the hits of this rule, with how surprising that is (G2, NPMI).",
        show_default=False,
    ),
]
Window = Annotated[
    int | None,
    typer.Option(min=1, max=100, metavar="K", help="With --near: so many words on each side in a turn (5)."),
]
Least = Annotated[int, typer.Option("--min", min=1, metavar="N", help="Leave out words that are rarer.")]
Top = Annotated[int, typer.Option(min=0, metavar="N", help="Only the first N words; 0: all of them.")]
Stop = Annotated[
    bool, typer.Option("--stop/--no-stop", help="Leave out function words of Chinese and English.")
]
StopFile = Annotated[
    str | None,
    typer.Option(
        "--stop-words",
        metavar="FILE",
        help="A text file of further words to leave out, in UTF-8, parted by blanks or lines.",
        show_default=False,
    ),
]
CodebookFile = Annotated[str, codebook_option(OF_WORDS)]


@reads_transcripts(but=("unit", "split_at"))
def words(
    transcripts: TranscriptsOrResults = None,
    near: Near = "",
    window: Window = None,
    least: Least = 2,
    top: Top = 50,
    stop: Stop = True,
    stop_file: StopFile = None,
    codebook: CodebookFile = "",
    reading: Reading = UNSAID,
    format: Format = "text",
    output: Output = None,
) -> None:
    """List the words that are said most, or those that stand near the hits of a rule.

    Examples: qualcode words sample_transcripts --speakers resident
    qualcode words sample_transcripts --near '居委会 OR committee' --window 8
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.errors import UsageError
    from qualcode.project.words.wording import stop_words, words_in
    from qualcode.workshop.wordlist import NEAR_COLUMNS, WORD_COLUMNS, frequency_rows, near_rows

    if window is not None and not near:
        raise UsageError("--window does nothing without --near", cure="name a rule", slug="idle-option")
    options = completed(reading.options(transcripts, codebook))
    keep_inputs(output, *options.paths, stop_file or "")
    left_out = stop_words(read_words(stop_file), built_in=stop)
    found = words_in(options, near=near, window=window or 5)
    tell(found.warnings, found.failures)
    rows: Sequence[tuple[Any, ...]]
    rows = near_rows(found.tally, left_out, least) if near else frequency_rows(found.tally, left_out, least)
    shown = rows[:top] if top else rows
    names = NEAR_COLUMNS if near else WORD_COLUMNS
    if format == "text":
        put_text(_table(names, shown, len(rows), found, near=bool(near)), output)
    else:
        put_table(names, shown, format, output)
    leave_if_named(found.failures)


def read_words(file: str | None) -> Sequence[str]:
    """The words in a file of stop words, if one is named."""
    from qualcode.errors import ReadError

    if file is None:
        return ()
    try:
        return Path(place(file, "--stop-words")).read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ReadError(
            f"the words cannot be read: {reason}", place=file, cure="check the name", slug="stop-words"
        ) from None


def _table(
    columns: Sequence[str], rows: Sequence[tuple[Any, ...]], n_rows: int, found: "Wording", *, near: bool
) -> "Text":
    """Words and numbers in columns, and of how many words they are."""
    from rich.text import Text

    cells = [[_cell(value) for value in row] for row in rows]
    lines = aligned([list(columns), *cells], [False, *[True] * (len(columns) - 1)]) if rows else []
    tally, listed = found.tally, some_of(len(rows), n_rows, "different word")
    said = f"{plural(tally.n_tokens, 'word')} in {plural(tally.n_documents, 'document')} ({found.population})"
    if near:
        said = f"{plural(tally.n_near_tokens, 'word')} near {plural(found.n_hits, 'hit')}, of {said}"
    if found.n_aside:
        said += f"; {plural(found.n_aside, 'hit')} set aside by word cuts"
    return Text("\n".join([*lines, f"{listed}; {said}"]))


def _cell(value: Any) -> str:
    return (
        f"{value:,.2f}"
        if isinstance(value, float)
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )
