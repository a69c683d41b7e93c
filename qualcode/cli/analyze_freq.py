"""`qualcode analyze freq`: how often each code occurs, in all or by the values of an attribute."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from qualcode.cli.analysing import CountUnit, about, analysed, by_in, is_chinese, notes_in, put_lines, said_in
from qualcode.cli.code import CodebookFile, Lang, Rollup, Workers
from qualcode.cli.documents import TableFormat, asked_format, put_columns, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    by_option,
    reads_transcripts,
)

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.project.job.analysing import Analysed

By = Annotated[
    str,
    by_option("A row for each code and value of this attribute; or of role, speaker, document or case."),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {"cells": "Units with the code, and their share of the N of each {by}."},
    "zh": {"cells": "各格为含该编码的单元数及其占各“{by}”取值 N 的比例。"},
}
SHOWN: Mapping[str, str] = {
    "en": "Units, and their share of the N of each {by} in %",
    "zh": "各格为含该编码的单元数，及其占各“{by}”取值 N 的百分比。",
}
BESIDE = 6
"""Cells of a column that the share takes, behind the number of units."""


@reads_transcripts(coded=True, several=True)
def freq(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    by: By = "",
    unit: Unit = "",
    count_by: CountUnit = "",
    rollup: Rollup = False,
    lang: Lang = "",
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Count how often each code occurs: in all, or for each role, speaker, document, case or attribute.

    Example: qualcode analyze freq sample_transcripts -c codebooks/community_governance.yaml --by role
    """
    from qualcode.analysis.breakdown import frequency_by_columns
    from qualcode.analysis.frequency import frequency_columns
    from qualcode.cli.problems import leave_if_named

    kind = asked_format(format, output)
    done = analysed(
        reading, transcripts, codebook, output, count_by=count_by, rollup=rollup, lang=lang, workers=workers
    )
    if by:
        columns = frequency_by_columns(done.units, done.codebook, by, lang=lang)
    else:
        columns = frequency_columns(done.sums, done.codebook, lang=lang)
    if kind == "text":
        _show(done, columns, by, lang, output)
    else:
        notes = [said_in(SAID, lang)["cells"].format(by=by_in(by, lang))] * bool(by)
        name = "frequencies_by" if by else "frequencies"
        put_columns(columns, kind, output, name=name, told=told_of(done, lang, notes=notes))
    leave_if_named(done.failures)


def _show(done: "Analysed", columns: "Columns", by: str, lang: str, output: Path | None) -> None:
    from qualcode.cli.summary import frequency_lines
    from qualcode.cli.tables import width_for

    width = width_for(output)
    if by:
        lines = [*_by_value(done, columns, width), ""]
        notes = [SHOWN["zh" if is_chinese(lang) else "en"].format(by=by_in(by, lang))]
    else:
        lines = [*frequency_lines(done.sums, columns, done.codebook, width), ""]
        notes = [_bases(done, lang)]
    put_lines([*lines, *notes_in([*filter(None, notes), about(done, lang=lang)], output)], output)


def _bases(done: "Analysed", lang: str) -> str:
    """Of how many units the shares in each language are; empty where there is one language."""
    from qualcode.cli.summary import bases

    sizes = bases(done.sums)
    if len(sizes) < 2:
        return ""
    if is_chinese(lang):
        told = "，".join(f"% {name} 以 {n:,} 个单元为基数" for name, n in sizes.items())
        return f"占比按访谈的主要语言分别计算：{told}。"
    told = ", ".join(f"% {name} of {n:,}" for name, n in sizes.items())
    return f"Shares are of the units in documents of that language: {told}."


def _by_value(done: "Analysed", columns: "Columns", width: int) -> list[str]:
    """Codes down, values across: units and their share; below the head the N of each value."""
    from qualcode.cli.tables import UNDEFINED, in_blocks, number, percent
    from qualcode.export.sizes import sizes_of_values, with_size

    codes = ["  " * code.depth + code.id for code in done.codebook.codes]
    k = len(columns["value"]) // max(1, len(codes))
    values = [str(value) or UNDEFINED for value in columns["value"][:k]]
    sizes = sizes_of_values(columns["N"], k)
    cells = zip(columns["n_units"], columns["N"], columns["share_units"], strict=True)
    shown = [
        f"{with_size(number(units), n, sizes[at % k])} {percent(share):>5}"
        for at, (units, n, share) in enumerate(cells)
    ]
    rows = [["code", *values], ["N", *(number(n) + " " * BESIDE for n in sizes)]]
    rows += [[code, *shown[at * k : at * k + k]] for at, code in enumerate(codes)]
    return in_blocks(rows, [False, *[True] * k], fixed=1, width=width)
