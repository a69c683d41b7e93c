"""`qualcode analyze epistemic`: which codes people or documents connect within a few turns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qualcode.cli.analysing import (
    ON_SCREEN,
    NoteLang,
    Top,
    analysed,
    counted_line,
    missing_notes,
    notes_in,
    put_lines,
    said_in,
    table_lines,
)
from qualcode.cli.code import CodebookFile, Workers
from qualcode.cli.documents import TableFormat, asked_format, put_parts, told_of
from qualcode.cli.put import Output
from qualcode.cli.reading import (
    COUNTED,
    UNSAID,
    Reading,
    TranscriptsOrResults,
    Unit,
    by_option,
    conditions,
    listed,
    reads_transcripts,
)

if TYPE_CHECKING:
    from qualcode.analysis.code_epistemic import EpistemicOptions
    from qualcode.analysis.columns import Cell, Columns
    from qualcode.analysis.epistemic import Epistemic

By = Annotated[
    str,
    by_option(
        "What a unit of analysis is: document, speaker, case, role, or an attribute.", show_default=True
    ),
]
Window = Annotated[
    int,
    typer.Option(
        min=1,
        max=1000,
        metavar="N",
        rich_help_panel=COUNTED,
        help="Turns in a window.",
    ),
]
KeepInterviewer = Annotated[
    bool,
    typer.Option(
        "--keep-interviewer",
        rich_help_panel=COUNTED,
        help="Turns outside the population stand in windows too, though they belong to no unit of analysis.",
    ),
]
Weighted = Annotated[
    bool,
    typer.Option(
        "--weighted",
        rich_help_panel=COUNTED,
        help="Count connections; else a turn makes each once.",
    ),
]
Part = Annotated[
    Literal["units", "codes", "strengths", "axes"] | None,
    typer.Option(
        help="Only one of the tables: units, codes, strengths (a row for each connection of a unit), axes. "
        "Default: all; on the screen without strengths; in csv units.",
        show_default=False,
    ),
]

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "rows": "Rows are turns, those of one speaker that follow each other joined; a window holds {window} "
        "of one document. A turn connects the codes that it brings to those in its window{weighted}.",
        "weighted": ", counted",
        "binary": ", each pair once",
        "space": "Units lie near each other that connect alike. Codes lie so that the middle of each unit's "
        "connections is where the unit lies; fit (correlation): near 1, they explain the units.",
        "many": "There are at least as many codes as units: fit is then near 1 by itself and says nothing.",
        "kept": "Turns outside the population stand in windows, but belong to no unit.",
        "place": "Without a place, since no unit connects them: {names}.",
        "none": "No codes are connected.",
        "comma": ", ",
    },
    "zh": {
        "rows": "每行为一个话轮，同一说话人相连的话轮合为一个；窗口为同一文档中的 {window} 个话轮。"
        "话轮把自身的编码与窗口中的编码连接起来{weighted}。",
        "weighted": "，按次数计",
        "binary": "，每对只计一次",
        "space": "连接方式相近的单位位置相近。编码的位置使各单位连接的重心落在该单位处；"
        "fit 为二者的相关系数，接近 1 时编码可解释单位的位置。",
        "many": "编码不少于分析单位：此时 fit 本来就接近 1，不说明问题。",
        "kept": "统计范围之外的话轮留在窗口中，但不属于任何分析单位。",
        "place": "没有单位连接、没有位置的编码：{names}。",
        "none": "没有相连的编码。",
        "comma": "、",
    },
}


@reads_transcripts(coded=True, several=True)
def epistemic(
    transcripts: TranscriptsOrResults = None,
    codebook: CodebookFile = None,
    by: By = "document",
    window: Window = 4,
    keep_interviewer: KeepInterviewer = False,
    weighted: Weighted = False,
    unit: Unit = "",
    lang: NoteLang = "",
    part: Part = None,
    top: Top = None,
    reading: Reading = UNSAID,
    workers: Workers = 0,
    format: TableFormat = None,
    output: Output = None,
) -> None:
    """Compare which codes people or documents connect within a moving window of turns (epistemic network).

    Example: qualcode analyze epistemic sample_transcripts -c codebooks/community_governance.yaml --by speaker
    """
    from qualcode.analysis.code_epistemic import EpistemicOptions, code_epistemic
    from qualcode.cli.problems import leave_if_named
    from qualcode.coding.population import Population

    kind = asked_format(format, output)
    population = Population(listed(reading.speakers), conditions(reading.where)) if keep_interviewer else None
    heard = replace(reading, speakers="all", where=None) if keep_interviewer else reading
    done = analysed(heard, transcripts, codebook, output, lang=lang, workers=workers)
    options = EpistemicOptions(by, window, weighted, population)
    found = code_epistemic(done.units, done.codebook, options)
    shown = ["axes", "units", "codes"] if kind == "text" else ["units", "codes", "strengths", "axes"]
    parts = [part] if part else shown
    notes = [*_notes(found, options, lang), *missing_notes(done, lang)]
    if kind == "text":
        most = ON_SCREEN if top is None else top
        lines = _tables(found, parts, most, output)
        put_lines([*lines, *notes_in([*notes, counted_line(found.axes, lang)], output)], output)
    else:
        tables: dict[str, Columns] = {name: getattr(found, name) for name in parts}
        if "strengths" in tables:
            tables["strengths"] = _strongest(found.strengths, top or 0)
        names = {name: f"epistemic_{name}" for name in parts}
        told = told_of(done, lang, notes=notes, one_n=True)
        put_parts(tables, kind, output, names=names, told=told)
    leave_if_named(done.failures)


def _strongest(strengths: "Columns", most: int) -> "Columns":
    """The strongest connections; all as they are where `most` is 0."""
    if not most:
        return strengths
    ranked = sorted(range(len(strengths["n"])), key=lambda at: (-float(strengths["strength"][at] or 0), at))
    return {name: [cells[at] for at in ranked[:most]] for name, cells in strengths.items()}


def _tables(found: "Epistemic", parts: Sequence[str], most: int, output: Path | None) -> Iterator[str]:
    placed = {
        "axes": found.axes,
        "units": found.units,
        "codes": _kept(found.codes, _has_place(found)),
        "strengths": _strongest(found.strengths, most or len(found.strengths["n"])),
    }
    for name in parts:
        table = placed[name]
        columns = [one for one in table if one not in ("counted_by", "population", "N", "note")]
        if table[columns[0]]:
            texts = [one for one in columns if one in ("axis", "unit", "code", "code_1", "code_2")]
            shown = {one: [_cell(one, cell) for cell in table[one]] for one in columns}
            yield from table_lines(shown, ("n",) if "n" in columns else (), output, texts=texts)
            yield ""


def _has_place(found: "Epistemic") -> list[bool]:
    from qualcode.analysis.epistemic import NO_PLACE

    return [note != NO_PLACE for note in found.codes["note"]]


def _kept(table: "Columns", wanted: Sequence[bool]) -> "Columns":
    return {
        name: [cell for cell, keep in zip(cells, wanted, strict=True) if keep]
        for name, cells in table.items()
    }


def _cell(name: str, cell: "Cell") -> str:
    from qualcode.cli.tables import UNDEFINED, number

    if isinstance(cell, float) and name in ("x1", "x2"):
        shown = f"{cell:+.2f}"
        return "0.00" if shown in ("+0.00", "-0.00") else shown
    return UNDEFINED if cell == "" else number(cell)


def _notes(found: "Epistemic", options: "EpistemicOptions", lang: str) -> Iterator[str]:
    words = said_in(SAID, lang)
    how = words["weighted" if options.weighted else "binary"]
    yield words["rows"].format(window=options.window, weighted=how)
    yield words["space"] if found.strengths["n"] else words["none"]
    has_place = _has_place(found)
    if 0 < len(found.units["unit"]) <= sum(has_place):
        yield words["many"]
    if options.population:
        yield words["kept"]
    nowhere = [
        str(code) for code, is_placed in zip(found.codes["code"], has_place, strict=True) if not is_placed
    ]
    if nowhere:
        yield words["place"].format(names=words["comma"].join(nowhere))
