"""Agreement as DataFrames."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.reliability.measures import MEASURES
from qualcode.reliability.quotients import Floats
from qualcode.reliability.ratings import Ratings
from qualcode.reliability.rows import MEAN, POOLED, Row
from qualcode.reliability.segments import SegmentRow
from qualcode.reliability.unitizing import OVER_ALL
from qualcode.terms import CodeId, Ints

if TYPE_CHECKING:
    import pandas as pd

HEADER = (
    *("code", "measure", "coders", "value", "low", "high", "N", "n_documents", "n_codes"),
    *("standard_error", "undefined_draws", "note"),
)
"""The columns of a table of measures."""

SEGMENT_HEADER = (
    *("code", "coder_1", "coder_2", "matched", "only_1", "only_2", "value", "low", "high"),
    *("n_documents", "undefined_draws", "note"),
)
"""The columns of a table of matched passages."""


def measures_frame(rows: Sequence[Row], codes: Sequence[CodeId]) -> "pd.DataFrame":
    """A row each, by code in the order of `codes`, then the figures over codes; undefined is NaN."""
    import pandas as pd

    order = {code: at for at, code in enumerate((*codes, MEAN, POOLED, OVER_ALL))}
    at = {name: place for place, name in enumerate(MEASURES)}
    ordered = sorted(rows, key=lambda row: (order[row.code], at.get(row.measure, len(at))))
    table = pd.DataFrame([_cells(row) for row in ordered], columns=list(HEADER))
    return table.astype({"n_codes": "Int64", "standard_error": "float64"})


def _cells(row: Row) -> tuple[object, ...]:
    number = row.number
    kind = (row.code, row.measure, row.coders_label)
    rests = (row.N, row.n_documents, row.n_codes)
    return (
        *kind,
        number.value,
        number.low,
        number.high,
        *rests,
        row.standard_error,
        number.undefined,
        row.note,
    )


def counts_frame(tables: Floats, given: Ratings) -> "pd.DataFrame":
    """A row a code and pair of coders: units both gave the code, only the one, only the other, neither."""
    import pandas as pd

    counts = tables.astype(np.int64)
    rows = [
        (code, given.coders[one], given.coders[two], *_four(counts[at, pair]))
        for at, code in enumerate(given.codes)
        for pair, (one, two) in enumerate(given.pairs)
    ]
    return pd.DataFrame(rows, columns=["code", "coder_1", "coder_2", "n11", "n10", "n01", "n00"])


def _four(table: Ints) -> tuple[int, int, int, int]:
    return int(table[1, 1]), int(table[1, 0]), int(table[0, 1]), int(table[0, 0])


def segments_frame(rows: Sequence[SegmentRow]) -> "pd.DataFrame":
    """Matched passages: a row a code and pair of coders, by pair, then by code; undefined is NaN."""
    import pandas as pd

    return pd.DataFrame([_segment_cells(row) for row in rows], columns=list(SEGMENT_HEADER))


def _segment_cells(row: SegmentRow) -> tuple[object, ...]:
    number = row.number
    counts = (row.matched, row.only_1, row.only_2)
    values = (number.value, number.low, number.high)
    return (row.code, *row.coders, *counts, *values, row.n_documents, number.undefined, row.note)
