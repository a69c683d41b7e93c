"""Precision and recall of a code's rules from a stratified sample, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

TAILS = (0.025, 0.975)

Draws = npt.NDArray[np.float64]


class Judgements(NamedTuple):
    """A stratum: its passages in the population, those judged, and those of them that have the code."""

    population: int
    judged: int
    yes: int

    @property
    def total(self) -> float:
        """How many in the population have the code, by the share of those judged; 0 where there are none."""
        return self.population * self.yes / self.judged if self.judged else 0.0

    @property
    def is_known(self) -> bool:
        """Whether something can be said of the stratum: it is empty, or some of it was judged."""
        return self.judged > 0 or self.population == 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval; None where it is undefined, for `reason`."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a sample says of a population.

    precision
        Share of the coded passages that have the code in truth.
    recall
        Share of those that have it in truth that are coded.
    f1
        2TP / (2TP + FP + FN): the harmonic mean of both.
    missed
        How many passages have it in truth and are not coded.
    """

    precision: Estimate
    recall: Estimate
    f1: Estimate
    missed: Estimate


def wilson(yes: int, judged: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927, Journal of the American Statistical Association 22, 209-212)."""
    share, square = yes / judged, Z * Z / judged
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * sqrt(share * (1 - share) / judged + square / (4 * judged))
    # At the ends rounding may lead past the share itself.
    return min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share)


def estimate(
    coded: Judgements, uncoded: Sequence[Judgements], *, draws: int = 2000, seed: int = 1
) -> Estimates:
    """Precision, recall, F1 and missed passages from judged samples of strata.

    precision = y / n of the coded passages judged, with Wilson's interval, cut to what is still possible
    once n of N are known: from y / N to (y + N - n) / N. With TP = N y / n of the coded ones and FN the
    sum of N y / n over the strata of uncoded ones, missed = FN, recall = TP / (TP + FN),
    f1 = 2TP / (N + TP + FN).

    The intervals of the last three are percentiles of `draws` simulated populations (a parametric
    bootstrap within the strata). In each, of the N - n passages of a stratum that were not judged a number
    has the code that is beta-binomial: Binomial(N - n, p) with p from a beta distribution. The limit on the
    side of many misses takes p from Beta(y + 1/2, n - y + 1/2), the half prior of Webber (2013),
    Approximate recall confidence intervals, ACM Transactions on Information Systems 31(1), article 2. On
    the side of few misses that prior would rule out near-perfect recall too often; there p is from
    Beta(y, n - y + 1) for misses and Beta(y + 1, n - y) for coded ones, whose percentiles are the limits of
    Clopper & Pearson (1934), The use of confidence or fiducial limits, Biometrika 26, 404-413: without a
    miss found, the upper limit of recall is 1. Resampling what was judged would give an interval of no
    width there.
    """
    precision = _precision(coded)
    if not all(one.is_known for one in uncoded):
        unknown = Estimate(reason="of a stratum of uncoded passages none was judged")
        return Estimates(precision, unknown, unknown, unknown)
    many, few = (_simulated(coded, uncoded, draws, seed, few=one) for one in (False, True))
    n, found, lost = coded.population, coded.total, sum(one.total for one in uncoded)
    missed = _around(lost, _percentile(few.missed, TAILS[0]), _percentile(many.missed, TAILS[1]))
    if not coded.is_known or not found + lost:
        why = "no passage was judged to have the code" if coded.is_known else "no coded passage was judged"
        return Estimates(precision, Estimate(reason=why), Estimate(reason=why), missed)
    limits = _percentile(_recalls(many), TAILS[0]), _percentile(_recalls(few), TAILS[1])
    recall = _around(found / (found + lost), *limits)
    limits = _percentile(_f1s(many, n), TAILS[0]), _percentile(_f1s(few, n), TAILS[1])
    return Estimates(precision, recall, _around(2 * found / (n + found + lost), *limits), missed)


def _precision(coded: Judgements) -> Estimate:
    n, judged, yes = coded
    if not judged:
        return Estimate(reason="no coded passage was judged" if n else "no passage is coded")
    low, high = wilson(yes, judged)
    return _around(yes / judged, max(low, yes / n), min(high, (yes + n - judged) / n))


class _Simulated(NamedTuple):
    """Passages with the code in simulated populations, coded and not."""

    true: Draws
    missed: Draws


def _simulated(
    coded: Judgements, uncoded: Sequence[Judgements], draws: int, seed: int, *, few: bool
) -> _Simulated:
    """Populations for the limit on the side of few misses, or of many."""
    random = np.random.default_rng(seed)
    more, less = (1.0, 0.0) if few else (0.5, 0.5)
    missed = np.zeros(draws)
    for one in uncoded:
        missed += _totals(random, one, less, more, draws)
    return _Simulated(_totals(random, coded, more, less, draws), missed)


def _totals(
    random: np.random.Generator, stratum: Judgements, more_yes: float, more_no: float, draws: int
) -> Draws:
    """How many of a stratum have the code, with `more_yes` and `more_no` added to what was judged."""
    n, judged, yes = stratum
    a, b = yes + more_yes, judged - yes + more_no
    # A beta distribution whose one side is empty stands at that end.
    share = random.beta(a, b, draws) if a and b else np.full(draws, float(a > 0))
    return (yes + random.binomial(n - judged, share)).astype(np.float64)


def _recalls(one: _Simulated) -> Draws:
    return _shares(one.true, one.true + one.missed)


def _f1s(one: _Simulated, n_coded: int) -> Draws:
    return _shares(2 * one.true, n_coded + one.true + one.missed)


def _shares(part: Draws, whole: Draws) -> Draws:
    """Quotients, without those of nothing by nothing."""
    return part[whole > 0] / whole[whole > 0]


def _percentile(values: Draws, at: float) -> float:
    return float(np.quantile(values, at))


def _around(value: float, low: float, high: float) -> Estimate:
    """An interval holds its estimate."""
    return Estimate(value, min(low, value), max(high, value))
