"""A table as JSON: what it is, what its columns hold, and a record for each row."""

import json
from collections.abc import Iterator
from typing import Any

from qualcode.export.dictionary import table_title
from qualcode.export.table import Column, Table, unique


def table_json(table: Table) -> Iterator[bytes]:
    """The pieces of a JSON object with the keys `table`, `title`, `counted_by`, `population`, `N`, `note`,
    `columns` and `rows`; undefined is null. Columns of one name are told apart by numbers.
    """
    names = unique(table.names)
    head = {
        "table": table.name,
        "title": table_title(table.name, "en"),
        "counted_by": table.counted_by,
        "population": table.population,
        "N": table.n,
        "note": table.note,
        "columns": [_column(name, one) for name, one in zip(names, table.columns, strict=True)],
    }
    yield _text(head)[:-2].encode("utf-8") + b',\n  "rows": ['
    separator = b"\n    "
    for row in table.rows:
        record = dict(zip(names, row, strict=True))
        yield separator + json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
        separator = b",\n    "
    yield b"\n  ]\n}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _column(name: str, column: Column) -> dict[str, str]:
    about = column.about
    known = {"unit": about.unit, "range": about.range, "meaning": about.meaning_en} if about else {}
    return {"name": name, "type": column.kind, **known}
