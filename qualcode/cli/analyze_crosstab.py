"""`qualcode analyze crosstab`: codes by the values of an attribute, with a test for each code."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import Seed, about, analysed, notes_in, put_lines
from qualcode.cli.code import CodebookFile, Lang, Rollup, Workers
from qualcode.cli.documents import DATA, TableFormat, asked_format, put_parts, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    by_option,
    counted_by,
    reads_transcripts,
)

if TYPE_CHECKING:
    from qualcode.analysis.columns import Cell, Columns
    from qualcode.analysis.crosstab import Crosstab, CrosstabOptions
    from qualcode.project.job.analysing import Analysed

By = Annotated[
    str,
    by_option(
        "The attribute whose values are compared; or role, speaker, document, case.", show_default=True
    ),
]
CountBy = Annotated[
    str,
    counted_by("What is counted, if not the unit: paragraph, turn, exchange, document, or case (people)."),
]
Draws = Annotated[int, typer.Option(min=1, metavar="N", help="Draws of the permutation tests.")]
Part = Annotated[
    Literal["cells", "tests"] | None,
    typer.Option(
        help="Only one of the two tables: cells (code by value) or tests (one row a code). Default: both; "
        "in csv cells.",
        show_default=False,
    ),
]


BESIDE = 13
"""Cells of a column that share and residual take, behind the number of units."""


@reads_transcripts(coded=True, several=True)
def crosstab(
    by: By,
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    unit: Unit = "",
    count_by: CountBy = "",
    rollup: Rollup = False,
    lang: Lang = "",
    draws: Draws = 10_000,
    seed: Seed = 1,
    reading: Reading = UNSAID,
    part: Part = None,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Compare how often codes occur by an attribute: shares, residuals, and a test for each code.

    Example: qualcode analyze crosstab sample_transcripts -c codebooks/community_governance.yaml --by system
    """
    from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
    from qualcode.cli.analyze_notes import crosstab_notes, without_note
    from qualcode.cli.problems import leave_if_named, say
    from qualcode.coding.tally import CASE

    kind, by_case = asked_format(format, output), count_by == CASE
    done = analysed(
        reading,
        transcripts,
        codebook,
        output,
        count_by="" if by_case else count_by,
        rollup=rollup,
        lang=lang,
        workers=workers,
    )
    options = CrosstabOptions(by, by_case, draws, seed, lang)
    found = crosstab_columns(done.units, done.codebook, options)
    tables = {name: getattr(found, name) for name in ([part] if part else ["cells", "tests"])}
    if kind == "text":
        put_lines(list(_shown(done, found, options, list(tables), output)), output)
    else:
        names = {name: f"crosstab_{name}" for name in tables}
        notes = {names[name]: list(crosstab_notes(found, options, [name])) for name in tables}
        n = found.tests["N"][0] if found.tests["N"] else 0
        told = told_of(done, lang, notes=notes, n=int(n or 0))
        put_parts(tables, kind, output, names=names, told=told)
    if kind in DATA and found.without:
        say(without_note(found, options))
    leave_if_named(done.failures)


def _shown(
    done: "Analysed", found: "Crosstab", options: "CrosstabOptions", parts: list[str], output: Path | None
) -> Iterator[str]:
    from qualcode.cli.analyze_notes import crosstab_notes
    from qualcode.cli.tables import width_for

    width = width_for(output)
    if "cells" in parts:
        yield from _cells(done, found.cells, width)
        yield ""
    if "tests" in parts:
        yield from _tests(done, found.tests, width)
        yield ""
    yield from notes_in(crosstab_notes(found, options, parts), output)
    n = max((int(one or 0) for one in found.tests["N"]), default=0)
    told = about(done, counted_by=str(found.tests["counted_by"][0]), n=int(n or 0), lang=options.lang)
    yield from notes_in([told], output)


def _cells(done: "Analysed", cells: "Columns", width: int) -> list[str]:
    """Codes down, values across: units, share and residual; below the head the N of each value."""
    from qualcode.cli.tables import in_blocks, number, percent
    from qualcode.export.sizes import sizes_of_values, with_size

    codes = ["  " * code.depth + code.id for code in done.codebook.codes]
    k = len(cells["value"]) // max(1, len(codes))
    columns = (cells["n_units"], cells["N"], cells["share"], cells["residual"])
    sizes = sizes_of_values(cells["N"], k)
    shown = [
        f"{with_size(number(units), n, sizes[at % k])} {percent(share):>5} {_signed(residual):>6}"
        for at, (units, n, share, residual) in enumerate(zip(*columns, strict=True))
    ]
    rows = [
        ["code", *map(str, cells["value"][:k])],
        ["N", *(number(n) + " " * BESIDE for n in sizes)],
    ]
    rows += [[code, *shown[at * k : at * k + k]] for at, code in enumerate(codes)]
    return in_blocks(rows, [False, *[True] * k], fixed=1, width=width)


def _tests(done: "Analysed", tests: "Columns", width: int) -> list[str]:
    from qualcode.cli.tables import number, p_value, ruled, that_fit, with_heads

    codes = ["  " * code.depth + code.id for code in done.codebook.codes]
    shown: dict[str, list[str]] = {"code": codes}
    for name in ("n_units", "chi2", "df", "p", "test", "cramers_v", "q", "p_cluster"):
        write = p_value if name in ("p", "q", "p_cluster") else number
        shown[name] = [write(cell) for cell in tests[name]]
    shown["note"] = [_own(str(note)) for note in tests["note"]]
    names = that_fit(shown, ("note", "test", "cramers_v", "n_units", "df"), width=width)
    return ruled(with_heads(shown, names), [name not in ("code", "test", "note") for name in names])


def _signed(value: "Cell") -> str:
    from qualcode.cli.tables import UNDEFINED

    if not isinstance(value, float):
        return UNDEFINED
    shown = f"{value:+.1f}"
    return shown[1:] if shown in ("+0.0", "-0.0") else shown


def _own(note: str) -> str:
    """What a note says of its code alone; what holds for the table is said below it."""
    from qualcode.analysis.crosstab import OF_THE_CODE
    from qualcode.terms import SEPARATOR

    return SEPARATOR.join(part for part in note.split(SEPARATOR) if part in OF_THE_CODE)
