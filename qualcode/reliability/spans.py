"""Codings as stretches of the words that were compared: what is left when nothing is cut into units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.errors import UsageError
from qualcode.terms import CodeId, Flags, Ints


class Span(NamedTuple):
    """A coding: indices of its document, coder and code, and where it begins and ends, in tokens."""

    document: int
    coder: int
    code: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spans:
    """The codings of several coders.

    codes, coders, documents
        Ids, in the order of the indices.
    length
        (documents,) tokens of each.
    rated
        (documents, coders, codes) whether a coder looked for a code in a document.
    rows
        (codings, 5) distinct, sorted: document, coder, code, start, end (half-open, counted from the
        beginning of the document).
    """

    codes: tuple[CodeId, ...]
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    length: Ints
    rated: Flags
    rows: Ints

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """All pairs of coders, by index, the first of each before the second."""
        n = len(self.coders)
        return tuple((one, two) for one in range(n) for two in range(one + 1, n))

    def shared(self, coders: Sequence[int]) -> Flags:
        """(documents, codes) whether all of `coders` looked for a code in a document."""
        looked: Flags = np.logical_and.reduce(self.rated[:, list(coders)], axis=1)
        return looked

    def of(self, code: int, coder: int, documents: Flags) -> Ints:
        """(codings, 3) document, start and end of a coder's codings of a code in `documents`."""
        kept = (self.rows[:, 1] == coder) & (self.rows[:, 2] == code) & documents[self.rows[:, 0]]
        found: Ints = self.rows[kept][:, [0, 3, 4]]
        return found


def spans(
    codings: Sequence[Span],
    *,
    length: npt.ArrayLike,
    coders: Sequence[str],
    codes: Sequence[CodeId],
    documents: Sequence[str] = (),
    rated: npt.ArrayLike | None = None,
) -> Spans:
    """Spans from single codings; equal ones of one coder count once. By default all is rated.

    Raises UsageError for fewer than two coders and for a coding outside its document.
    """
    lengths = np.asarray(length, np.int64)
    names = tuple(documents) or tuple(str(n) for n in range(len(lengths)))
    rows = np.array(sorted(set(codings)), np.int64).reshape(-1, 5)
    if len(coders) < 2:
        raise UsageError("agreement needs two coders or more", cure="name another one", slug="coder")
    outside = (rows[:, 3] < 0) | (rows[:, 3] >= rows[:, 4]) | (rows[:, 4] > lengths[rows[:, 0]])
    if outside.any():
        raise UsageError("a coding lies outside its document", cure="see Span", slug="spans")
    shape = (len(lengths), len(coders), len(codes))
    looked = np.ones(shape, np.bool_) if rated is None else np.asarray(rated, np.bool_)
    return Spans(tuple(codes), tuple(coders), names, lengths, looked, rows)
