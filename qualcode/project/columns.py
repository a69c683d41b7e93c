"""Which attributes stand as columns in `codings.csv`: known before the first document is coded."""

from collections.abc import Iterator

from qualcode.coding.rows import CODING_COLUMNS
from qualcode.errors import ReadError
from qualcode.ingest import READERS, Attributes, IngestOptions, Input, Inputs

NEVER = frozenset({*CODING_COLUMNS, "negated"})
"""Names of other columns; attributes.csv cannot use them, front matter may and is then no column."""


def attribute_columns(
    attributes: Attributes | None, inputs: Inputs, reading: IngestOptions
) -> tuple[str, ...]:
    """The columns of attributes.csv, then the fields of front matter, in the order in which they come."""
    names = list(attributes.names) if attributes else []
    for file in inputs.files:
        names += _front_matter(file, reading)
    return tuple(name for name in dict.fromkeys(names) if name not in NEVER)


def _front_matter(file: Input, reading: IngestOptions) -> Iterator[str]:
    """The fields of one Markdown file; what cannot be read is told of when its turn comes."""
    if file.path.suffix.lower() == ".md":
        try:
            draft = READERS[".md"](file.path.read_bytes(), file=file.file, options=reading)
        except (OSError, ReadError):
            return
        yield from draft.attributes
