"""Shaffer's ρ: how often chance alone lets two coders agree so well on units drawn from a larger whole."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.reliability.cohen import cohen_kappa
from qualcode.reliability.draws import Interval
from qualcode.reliability.measures import RHO
from qualcode.reliability.quotients import Floats
from qualcode.reliability.rows import Row
from qualcode.terms import CodeId, Ints

THRESHOLD, LEAST_KAPPA = 0.65, 0.40
PRECISION = (0.6, 1.0)
FULL_LENGTH, RHO_DRAWS = 10_000, 10_000
_TRIES = 200

Table = Floats
"""(2, 2) units by has / has not of the first coder, then of the second; index 1 is has."""


class Rho(NamedTuple):
    """ρ, 0 to 1, or NaN and the reason; draws whose κ is undefined are left out and counted."""

    value: float
    undefined_draws: int
    reason: str = ""


def shaffer_rho(table: Table, *, draws: int = RHO_DRAWS, seed: int = 1) -> Rho:
    """The share of draws from wholes with κ below the threshold in which κ is as high as observed, or higher.

    A whole has 10,000 units, the base rate of the first coder as observed, κ between .40 and .65 and a
    precision of the second against the first between .6 and 1, both drawn evenly; pairs that no whole can
    have are drawn again. From each whole as many units are drawn, without replacement, as were compared.
    A low ρ says that κ over all that could be coded is hardly below .65. Shaffer 2017, Quantitative
    Ethnography; Eagan, Rogers, Serlin, Ruis, Arastoopour Irgens & Shaffer 2017, Can we rely on IRR?, CSCL.

    Undefined where κ is, where the first coder never or always gave the code, where more units were
    compared than a whole has, and where no whole fits.
    """
    n, observed = int(table.sum()), float(cohen_kappa(table))
    reason = _undefined(table, n, observed)
    if reason:
        return Rho(np.nan, 0, reason)
    random = np.random.RandomState(seed)
    wholes = _wholes(random, float(table[1].sum()) / n, draws)
    if not len(wholes):
        return Rho(np.nan, 0, "undefined: nobody could code so often with a κ below .65")
    found = cohen_kappa(_drawn(random, wholes, n))
    known = found[~np.isnan(found)]
    value = float((known >= observed - 1e-12).mean()) if len(known) else np.nan
    return Rho(value, len(found) - len(known))


def _undefined(table: Table, n: int, observed: float) -> str:
    if not n:
        return "undefined: no unit was rated by two coders"
    if np.isnan(observed):
        return "undefined: everyone gave one value"
    if not 0 < table[1].sum() < n:
        return "undefined: the first coder gave all units one value"
    return f"undefined: more units than the whole of {FULL_LENGTH:,}" if n > FULL_LENGTH else ""


def recall_of(kappa: Floats, precision: Floats, base_rate: float) -> Floats:
    """The recall that a second coder has with this κ and precision against a first of this base rate.

    With b the base rate, P the precision, R the recall, the second gives the code to bR/P of all units, and
    κ = 2b(R - bR/P) / (b + bR/P - 2b²R/P), which is solved for R. May be outside 0 to 1: there is then no
    such coder.
    """
    below = 2 * (precision - base_rate) - kappa * (1 - 2 * base_rate)
    found: Floats = np.divide(kappa * precision, below, out=np.full(len(kappa), np.inf), where=below != 0)
    return found


def _wholes(random: np.random.RandomState, base_rate: float, draws: int) -> Ints:
    """(draws, 4) wholes as n11, n10, n01, n00; none where no κ and precision fit."""
    kept = np.zeros((0, 4), np.int64)
    for _ in range(_TRIES):
        kappa = random.uniform(LEAST_KAPPA, THRESHOLD, draws)
        precision = random.uniform(*PRECISION, draws)
        recall = recall_of(kappa, precision, base_rate)
        fits = (recall > 0) & (recall <= 1)
        made = _counts(recall[fits], precision[fits], base_rate)
        kept = np.concatenate([kept, made[made.min(axis=1) >= 0]])
        if len(kept) >= draws:
            return kept[:draws]
    return kept[:0]


def _counts(recall: Floats, precision: Floats, base_rate: float) -> Ints:
    positive = round(FULL_LENGTH * base_rate)
    both = np.rint(positive * recall).astype(np.int64)
    second = np.rint(both * (1 - precision) / precision).astype(np.int64)
    return np.column_stack([both, positive - both, second, FULL_LENGTH - positive - second])


def _drawn(random: np.random.RandomState, wholes: Ints, n: int) -> Floats:
    """(draws, 2, 2) tables of `n` units from each whole, without replacement: cell after cell."""
    left, wanted = np.full(len(wholes), FULL_LENGTH), np.full(len(wholes), n)
    cells = []
    for at in range(3):
        left = left - wholes[:, at]
        cell = random.hypergeometric(wholes[:, at], left, np.maximum(wanted, 1)) * (wanted > 0)
        cells.append(cell)
        wanted = wanted - cell
    n11, n10, n01 = cells
    return np.stack([np.stack([wanted, n01], -1), np.stack([n10, n11], -1)], -2).astype(np.float64)


def rho_rows(
    tables: Floats, codes: Sequence[CodeId], pairs: Sequence[tuple[str, str]], documents: Ints, *, seed: int
) -> Iterator[Row]:
    """A row a code and pair of coders.

    `tables` are (codes, pairs, 2, 2) counts of units, `documents` (codes, pairs) those that they are in. All
    that was chosen stands in each note.
    """
    for at, code in enumerate(codes):
        for place, coders in enumerate(pairs):
            table = tables[at, place]
            found = shaffer_rho(table, seed=seed)
            number = Interval(found.value, np.nan, np.nan, RHO_DRAWS, found.undefined_draws)
            note = found.reason or _note(coders[0], seed)
            yield Row(code, RHO, coders, number, int(table.sum()), int(documents[at, place]), note=note)


def _note(first: str, seed: int) -> str:
    wholes = f"κ {LEAST_KAPPA:.2f} to {THRESHOLD:.2f}, precision {PRECISION[0]:g} to {PRECISION[1]:g}"
    return f"{wholes}, base rate of {first}, {FULL_LENGTH:,} units, {RHO_DRAWS:,} draws, seed {seed}"
