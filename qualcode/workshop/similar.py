"""Passages that resemble a text, or passages that have a code: TF-IDF of words and runs of characters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Example
from qualcode.coding.population import ALL, Population
from qualcode.terms import Ints
from qualcode.text.chinese import Cut
from qualcode.workshop.examples import example_document
from qualcode.workshop.features import Features, Vocabulary, gram_features, word_features
from qualcode.workshop.passages import Laid, lay

Scores = npt.NDArray[np.float64]
Matrix = Any
"""A sparse matrix of scipy, which has no types."""

TINY = 1e-9
"""What is left of a sum without its only part is nothing, but for rounding."""

DIGITS = 9
"""Decimals to which scores are compared: what differs less stands in the order of the documents."""


@dataclass(slots=True)
class Gatherer:
    """Words and runs of characters of documents as they come, until a space is made of them."""

    cut: Cut
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    words: list[Features] = field(default_factory=list)
    grams: list[Features] = field(default_factory=list)
    size: int = 0

    def add(self, laid: Laid) -> None:
        """Count what stands in the units of a document, numbered on from those of the documents before."""
        for features, own in (
            (self.words, word_features(laid, self.cut, self.vocabulary)),
            (self.grams, gram_features(laid)),
        ):
            features.append(Features(own.unit + self.size, own.kind))
        self.size += len(laid.units)

    def space(self) -> "Space":
        """The passages so far as vectors."""
        return Space(self.cut, self.vocabulary, _View(self.words, self.size), _View(self.grams, self.size))


class _View:
    """One kind of features: which there are, how they are weighed, and the passages as rows of length 1.

    A feature that occurs tf times in a passage and in df of N passages weighs
    (1 + ln tf) (ln((1 + N) / (1 + df)) + 1); then each row is divided by its length.
    """

    def __init__(self, features: Sequence[Features], size: int) -> None:
        from sklearn.feature_extraction.text import TfidfTransformer

        none = [np.zeros(0, np.int64)]
        unit = np.concatenate(none + [one.unit for one in features])
        self._kinds, column = np.unique(
            np.concatenate(none + [one.kind for one in features]), return_inverse=True
        )
        self._weigh = TfidfTransformer(norm="l2", use_idf=True, smooth_idf=True, sublinear_tf=True)
        counts = self._counts(unit, column, size)
        self.rows: Matrix = self._weigh.fit_transform(counts) if len(self._kinds) and size else counts

    def like(self, features: Features) -> Scores:
        """The cosine of each passage with other features; those that no passage has are left out."""
        column = np.searchsorted(self._kinds, features.kind)
        known = column < len(self._kinds)
        known[known] = self._kinds[column[known]] == features.kind[known]
        counts = self._counts(np.zeros(int(known.sum()), np.int64), column[known], 1)
        return _bounded(self.rows @ _dense(self._weigh.transform(counts) if counts.nnz else counts))

    def like_rows(self, chosen: Ints) -> Scores:
        """The cosine of each passage with the sum of some rows; of these with the sum of the others."""
        total = _dense(self.rows[chosen].sum(axis=0))
        along, square = self.rows @ total, float(total @ total)
        lengths = np.full(len(along), square)
        own = (np.diff(self.rows.indptr)[chosen] > 0).astype(np.float64)
        lengths[chosen] = square - 2 * along[chosen] + own
        along[chosen] -= own
        there = lengths > TINY
        return _bounded(np.where(there, along / np.sqrt(np.where(there, lengths, 1.0)), 0.0))

    def _counts(self, row: Ints, column: Ints, size: int) -> Matrix:
        """How often each feature occurs in each row."""
        from scipy.sparse import csr_matrix

        ones = np.ones(len(row))
        return csr_matrix((ones, (row, column)), shape=(size, len(self._kinds)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Space:
    """Passages as vectors, by their words and by their runs of characters.

    The score of two passages is the mean of two cosines, that of their words and that of their runs of
    characters, from 0 (nothing in common) to 1 (the same, as often); a part that one of them lacks
    counts as 0. Sublinear TF-IDF as in Manning, Raghavan & Schütze (2008), Introduction to Information
    Retrieval, section 6.4, with the smoothed idf of scikit-learn; the centroid as in Rocchio (section 9.1).
    """

    cut: Cut
    vocabulary: Vocabulary
    words: _View
    grams: _View

    def like_text(self, text: str) -> Scores:
        """The score of each passage with a text; 0 where the text shares nothing with any."""
        laid = lay(example_document(Example(text)), "document", Population((ALL,)))
        # Words that no passage has get numbers behind those of the passages.
        known = Vocabulary(dict(self.vocabulary.numbers))
        words = self.words.like(word_features(laid, self.cut, known))
        return (words + self.grams.like(gram_features(laid))) / 2

    def like_passages(self, own: Ints) -> Scores:
        """The score of each passage with the centroid of some: the sum of their vectors.

        A passage is never compared with itself: each of `own` is compared with the others of them, and
        has no score (NaN) where there are none.
        """
        chosen = np.unique(own)
        scores = (self.words.like_rows(chosen) + self.grams.like_rows(chosen)) / 2
        if len(chosen) == 1:
            scores[chosen] = np.nan
        return scores


def _dense(row: Matrix) -> Scores:
    dense = row.toarray() if hasattr(row, "toarray") else row
    return np.asarray(dense, np.float64).ravel()


def _bounded(cosines: Scores) -> Scores:
    """Rounding must not lead out of 0 to 1."""
    return np.clip(cosines, 0.0, 1.0)


def ranked(scores: Scores, allowed: npt.NDArray[np.bool_], most: int) -> list[int]:
    """The passages with the highest scores above 0, ties in the order of the documents; 0: all of them."""
    compared = np.round(np.nan_to_num(scores), DIGITS)
    chosen = np.flatnonzero(allowed & (compared > 0))
    order = chosen[np.argsort(-compared[chosen], kind="stable")]
    found: list[int] = (order[:most] if most else order).tolist()
    return found
