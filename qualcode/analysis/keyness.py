"""Keyness: words that one part of the talk uses more, or less, than another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.association import by_g2, g2_p_value, signed_g2
from qualcode.analysis.columns import Columns, numbers
from qualcode.analysis.measures import Floats, expected, ratio
from qualcode.analysis.significance import benjamini_hochberg
from qualcode.terms import Flags, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ABSENT = 0.5
"""What a word counts that does not occur, in a log ratio."""
REVERSED = "log_ratio has the other sign: a word that does not occur counts 0.5 times"
"""The note of a word that one part lacks, where half an occurrence is more than the share of the other."""


def keyness_columns(
    *,
    target: "csr_array",
    reference: "csr_array",
    words: Sequence[str],
    stop: Flags | None = None,
    least: int = 1,
) -> Columns:
    """Words by how much more a target uses them than a reference: the most typical first, the least last.

    `target` and `reference` are (documents, words), how often each word occurs in each document.
    Words marked in `stop` (words,) and words that occur fewer than `least` times in both together are
    left out; they still count among the words of N.

    n_target, n_reference, per_1000_target, per_1000_reference
        Occurrences, and for each 1,000 words.
    expected
        Occurrences in the target if both used the word alike.
    g2
        Log-likelihood ratio of the table word / other words × target / reference, below 0 where
        the target uses it less. Dunning 1993; Rayson and Garside 2000, Comparing corpora using
        frequency profiling, doi 10.3115/1117729.1117730.
    log_ratio
        log2 of the relative frequency in the target over that in the reference: 1 is twice as
        often; a word that does not occur counts 0.5 times. Where a part is so small that this turns the
        sign against that of g2, `note` says so. Hardie 2014, Log Ratio.
    p, q
        p of g2 with one degree of freedom; Benjamini and Hochberg's q over the words of the table.
        The words of one talk are not independent of each other: both describe strength.
    n_documents_target, n_documents_reference, N_target, N_reference
        Documents that hold the word; words in all.

    Sorted by g2 falling, then word. Undefined numbers are None; `note` says why.
    """
    n_target, n_reference = _occurrences(target), _occurrences(reference)
    sizes = int(n_target.sum()), int(n_reference.sum())
    wanted = n_target + n_reference >= max(1, least)
    if stop is not None:
        wanted &= ~stop
    kept = np.flatnonzero(wanted)
    one, two = n_target[kept], n_reference[kept]
    g2 = signed_g2(one, one + two, np.full(len(kept), sizes[0]), sum(sizes))
    order = by_g2(g2, [words[i] for i in kept.tolist()])
    kept, one, two, g2 = kept[order], one[order], two[order], g2[order]
    p, log_ratio = g2_p_value(g2), _log_ratio(one, two, sizes)
    return {
        "word": [words[i] for i in kept.tolist()],
        "n_target": one.tolist(),
        "n_reference": two.tolist(),
        "per_1000_target": numbers(ratio(1000 * one, sizes[0])),
        "per_1000_reference": numbers(ratio(1000 * two, sizes[1])),
        "expected": numbers(expected(one + two, np.array(sizes[0]), sum(sizes))),
        "g2": numbers(g2),
        "log_ratio": numbers(log_ratio),
        "p": numbers(p),
        "q": numbers(benjamini_hochberg(p)),
        "n_documents_target": _documents(target)[kept].tolist(),
        "n_documents_reference": _documents(reference)[kept].tolist(),
        "N_target": [sizes[0]] * len(kept),
        "N_reference": [sizes[1]] * len(kept),
        "note": [_note(sizes, *pair) for pair in zip(g2.tolist(), log_ratio.tolist(), strict=True)],
    }


def _occurrences(counts: "csr_array") -> Ints:
    sums: Ints = np.asarray(counts.sum(axis=0), np.int64).ravel()
    return sums


def _documents(counts: "csr_array") -> Ints:
    return _occurrences(counts > 0)


def _log_ratio(one: Ints, two: Ints, sizes: tuple[int, int]) -> Floats:
    shares = [ratio(np.where(n > 0, n, ABSENT), size) for n, size in zip((one, two), sizes, strict=True)]
    value: Floats = np.log2(ratio(*shares))
    return value


def _note(sizes: tuple[int, int], g2: float, log_ratio: float) -> str:
    if not np.isnan(g2):
        return REVERSED if g2 * log_ratio < 0 else ""
    if not all(sizes):
        return f"undefined: the {'reference' if sizes[0] else 'target'} has no words"
    return "g2 undefined: there is no other word"
