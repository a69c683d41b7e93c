"""Which attributes stand as columns in `codings.csv`: known before the first document is coded."""

from qualcode.coding.rows import CODING_COLUMNS
from qualcode.ingest import Attributes, IngestOptions, Inputs, front_matter_names

NEVER = frozenset({*CODING_COLUMNS, "negated"})
"""Names of other columns; attributes.csv cannot use them, front matter may and is then no column."""


def attribute_columns(
    attributes: Attributes | None, inputs: Inputs, reading: IngestOptions
) -> tuple[str, ...]:
    """The columns of attributes.csv, then the fields of front matter, in the order in which they come."""
    names = [*(attributes.names if attributes else ()), *front_matter_names(inputs, reading)]
    return tuple(name for name in dict.fromkeys(names) if name not in NEVER)
