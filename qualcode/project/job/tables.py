"""The tables of a run as the bytes of their files."""

from collections.abc import Sequence
from typing import NamedTuple

from qualcode.analysis.columns import Columns
from qualcode.analysis.cooccurrence import cooccurrence_pair_columns, population_size
from qualcode.analysis.matrix import code_by_document_rows, cooccurrence_rows
from qualcode.codebook.model import Codebook
from qualcode.coding.rows import DOCUMENT_COLUMNS, Row
from qualcode.coding.sums import Sums
from qualcode.export.csv import Cell, column_rows, table_bytes
from qualcode.project.job.batch import Job
from qualcode.project.job.columns import coding_columns
from qualcode.project.job.options import CodeOptions


class TableFile(NamedTuple):
    """A finished table: name of the file, its bytes, number of rows, N and what was counted."""

    name: str
    content: bytes
    rows: int
    n: int
    counted_by: str


def codings_head(job: Job, *, bom: bool) -> bytes:
    """The beginning of `codings.csv`: its header line."""
    columns = coding_columns(job.columns, prompted=job.plan.prompted)
    return table_bytes(columns, [], bom=bom, excel_safe=job.excel_safe)


def summary_tables(
    sums: Sums, frequencies: Columns, documents: Sequence[Row], options: CodeOptions, codebook: Codebook
) -> list[TableFile]:
    """All tables but `codings.csv`; `frequencies` are those of `sums`."""
    n_units, n_pairs = int(sums.units.sum()), population_size(sums, options.base)
    by_unit, by_pair = sums.counting.unit, sums.counting.pair_label
    pairs = column_rows(cooccurrence_pair_columns(sums, codebook, base=options.base))
    matrix = cooccurrence_rows(sums, codebook, measure=options.measure, base=options.base)
    by_document = code_by_document_rows(sums, codebook, [str(row[0]) for row in documents])
    return [
        _table("frequencies.csv", column_rows(frequencies), n_units, by_unit, options),
        _table("cooccurrence.csv", matrix, n_pairs, by_pair, options),
        _table("cooccurrence_pairs.csv", pairs, n_pairs, by_pair, options),
        _table("code_by_document.csv", by_document, n_units, by_unit, options),
        _table("documents.csv", (DOCUMENT_COLUMNS, documents), n_units, by_unit, options),
    ]


def _table(
    name: str,
    table: tuple[Sequence[str], Sequence[Sequence[Cell]]],
    n: int,
    counted_by: str,
    options: CodeOptions,
) -> TableFile:
    header, rows = table
    content = table_bytes(header, rows, bom=options.bom, excel_safe=options.excel_safe)
    return TableFile(name, content, len(rows), n, counted_by)
