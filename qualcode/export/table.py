"""A table with what must be known of it: what its columns hold, what was counted, and whose speech."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from qualcode.export.dictionary import Described, Kind, described

if TYPE_CHECKING:
    import pandas as pd

Cell: TypeAlias = str | int | float | None
"""What a field holds; None is undefined."""

Language: TypeAlias = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, and its entry in the data dictionary, if it has one."""

    name: str
    kind: Kind = "text"
    about: Described | None = None

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
    """A DataFrame as a table; NaN is undefined, an index is no column.

    What is neither a whole number nor another number is text; truth values are `yes` and `no`.
    """
    kinds = [_kind(frame.iloc[:, at].dtype.kind) for at in range(frame.shape[1])]
    columns = columns_of(name, [str(one) for one in frame.columns], kinds)
    values = [[_cell(value, kind) for value in frame.iloc[:, at].tolist()] for at, kind in enumerate(kinds)]
    rows = [list(row) for row in zip(*values, strict=True)]
    return Table(name, columns, rows, len(frame), counted_by, population, n, note)


def _kind(letter: str) -> Kind:
    return "integer" if letter in "iu" else "number" if letter == "f" else "text"


def _cell(value: object, kind: Kind) -> Cell:
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "text" or not isinstance(value, int | float):
        return str(value)
    return value


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
