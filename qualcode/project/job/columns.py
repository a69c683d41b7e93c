"""Which attributes stand as columns in `codings.csv`: known before the first document is coded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from qualcode.coding.prompts import PROMPTED
from qualcode.coding.rows import CODING_COLUMNS
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import Attributes, IngestOptions, Input, Inputs
from qualcode.ingest.formats.markdown import read_markdown
from qualcode.ingest.kept import load_pair

NEVER = frozenset(CODING_COLUMNS)
"""Names of other columns; attributes.csv cannot use them, front matter may and is then no column."""

ROLE = "role"
"""The one of them that front matter is right to use: the role of those who answer."""

Field: TypeAlias = tuple[str, str]
"""A file, and the name of a field of its front matter."""


def front_matter(inputs: Inputs, reading: IngestOptions) -> list[Field]:
    """The fields of all front matter, in the order in which they come."""
    return [(file.file, name) for file in inputs.files for name in _fields(file, reading)]


def attribute_columns(attributes: Attributes | None, fields: Iterable[Field]) -> tuple[str, ...]:
    """The columns of attributes.csv, then the fields of front matter."""
    names = [*(attributes.names if attributes else ()), *(name for _, name in fields)]
    return tuple(name for name in dict.fromkeys(names) if name not in NEVER)


def coding_columns(attributes: Sequence[str], *, prompted: bool) -> tuple[str, ...]:
    """The header of `codings.csv`.

    Raises
    ------
    UsageError
        `prompted` is asked for, and an attribute has that name.
    """
    if prompted and PROMPTED in attributes:
        cure = "give the attribute another name, or leave --prompted out"
        raise UsageError(f"an attribute has the name of the column '{PROMPTED}'", cure=cure, slug="columns")
    return (*CODING_COLUMNS, *[PROMPTED] * prompted, *attributes)


def unusable(fields: Iterable[Field], shown: Callable[[str], str]) -> tuple[str, ...]:
    """A warning for each field that is no column, because another column has its name."""
    return tuple(
        f"{shown(file)}: the field '{name}' of its front matter has the name of another column of "
        "codings.csv and is left out there; rename it"
        for file, name in fields
        if name in NEVER and name != ROLE
    )


def _fields(file: Input, reading: IngestOptions) -> Iterator[str]:
    """The fields of one Markdown file; what cannot be read is told of when its turn comes."""
    if file.path.suffix.lower() == ".md":
        try:
            if file.pair:
                yield from load_pair(file.pair).divided.attributes
                return
            draft = read_markdown(file.path.read_bytes(), file=file.file, options=reading)
        except (OSError, ReadError):
            return
        yield from draft.attributes
