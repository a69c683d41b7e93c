"""Epistemic network: which codes each unit of analysis connects, within a moving window of turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np

from qualcode.analysis.columns import Columns, numbers
from qualcode.analysis.epistemic_space import space
from qualcode.analysis.measures import Floats, ratio
from qualcode.errors import UsageError
from qualcode.terms import SEPARATOR, CodeId, Ints

NO_PLACE = "no place: connected in no unit"
"""The note of a code that stands nowhere."""

Counts: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.number]]


@dataclass(frozen=True, slots=True)
class Epistemic:
    """An epistemic network.

    units
        A row a unit of analysis: unit, n_rows, n_connections (pairs of codes it connects), its
        coordinates x1, x2, …, note.
    codes
        A row a code: code, n_rows of units of analysis that have it, its coordinates x1, x2, … (NaN:
        it is connected in no unit), note.
    strengths
        A row for each unit and pair of codes that it connects: unit, code_1, code_2, n (the sum over
        its rows), strength (n over the length of the unit's vector, 0 to 1).
    axes
        A row an axis: axis, variance (its share of all variance, 0 to 1), fit (correlation of the
        coordinates of units with those of the centroids of their networks: near 1, codes stand
        where they explain the units), note.
    """

    units: Columns
    codes: Columns
    strengths: Columns
    axes: Columns


def epistemic(
    *,
    rows: Counts,
    document: Ints,
    unit: Ints,
    codes: Sequence[CodeId],
    units: Sequence[str],
    window: int = 4,
    binary: bool = True,
    n_axes: int = 2,
) -> Epistemic:
    """Epistemic network analysis with a moving stanza window.

    `rows` is (turns, codes), 0/1 or counts, in the order of the talk; `document` (turns,) the document
    of each, never falling; `unit` (turns,) the index in `units` of its unit of analysis, or -1 for a
    turn that only stands in the window of others.

    For row k, s sums the codes over rows k-window+1 … k of its document, s' the same without k, and
    C_ij = s_i s_j - s'_i s'_j counts what row k connects; `binary` makes it 0 or 1. The vector of a
    unit is the sum over its rows, divided by its Euclidean length (zero stays zero); vectors are
    centred and turned by a singular value decomposition, the largest loading of each axis positive.
    A code stands where the centroids of the units' networks, in which each connection pulls half at
    either end, come closest to the units' coordinates by least squares.

    Shaffer, Collier and Ruis 2016, A tutorial on epistemic network analysis,
    doi 10.18608/jla.2016.33.3; Siebert-Evenstone and others 2017, In search of conversational grain
    size, doi 10.18608/jla.2017.43.7; Bowman and others 2021, The mathematical foundations of
    epistemic network analysis, doi 10.1007/978-3-030-67788-6_7.

    Raises UsageError for a window below 1 and for fewer than two codes.
    """
    if window < 1:
        raise UsageError(f"a window of {window} turns holds none", cure="Choose 1 or more.", slug="window")
    if len(codes) < 2:
        raise UsageError("a network needs two codes", cure="Name more codes.", slug="too-few-codes")
    sums = _accumulated(np.asarray(rows, np.int64), document, unit, len(units), window, binary=binary)
    strengths = _normed(sums)
    found = space(strengths, len(codes), n_axes)
    axes = [f"x{axis + 1}" for axis in range(n_axes)]
    n_rows = np.bincount(unit[unit >= 0], minlength=len(units))
    flat = [f"{axis} undefined: units do not differ in so many ways" for axis in _flat(axes, found.variance)]
    return Epistemic(
        units=_unit_table(units, n_rows, sums, _coordinates(axes, found.units), flat),
        codes=_code_table(codes, np.asarray(rows)[unit >= 0], sums, _coordinates(axes, found.codes), flat),
        strengths=_strength_table(sums, strengths, codes, units),
        axes=_axis_table(axes, found.variance, found.fit),
    )


def _accumulated(rows: Ints, document: Ints, unit: Ints, n_units: int, window: int, *, binary: bool) -> Ints:
    """(units, pairs of codes) what the rows of each unit connect.

    With x = s - s', s_i s_j - s'_i s'_j = x_i s_j + s_i x_j - x_i x_j; the same holds for 0/1 if x and s
    are made 0/1, for then the two products are both 1 only where x_i x_j is.
    """
    n_rows, n_codes = rows.shape
    total = np.concatenate([np.zeros((1, n_codes), np.int64), np.cumsum(rows, axis=0)])
    here = np.arange(n_rows)
    first = np.maximum(np.searchsorted(document, document), here - window + 1)
    held = total[here + 1] - total[first]
    if binary:
        rows, held = (rows > 0).astype(np.int64), (held > 0).astype(np.int64)
    pairs = np.triu_indices(n_codes, 1)
    order = np.argsort(unit, kind="stable")
    ends = np.searchsorted(unit[order], np.arange(n_units + 1))
    sums = np.zeros((n_units, len(pairs[0])), np.int64)
    for at in range(n_units):
        own = order[ends[at] : ends[at + 1]]
        new, near = rows[own], held[own]
        cross = new.T @ near
        sums[at] = (cross + cross.T - new.T @ new)[pairs]
    return sums


def _normed(sums: Ints) -> Floats:
    length = np.sqrt(np.square(sums.astype(np.float64)).sum(axis=1, keepdims=True))
    return np.where(length > 0, np.nan_to_num(ratio(sums, length)), 0.0)


def _coordinates(axes: Sequence[str], places: Floats) -> Columns:
    return {axis: numbers(places[:, at]) for at, axis in enumerate(axes)}


def _strength_table(sums: Ints, strengths: Floats, codes: Sequence[CodeId], units: Sequence[str]) -> Columns:
    pairs = list(combinations(codes, 2))
    at, pair = np.nonzero(sums)
    return {
        "unit": [units[i] for i in at.tolist()],
        "code_1": [pairs[i][0] for i in pair.tolist()],
        "code_2": [pairs[i][1] for i in pair.tolist()],
        "n": sums[at, pair].tolist(),
        "strength": numbers(strengths[at, pair]),
    }


def _flat(axes: Sequence[str], variance: Floats) -> list[str]:
    """The axes that there are not."""
    return [axis for axis, value in zip(axes, variance.tolist(), strict=True) if np.isnan(value)]


def _axis_table(axes: Sequence[str], variance: Floats, fit: Floats) -> Columns:
    notes = [
        "units do not differ in so many ways" if np.isnan(one) else "fit undefined: places do not differ"
        for one in variance.tolist()
    ]
    return {
        "axis": [*axes],
        "variance": numbers(variance),
        "fit": numbers(fit),
        "note": [note if np.isnan(value) else "" for note, value in zip(notes, fit.tolist(), strict=True)],
    }


def _unit_table(
    units: Sequence[str], n_rows: Ints, sums: Ints, coordinates: Columns, flat: Sequence[str]
) -> Columns:
    n_connections = np.count_nonzero(sums, axis=1).tolist()
    return {
        "unit": list(units),
        "n_rows": n_rows.tolist(),
        "n_connections": n_connections,
        **coordinates,
        "note": [SEPARATOR.join(["connects nothing"] * (not n) + [*flat]) for n in n_connections],
    }


def _code_table(
    codes: Sequence[CodeId], rows: Counts, sums: Ints, coordinates: Columns, flat: Sequence[str]
) -> Columns:
    pairs = np.array(np.triu_indices(len(codes), 1))
    connected = set(pairs[:, sums.any(axis=0)].ravel().tolist())
    return {
        "code": list(codes),
        "n_rows": np.count_nonzero(rows, axis=0).tolist(),
        **coordinates,
        "note": [SEPARATOR.join(flat) if at in connected else NO_PLACE for at in range(len(codes))],
    }
