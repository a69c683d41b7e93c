"""Krippendorff's α_U (2004): where coders let spans begin and end."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.reliability.draws import DRAWS, few_documents, interval, over_documents
from qualcode.reliability.kin import poolable
from qualcode.reliability.measures import ALPHA_U
from qualcode.reliability.notes import note_over_codes
from qualcode.reliability.quotients import Floats, ratio
from qualcode.reliability.rows import Row
from qualcode.reliability.spans import Spans
from qualcode.terms import CodeId, Flags, Ints

OVER_ALL = "(all)"
"""In place of a code: all codes together, 1 - sum Do / sum De."""


class _Sums(NamedTuple):
    """What α_U of a code is made of, by document; `inside` is (documents, documents).

    differing
        Over pairs of coders, the squared differences of intersecting units and gaps.
    units, cubes, pairs
        Over units of length l: how many, 2l³ - 3l² + l, l (l - 1).
    inside
        Over the units of the one document and the gaps g >= l of the other: l² (g - l + 1).
    """

    differing: Floats
    units: Floats
    cubes: Floats
    pairs: Floats
    inside: Floats


def alpha_u_rows(
    given: Spans,
    *,
    parents: Mapping[CodeId, CodeId] | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> list[Row]:
    """α_U = 1 - Do / De of each code, and over all codes 1 - sum Do / sum De.

    Documents that all coders were to code are laid end to end, L tokens long; a gap ends where its
    document does. Overlapping or touching codings of one code by one coder are one unit. For a code with N
    units by R coders

    Do = 2 / (R (R - 1) L²) times the sum over pairs of coders and their intersecting sections of δ²:
    two units (b1 - b2)² + (e1 - e2)²; a unit wholly in the other's gap, its length squared.

    De = (2 / L) sum over units [(N - 1) (2l³ - 3l² + l) / 3 + l² sum over gaps g >= l (g - l + 1)]
    / (R L (R L - 1) - sum l (l - 1)), gaps of all coders, those at both ends included.

    1 is perfect, 0 as by chance. Undefined where nobody gave the code. Krippendorff 2004, Content
    Analysis, 2nd edition, pp. 251-256; not the family of Krippendorff et al. 2016. The intervals are
    those of draws over documents; with fewer than 10 documents there are none, since gaps run across
    turns.
    """
    shared = given.shared(range(len(given.coders)))
    documents = np.flatnonzero(shared.any(axis=1))
    every, few = over_documents(len(documents), draws=draws, seed=seed), few_documents(len(documents))
    found = [_disagreement(given, code, documents, every) for code in range(len(given.codes))]
    rows = [
        _row(name, given, 1 - ratio(do, de), shared[:, code], few if de[0] else _unused(shared[:, code]))
        for code, (name, (do, de)) in enumerate(zip(given.codes, found, strict=True))
    ]
    kept = np.flatnonzero(poolable(given.codes, parents or {}))
    if len(rows) > 1:
        rows.append(_over_all(given, [found[code] for code in kept], shared[:, kept], few))
    return rows


def _unused(documents: Flags) -> str:
    return "undefined: nobody gave the code" if documents.any() else "undefined: no document was coded by all"


def _row(code: str, given: Spans, values: Floats, here: Flags, note: str, n_codes: int | None = None) -> Row:
    length, n = int(given.length[here].sum()), int(here.sum())
    return Row(code, ALPHA_U, given.coders, interval(values), length, n, n_codes=n_codes, note=note)


def _over_all(given: Spans, found: list[tuple[Floats, Floats]], shared: Flags, few: str) -> Row:
    do, de = (np.sum(parts, axis=0) for parts in zip(*found, strict=True))
    n_codes = sum(bool(one[1][0]) for one in found)
    note = note_over_codes(n_codes, len(found), len(given.codes) - len(found)) + (few and f"; {few}")
    here: Flags = np.logical_or.reduce(shared, axis=1)
    return _row(OVER_ALL, given, 1 - ratio(do, de), here, note, n_codes)


def _disagreement(given: Spans, code: int, documents: Ints, every: Floats) -> tuple[Floats, Floats]:
    """(draws,) Do and De of a code; both 0 where they are undefined."""
    here = given.shared(range(len(given.coders)))[documents, code]
    sums, drawn, r = _sums_of(given, code, documents[here]), every[:, here], len(given.coders)
    length = drawn @ given.length[documents[here]].astype(np.float64)
    do = 2 * ratio(drawn @ sums.differing, r * (r - 1) * length**2)
    n = drawn @ sums.units
    fitting = np.einsum("bd,de,be->b", drawn, sums.inside, drawn, optimize=True)
    chance = (n - 1) * (drawn @ sums.cubes) / 3 + fitting
    de = 2 * ratio(chance, length * (r * length * (r * length - 1) - drawn @ sums.pairs))
    return np.nan_to_num(do), np.nan_to_num(de)


def _sums_of(given: Spans, code: int, documents: Ints) -> _Sums:
    """The sums of a code over `documents`, which all coders were to code for it."""
    rows = given.rows[given.rows[:, 2] == code]
    bounds = np.searchsorted(rows[:, 0], [documents, documents + 1]).T.tolist()
    found = [_units_of(rows[first:last], len(given.coders)) for first, last in bounds]
    sizes = [np.concatenate([np.diff(one)[:, 0] for one in coders]) for coders in found]
    gaps = [
        np.concatenate([_gaps(one, length) for one in coders])
        for coders, length in zip(found, given.length[documents].tolist(), strict=True)
    ]
    return _Sums(
        np.array([sum(_differing(coders[one], coders[two]) for one, two in given.pairs) for coders in found]),
        np.array([len(size) for size in sizes], np.float64),
        np.array([(2 * size**3 - 3 * size**2 + size).sum() for size in sizes]),
        np.array([(size * (size - 1)).sum() for size in sizes]),
        _inside(sizes, gaps),
    )


def _units_of(rows: Ints, n_coders: int) -> list[Floats]:
    """By coder (units, 2) start and end; codings that overlap or touch are one unit."""
    by_coder = (rows[rows[:, 1] == coder] for coder in range(n_coders))
    return [_joined(one[:, 3:].astype(np.float64)) for one in by_coder]


def _joined(spans: Floats) -> Floats:
    """Sorted spans of which those that overlap or touch are one."""
    if not len(spans):
        return spans
    reach = np.maximum.accumulate(spans[:, 1])
    first = np.append(True, spans[1:, 0] > reach[:-1])
    last = np.append(np.flatnonzero(first)[1:] - 1, len(spans) - 1)
    return np.column_stack([spans[first, 0], reach[last]])


def _gaps(units: Floats, length: int) -> Floats:
    """Lengths of what lies between units, before the first and behind the last."""
    begins, ends = np.append(0.0, units[:, 1]), np.append(units[:, 0], float(length))
    found: Floats = (ends - begins)[ends > begins]
    return found


def _differing(one: Floats, two: Floats) -> float:
    """Squared differences of the units of two coders in one document."""
    meet = (one[:, None, 0] < two[None, :, 1]) & (two[None, :, 0] < one[:, None, 1])
    squares = np.square(one[:, None] - two[None, :]).sum(axis=2)
    alone = one[~meet.any(axis=1)], two[~meet.any(axis=0)]
    return float(squares[meet].sum() + sum(np.square(np.diff(units)).sum() for units in alone))


def _inside(sizes: Sequence[Floats], gaps: Sequence[Floats]) -> Floats:
    """(documents, documents) over the units of one and the gaps g >= l of the other, l² (g - l + 1)."""
    owner = np.repeat(np.arange(len(sizes)), [len(one) for one in sizes])
    length = np.concatenate([np.zeros(0), *sizes])
    found = np.zeros((len(sizes), len(sizes)))
    for at, here in enumerate(gaps):
        ordered = np.sort(here)
        behind = np.append(np.cumsum(ordered[::-1])[::-1], 0.0)
        first = np.searchsorted(ordered, length)
        wide = behind[first] - (len(ordered) - first) * (length - 1)
        found[:, at] = np.bincount(owner, length**2 * wide, minlength=len(sizes))
    return found
