"""Sequence: which code follows which, in the units of one document."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Cell, Columns, counted, numbers
from qualcode.analysis.measures import Floats, ratio
from qualcode.analysis.offered import codes_of_units
from qualcode.analysis.turns import Chain, is_wide, turns_in_chain, units_in_chain
from qualcode.codebook.model import Codebook
from qualcode.coding.lineage import kinship
from qualcode.errors import UsageError
from qualcode.terms import SEPARATOR, CodeId, Flags, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def code_sequence_columns(
    units: CodedUnits,
    codebook: Codebook,
    *,
    by_turn: bool = True,
    lag: int = 1,
    skip_uncoded: bool = False,
    with_itself: bool = False,
) -> Columns:
    """Which code follows which in coded units; the columns are those of `sequence_columns`.

    By turn, consecutive turns of one speaker joined (`qualcode.analysis.turns`); units that hold several
    turns, and all where `by_turn` is false, as they are counted. Under rollup a code is not paired with
    those above it. `counted_by`, `population` and N, the number of rows of the chain, are added.

    Raises
    ------
    UsageError
        A lag below 1; no code could be given in every document: others are left out.
    """
    kept = codes_of_units(units, codebook, "a sequence")
    chain = chain_of(units, by_turn=by_turn)
    rows = np.flatnonzero(chain.coded | (not skip_uncoded))  # codes that are left out below count here
    found = sequence_columns(
        has=chain.has[rows][:, kept],
        document=chain.document[rows],
        codes=[codebook.codes[at].id for at in kept.tolist()],
        lag=lag,
        with_itself=with_itself,
    )
    if units.counting.rollup:
        found = _without_kin(found, codebook)
    n = len(chain.document)
    return counted(found, counted_by=chain.counted_by, population=units.counting.population, n=n)


def chain_of(units: CodedUnits, *, by_turn: bool = True) -> Chain:
    """What follows what: turns, those of one speaker joined; or units as they are counted."""
    return turns_in_chain(units) if by_turn and not is_wide(units) else units_in_chain(units)


def _without_kin(found: Columns, codebook: Codebook) -> Columns:
    """The rows whose two codes do not stand above each other."""
    index, kin = codebook.index(), kinship(codebook)
    pairs = zip(found["code_1"], found["code_2"], strict=True)
    kept = [at for at, (one, two) in enumerate(pairs) if not kin[index[str(one)], index[str(two)]]]
    return {name: [cells[at] for at in kept] for name, cells in found.items()}


def sequence_columns(
    *,
    has: "csr_array",
    document: Ints,
    codes: Sequence[CodeId],
    lag: int = 1,
    skip_uncoded: bool = False,
    with_itself: bool = True,
) -> Columns:
    """How often a unit with one code is followed, `lag` units later, by a unit with another.

    `has` is (units, codes), whether a unit of the population has a code, in the order of the talk;
    `document` (units,) is the document of each, never falling. A pair of units (t, t + lag) lies in
    one document; a unit with several codes counts for each. `skip_uncoded` takes units without any
    code out first, so that what follows is the next coded unit. One row for each ordered pair of
    codes, in codebook order; without `with_itself` a code is not paired with itself.

    n_1, n_2, n_both
        Pairs whose first unit has code_1, whose second has code_2, both.
    p_2_given_1
        n_both / n_1, from 0 to 1.
    expected
        n_1 * n_2 / M: pairs with both if the one had nothing to do with the other.
    z
        (n_both - E) / sqrt(E * (1 - n_1/M) * (1 - n_2/M)): above 0 more often than expected. Allison
        and Liker 1982, Analyzing sequential categorical data on dyadic interaction,
        doi 10.1037/0033-2909.91.2.393. It describes strength: the pairs of one talk are not
        independent of each other.
    M
        Pairs of units in all.

    Undefined numbers are None; `note` says why. Raises UsageError for a lag below 1.
    """
    if lag < 1:
        raise UsageError(f"a lag of {lag} leads nowhere", cure="Choose a lag from 1 on.", slug="lag")
    here, there = _pairs_of_units(has, document, lag, skip_uncoded)
    square = (here.T @ there).toarray().astype(np.int64)
    first, second = np.indices(square.shape).reshape(2, -1)
    if not with_itself:
        first, second = first[first != second], second[first != second]
    n_1, n_2, both = _sums(here)[first], _sums(there)[second], square[first, second]
    return _table(codes, first, second, lag, (n_1, n_2, both), here.shape[0])


def _pairs_of_units(
    has: "csr_array", document: Ints, lag: int, skip_uncoded: bool
) -> tuple["csr_array", "csr_array"]:
    """The first units of all pairs and the second ones, row by row."""
    if skip_uncoded:
        coded = np.flatnonzero(np.asarray(has.sum(axis=1)).ravel())
        has, document = has[coded], document[coded]
    first = np.flatnonzero(document[:-lag] == document[lag:])
    counts = has.astype(np.int64)
    return counts[first], counts[first + lag]


def _sums(units: "csr_array") -> Ints:
    sums: Ints = np.asarray(units.sum(axis=0), np.int64).ravel()
    return sums


def _table(
    codes: Sequence[CodeId], first: Ints, second: Ints, lag: int, counts: tuple[Ints, Ints, Ints], m: int
) -> Columns:
    n_1, n_2, both = counts
    expected = ratio(n_1 * n_2, m)
    rows = len(first)
    return {
        "code_1": [codes[i] for i in first.tolist()],
        "code_2": [codes[i] for i in second.tolist()],
        "lag": [lag] * rows,
        "n_1": n_1.tolist(),
        "n_2": n_2.tolist(),
        "n_both": both.tolist(),
        "p_2_given_1": numbers(ratio(both, n_1)),
        "expected": numbers(expected),
        "z": numbers(_z(n_1, n_2, both, expected, m)),
        "M": [m] * rows,
        "note": _notes(n_1, n_2, m),
    }


def _z(n_1: Ints, n_2: Ints, both: Ints, expected: Floats, m: int) -> Floats:
    spread = expected * (1 - ratio(n_1, m)) * (1 - ratio(n_2, m))
    return ratio(both - expected, np.sqrt(spread))


def _notes(n_1: Ints, n_2: Ints, m: int) -> list[Cell]:
    """Why cells are empty, for each row."""
    if not m:
        return ["undefined: no unit follows another"] * len(n_1)
    reasons: dict[str, Flags] = {
        "p and z undefined: code_1 in no first unit": n_1 == 0,
        "z undefined: code_2 in no second unit": n_2 == 0,
        "z undefined: a code in every unit": (n_1 == m) | (n_2 == m),
    }
    return [SEPARATOR.join(why for why, holds in reasons.items() if holds[i]) for i in range(len(n_1))]
