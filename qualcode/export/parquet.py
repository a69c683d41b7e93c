"""A table as Parquet, for programs that read columns."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from qualcode.errors import UsageError
from qualcode.export.table import Cell, Table, unique

BATCH = 50_000
"""Rows that are held at a time."""


def need_pyarrow() -> Any:
    """The library that writes Parquet; raises UsageError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed",
            cure='pip install "qualcode[parquet]", or choose another format',
            slug="pyarrow",
        ) from None
    return pyarrow


def write_parquet(table: Table, place: Path) -> None:
    """Write a table; its unit, population, N and note stand in the file's metadata under `qualcode`.

    Raises
    ------
    UsageError
        pyarrow is not installed.
    """
    arrow = need_pyarrow()
    kinds = {"text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64()}
    names = unique(table.names)
    about = {"table": table.name, "counted_by": table.counted_by, "population": table.population,
             "N": table.n, "note": table.note}  # fmt: skip
    fields = [arrow.field(name, kinds[one.kind]) for name, one in zip(names, table.columns, strict=True)]
    schema = arrow.schema(fields, metadata={"qualcode": json.dumps(about, ensure_ascii=False)})
    with arrow.parquet.ParquetWriter(place, schema) as writer:
        for rows in _batches(table):
            columns = [
                arrow.array(list(values), field.type)
                for values, field in zip(zip(*rows, strict=True), fields, strict=True)
            ]
            writer.write_batch(arrow.record_batch(columns, schema=schema))


def _batches(table: Table) -> Iterator[list[Sequence[Cell]]]:
    rows = iter(table.rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
