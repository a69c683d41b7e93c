"""Whether two codes meet more or less often than by chance: one of them is moved within each document."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from qualcode.analysis.measures import Floats
from qualcode.coding.batch import starts
from qualcode.terms import Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Permute: TypeAlias = Literal["rotate", "shuffle"]

ROUNDING = 1e-9
"""Distances from the expected number that differ by less are equal."""


class Moved(NamedTuple):
    """What moving gives for all pairs, each (codes, codes), of which only code 1 < code 2 has a meaning.

    expected
        Mean number of units with both over all ways to move: E.
    p
        (draws at least as far from E as the observed number, + 1) / (draws + 1).
    """

    expected: Floats
    p: Floats


def moved(
    has: "csr_array", document: Ints, *, draws: int = 1000, seed: int = 1, permute: Permute = "rotate"
) -> Moved:
    """Test all pairs of codes at once.

    The column of the later code of a pair is moved within each document, `draws` times: "rotate" by
    a random number of units, around the end, so that its runs of neighbouring units stay whole;
    "shuffle" puts its units in any order, which ignores runs. E = sum over documents of
    n1 * n2 / N, the exact mean of both. p counts the draws with |n12* - E| >= |n12 - E|.
    In one draw all columns move by the same numbers; that leaves the p of each pair as it is.

    Parameters
    ----------
    has
        (N, codes) which units have which codes, document after document, in text order.
    document
        (N,) the document of each unit, rising.
    """
    counts = has.astype(np.int32)
    coded = np.flatnonzero(np.diff(counts.indptr))
    fixed = counts[coded].T.tocsr()
    expected = expected_by_document(has, document)
    observed = np.abs((counts.T @ counts).toarray() - expected) - ROUNDING
    n_far = np.zeros(expected.shape, np.int64)
    for source in islice(_orders(document, permute, seed), draws):
        met = (fixed @ counts[source[coded]]).toarray()
        n_far += np.abs(met - expected) >= observed
    return Moved(expected, (n_far + 1) / (draws + 1))


def expected_by_document(has: "csr_array", document: Ints) -> Floats:
    """(codes, codes) units with both if the codes had nothing to do with each other in any document.

    E = sum over documents of n1 * n2 / N.
    """
    from scipy.sparse import csr_array

    ones = np.ones(len(document), np.int32)
    shape = (int(document.max(initial=-1)) + 1, len(document))
    in_document = csr_array((ones, (document, np.arange(len(document)))), shape=shape)
    counts = (in_document @ has.astype(np.int32)).toarray().astype(np.float64)
    sizes = np.maximum(in_document.sum(axis=1), 1)
    expected: Floats = counts.T @ (counts / sizes[:, None])
    return expected


def _orders(document: Ints, permute: Permute, seed: int) -> Iterator[Ints]:
    """Random orders of the units, without end: what stands at each place comes from the unit given."""
    random = np.random.default_rng(seed)
    sizes = np.bincount(document)
    first = starts(sizes)[document]
    place, size = np.arange(len(document)) - first, sizes[document]
    while True:
        if permute == "rotate":
            offset = random.integers(0, np.maximum(sizes, 1))
            yield first + (place + offset[document]) % size
        else:
            yield np.argsort(document + random.random(len(document)), kind="stable")
