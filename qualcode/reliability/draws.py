"""The bootstrap: which documents or turns are drawn, how often, and the intervals that follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.reliability.quotients import Floats
from qualcode.reliability.ratings import MISSING, Ratings
from qualcode.terms import Flags, Ints

DRAWS = 1_000
"""Samples that an interval is taken from."""

LEAST_DOCUMENTS = 10
"""Fewer documents than that are too few to draw from: turns are drawn instead."""

TAILS = (0.025, 0.975)

_CELLS = 1 << 21
"""Weights that are held at one time."""

Over: TypeAlias = Literal["documents", "turns", "units"]


@dataclass(frozen=True, slots=True)
class Clusters:
    """What is drawn with replacement: documents, or turns (units no smaller than turns themselves).

    over
        Which of them.
    index
        (units,) the cluster of each unit; -1 for units that nobody can be compared on.
    document
        (clusters,) the document of each.
    """

    over: Over
    index: Ints
    document: Ints

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.document)


def clusters(given: Ratings) -> Clusters:
    """Documents, where at least LEAST_DOCUMENTS have a unit that two coders rated; else turns."""
    compared = ((given.values != MISSING).sum(axis=1) > 1).any(axis=1)
    if len(np.unique(given.document[compared])) >= LEAST_DOCUMENTS:
        return _numbered("documents", given.document, given.document, compared)
    if given.turn is None:
        return _numbered("units", np.arange(len(compared)), given.document, compared)
    return _numbered("turns", given.turn, given.document, compared)


def _numbered(over: Over, owner: Ints, document: Ints, compared: Flags) -> Clusters:
    index = np.full(len(owner), -1)
    _, first, index[compared] = np.unique(owner[compared], return_index=True, return_inverse=True)
    return Clusters(over, index, document[compared][first])


def weights(n: int, *, draws: int, seed: int) -> Iterator[Floats]:
    """How often each of `n` clusters is in each draw of `n` with replacement, some draws at a time.

    The first row of all is 1 everywhere: what was observed. The generator gives the same numbers
    for one `seed` everywhere.
    """
    yield np.ones((1, n))
    random = np.random.RandomState(seed)
    step = max(1, _CELLS // max(1, n))
    for begin in range(0, draws if n else 0, step):
        size = min(step, draws - begin)
        drawn = random.randint(0, n, (size, n)) + np.arange(size)[:, None] * n
        yield np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n).astype(np.float64)


def over_documents(n: int, *, draws: int, seed: int) -> Floats:
    """(1 + draws, n) weights of documents; the observed ones alone where there are too few to draw from."""
    enough = draws if n >= LEAST_DOCUMENTS else 0
    return np.concatenate(list(weights(n, draws=enough, seed=seed)))


def few_documents(n: int) -> str:
    """The note on a number that has an interval only if documents can be drawn."""
    return "" if n >= LEAST_DOCUMENTS else f"no interval: fewer than {LEAST_DOCUMENTS} documents"


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with its 95 % percentile interval; NaN is undefined.

    draws, undefined
        Draws made, and those of them in which the number is undefined: they are left out.
    """

    value: float
    low: float
    high: float
    draws: int
    undefined: int


def interval(values: Floats) -> Interval:
    """The interval of `values`: the observed one, then one a draw."""
    observed, drawn = float(values[0]), values[1:]
    defined = drawn[~np.isnan(drawn)]
    low, high = np.nan, np.nan
    if len(defined) and not np.isnan(observed):
        low, high = (float(bound) for bound in np.quantile(defined, TAILS))
    return Interval(observed, low, high, len(drawn), len(drawn) - len(defined))
