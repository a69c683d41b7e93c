"""Word frequency: how often words are said, in how many documents, and how evenly."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.columns import Columns, numbers
from qualcode.analysis.measures import Floats, ratio
from qualcode.terms import Flags, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def word_frequency_columns(
    *, counts: "csr_array", words: Sequence[str], stop: Flags | None = None, least: int = 1
) -> Columns:
    """Words by how often they are said, the most frequent first.

    `counts` is (documents, words), how often each word occurs in each document; words marked in
    `stop` (words,) and words that occur fewer than `least` times are left out, but count among the
    N words.

    n, n_documents, per_1000
        Occurrences, documents that hold the word, occurrences for each 1,000 words.
    dp
        Deviation of proportions: half the sum, over documents, of the distance between a document's
        share of the word and its share of all words. 0 is spread as the talk is, near 1 is said in
        one short document only. Gries 2008, Dispersions and adjusted frequencies in corpora,
        doi 10.1075/ijcl.13.4.02gri. Undefined with fewer than two documents that hold words.
    dp_norm
        dp divided by its largest possible value, 1 less the smallest share of a document: from 0
        to 1. Lijffijt and Gries 2012, doi 10.1075/ijcl.17.1.08lij.
    N
        Words in all.

    Sorted by n falling, then word. Undefined numbers are None; `note` says why.
    """
    n = np.asarray(counts.sum(axis=0), np.int64).ravel()
    total = int(n.sum())
    wanted = n >= max(1, least)
    if stop is not None:
        wanted &= ~stop
    kept = sorted(np.flatnonzero(wanted).tolist(), key=lambda i: (-n[i], words[i]))
    dp, norm = _dispersion(counts, n)
    return {
        "word": [words[i] for i in kept],
        "n": n[kept].tolist(),
        "n_documents": np.asarray((counts > 0).sum(axis=0)).ravel()[kept].tolist(),
        "per_1000": numbers(ratio(1000 * n[kept], total)),
        "dp": numbers(dp[kept]),
        "dp_norm": numbers(norm[kept]),
        "N": [total] * len(kept),
        "note": ["dp undefined: one document" if np.isnan(value) else "" for value in dp[kept]],
    }


def _dispersion(counts: "csr_array", n: Ints) -> tuple[Floats, Floats]:
    """Gries' DP of each word, and the same divided by its maximum; from documents with the word only.

    A document without the word adds its own share of all words, so the sum over all documents is 1
    and what those with the word differ from that.
    """
    sizes = np.asarray(counts.sum(axis=1), np.float64).ravel()
    shares = ratio(sizes, sizes.sum())
    cells = counts.tocoo()
    here = shares[cells.row]
    extra = np.abs(ratio(cells.data, n[cells.col]) - here) - here
    dp = (1 + np.bincount(cells.col, extra, minlength=len(n))) / 2
    speaking = shares[sizes > 0]
    if len(speaking) < 2:
        dp = np.full(len(n), np.nan)
    return dp, ratio(dp, 1 - speaking.min(initial=1.0))
