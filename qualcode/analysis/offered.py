"""Codes that could not be given in every document: a person finished some with another codebook."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.columns import Cell
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import MISSING, Sums
from qualcode.errors import UsageError
from qualcode.terms import Flags, Ints

if TYPE_CHECKING:
    from qualcode.analysis.coded_units import CodedUnits

MOST_NAMED = 5


def check_units(units: "CodedUnits", codebook: Codebook, what: str) -> None:
    """Raise UsageError where some code could not be given in some document; `what` cannot be told then.

    Documents in which the population says nothing are passed over, here and below.
    """
    if not units.offered[units.heard].all():
        raise _refused(units.given()[units.heard], _heard(units), codebook, what)


def codes_of_units(units: "CodedUnits", codebook: Codebook, what: str, *, rollup: bool | None = None) -> Ints:
    """The codes that could be given in every document, for measures that have one N for all.

    `rollup` is as counted where it is not said. Raises UsageError where there is none.
    """
    return _everywhere(units.given(rollup=rollup)[units.heard], _heard(units), codebook, what)


def codes_of_sums(sums: Sums, codebook: Codebook, what: str) -> Ints:
    """The same of sums."""
    rows = sums.heard
    if not rows:
        return np.arange(sums.n_codes)
    given = np.stack([row[1:] != MISSING for row in rows.values()])
    return _everywhere(given, list(rows), codebook, what)


def _heard(units: "CodedUnits") -> list[str]:
    return [one.id for one in units.documents if one.tokens]


def _everywhere(given: Flags, documents: Sequence[str], codebook: Codebook, what: str) -> Ints:
    kept = np.flatnonzero(given.all(axis=0))
    if given.size and not len(kept):
        raise _refused(given, documents, codebook, what)
    return kept


def blank(values: Ints, there: Flags) -> list[Cell]:
    """Numbers as cells, empty where there is no such number; both may have two axes, read row by row."""
    cells = zip(values.ravel().tolist(), there.ravel().tolist(), strict=True)
    return [value if is_there else None for value, is_there in cells]


def _refused(given: Flags, documents: Sequence[str], codebook: Codebook, what: str) -> UsageError:
    codes = [codebook.codes[at].id for at in np.flatnonzero(~given.all(axis=0)).tolist()]
    names = [documents[at] for at in np.flatnonzero(~given.all(axis=1)).tolist()]
    return UsageError(
        f"{what} cannot be told where some codes are missing: {_named(codes)} could not be given in "
        f"{_named(names)}",
        cure="open these documents again, look for these codes, and finish them with the codebook as it is "
        "now; or name the other transcripts only",
        slug="not-on-offer",
    )


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
