"""Co-occurrence: which codes occur together, a row for each pair."""

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from qualcode.analysis import measures
from qualcode.analysis.artefacts import ANCESTOR, artefacts
from qualcode.analysis.columns import Cell, Columns, frame, numbers
from qualcode.analysis.measures import Floats
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import Sums
from qualcode.terms import SEPARATOR, Flags, Ints

if TYPE_CHECKING:
    import pandas as pd

Scalar = TypeVar("Scalar", bound=np.generic)
Base: TypeAlias = Literal["all", "coded"]

LEAST_UNITS = 3
LEAST_DOCUMENTS = 2
"""A pair is worth a look from so many units, in so many documents, on."""

FREQUENT = 5
"""One code this many times as frequent as the other makes c hard to read."""


class Pairs(NamedTuple):
    """The pairs of a table, first code before second, with their counts."""

    first: Ints
    second: Ints
    n1: Ints
    n2: Ints
    both: Ints

    def of(self, square: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
        """The entry of each pair in a (codes, codes) array."""
        entries: npt.NDArray[Scalar] = square[self.first, self.second]
        return entries

    def ordered(self, order: Ints) -> "Pairs":
        """The same pairs in another order."""
        return Pairs(self.first[order], self.second[order], self.n1[order], self.n2[order], self.both[order])


class StrongPair(NamedTuple):
    """A pair that is worth a look. `strength` is jaccard, or c for `overlap`; None for `near:K`."""

    code_1: str
    code_2: str
    n_both: int
    n_documents: int
    strength: Cell


def cooccurrence_pair_columns(sums: Sums, codebook: Codebook, *, base: Base = "all") -> Columns:
    """One row for each pair of codes that both occur, first code before second in the codebook.

    Sorted by n_both, then jaccard (c for `overlap`), both falling, then codebook order. `base`
    "coded" takes only units with at least one code for N. Under rollup a code is not paired with
    those above it.

    n_1, n_2, n_both
        Units (windows, codings) with the first code, the second, both, in documents where both could be
        given, as is N. `near:K`: n_both counts pairs of units.
    n_shared
        Those in which evidence of the two codes shares a character.
    n_documents
        Documents in which the two meet.
    jaccard, p_2_given_1, p_1_given_2, expected, lift, npmi, phi, c
        See `qualcode.analysis.measures`. `near:K` has only the two shares: units of the one code
        with the other at most K away.

    Undefined numbers are None; `note` says why, and names artefacts.
    """
    pairs = pairs_of(sums, codebook)
    n, rows = pairs.of(population_sizes(sums, base)), len(pairs.first)
    ids = [code.id for code in codebook.codes]
    return {
        "code_1": [ids[i] for i in pairs.first.tolist()],
        "code_2": [ids[i] for i in pairs.second.tolist()],
        "n_1": pairs.n1.tolist(),
        "n_2": pairs.n2.tolist(),
        "n_both": pairs.both.tolist(),
        "n_shared": pairs.of(sums.pairs.shared).tolist(),
        "n_documents": pairs.of(sums.pairs.documents).tolist(),
        **_measures(sums, pairs, n),
        "counted_by": [sums.counting.pair_label] * rows,
        "population": [sums.counting.population] * rows,
        "N": n.tolist(),
        "note": _notes(sums, codebook, pairs, n),
    }


def cooccurrence_pairs(sums: Sums, codebook: Codebook, *, base: Base = "all") -> "pd.DataFrame":
    """`cooccurrence_pair_columns` as a DataFrame; undefined numbers are NaN."""
    return frame(cooccurrence_pair_columns(sums, codebook, base=base))


def strongest_pairs(
    sums: Sums,
    codebook: Codebook,
    *,
    limit: int = 5,
    least_units: int = LEAST_UNITS,
    least_documents: int = LEAST_DOCUMENTS,
) -> list[StrongPair]:
    """The pairs with the highest jaccard (c for `overlap`, n_both for `near:K`), artefacts left out.

    Only pairs that meet at least `least_units` times, in at least `least_documents` documents.
    """
    pairs = pairs_of(sums, codebook)
    documents = pairs.of(sums.pairs.documents)
    kept = np.flatnonzero(
        (pairs.both >= least_units) & (documents >= least_documents) & ~no_findings(sums, codebook, pairs)
    )
    strength = _strength(sums, pairs)
    order = kept[np.argsort(-np.nan_to_num(strength[kept]), kind="stable")][:limit]
    ids = [code.id for code in codebook.codes]
    return [
        StrongPair(ids[pairs.first[i]], ids[pairs.second[i]], int(pairs.both[i]), int(documents[i]), value)
        for i, value in zip(order.tolist(), numbers(strength[order]), strict=True)
    ]


def no_findings(sums: Sums, codebook: Codebook, pairs: Pairs) -> Flags:
    """Which pairs meet for a reason that is no finding."""
    flags: Flags = np.logical_or.reduce([pairs.of(found) for found in artefacts(sums, codebook).values()])
    return flags


def population_size(sums: Sums, base: Base) -> int:
    """N of co-occurrence: all that is counted, or with `base` "coded" that with any code."""
    return sums.pairs.n_coded if base == "coded" else sums.pairs.n


def population_sizes(sums: Sums, base: Base) -> Ints:
    """(codes, codes) the same for each pair of codes: in documents where both could be given."""
    return sums.pairs.n_coded_of if base == "coded" else sums.pairs.n_of


def pairs_of(sums: Sums, codebook: Codebook) -> Pairs:
    """The pairs of the table, in the order of its rows."""
    own = sums.pairs.own
    first, second = np.triu_indices(sums.n_codes, 1)
    wanted = (own[first, second] > 0) & (own[second, first] > 0)
    if sums.counting.rollup:
        wanted &= ~artefacts(sums, codebook)[ANCESTOR][first, second]
    first, second = first[wanted], second[wanted]
    counts = own[first, second], own[second, first], sums.pairs.both[first, second]
    pairs = Pairs(first, second, *counts)
    strength = np.nan_to_num(_strength(sums, pairs), nan=-1.0)
    return pairs.ordered(np.lexsort((-strength, -pairs.both)))


def _strength(sums: Sums, pairs: Pairs) -> Floats:
    match sums.counting.pairs:
        case "near":
            return np.full(len(pairs.first), np.nan)
        case "overlap":
            return measures.c_coefficient(pairs.n1, pairs.n2, pairs.both)
    return measures.jaccard(pairs.n1, pairs.n2, pairs.both)


def _measures(sums: Sums, pairs: Pairs, n: Ints) -> Columns:
    n1, n2, both = pairs.n1, pairs.n2, pairs.both
    near = sums.counting.pairs == "near"
    one, two = (pairs.of(sums.pairs.near), pairs.of(sums.pairs.near.T)) if near else (both, both)
    shares = {
        "p_2_given_1": measures.conditional(n1, n2, one),
        "p_1_given_2": measures.conditional(n2, n1, two),
    }
    if sums.counting.pairs == "overlap":
        values = {"c": measures.c_coefficient(n1, n2, both), **shares}
    elif near:
        empty = np.full(len(n1), np.nan)
        values = {"jaccard": empty, **shares, **dict.fromkeys(("expected", "lift", "npmi", "phi"), empty)}
    else:
        values = {
            "jaccard": measures.jaccard(n1, n2, both),
            **shares,
            "expected": measures.expected(n1, n2, n),
            "lift": measures.lift(n1, n2, both, n),
            "npmi": measures.npmi(n1, n2, both, n),
            "phi": measures.phi(n1, n2, both, n),
        }
    return {name: numbers(value) for name, value in values.items()}


def _notes(sums: Sums, codebook: Codebook, pairs: Pairs, n: Ints) -> list[Cell]:
    """For each pair its artefacts and why a cell is empty, joined by " || "."""
    remarks = {name: pairs.of(found) for name, found in artefacts(sums, codebook).items()}
    remarks |= _reasons(sums, pairs, n)
    return [
        SEPARATOR.join(name for name, flags in remarks.items() if flags[i]) for i in range(len(pairs.first))
    ]


def _reasons(sums: Sums, pairs: Pairs, n: Ints) -> dict[str, Flags]:
    n1, n2, both = pairs.n1, pairs.n2, pairs.both
    match sums.counting.pairs:
        case "near":
            return {f"{sums.counting.pair_label} gives counts and shares only": both >= 0}
        case "overlap":
            less, more = np.minimum(n1, n2), np.maximum(n1, n2)
            return {
                "c undefined: as many overlaps as codings": n1 + n2 <= both,
                "c above 1: several codings overlap one": (2 * both > n1 + n2) & (n1 + n2 > both),
                f"one code over {FREQUENT} times as frequent": more > FREQUENT * less,
            }
    return {
        "phi undefined: a code in every unit": (n1 == n) | (n2 == n),
        "npmi undefined: both in every unit": both == n,
    }
