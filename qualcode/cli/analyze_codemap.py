"""`qualcode analyze codemap`: which codes lie close to each other, as a tree."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.analysing import NoteLang, about, analysed, missing_notes, notes_in, put_lines, said_in
from qualcode.cli.code import CodebookFile, Workers
from qualcode.cli.documents import DATA, TableFormat, asked_format, put_columns, told_of
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
    from qualcode.analysis.codemap import CodeMap
    from qualcode.project.job.analysing import Analysed

NARROWEST, WIDEST = 20, 60
"""Cells of the tree beside the names."""

CountBy = Annotated[
    str,
    counted_by("What is counted, if not the unit: paragraph, turn, exchange, document, window:K."),
]
LeastUnits = Annotated[
    int,
    typer.Option("--min", min=1, metavar="N", help="Leave out codes that fewer units have; they are named."),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "scale": "Where two branches join: 1 - jaccard, the mean over all pairs of their codes (average "
        "linkage); 0: always together, 1: never.",
        "left": "Left out, with fewer than {n} units: {names}.",
        "none": "Fewer than two codes have {n} units.",
        "comma": ", ",
    },
    "zh": {
        "scale": "两支相接处：1 - jaccard，取两支所有编码对的均值（平均连接法）；"
        "0 为总是同现，1 为从不同现。",
        "left": "单元数少于 {n}、未列入的编码：{names}。",
        "none": "单元数达到 {n} 的编码不足两个。",
        "comma": "、",
    },
}


@reads_transcripts(coded=True, several=True)
def codemap(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    least: LeastUnits = 5,
    unit: Unit = "",
    count_by: CountBy = "",
    lang: NoteLang = "",
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Draw the codes as a tree: those that occur together join early, those that never do join last.

    Example: qualcode analyze codemap sample_transcripts -c codebooks/community_governance.yaml --min 8
    """
    from qualcode.analysis.codemap import map_of_codes
    from qualcode.cli.problems import leave_if_named, say

    kind = asked_format(format, output)
    done = analysed(
        reading, transcripts, codebook, output, count_by=count_by, lang=lang, workers=workers, pairs=True
    )
    found = map_of_codes(done.sums, done.codebook, least_units=least)
    if kind == "text":
        put_lines(list(_shown(done, found, least, lang, output)), output)
    else:
        label, n = done.sums.counting.pair_label, done.sums.pairs.n
        told = told_of(done, lang, notes=_notes(done, found, least, lang), counted_by=label, n=n, one_n=True)
        put_columns(found.steps, kind, output, name="codemap", told=told)
        if found.left_out and kind in DATA:
            say(_left_out(found, least, lang))
    leave_if_named(done.failures)


def _left_out(found: "CodeMap", least: int, lang: str) -> str:
    words = said_in(SAID, lang)
    return words["left"].format(n=least, names=words["comma"].join(found.left_out))


def _notes(done: "Analysed", found: "CodeMap", least: int, lang: str) -> list[str]:
    words = said_in(SAID, lang)
    notes = [words["scale"] if len(found.codes) > 1 else words["none"].format(n=least)]
    few = [_left_out(found, least, lang)] if found.left_out else []
    return [*notes, *few, *missing_notes(done, lang)]


def _shown(done: "Analysed", found: "CodeMap", least: int, lang: str, output: Path | None) -> Iterator[str]:
    if len(found.codes) > 1:
        yield from _tree(found, output)
        yield ""
    notes = _notes(done, found, least, lang)
    counting, n = done.sums.counting, done.sums.pairs.n
    yield from notes_in([*notes, about(done, counted_by=counting.pair_label, n=n, lang=lang)], output)


def _tree(found: "CodeMap", output: Path | None) -> list[str]:
    from qualcode.cli.columns import cell_width
    from qualcode.cli.dendrogram import Join, dendrogram
    from qualcode.cli.tables import width_for

    index = {code: leaf for leaf, code in enumerate(found.codes)}
    steps = (found.steps[name] for name in ("cluster_1", "cluster_2", "height"))
    joins = [Join(int(a or 0), int(b or 0), float(height or 0)) for a, b, height in zip(*steps, strict=True)]
    room = width_for(output) - max(map(cell_width, found.codes)) - 1
    width = min(max(room, NARROWEST), WIDEST)
    return dendrogram(found.codes, joins, [index[code] for code in found.order], width)
