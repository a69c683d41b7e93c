"""Tests of pairs of codes: is it more, or less, than chance that the two meet as often as they do?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.columns import Columns, frame, numbers
from qualcode.analysis.cooccurrence import (
    Base,
    Pairs,
    cooccurrence_pair_columns,
    no_findings,
    pairs_of,
    population_sizes,
)
from qualcode.analysis.measures import Floats
from qualcode.analysis.rotation import Permute, moved
from qualcode.analysis.significance import benjamini_hochberg, fisher_exact
from qualcode.codebook.model import Codebook
from qualcode.coding.sums import Sums
from qualcode.coding.units import Counting
from qualcode.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

PairTestKind: TypeAlias = Literal["permutation", "fisher"]
PAIR_TEST_KINDS: tuple[PairTestKind, ...] = ("permutation", "fisher")
PERMUTES: tuple[Permute, ...] = ("rotate", "shuffle")

CAUTION = (
    "units of one interview are not independent and the interviews are not a random sample: "
    "read p as a description of strength"
)
"""What must be said with every test of units."""


@dataclass(frozen=True, slots=True)
class PairTest:
    """Which test: `permute`, `draws` and `seed` are of permutations only."""

    kind: PairTestKind = "permutation"
    permute: Permute = "rotate"
    draws: int = 1000
    seed: int = 1


class PairsTested(NamedTuple):
    """The pairs table with `p` and `q` behind its columns, and the number m of pairs that were tested."""

    columns: Columns
    m: int


def pair_test(kind: str, permute: str = "rotate", *, draws: int = 1000, seed: int = 1) -> PairTest:
    """The test of that name; raises UsageError for an unknown one, and for fewer than one draw."""
    kinds, ways = [one for one in PAIR_TEST_KINDS if one == kind], [one for one in PERMUTES if one == permute]
    if not kinds:
        cure = f"choose one of {', '.join(PAIR_TEST_KINDS)}"
        raise UsageError(f"there is no test '{kind}'", cure=cure, slug="test")
    if not ways:
        cure = f"choose one of {', '.join(PERMUTES)}"
        raise UsageError(f"codes cannot be permuted by '{permute}'", cure=cure, slug="permute")
    if draws < 1 or seed < 0:
        raise UsageError("draws is a number from 1, seed from 0", cure="write another number", slug="draws")
    return PairTest(kinds[0], ways[0], draws, seed)


def check_pair_test(kind: PairTestKind, counting: Counting) -> None:
    """Raise UsageError where pairs that are counted in this way cannot be tested."""
    label = counting.pair_label
    if counting.pairs != "unit":
        raise UsageError(
            f"pairs counted by {label} cannot be tested: they overlap, and a test would count them as apart",
            cure="count by sentence, paragraph, turn or exchange, or leave --test out",
            slug="test",
        )
    if kind == "permutation" and counting.pair_unit == "document":
        raise UsageError(
            "in a document there is nothing to move a code by: it is one unit",
            cure="write --test fisher, or count by smaller units",
            slug="test",
        )


def pairs_tested(
    sums: Sums, units: CodedUnits, codebook: Codebook, test: PairTest, *, base: Base = "all"
) -> PairsTested:
    """The columns of `cooccurrence_pair_columns`, then p and q.

    p
        "permutation": see `qualcode.analysis.rotation.moved`; "fisher": see
        `qualcode.analysis.significance.fisher_exact`, both two-sided. None for pairs that are no
        finding (see `note`).
    q
        Benjamini-Hochberg over the m pairs that were tested.

    `base` "coded" takes only units with at least one code. Units of one interview are not
    independent and the interviews are not a random sample: p describes strength.

    Raises
    ------
    UsageError
        Windows, nearness and overlaps cannot be tested, documents only by "fisher".
    """
    check_pair_test(test.kind, sums.counting)
    pairs = pairs_of(sums, codebook)
    wanted = ~no_findings(sums, codebook, pairs)
    p = np.where(wanted, _p(sums, units, pairs, test, base), np.nan)
    columns = cooccurrence_pair_columns(sums, codebook, base=base)
    columns |= {"p": numbers(p), "q": numbers(benjamini_hochberg(p))}
    return PairsTested(columns, int(wanted.sum()))


def cooccurrence_pairs_tested(
    sums: Sums, units: CodedUnits, codebook: Codebook, test: PairTest, *, base: Base = "all"
) -> "pd.DataFrame":
    """`pairs_tested` as a DataFrame; undefined numbers are NaN, and m is `attrs["m"]`."""
    found = pairs_tested(sums, units, codebook, test, base=base)
    table = frame(found.columns)
    table.attrs["m"] = found.m
    return table


def _p(sums: Sums, units: CodedUnits, pairs: Pairs, test: PairTest, base: Base) -> Floats:
    if test.kind == "fisher":
        return fisher_exact(pairs.n1, pairs.n2, pairs.both, pairs.of(population_sizes(sums, base)))
    has, document = units.has(), units.document
    if base == "coded":
        kept = np.flatnonzero(units.coded)
        has, document = has[kept], document[kept]
    chance = moved(has, document, draws=test.draws, seed=test.seed, permute=test.permute)
    return pairs.of(chance.p)
