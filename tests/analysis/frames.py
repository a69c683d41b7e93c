"""Tables as DataFrames, which are handier in tests."""

from dataclasses import fields, replace

from qualcode.analysis.columns import frame


def framed(found):
    """A result with its tables as DataFrames."""
    tables = {one.name: getattr(found, one.name) for one in fields(found)}
    return replace(found, **{name: frame(table) for name, table in tables.items() if isinstance(table, dict)})
