"""Collocation: words that stand near each other more often than chance would have it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.analysis import measures
from qualcode.analysis.association import by_g2, signed_g2
from qualcode.analysis.columns import Columns, numbers
from qualcode.analysis.measures import Floats
from qualcode.errors import UsageError
from qualcode.terms import Flags, Ints


class _Near(NamedTuple):
    """Pairs of places: the word at each of the two, and the document."""

    one: Ints
    two: Ints
    document: Ints


def collocation_columns(
    *,
    tokens: Sequence[Ints],
    document: Ints,
    words: Sequence[str],
    window: int = 5,
    stop: Flags | None = None,
    least: int = 3,
) -> Columns:
    """Pairs of different words that stand at most `window` words apart, the most surprising first.

    `tokens` are stretches of talk (turns), each the indices in `words` of its words in order;
    `document` (stretches,) is the document of each. No pair reaches from one stretch into another. Every two
    places at most `window` apart are a pair of places. Pairs with a word marked in `stop` (words,)
    and those that meet fewer than `least` times are left out, but count in all totals, and a stop
    word takes its place in the window.

    Each pair of places is looked at from both ends: N is twice their number, n_1 and n_2 the ends
    that are word_1 and word_2, n_both the pairs of places that hold both words.

    word_1, word_2
        The two words, as they are ordered in `words`.
    n_documents
        Documents in which they meet.
    expected
        n_1 * n_2 / N.
    g2
        Log-likelihood ratio, below 0 where they meet less often than expected (Dunning 1993).
    npmi
        ln(n_both N / (n_1 n_2)) / -ln(n_both / N), from -1 to 1 (Bouma 2009).
    log_dice
        14 + log2(2 n_both / (n_1 + n_2)): at most 14, one less is half as often; it does not depend
        on N. Rychlý 2008, A lexicographer-friendly association score.

    Sorted by g2 falling, then the words. Raises UsageError for a window below 1.
    """
    if window < 1:
        raise UsageError(f"a window of {window} words holds no pair", cure="Choose 1 or more.", slug="window")
    near = _near(tokens, document, window)
    ends = np.bincount(np.concatenate([near.one, near.two]), minlength=len(words))
    first, second, both, n_documents = _met(near, len(words), stop, least)
    n_1, n_2, n = ends[first], ends[second], int(ends.sum())
    g2 = signed_g2(both, n_1, n_2, n)
    names = [(words[i], words[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    order = by_g2(g2, names)
    return {
        "word_1": [names[i][0] for i in order],
        "word_2": [names[i][1] for i in order],
        "n_1": n_1[order].tolist(),
        "n_2": n_2[order].tolist(),
        "n_both": both[order].tolist(),
        "n_documents": n_documents[order].tolist(),
        "expected": numbers(measures.expected(n_1, n_2, n)[order]),
        "g2": numbers(g2[order]),
        "npmi": numbers(measures.npmi(n_1, n_2, both, n)[order]),
        "log_dice": numbers(_log_dice(n_1, n_2, both)[order]),
        "N": [n] * len(order),
    }


def _near(tokens: Sequence[Ints], document: Ints, window: int) -> _Near:
    """All pairs of places of one stretch at most `window` apart."""
    flat = np.concatenate([np.zeros(0, np.int64), *tokens])
    stretch = np.repeat(np.arange(len(tokens)), [len(one) for one in tokens])
    where = np.asarray(document, np.int64)[stretch]
    longest = max((len(one) for one in tokens), default=0)
    parts = [_Near(*[np.zeros(0, np.int64)] * 3)]
    for apart in range(1, min(window, longest - 1) + 1):
        same = np.flatnonzero(stretch[:-apart] == stretch[apart:])
        parts.append(_Near(flat[same], flat[same + apart], where[same]))
    return _Near(*map(np.concatenate, zip(*parts, strict=True)))


def _met(near: _Near, n_words: int, stop: Flags | None, least: int) -> tuple[Ints, Ints, Ints, Ints]:
    """The pairs of different words: first, second, how often they meet and in how many documents."""
    wanted = near.one != near.two
    if stop is not None:
        wanted &= ~(stop[near.one] | stop[near.two])
    first, second = np.minimum(near.one, near.two)[wanted], np.maximum(near.one, near.two)[wanted]
    n_here = int(near.document.max(initial=0)) + 1
    # Sorted by pair, then document: runs of one number are what is counted.
    places = np.sort((first * n_words + second) * n_here + near.document[wanted])
    document_run = np.flatnonzero(np.diff(places, prepend=-1))
    pair_of_run = places[document_run] // n_here
    pair_run = np.flatnonzero(np.diff(pair_of_run, prepend=-1))
    both = np.diff(document_run[pair_run], append=len(places))
    n_documents = np.diff(pair_run, append=len(document_run))
    kept = both >= least
    pairs = pair_of_run[pair_run][kept]
    return pairs // max(1, n_words), pairs % max(1, n_words), both[kept], n_documents[kept]


def _log_dice(n_1: Ints, n_2: Ints, both: Ints) -> Floats:
    value: Floats = 14 + np.log2(measures.ratio(2 * both, n_1 + n_2))
    return value
