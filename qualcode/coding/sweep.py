"""Sorted sweeps: pairs of neighbours and runs of numbers, without a loop over single items."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from qualcode.terms import Ints

MOST_PAIRS = 1 << 20
"""Pairs that are held at one time."""

SPARSE = 64
"""Keys are sparse where fewer than one in so many is there."""

AnyInts = npt.NDArray[np.integer]


def spread(first: AnyInts, count: AnyInts) -> tuple[Ints, Ints]:
    """Write out runs: for each i the numbers `first[i]`, `first[i] + 1`, … (`count[i]` of them).

    Returns the index i and the number, one entry each, in the order of the runs.
    """
    count = count.astype(np.int64)
    owner = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return owner, np.arange(len(owner)) - before[owner] + first.astype(np.int64)[owner]


def neighbours(at: AnyInts, bound: AnyInts) -> Iterator[tuple[Ints, Ints]]:
    """All pairs i < j with `at[j] < bound[i]`, a piece of about MOST_PAIRS at a time.

    `at` must rise (equal values allowed). Yields the left and the right index of each pair,
    sorted by the left one.
    """
    partners = np.maximum(np.searchsorted(at, bound) - np.arange(len(at)) - 1, 0)
    total = np.cumsum(partners)
    begin = 0
    while begin < len(at):
        done = total[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, done + MOST_PAIRS, side="right")))
        owner, right = spread(np.arange(begin, end) + 1, partners[begin:end])
        yield owner + begin, right
        begin = end


def distinct(keys: Ints) -> Ints:
    """The different keys, rising; none may be negative."""
    if len(keys) == 0:
        return keys
    most = int(keys.max())
    if most < SPARSE * len(keys):  # a flag for every possible key is faster than sorting
        flags = np.zeros(most + 1, np.bool_)
        flags[keys] = True
        return np.flatnonzero(flags)
    ordered: Ints = np.sort(keys)
    first: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])]
    return first
