"""Codings compared with each other, one to one: which passages two coders share, whatever the unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.errors import UsageError
from qualcode.reliability.draws import DRAWS, Interval, few_documents, interval, over_documents
from qualcode.reliability.kin import poolable
from qualcode.reliability.notes import NOBODY
from qualcode.reliability.quotients import Floats, mean_of_defined, ratio
from qualcode.reliability.rows import MEAN
from qualcode.reliability.spans import Spans
from qualcode.reliability.sums import weighted
from qualcode.terms import CodeId, Flags, Ints

OVERLAP = 0.5
"""Least overlap of two codings that are one passage: shared tokens / tokens of both together."""


class Match(NamedTuple):
    """A passage: the coding of each of two coders, (document, start, end); None where one has none."""

    code: int
    one: tuple[int, int, int] | None
    two: tuple[int, int, int] | None
    overlap: float


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A code and pair of coders: passages of both, of one only, and 2 matched / (n_1 + n_2)."""

    code: str
    coders: tuple[str, str]
    matched: int
    only_1: int
    only_2: int
    number: Interval
    n_documents: int
    note: str = ""


def matches(given: Spans, pair: tuple[int, int], *, overlap: float = OVERLAP) -> list[Match]:
    """The codings of two coders by code, matched one to one, in documents both were to code for it.

    The two with the largest overlap (shared tokens / tokens of their union) are matched first, then
    the largest among the rest, down to `overlap`; of equal ones those that begin and end first. Sorted
    by code and place. Raises UsageError for an `overlap` that is not above 0 and at most 1.
    """
    if not 0 < overlap <= 1:
        raise UsageError("an overlap is above 0 and at most 1", cure="write 0.5", slug="overlap")
    found = []
    for code in range(len(given.codes)):
        documents = given.shared(pair)[:, code]
        one, two = (given.of(code, coder, documents) for coder in pair)
        found += _matched(code, one, two, overlap)
    return found


def _matched(code: int, one: Ints, two: Ints, overlap: float) -> list[Match]:
    taken_one, taken_two = np.zeros(len(one), np.bool_), np.zeros(len(two), np.bool_)
    found = []
    for share, first, second in _candidates(one, two, overlap):
        if not taken_one[first] and not taken_two[second]:
            taken_one[first] = taken_two[second] = True
            found.append(Match(code, _place(one[first]), _place(two[second]), share))
    found += [Match(code, _place(row), None, 0.0) for row in one[~taken_one]]
    found += [Match(code, None, _place(row), 0.0) for row in two[~taken_two]]
    return sorted(found, key=lambda match: match.one or match.two or ())


def _place(row: Ints) -> tuple[int, int, int]:
    document, start, end = row.tolist()
    return document, start, end


def _candidates(one: Ints, two: Ints, overlap: float) -> Iterator[tuple[float, int, int]]:
    """Pairs that overlap enough, the largest first."""
    found = []
    for first, (document, start, end) in enumerate(one.tolist()):
        low, high = np.searchsorted(two[:, 0], [document, document + 1])
        there = two[low:high]
        shared = np.minimum(there[:, 2], end) - np.maximum(there[:, 1], start)
        union = (there[:, 2] - there[:, 1]) + (end - start) - shared
        enough = np.flatnonzero((shared > 0) & (shared >= overlap * union))
        found += [(float(shared[at] / union[at]), first, int(low + at)) for at in enough]
    yield from sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def segment_rows(
    given: Spans,
    *,
    overlap: float = OVERLAP,
    parents: Mapping[CodeId, CodeId] | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> list[SegmentRow]:
    """A row a code and pair of coders, then the mean over codes: 2 matched / (n_1 + n_2), from 0 to 1.

    There is no κ, since there are no passages that neither coded. Undefined where neither gave the
    code. Intervals are those of draws over documents, from 10 documents on.
    """
    pooled = poolable(given.codes, parents or {})
    return [row for pair in given.pairs for row in _rows(given, pair, overlap, pooled, draws, seed)]


def _rows(
    given: Spans, pair: tuple[int, int], overlap: float, pooled: Flags, draws: int, seed: int
) -> Iterator[SegmentRow]:
    rated = given.shared(pair)
    documents = np.flatnonzero(rated.any(axis=1))
    counts = _counts(given, matches(given, pair, overlap=overlap))[documents]
    sums = weighted(counts, over_documents(len(documents), draws=draws, seed=seed))
    values = ratio(2 * sums[..., 0], 2 * sums[..., 0] + sums[..., 1] + sums[..., 2])
    coders, few = (given.coders[pair[0]], given.coders[pair[1]]), few_documents(len(documents))
    for code, name in enumerate(given.codes):
        note = NOBODY if np.isnan(values[0, code]) else few
        yield _row(name, coders, sums[0, code], values[:, code], int(rated[:, code].sum()), note)
    if len(given.codes) > 1:
        mean, total = mean_of_defined(values[:, pooled], axis=1), sums[0, pooled].sum(axis=0)
        yield _row(MEAN, coders, total, mean, len(documents), few)


def _row(
    code: str, coders: tuple[str, str], counts: Floats, values: Floats, n_documents: int, note: str
) -> SegmentRow:
    matched, only_1, only_2 = (int(count) for count in counts)
    return SegmentRow(code, coders, matched, only_1, only_2, interval(values), n_documents, note)


def _counts(given: Spans, found: Sequence[Match]) -> Floats:
    """(documents, codes, 3) passages matched, only by the first, only by the second."""
    counts = np.zeros((len(given.length), len(given.codes), 3))
    for match in found:
        document = (match.one or match.two or (0,))[0]
        counts[document, match.code, 0 if match.one and match.two else 1 if match.one else 2] += 1
    return counts
