"""`qualcode analyze sequence`: which code follows which in the talk."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.analysing import (
    ON_SCREEN,
    NoteLang,
    Top,
    about,
    analysed,
    counted_line,
    missing_notes,
    notes_in,
    put_lines,
    said_in,
    table_lines,
    unit_in,
)
from qualcode.cli.code import CodebookFile, Rollup, Workers
from qualcode.cli.documents import TableFormat, asked_format, put_columns, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    counted_by,
    reads_transcripts,
)

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell, Columns

CountBy = Annotated[
    str,
    counted_by(
        "What follows what: sentence, paragraph, exchange, document. Default: turns, those of one "
        "speaker that follow each other joined."
    ),
]
Lag = Annotated[
    int,
    typer.Option(min=1, metavar="N", help="How far apart the two are: 1 is the next, 2 the one after it."),
]
SkipUncoded = Annotated[
    bool,
    typer.Option("--skip-uncoded", help="Take units without any code out first."),
]
WithItself = Annotated[bool, typer.Option("--with-itself", help="Also list how often a code follows itself.")]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "pairs": "M = {m} pairs of a {unit} and the {which} of the same document; {order}.",
        "first": "next",
        "later": "one that comes {lag} later",
        "coded": "those without a code taken out first",
        "all": "those without a code stay in between",
        "z": "z above 0: more often than expected. The pairs of one talk are not independent: z describes "
        "strength and is no test.",
        "joined": "Turns of one speaker that follow each other are one; a question between two answers parts "
        "them, but does not keep them from following each other.",
        "none": "No code follows another.",
    },
    "zh": {
        "pairs": "M = {m} 对：一个{unit}与同一文档中其后第 {lag} 个{unit}；{order}。",
        "first": "",
        "later": "",
        "coded": "先去掉没有编码的单元",
        "all": "没有编码的单元保留在序列中",
        "z": "z 大于 0 表示比期望更常相继出现。同一访谈中的各对并不独立，z 只描述强弱，不是检验。",
        "joined": "同一说话人相连的话轮合为一个；两段回答之间的提问把它们分开，但不妨碍二者前后相继。",
        "none": "没有相继出现的编码。",
    },
}  # fmt: skip


@reads_transcripts(coded=True, several=True)
def sequence(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    lag: Lag = 1,
    skip_uncoded: SkipUncoded = False,
    with_itself: WithItself = False,
    unit: Unit = "",
    count_by: CountBy = "",
    rollup: Rollup = False,
    lang: NoteLang = "",
    top: Top = None,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """List which code follows which: how often, in what share of cases, and against what is expected.

    Example: qualcode analyze sequence sample_transcripts -c codebooks/community_governance.yaml --lag 1
    """
    from qualcode.analysis.sequence import chain_of, code_sequence_columns
    from qualcode.cli.problems import leave_if_named

    kind = asked_format(format, output)
    done = analysed(
        reading, transcripts, codebook, output, count_by=count_by, rollup=rollup, lang=lang, workers=workers
    )
    by_turn = count_by in ("", "turn")
    found = code_sequence_columns(
        done.units,
        done.codebook,
        by_turn=by_turn,
        lag=lag,
        skip_uncoded=skip_uncoded,
        with_itself=with_itself,
    )
    words = said_in(SAID, lang)
    notes = [*_notes(found, words, lang, skip_uncoded=skip_uncoded)] if found["M"] else []
    notes += missing_notes(done, lang)
    chain = chain_of(done.units, by_turn=by_turn)  # a table without rows does not say it
    counted_by, n = chain.counted_by, len(chain.document)
    if kind == "text":
        most = ON_SCREEN if top is None else top
        lines = [*_shown(found, most, output, lang, notes)]
        put_lines(
            lines if found["M"] else [*lines, about(done, counted_by=counted_by, n=n, lang=lang)], output
        )
    else:
        told = told_of(done, lang, notes=notes, counted_by=counted_by, n=n, one_n=True)
        put_columns(_first(found, top or 0), kind, output, name="sequence", told=told)
    leave_if_named(done.failures)


def _first(found: "Columns", most: int) -> "Columns":
    """The pairs that follow each other most; all of them as they are where `most` is 0."""
    if not most:
        return found
    kept = _ranked(found)[:most]
    return {name: [cells[at] for at in kept] for name, cells in found.items()}


def _ranked(found: "Columns") -> list[int]:
    """Pairs that occur, by how often, then by z, both falling."""

    def rank(at: int) -> tuple[float, ...]:
        return -float(found["n_both"][at] or 0), -float(found["z"][at] or 0), at

    return sorted((at for at, n in enumerate(found["n_both"]) if n), key=rank)


def _shown(
    found: "Columns", most: int, output: Path | None, lang: str, notes: Sequence[str]
) -> Iterator[str]:
    from qualcode.cli.columns import some_of

    words, ranked = said_in(SAID, lang), _ranked(found)
    if not ranked:
        yield words["none"]
    else:
        kept = _first(found, most or len(ranked))
        names = ("code_1", "code_2", "n_1", "n_2", "n_both", "p_2_given_1", "expected", "z")
        shown = {name: [_cell(name, cell) for cell in kept[name]] for name in names}
        yield from table_lines(shown, ("n_2", "n_1", "expected"), output, texts=("code_1", "code_2"))
        yield some_of(len(kept["code_1"]), len(ranked), "pair")
    yield ""
    if found["M"]:
        yield from notes_in([*notes, counted_line(found, lang)], output)


def _notes(found: "Columns", words: Mapping[str, str], lang: str, *, skip_uncoded: bool) -> Iterator[str]:
    lag, unit = found["lag"][0], str(found["counted_by"][0])
    which = words["first" if lag == 1 else "later"].format(lag=lag)
    yield words["pairs"].format(
        m=f"{found['M'][0]:,}",
        lag=lag,
        unit=unit_in(unit, lang),
        which=which,
        order=words["coded" if skip_uncoded else "all"],
    )
    yield words["z"]
    if unit == "turn":
        yield words["joined"]


def _cell(name: str, cell: "Cell") -> str:
    from qualcode.cli.tables import number

    return number(cell, 1) if name == "expected" else number(cell)
