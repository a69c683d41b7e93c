"""What the analysis commands stand on: transcripts coded in memory, without texts and without tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.analysis.coded_units import CodedUnits, coded_units
from qualcode.codebook.model import Codebook
from qualcode.coding.population import Population
from qualcode.coding.rows import CODING_COLUMNS, Row
from qualcode.coding.sums import Sums
from qualcode.project.job.batch import Failure
from qualcode.project.job.gathering import Progress, gather, warnings_of
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.study.inputs import nothing_to_read
from qualcode.terms import UnitKind
from qualcode.text.document import Document

EVERYONE = Population()


@dataclass(frozen=True, slots=True)
class Analysed:
    """The counts of some transcripts: `sums` as `qualcode code` tabulates them, and `units` one by one.

    `coding_rows` are the codings with their texts, below `coding_columns`, and `documents` what they are of,
    where they were asked for; `unit`, `population` and `split_at` are what was coded by; `failures` the files
    that were not read, but for those that nobody takes for transcripts; `texts` has the SHA-256 of each
    document's text by its id.
    """

    codebook: Codebook
    sums: Sums
    units: CodedUnits
    warnings: tuple[str, ...]
    failures: tuple[Failure, ...]
    coding_rows: tuple[Row, ...] = ()
    coding_columns: tuple[str, ...] = CODING_COLUMNS
    texts: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    unit: UnitKind = "sentence"
    population: Population = EVERYONE
    split_at: str = ""


def analyse(options: CodeOptions, *, keep_rows: bool = False, progress: Progress | None = None) -> Analysed:
    """Code the transcripts of `options` as `qualcode code` does, and keep the units in place of rows.

    `keep_rows` keeps the codings with their texts besides, for what quotes them.

    Raises
    ------
    CodebookError, UsageError, ReadError
        What `qualcode code` would refuse.
    """
    prepared = prepare(options)
    if not prepared.inputs.files:
        raise nothing_to_read(options.inputs, prepared.inputs)
    gathered = gather(prepared, progress=progress, keep_rows=keep_rows)
    plan = prepared.job.plan
    left = [
        Failure(prepared.job.shown(one.file), one.reason, one.cure, one.named)
        for one in prepared.inputs.skipped
        if not one.expected
    ]
    return Analysed(
        plan.codebook,
        gathered.sums,
        coded_units(gathered.units, plan.codebook, plan.counting),
        tuple(warnings_of(prepared, gathered)),
        (*left, *gathered.failures),
        tuple(gathered.rows),
        texts={one["document"]: one["sha256"] for one in gathered.records},
        documents=tuple(gathered.read),
        unit=plan.unit,
        population=plan.population,
        split_at=plan.split_at,
    )
