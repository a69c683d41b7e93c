"""`qualcode analyze matrix`: codes by documents, speakers, cases or the values of an attribute."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import (
    CountUnit,
    NoteLang,
    about,
    analysed,
    by_in,
    is_chinese,
    notes_in,
    put_lines,
    said_in,
)
from qualcode.cli.code import CodebookFile, Rollup, Workers
from qualcode.cli.documents import TableFormat, asked_format, put_rows, told_of
from qualcode.cli.heat import Heat
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    COUNTED,
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    by_option,
    reads_transcripts,
)

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell
    from qualcode.cli.heat import HeatMap
    from qualcode.project.job.analysing import Analysed

By = Annotated[
    str,
    by_option(
        "What the codes are crossed with: document, speaker, case, role, or an attribute.", show_default=True
    ),
]
MeasureOption = Annotated[
    Literal["codings", "units", "share"],
    typer.Option(
        "--measure",
        rich_help_panel=COUNTED,
        help="Codings, units with the code, or their share of the units.",
    ),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "codings": "Codings, by {by}",
        "units": "Units with the code, by {by}",
        "share": "Units with the code, in % of N, by {by}",
    },
    "zh": {
        "codings": "参考点数，按“{by}”分列",
        "units": "含该编码的单元数，按“{by}”分列",
        "share": "含该编码的单元数占 N 的百分比，按“{by}”分列",
    },
}


@reads_transcripts(coded=True, several=True)
def matrix(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    by: By = "document",
    measure: MeasureOption = "codings",
    unit: Unit = "",
    count_by: CountUnit = "",
    rollup: Rollup = False,
    heat: Heat = False,
    lang: NoteLang = "",
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Cross the codes with documents, speakers, cases, roles or an attribute.

    Examples: qualcode analyze matrix sample_transcripts -c codebooks/community_governance.yaml --by system
    qualcode analyze matrix --heat
    """
    from qualcode.analysis.breakdown import code_by_value_rows
    from qualcode.cli.heat import for_reading, put_heat
    from qualcode.cli.problems import leave_if_named
    from qualcode.cli.tables import width_for

    kind = asked_format(format, output)
    for_reading(heat, kind)
    done = analysed(
        reading, transcripts, codebook, output, count_by=count_by, rollup=rollup, lang=lang, workers=workers
    )
    header, rows = code_by_value_rows(done.units, done.codebook, by, measure=measure)
    note = said_in(SAID, lang)[measure].format(by=by_in(by, lang))
    if kind == "text":
        below = ["", *notes_in([note, about(done, lang=lang)], output)]
        if heat:
            put_heat(_chart(done, rows, measure=measure), below, output, lang)
        else:
            put_lines([*_lines(done, rows, measure=measure, width=width_for(output)), *below], output)
    else:
        end = "。" if is_chinese(lang) else "."
        told = told_of(done, lang, notes=[note + end])
        put_rows(header, rows, kind, output, name="matrix", told=told)
    leave_if_named(done.failures)


def _lines(done: "Analysed", rows: Sequence[Sequence["Cell"]], *, measure: str, width: int) -> list[str]:
    """Codes down, values across, in blocks that fit."""
    from qualcode.cli.tables import UNDEFINED, in_blocks, number, percent

    write = percent if measure == "share" else number
    head = ["code", *(str(row[0]) or UNDEFINED for row in rows)]
    lines = [head, ["N", *(number(row[1]) for row in rows)]]
    for at, code in enumerate(done.codebook.codes):
        lines.append(["  " * code.depth + code.id, *(write(row[2 + at]) for row in rows)])
    return in_blocks(lines, [False, *[True] * len(rows)], fixed=1, width=width)


def _chart(done: "Analysed", rows: Sequence[Sequence["Cell"]], *, measure: str) -> "HeatMap":
    """The same, codes down."""
    from qualcode.cli.heat import HeatMap, as_number
    from qualcode.cli.tables import UNDEFINED, number, percent

    codes = done.codebook.codes
    return HeatMap(
        ["  " * code.depth + code.id for code in codes],
        [f"{row[0] or UNDEFINED} (N {number(row[1])})" for row in rows],
        [[as_number(row[2 + at]) for row in rows] for at in range(len(codes))],
        roots=measure != "share",
        write=percent if measure == "share" else number,
    )
