"""Which code the other coder gave where one gave a code."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.reliability.ratings import MISSING, Ratings
from qualcode.terms import Flags, Ints

if TYPE_CHECKING:
    import pandas as pd

NOTHING = ""
"""In place of the other code: the other coder gave the unit no code at all."""


class Confused(NamedTuple):
    """Units to which `coder` gave `code` and `other_coder` gave `other_code`.

    n
        Such units. Where `other_code` is another code, only those to which the other coder did not
        give `code`: the two disagree on it.
    n_code
        Units to which `coder` gave `code` and that the other coder rated for it.
    """

    coder: str
    code: str
    other_coder: str
    other_code: str
    n: int
    n_code: int

    @property
    def share(self) -> float:
        """n / n_code, above 0 and at most 1; the shares of one code may add up to more than 1."""
        return self.n / self.n_code


def confusions(given: Ratings) -> list[Confused]:
    """For each coder, code and other coder what the other gave there; what is never there is left out.

    By code in order; the same code (agreement) first, then the others, the most frequent first, then
    what got no code at all.
    """
    pairs = [(one, two) for one, two in given.pairs] + [(two, one) for one, two in given.pairs]
    return [row for one, two in sorted(pairs) for row in _of_pair(given, one, two)]


def _of_pair(given: Ratings, one: int, two: int) -> Iterator[Confused]:
    first, second = given.values[:, one], given.values[:, two]
    own, other = first == 1, second == 1
    missed = own & (second == 0)
    both = _count(own & other)
    n_code = both + _count(missed)
    instead = _products(missed, other)
    nothing = _count(missed & ~other.any(axis=1, keepdims=True) & (second != MISSING))
    names = given.coders[one], given.coders[two]
    for at, code in enumerate(given.codes):
        n = int(n_code[at])
        if both[at]:
            yield Confused(names[0], code, names[1], code, int(both[at]), n)
        for to in sorted(np.flatnonzero(instead[at]).tolist(), key=lambda to: (-instead[at, to], to)):
            yield Confused(names[0], code, names[1], given.codes[to], int(instead[at, to]), n)
        if nothing[at]:
            yield Confused(names[0], code, names[1], NOTHING, int(nothing[at]), n)


def _products(one: Flags, two: Flags) -> Ints:
    """(codes, codes) units with the one flag and the other; both are rare."""
    from scipy.sparse import csr_array

    products: Ints = (csr_array(one, dtype=np.int64).T @ csr_array(two, dtype=np.int64)).toarray()
    return products


def _count(flags: Flags) -> Ints:
    counts: Ints = flags.sum(axis=0, dtype=np.int64)
    return counts


def confusion_frame(given: Ratings) -> "pd.DataFrame":
    """The confusions: coder, code, other_coder, other_code (empty: no code at all), n, n_code, share."""
    import pandas as pd

    rows = [(*row, row.share) for row in confusions(given)]
    return pd.DataFrame(rows, columns=[*Confused._fields, "share"])
