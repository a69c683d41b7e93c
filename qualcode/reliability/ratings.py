"""Ratings: who gave which code to which unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qualcode.errors import UsageError
from qualcode.terms import CodeId, Flags, Ints

MISSING = -1
"""The value of a unit that a coder did not rate."""

Values = npt.NDArray[np.int8]
"""(units, coders, codes) small numbers from 0, or MISSING."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """What each coder said of each unit, code by code.

    codes, coders, documents
        Ids, in the order of the axes and indices.
    values
        (units, coders, codes): 1 has the code, 0 has it not, MISSING not rated.
    document
        (units,) index of each unit's document.
    turn
        (units,) index of each unit's turn, distinct over all documents; None where units are no
        smaller than turns.
    unit
        What a unit is, such as `sentence`.
    """

    codes: tuple[CodeId, ...]
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    values: Values
    document: Ints
    turn: Ints | None = None
    unit: str = ""

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """All pairs of coders, by index, the first of each before the second."""
        n = len(self.coders)
        return tuple((one, two) for one in range(n) for two in range(one + 1, n))


def ratings(
    values: npt.ArrayLike,
    *,
    document: npt.ArrayLike,
    coders: Sequence[str],
    codes: Sequence[CodeId],
    documents: Sequence[str] = (),
    turn: npt.ArrayLike | None = None,
    unit: str = "",
) -> Ratings:
    """Ratings from an array (units, coders, codes), or (units, coders) for one code.

    A value is 1 (has the code), 0 (has it not), -1 or NaN (not rated). `document` holds the index
    of each unit's document, `turn` that of its turn, distinct over all documents.

    Raises UsageError where shapes do not fit together, another value is there, or there are fewer
    than two coders or two coders of one name.
    """
    given = as_values(values)
    given = given[:, :, None] if given.ndim == 2 else given
    owner = np.asarray(document, np.int64)
    names = tuple(documents) or tuple(str(n) for n in range(int(owner.max(initial=-1)) + 1))
    turns = None if turn is None else np.asarray(turn, np.int64)
    _check(given, owner, turns, len(names), coders, codes)
    return Ratings(tuple(codes), tuple(coders), names, given, owner, turns, unit)


def as_values(values: npt.ArrayLike) -> Values:
    """Values as whole numbers; NaN becomes MISSING. Raises UsageError for what is no value."""
    given = np.asarray(values)
    if given.dtype.kind not in "biu":
        given = given.astype(np.float64)
        given = np.where(np.isnan(given), MISSING, given)
    lowest, highest = given.min(initial=0), given.max(initial=0)
    whole = given.astype(np.int8)
    if lowest < MISSING or highest > np.iinfo(np.int8).max or (whole != given).any():
        raise _refused("a rating is a whole number from 0 to 127, or missing")
    return whole


def _check(
    values: Values,
    document: Ints,
    turn: Ints | None,
    n_documents: int,
    coders: Sequence[str],
    codes: Sequence[CodeId],
) -> None:
    if len(coders) < 2 or len(set(coders)) < len(coders):
        raise _refused("agreement needs two coders or more, each with a name of its own")
    if values.ndim != 3 or values.shape[1:] != (len(coders), len(codes)):
        raise _refused("the ratings are not units × coders × codes")
    if (values > 1).any():
        raise _refused("a rating is 1 (has the code), 0 (has it not) or missing")
    if any(len(index) != len(values) for index in (document, document if turn is None else turn)):
        raise _refused("not every unit has a document and a turn")
    if len(document) and not 0 <= document.min() <= document.max() < n_documents:
        raise _refused("a unit is in a document that has no name")


def _refused(message: str) -> UsageError:
    return UsageError(message, cure="see qualcode.reliability.ratings", slug="ratings")


def coded_only(given: Ratings, coded: Flags | None = None) -> Ratings:
    """Only the units to which somebody gave some code: κ and its kin then mean something else.

    `coded` (units,) says which these are, where they may have codes that are not among the ratings.
    """
    kept = (given.values == 1).any(axis=(1, 2)) if coded is None else coded
    turn = None if given.turn is None else given.turn[kept]
    return replace(given, values=given.values[kept], document=given.document[kept], turn=turn)


def rated_by_all(values: Values) -> Values:
    """The same ratings, all missing where one of the coders has none."""
    everyone = (values != MISSING).all(axis=1, keepdims=True)
    return np.where(everyone, values, np.int8(MISSING))
