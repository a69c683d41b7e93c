"""A table with what must be known of it: what its columns hold, what was counted, and whose speech."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from qualcode.export.dictionary import described
from qualcode.export.dictionary_shapes import EACH, Described, Kind

if TYPE_CHECKING:
    import pandas as pd

Cell: TypeAlias = str | int | float | None
"""What a field holds; None is undefined."""

Language: TypeAlias = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, and its entry in the data dictionary, if it has one.

    `right` says that its texts stand at the right edge, as numbers do.
    """

    name: str
    kind: Kind = "text"
    about: Described | None = None
    right: bool = False

    @property
    def entry(self) -> Described | None:
        """Its entry in the data dictionary, with the kind of its values where that depends on the table."""
        return self.about and self.about._replace(type=self.about.type or self.kind)

    def title(self, lang: Language) -> str:
        """The heading that a reader of a paper understands; the name where there is none."""
        known = self.about and (self.about.title_zh if lang == "zh" else self.about.title_en)
        return known or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A named table.

    `rows` can be gone through more than once; their cells fit the kinds of `columns`, None where
    undefined. `counted_by` is the counting unit, `population` whose speech counts, `n` the number of
    units; `note` is what else a reader must know. `missing` names codes that a person could not give in some
    documents, with these: their numbers are of the others.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    n_rows: int
    counted_by: str = ""
    population: str = ""
    n: int | None = None
    note: str = ""
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @property
    def described(self) -> tuple[str, list[tuple[str, Described | None]]]:
        """The table as `dictionary_rows` takes it."""
        return self.name, [(column.name, column.entry) for column in self.columns]


def columns_of(table: str, names: Sequence[str], kinds: Sequence[Kind]) -> tuple[Column, ...]:
    """The columns of a table, with what the data dictionary says of them."""
    pairs = enumerate(zip(names, kinds, strict=True))
    return tuple(Column(name, kind, described(table, name, at)) for at, (name, kind) in pairs)


def table_of_frame(
    frame: "pd.DataFrame",
    *,
    name: str,
    counted_by: str = "",
    population: str = "",
    n: int | None = None,
    note: str = "",
) -> Table:
    """A DataFrame as a table; NaN is undefined, an index is no column (see `table_of_rows`)."""
    columns = [frame.iloc[:, at].tolist() for at in range(frame.shape[1])]
    return table_of_rows(
        [str(one) for one in frame.columns],
        list(zip(*columns, strict=True)),
        name=name,
        counted_by=counted_by,
        population=population,
        n=n,
        note=note,
    )


def table_of_rows(
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    name: str,
    counted_by: str = "",
    population: str = "",
    n: int | None = None,
    note: str = "",
) -> Table:
    """Rows as a table; None and NaN are undefined. A column is of the kind that the data dictionary says
    and its values fit, else of the kind of its values; truth values are `yes` and `no`.
    """
    values = list(zip(*rows, strict=True)) or [()] * len(header)
    told = [described(name, column, at) for at, column in enumerate(header)]
    kinds = [_kind(one, about) for one, about in zip(values, told, strict=True)]
    cells = [[_cell(value, kind) for value in one] for one, kind in zip(values, kinds, strict=True)]
    shown = [list(row) for row in zip(*cells, strict=True)]
    return Table(name, columns_of(name, header, kinds), shown, len(shown), counted_by, population, n, note)


def _kind(values: Sequence[object], about: Described | None) -> Kind:
    """The kind of a column: numbers are whole where they are and nothing speaks against it."""
    wanted = about.type if about else ""
    if all(value is None for value in values):
        return wanted or "text"
    if wanted == "text" or not all(value is None or type(value) in (int, float) for value in values):
        return "text"
    numbers = [value for value in values if isinstance(value, int | float) and value == value]
    ints = all(isinstance(value, int) for value in values if value is not None)
    whole = all(float(value).is_integer() for value in numbers) and bool(numbers or ints)
    if wanted:
        return wanted if wanted == "number" or whole or not numbers else "number"
    return "integer" if ints or (whole and about and about.name != EACH) else "number"


def _cell(value: object, kind: Kind) -> Cell:
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "text" or not isinstance(value, int | float):
        return str(value)
    return int(value) if kind == "integer" else value


def unique(names: Iterable[str]) -> list[str]:
    """Names that differ also where case is not looked at: a name that was there already gets a number."""
    seen: set[str] = set()
    told = []
    for name in names:
        one, number = name, 2
        while one.casefold() in seen:
            one, number = f"{name}_{number}", number + 1
        seen.add(one.casefold())
        told.append(one)
    return told
