"""Matrices of codes by codes, and of documents by codes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis import measures
from qualcode.analysis.columns import Cell, frame_of_rows, numbers
from qualcode.analysis.cooccurrence import Base, population_sizes
from qualcode.analysis.measures import Floats
from qualcode.analysis.offered import blank
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import MISSING, Sums
from qualcode.coding.units import Counting
from qualcode.errors import UsageError
from qualcode.terms import Ints

if TYPE_CHECKING:
    import pandas as pd

COUNT = "count"
Square = Callable[[Ints, Ints, Ints, Ints], Floats]

UNIT_MEASURES: dict[str, Square] = {
    "jaccard": lambda n1, n2, both, n: measures.jaccard(n1, n2, both),
    "conditional": lambda n1, n2, both, n: measures.conditional(n1, n2, both),
    "expected": lambda n1, n2, both, n: measures.expected(n1, n2, n),
    "lift": measures.lift,
    "npmi": measures.npmi,
    "phi": measures.phi,
}
NEAR_MEASURES = {"conditional": UNIT_MEASURES["conditional"]}
OVERLAP_MEASURES: dict[str, Square] = {
    "c": lambda n1, n2, both, n: measures.c_coefficient(n1, n2, both),
    **NEAR_MEASURES,
}


def check_measure(measure: str, counting: Counting) -> None:
    """Raise UsageError for a measure that does not exist for what is counted."""
    known = (COUNT, *_known(counting))
    if measure not in known:
        raise UsageError(
            f"'{measure}' is no measure of co-occurrence counted by {counting.pair_label}",
            cure=f"Choose one of {', '.join(known)}.",
            slug="measure",
        )


def cooccurrence_rows(
    sums: Sums, codebook: Codebook, *, measure: str = COUNT, base: Base = "all"
) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows of the full matrix: `code`, then one column for each code.

    `measure` is "count" (n_both; the diagonal is the code's own count) or the name of a function
    in `qualcode.analysis.measures`; "conditional" is the share of the row's units that have the
    column's code. Undefined cells are None. Raises UsageError for a measure that does not exist
    for what is counted: `near:K` has count and conditional, `overlap` also c. Numbers are those of documents
    where both codes could be given; where there is none the cell is empty.
    """
    ids = [code.id for code in codebook.codes]
    cells = _cells(sums, measure, population_sizes(sums, base))
    return ["code", *ids], [[code, *row] for code, row in zip(ids, cells, strict=True)]


def cooccurrence(
    sums: Sums, codebook: Codebook, *, measure: str = COUNT, base: Base = "all"
) -> "pd.DataFrame":
    """`cooccurrence_rows` as a DataFrame; undefined cells are NaN."""
    return frame_of_rows(*cooccurrence_rows(sums, codebook, measure=measure, base=base))


def code_by_document_rows(
    sums: Sums, codebook: Codebook, documents: Sequence[str]
) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows of documents by codes: units of the population, then codings of each code.

    `documents` are the ids, in the order of the rows. A code that could not be given in a document has an
    empty cell there.
    """
    header = ["document", "units", *(code.id for code in codebook.codes)]
    rows = [sums.by_document[document].tolist() for document in documents]
    return header, [
        [document, *(None if cell == MISSING else cell for cell in row)]
        for document, row in zip(documents, rows, strict=True)
    ]


def code_by_document(sums: Sums, codebook: Codebook, documents: Sequence[str]) -> "pd.DataFrame":
    """`code_by_document_rows` as a DataFrame."""
    return frame_of_rows(*code_by_document_rows(sums, codebook, documents))


def _cells(sums: Sums, measure: str, n: Ints) -> list[list[Cell]]:
    check_measure(measure, sums.counting)
    both, own = sums.pairs.both, sums.pairs.own
    if measure == COUNT:
        return [blank(counts, there) for counts, there in zip(both, sums.together, strict=True)]
    near = sums.counting.pairs == "near"
    counts = np.where(np.eye(len(own), dtype=np.bool_), both, sums.pairs.near) if near else both
    return [numbers(row) for row in _known(sums.counting)[measure](own, own.T, counts, n)]


def _known(counting: Counting) -> dict[str, Square]:
    match counting.pairs:
        case "near":
            return NEAR_MEASURES
        case "overlap":
            return OVERLAP_MEASURES
    return UNIT_MEASURES
