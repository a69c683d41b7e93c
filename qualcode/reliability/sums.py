"""What measures of agreement are made of: sums over units, by document or turn.

All measures are functions of such sums. A bootstrap draw is then a weighted sum of them, and units
are looked at once only, however many draws there are.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.coding.sweep import distinct
from qualcode.errors import UsageError
from qualcode.reliability.quotients import Floats
from qualcode.reliability.ratings import MISSING, Values
from qualcode.terms import Ints


class Profile(NamedTuple):
    """Sums over units of the values that were given, whoever gave them; r_k coders gave k, r in all.

    The leading axes are those of the ratings (clusters or draws, codes); the last one of `shares`
    and `given` is the value.

    rated
        Units with a rating.
    compared
        Units with two or more.
    agreeing
        Over the compared units, share of the pairs of ratings that are equal:
        sum_k r_k (r_k - 1) / (r (r - 1)).
    matching
        The same times r, as Krippendorff weights it: sum_k r_k (r_k - 1) / (r - 1).
    shares
        Over the rated units, r_k / r.
    given
        Over the compared units, r_k.
    """

    rated: Floats
    compared: Floats
    agreeing: Floats
    matching: Floats
    shares: Floats
    given: Floats


def tables(
    values: Values,
    pairs: Sequence[tuple[int, int]],
    *,
    cluster: Ints | None = None,
    n_clusters: int = 1,
    q: int = 2,
) -> Floats:
    """(clusters, codes, pairs, q, q) units to which a pair of coders gave each two values.

    The first coder's value comes first: of 0 and 1, [1, 0] are the units that only the first one
    coded. `values` is (units, coders, codes) with values below `q`; `cluster` is the index of each
    unit's document or turn, by default one for all.
    """
    owner = np.zeros(len(values), np.int64) if cluster is None else cluster
    found = np.zeros((n_clusters, values.shape[2], len(pairs), q, q))
    for code in range(values.shape[2]):
        for at, pair in enumerate(pairs):
            one, two = (values[:, coder, code] for coder in pair)
            both = (one != MISSING) & (two != MISSING)
            key = (owner[both] * q + one[both]) * q + two[both]
            counted = np.bincount(key, minlength=n_clusters * q * q)
            found[:, code, at] = counted.reshape(n_clusters, q, q)
    return found


def profile(values: Values, *, cluster: Ints | None = None, n_clusters: int = 1, q: int = 2) -> Profile:
    """The sums of (units, coders, codes) by (cluster, code); see `tables` for the arguments.

    Raises UsageError where (coders + 1) to the power of `q` is 2**63 or more.
    """
    owner = np.zeros(len(values), np.int64) if cluster is None else cluster
    codes = [_profile_of(values[:, :, code], owner, n_clusters, q) for code in range(values.shape[2])]
    flat = np.stack(codes, axis=1) if codes else np.zeros((n_clusters, 0, 4 + 2 * q))
    return _unpacked(flat, q)


def _profile_of(values: Values, owner: Ints, n_clusters: int, q: int) -> Floats:
    """(clusters, features) of one code: how often each count of values is there, times its features."""
    base = values.shape[1] + 1
    if base**q > np.iinfo(np.int64).max:
        raise UsageError("too many coders and values to count", cure="leave out values", slug="ratings")
    digits = base ** np.arange(q, dtype=np.int64)
    state = np.zeros(len(values), np.int64)
    for value in range(q):
        state += (values == value).sum(axis=1) * digits[value]
    seen = distinct(state)
    often = np.bincount(owner * len(seen) + seen.searchsorted(state), minlength=n_clusters * len(seen))
    sums: Floats = often.reshape(n_clusters, len(seen)) @ _features(seen[:, None] // digits % base)
    return sums


def _features(counts: Ints) -> Floats:
    """(states, features) in the order of Profile, of how many coders gave each value."""
    r = counts.sum(axis=1)
    equal = (counts * (counts - 1)).sum(axis=1)
    rated, compared = r > 0, r > 1
    agreeing = equal / np.where(compared, r * (r - 1), 1)
    matching = equal / np.where(compared, r - 1, 1)
    shares = counts / np.where(rated, r, 1)[:, None]
    return np.column_stack([rated, compared, agreeing, matching, shares, counts * compared[:, None]])


def _unpacked(flat: Floats, q: int) -> Profile:
    rated, compared, agreeing, matching = np.moveaxis(flat[..., :4], -1, 0)
    return Profile(rated, compared, agreeing, matching, flat[..., 4 : 4 + q], flat[..., 4 + q :])


def weighted_profile(sums: Profile, weights: Floats) -> Profile:
    """The profile of each draw; see `weighted`."""
    return Profile(*(weighted(part, weights) for part in sums))


def weighted(sums: Floats, weights: Floats) -> Floats:
    """(draws, …) from (clusters, …) and (draws, clusters): how often each cluster is in a draw."""
    drawn: Floats = np.tensordot(weights, sums, axes=1)
    return drawn
