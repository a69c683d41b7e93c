"""Tables as named columns, and the same as a pandas DataFrame."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Cell: TypeAlias = str | int | float | None
"""What a field of a table holds; None is undefined."""

Columns: TypeAlias = dict[str, list[Cell]]
"""A table: its columns by name, in order, all of one length."""


def numbers(values: npt.NDArray[np.float64]) -> list[Cell]:
    """Numbers as cells; NaN becomes None."""
    return [None if math.isnan(value) else value for value in values.tolist()]


def counted(columns: Columns, *, counted_by: str, population: str, n: int) -> Columns:
    """The table with what was counted, whose speech, and N, before its note where it has one."""
    rows = len(next(iter(columns.values())))
    told: Columns = {"counted_by": [counted_by] * rows, "population": [population] * rows, "N": [n] * rows}
    note = {name: cells for name, cells in columns.items() if name == "note"}
    return {**{name: cells for name, cells in columns.items() if name != "note"}, **told, **note}


def frame(columns: Mapping[str, Sequence[Cell]]) -> "pd.DataFrame":
    """A DataFrame of `columns`; undefined numbers are NaN."""
    import pandas as pd

    return pd.DataFrame({name: _without_none(values) for name, values in columns.items()})


def frame_of_rows(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> "pd.DataFrame":
    """A DataFrame of `rows` below `header`, in which two columns may have one name."""
    import pandas as pd

    table = pd.DataFrame({i: _without_none([row[i] for row in rows]) for i in range(len(header))})
    table.columns = pd.Index(header)
    return table


def _without_none(values: Sequence[Cell]) -> list[str | int | float]:
    return [math.nan if value is None else value for value in values]
