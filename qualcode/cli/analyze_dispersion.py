"""`qualcode analyze dispersion`: how evenly words are spread over the documents."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

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

SHOWN = ("word", "n", "n_documents", "per_1000", "dp", "dp_norm")

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "dp": "dp: 0 where a word is spread over the documents as all talk is, near 1 where one short "
        "document has it all; dp_norm is dp divided by its largest possible value.",
        "one": "dp is undefined: there is one document.",
        "none": "No word is frequent enough.",
    },
    "zh": {
        "dp": "dp：0 表示词在各文档中的分布与全部话语一致，接近 1 表示集中于一份短文档；"
        "dp_norm 为 dp 除以其可能的最大值。",
        "one": "只有一份文档，dp 无法计算。",
        "none": "没有足够常见的词。",
    },
}


@reads_transcripts(but=("unit", "split_at"))
def dispersion(
    transcripts: TranscriptsOrResults = None,
    codebook: BookForWords = "",
    least: Least = 2,
    top: Top = None,
    stop: Stop = True,
    stop_file: StopFile = None,
    lang: WordLang = "",
    reading: Reading = UNSAID,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """List the words that are said most with how evenly they are spread: is it a word of all, or of one?

    Example: qualcode analyze dispersion sample_transcripts -c codebooks/community_governance.yaml --top 30
    """
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.project.words.tables import dispersion_in

    kind = asked_format(format, output)
    asked = reading.options(transcripts, codebook)
    options, left_out = words_asked(asked, output, stop=stop, stop_file=stop_file)
    found = dispersion_in(options, stop=left_out, least=least)
    tell(found.warnings, found.failures)
    if kind == "text":
        put_lines(list(_shown(found, ON_SCREEN if top is None else top, lang, output)), output)
    else:
        told = told_of_words(found, lang, [_note(found, lang)])
        put_columns(first(found.table, top or 0), kind, output, name="dispersion", told=told)
    leave_if_named(found.failures)


def _shown(found: "WordTable", most: int, lang: str, output: Path | None) -> Iterator[str]:
    from qualcode.cli.columns import some_of

    n_words = len(found.table["word"])
    if n_words:
        kept = first(found.table, most)
        yield from word_lines(kept, SHOWN, ("dp_norm", "per_1000"), output)
        yield some_of(len(kept["word"]), n_words, "different word")
        yield ""
    yield from notes_in([_note(found, lang), population_line(found, lang)], output)


def _note(found: "WordTable", lang: str) -> str:
    dp = found.table["dp"]
    return said_in(SAID, lang)["none" if not dp else "dp" if dp[0] is not None else "one"]
