"""An audit of a code's rules: passages drawn for judges, and what their judgements say."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.columns import frame_of_rows
from qualcode.codebook.model import Codebook
from qualcode.coding.population import Population
from qualcode.coding.rows import text_sha256
from qualcode.errors import UsageError
from qualcode.export.atomic import output_file
from qualcode.export.csv import table_bytes
from qualcode.project.audits.key import ABOUT_CODEBOOK, AuditKey, KeyItem, key_beside
from qualcode.project.audits.sheet import check_judges, header, sheet_rows
from qualcode.project.job.batch import Failure
from qualcode.project.job.finding import doubts
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.reading import read_all
from qualcode.project.sheets.filled import in_line
from qualcode.project.words.wording import quick_cut
from qualcode.terms import CodeId
from qualcode.text.document import Document
from qualcode.workshop.audit_draw import Sample, draw, halved
from qualcode.workshop.strata import REASONS, STRATA, Strata, Stratum, stratify

if TYPE_CHECKING:
    import pandas as pd

Row = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is drawn.

    hits, misses
        So many coded and uncoded passages, as far as there are so many.
    judges
        The names of their columns (default: `judge_1`).
    context
        Units before and after each passage in the sheet.
    rollup
        Whether codes below `code` count as it.
    """

    code: CodeId
    hits: int = 50
    misses: int = 150
    seed: int = 1
    judges: tuple[str, ...] = ()
    context: int = 1
    rollup: bool = False


@dataclass(frozen=True, slots=True)
class AuditDraw:
    """A sheet for judges (`columns`, `rows`) and the key to it.

    reasons
        How many passages of the population are near for which reason; some for several.
    wanted
        How many were to be drawn of each stratum, were there enough.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    key: AuditKey
    reasons: Mapping[str, int]
    wanted: Mapping[Stratum, int]

    @property
    def sheet(self) -> "pd.DataFrame":
        """The sheet as a table; it tells nobody which passages are coded."""
        return frame_of_rows(self.columns, self.rows)

    def write(self, output: str | Path) -> None:
        """Write the sheet, and its key beside it: `audit.csv` and `audit.key.json`.

        The sheet is UTF-8 with a byte order mark, and text that a spreadsheet would take for a formula
        has a `'` before it.

        Raises
        ------
        UsageError
            One of the two is there already: people may have written into it.
        WriteError
            They cannot be written.
        """
        place, beside = Path(output), key_beside(Path(output).as_posix())
        for file in (place, beside):
            check_free(file)
        key = json.dumps(self.key.record(), ensure_ascii=False, indent=1)
        with output_file(place) as sheet, output_file(beside) as secret:
            sheet.write(table_bytes(self.columns, self.rows, excel_safe=True))
            secret.write(key.encode("utf-8") + b"\n")

    def __repr__(self) -> str:
        """In a notebook: how many were drawn, not which."""
        return f"<AuditDraw: {len(self.rows)} passages for {self.key.code}>"


def check_free(file: Path) -> None:
    """Raise UsageError where a file of this name is there already."""
    if file.exists():
        raise UsageError(
            "this file is there already, and may hold judgements",
            place=file.as_posix(),
            cure="choose another name for the sheet, or move the file away",
            slug="output",
        )


class Drawing(NamedTuple):
    """A draw, the files that could not be read, and what the researcher should know."""

    draw: AuditDraw
    failures: list[Failure]
    warnings: list[str]


def draw_from(options: CodeOptions, asked: Asked) -> Drawing:
    """Draw passages of the inputs of `options`, coded by its codebook.

    Raises
    ------
    UsageError, ReadError, CodebookError
        An unknown code, numbers that are no sample, or what `qualcode code` would refuse.
    """
    check_judges(asked.judges)
    prepared = prepare(options)
    plan, read = prepared.job.plan, read_all(prepared)
    drawn = draw_passages(
        read.documents, plan.codebook, asked, population=plan.population, split_at=plan.split_at
    )
    return Drawing(drawn, read.failures, doubts("", plan.population, read.documents))


def draw_passages(
    documents: Iterable[Document],
    codebook: Codebook,
    asked: Asked,
    *,
    population: Population | None = None,
    split_at: str = "",
) -> AuditDraw:
    """Draw passages of some documents, in the codebook's unit."""
    judges, known = check_judges(asked.judges), {one.id: one for one in documents}
    everyone = population or Population()
    strata = stratify(
        known.values(),
        codebook,
        asked.code,
        cut=quick_cut(codebook),
        population=everyone,
        split_at=split_at,
        rollup=asked.rollup,
    )
    sample = draw(strata, hits=asked.hits, misses=asked.misses, seed=asked.seed)
    rows = sheet_rows(
        sample.items,
        known,
        asked.code,
        judges=judges,
        unit=codebook.unit,
        context=asked.context,
        split_at=split_at,
    )
    key = _key(sample, codebook, asked, judges, everyone.label, known)
    wanted = dict(zip(STRATA, halved(asked.hits, asked.misses), strict=True))
    return AuditDraw(header(judges), tuple(map(tuple, rows)), key, _reasons(strata), wanted)


def _key(
    sample: Sample,
    codebook: Codebook,
    asked: Asked,
    judges: tuple[str, ...],
    population: str,
    documents: Mapping[str, Document],
) -> AuditKey:
    used = {item.passage.document for item in sample.items}
    items = [
        KeyItem(
            one.number,
            one.stratum,
            one.reasons,
            one.passage.document,
            one.passage.unit,
            one.passage.start,
            one.passage.end,
            in_line(one.passage.text),
        )
        for one in sample.items
    ]
    return AuditKey(
        asked.code,
        codebook.codes[codebook.index()[asked.code]].name,
        asked.rollup,
        {name: getattr(codebook, name) for name in ABOUT_CODEBOOK},
        codebook.unit,
        population,
        asked.seed,
        judges,
        sample.cells,
        {name: text_sha256(one) for name, one in documents.items() if name in used},
        tuple(items),
    )


def _reasons(strata: Strata) -> dict[str, int]:
    """How many passages are near for each reason; some for several."""
    return {name: int(getattr(strata, name).sum()) for name in REASONS}
