"""Words counted per document."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.terms import Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def words_by_document(
    *, tokens: Sequence[Ints], document: Ints, n_documents: int, n_words: int
) -> "csr_array":
    """(documents, words) how often each word occurs in each document.

    `tokens` are stretches of talk, each the ids of its words in order, from 0 below `n_words`;
    `document` (stretches,) is the document of each.
    """
    from scipy.sparse import csr_array

    words = np.concatenate([np.zeros(0, np.int64), *tokens])
    where = np.repeat(np.asarray(document, np.int64), [len(one) for one in tokens])
    keys, n = np.unique(where * n_words + words, return_counts=True)
    return csr_array((n, (keys // max(n_words, 1), keys % max(n_words, 1))), shape=(n_documents, n_words))
