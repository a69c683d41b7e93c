"""What the analysis commands have in common: their options, and the coded units they work on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.reading import Reading, counted_by

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.project.job.analysing import Analysed
    from qualcode.project.job.options import CodeOptions

CountUnit = Annotated[
    str,
    counted_by("What is counted, if not the unit: paragraph, turn, exchange, document."),
]
Seed = Annotated[
    int, typer.Option(min=0, metavar="N", help="Begin of the random numbers; the same seed, the same result.")
]

Top = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Only the first N rows; 0: all. Default: 20 on the screen, all elsewhere.",
        show_default=False,
    ),
]
ON_SCREEN = 20
"""Rows that are shown where --top says nothing."""
NoteLang = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        help="Language of notes and names; with zh the notes below a table are in Chinese.",
        show_default=False,
    ),
]
UNITS_ZH: Mapping[str, str] = {
    "sentence": "句",
    "paragraph": "段落",
    "turn": "话轮",
    "exchange": "问答",
    "document": "文档",
    "word": "词",
    "overlap": "重叠的编码条目",
}


BY_ZH: Mapping[str, str] = {"document": "文档", "speaker": "说话人", "case": "个案", "role": "身份"}


def analysed(
    reading: Reading,
    transcripts: Sequence[str] | None,
    codebook: str | None,
    output: Path | None,
    *,
    count_by: str = "",
    rollup: bool = False,
    lang: str = "",
    workers: int = 0,
    pairs: bool = False,
    keep_rows: bool = False,
) -> "Analysed":
    """Code the transcripts in memory, with progress on stderr; tell warnings and what was not read.

    Only where `pairs` are counted may `count_by` be a window, nearness or overlap.
    """
    from dataclasses import replace

    from qualcode.cli.problems import tell
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.put import keep_inputs
    from qualcode.cli.reading import place
    from qualcode.errors import UsageError
    from qualcode.project.job.analysing import analyse
    from qualcode.project.job.defaults import to_code
    from qualcode.project.results.found_again import in_results

    asked = reading.options(transcripts, "" if codebook is None else place(codebook, "--codebook"))
    again, results = in_results(asked, coder=reading.coder)
    found = to_code(again)
    if not pairs and is_of_pairs(count_by):
        cure = "count by sentence, paragraph, turn, exchange or document"
        raise UsageError(f"{count_by} is of co-occurrence only", cure=cure, slug="count-by")
    keep_inputs(output, *found.paths)
    counted = count_by or ("" if is_of_pairs(found.count_by) and not pairs else found.count_by)
    options = replace(found, count_by=counted, rollup=rollup or found.rollup, lang=lang, workers=workers)
    with progress_bar() as progress:
        done = analyse(options, keep_rows=keep_rows, progress=progress)
    tell((*_changed(results, options, done), *done.warnings), done.failures)
    return done


def _changed(results: str, options: "CodeOptions", done: "Analysed") -> Iterator[str]:
    """Why the numbers are not those of the results that were named; nothing where none were."""
    if not results:
        return
    from qualcode.project.results.folder import record_of
    from qualcode.project.results.since import changed_since

    for told in changed_since(results, record_of(results), options, done.codebook, done.texts):
        yield f"{told}; its tables have other numbers (qualcode code makes them anew)"


def is_of_pairs(count_by: str) -> bool:
    """Whether only pairs are counted so: in windows, near each other, overlapping."""
    return ":" in count_by or count_by == "overlap"


def about(done: "Analysed", *, counted_by: str = "", n: int | None = None, lang: str = "") -> str:
    """The line that stands below every table: what was counted, whose speech, and N."""
    counting = done.sums.counting
    total = int(done.sums.units.sum()) if n is None else n
    line = _about(counted_by or counting.unit, counting.population, total, lang)
    return line + ("" if n is not None else _partly(done, total, lang))


def _partly(done: "Analysed", total: int, lang: str) -> str:
    """The N of codes that could not be given in every document, where they differ from that of the others."""
    codes: dict[int, list[str]] = {}
    for code, n in zip(done.codebook.codes, done.sums.code_units.sum(axis=0).tolist(), strict=True):
        if n != total:
            codes.setdefault(n, []).append(code.id)
    comma, told = ("、", "{codes} 为 {n:,}") if is_chinese(lang) else (", ", "of {codes} {n:,}")
    named = [told.format(codes=comma.join(ids), n=n) for n, ids in sorted(codes.items())]
    return "".join(f" · N {one}" for one in named)


def missing_notes(done: "Analysed", lang: str) -> list[str]:
    """Which codes a measure with one N for all codes leaves out: those that were not on offer everywhere."""
    from qualcode.project.job.people_told import missing_in

    codes = [done.codebook.codes[at] for at in missing_in(done.sums)]
    if not codes:
        return []
    names = [code.name_in(lang) if is_chinese(lang) else code.id for code in codes]
    if is_chinese(lang):
        return [f"并非在每份文档中都可选用、因而未计入的编码：{'、'.join(names)}。"]
    return [f"Left out, since they could not be given in every document: {', '.join(names)}."]


def counted_line(columns: "Columns", lang: str = "") -> str:
    """The same below a table that says itself what was counted; it has a row at least."""
    unit, population, n = (columns[name][0] for name in ("counted_by", "population", "N"))
    return _about(str(unit), str(population), int(n or 0), lang)


def _about(unit: str, population: str, n: int, lang: str) -> str:
    if is_chinese(lang):
        return f"单元：{unit_in(unit, lang)} · 统计范围：{population_in_chinese(population)} · N = {n:,}"
    return f"Unit: {unit} · population: {population} · N = {n:,}"


def population_in_chinese(label: str) -> str:
    """Whose speech counts, and whose codings where they are not the rules'."""
    from qualcode.export.appendix import population_in

    return population_in(label, "zh")


def is_chinese(lang: str) -> bool:
    """Whether notes are wanted in Chinese."""
    return lang.startswith("zh")


def said_in(said: Mapping[str, Mapping[str, str]], lang: str) -> Mapping[str, str]:
    """The sentences of a command, in Chinese or in English."""
    return said["zh" if is_chinese(lang) else "en"]


def unit_in(unit: str, lang: str) -> str:
    """The name of a unit in a note."""
    return UNITS_ZH.get(unit, unit) if is_chinese(lang) else unit


def by_in(by: str, lang: str) -> str:
    """The name in a note of what a table is divided by; attributes have their own."""
    return BY_ZH.get(by, by) if is_chinese(lang) else by


def first(columns: "Columns", most: int) -> "Columns":
    """The first rows of a table; all of them where `most` is 0."""
    return {name: cells[:most] if most else cells for name, cells in columns.items()}


def table_lines(
    shown: Mapping[str, Sequence[str]],
    dispensable: Sequence[str],
    output: Path | None,
    *,
    texts: Collection[str],
) -> list[str]:
    """A table to read, less those of `dispensable` (the last first) that do not fit; `texts` stand left."""
    from qualcode.cli.tables import ruled, that_fit, width_for, with_heads

    names = that_fit(shown, dispensable, width=width_for(output))
    return ruled(with_heads(shown, names), [name not in texts for name in names])


def notes_in(notes: Iterable[str], output: Path | None) -> list[str]:
    """Sentences below a table, broken where the screen ends."""
    from qualcode.cli.columns import folded
    from qualcode.cli.tables import width_for

    return [line for note in notes for line in folded(note, width_for(output))]


def put_lines(lines: Sequence[str], output: Path | None) -> None:
    """A table to read, on the screen or in a file."""
    from rich.text import Text

    from qualcode.cli.put import put_text

    put_text(Text("\n".join(lines)), output)
