"""`qualcode analyze matrix`: codes by documents, speakers, cases or the values of an attribute."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import CountUnit, about, analysed, put_lines
from qualcode.cli.code import CodebookFile, Rollup, Workers
from qualcode.cli.put import Format, Output
from qualcode.cli.reading import COUNTED, UNSAID, Reading, Transcripts, Unit, reads_transcripts

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell
    from qualcode.project.analysing import Analysed

By = Annotated[
    str,
    typer.Option(
        "--by",
        rich_help_panel=COUNTED,
        metavar="ATTRIBUTE",
        help="What the codes are crossed with: document, speaker, case, role, or an attribute.",
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


@reads_transcripts(coded=True, several=True)
def matrix(
    transcripts: Transcripts = None,
    codebook: CodebookFile = None,
    by: By = "document",
    measure: MeasureOption = "codings",
    unit: Unit = "",
    count_by: CountUnit = "",
    rollup: Rollup = False,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: Format = "text",
    output: Output = None,
) -> None:
    """Cross the codes with documents, speakers, cases, roles or an attribute.

    Example: qualcode analyze matrix sample_transcripts -c codebooks/community_governance.yaml --by system
    """
    from qualcode.analysis.breakdown import code_by_value_rows
    from qualcode.cli.problems import leave_if_named
    from qualcode.cli.put import put_table
    from qualcode.cli.tables import width_for

    done = analysed(reading, transcripts, codebook, output, count_by=count_by, rollup=rollup, workers=workers)
    header, rows = code_by_value_rows(done.units, done.codebook, by, measure=measure)
    if format == "text":
        told = {
            "codings": "Codings",
            "units": "Units with the code",
            "share": "Units with the code, in % of N",
        }
        lines = _lines(done, rows, measure=measure, width=width_for(output))
        put_lines([*lines, "", f"{told[measure]}, by {by}", about(done)], output)
    else:
        put_table(header, rows, format, output)
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
