"""Codes that could not be given in every document: a person finished some with another codebook."""

from collections.abc import Sequence

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import MISSING, Sums
from qualcode.errors import UsageError
from qualcode.terms import Flags, Ints

MOST_NAMED = 5


def check_units(units: CodedUnits, codebook: Codebook, what: str) -> None:
    """Raise UsageError where some code could not be given in some document; `what` cannot be told then."""
    if not units.offered.all():
        _refuse(units.given(), [one.id for one in units.documents], codebook, what)


def check_sums(sums: Sums, codebook: Codebook, what: str) -> None:
    """The same of sums."""
    if sums.by_document and (sums.pairs.n_given < len(sums.by_document)).any():
        given = np.stack([row[1:] != MISSING for row in sums.by_document.values()])
        _refuse(given, list(sums.by_document), codebook, what)


def blank(values: Ints, there: Flags) -> list[Cell]:
    """Numbers as cells, empty where there is no such number; both may have two axes, read row by row."""
    cells = zip(values.ravel().tolist(), there.ravel().tolist(), strict=True)
    return [value if is_there else None for value, is_there in cells]


def _refuse(given: Flags, documents: Sequence[str], codebook: Codebook, what: str) -> None:
    codes = [codebook.codes[at].id for at in np.flatnonzero(~given.all(axis=0)).tolist()]
    names = [documents[at] for at in np.flatnonzero(~given.all(axis=1)).tolist()]
    raise UsageError(
        f"{what} cannot be told where some codes are missing: {_named(codes)} could not be given in "
        f"{_named(names)}",
        cure="open these documents again, look for these codes, and finish them with the codebook as it is "
        "now; or name the other transcripts only",
        slug="not-on-offer",
    )


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
