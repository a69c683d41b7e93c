"""`qualcode analyze collocations`: pairs of words that stand near each other."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.analysing import ON_SCREEN, Top, first, notes_in, put_lines, said_in
from qualcode.cli.documents import TableFormat, asked_format, put_columns
from qualcode.cli.put import Output
from qualcode.cli.reading import UNSAID, Reading, TranscriptsOrResults, reads_transcripts
from qualcode.cli.word_tables import (
    BookForWords,
    WordLang,
    population_line,
    told_of_words,
    word_lines,
    words_asked,
)
from qualcode.cli.words import Least, Stop, StopFile

if TYPE_CHECKING:
    from qualcode.project.words.tables import WordTable

Window = Annotated[int, typer.Option(min=1, max=100, metavar="K", help="Words to each side, in one turn.")]
SHOWN = ("word_1", "word_2", "n_1", "n_2", "n_both", "n_documents", "expected", "g2", "npmi", "log_dice")
DISPENSABLE = ("n_documents", "log_dice", "expected", "n_2", "n_1")

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "pairs": "N = {n} ends of pairs of places at most {window} words apart in a turn; n_both counts "
        "pairs of places. g2 and npmi above 0: more often than expected.",
        "none": "No pair of words is frequent enough.",
    },
    "zh": {
        "pairs": "N = {n}：同一话轮中相距至多 {window} 个词的位置对的两端数；n_both 为位置对数。"
        "g2、npmi 大于 0 表示比期望更常相邻。",
        "none": "没有足够常见的词对。",
    },
}


@reads_transcripts(but=("unit", "split_at"))
def collocations(
    transcripts: TranscriptsOrResults = None,
    codebook: BookForWords = "",
    window: Window = 5,
    least: Least = 3,
    top: Top = None,
    stop: Stop = True,
    stop_file: StopFile = None,
    lang: WordLang = "",
    reading: Reading = UNSAID,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """List the pairs of words that stand near each other, the most surprising first.

    Example: qualcode analyze collocations sample_transcripts -c codebooks/community_governance.yaml --min 5
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.project.words.tables import collocations_in

    kind = asked_format(format, output)
    asked = reading.options(transcripts, codebook)
    options, left_out = words_asked(asked, output, stop=stop, stop_file=stop_file)
    found = collocations_in(options, window=window, stop=left_out, least=least)
    tell(found.warnings, found.failures)
    if kind == "text":
        most = ON_SCREEN if top is None else top
        put_lines(list(_shown(found, window, most, lang, output)), output)
    else:
        told = told_of_words(found, lang, [_note(found, window, lang)])
        put_columns(first(found.table, top or 0), kind, output, name="collocations", told=told)
    leave_if_named(found.failures)


def _shown(found: "WordTable", window: int, most: int, lang: str, output: Path | None) -> Iterator[str]:
    from qualcode.cli.columns import some_of

    n_pairs = len(found.table["word_1"])
    if n_pairs:
        kept = first(found.table, most)
        yield from word_lines(kept, SHOWN, DISPENSABLE, output)
        yield some_of(len(kept["word_1"]), n_pairs, "pair")
        yield ""
    yield from notes_in([_note(found, window, lang), population_line(found, lang)], output)


def _note(found: "WordTable", window: int, lang: str) -> str:
    words, n = said_in(SAID, lang), found.table["N"]
    return words["pairs"].format(n=f"{n[0]:,}", window=window) if n else words["none"]
