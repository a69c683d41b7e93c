"""Cohen's κ, and what it is made of."""

import numpy as np

from qualcode.reliability.quotients import Floats, ratio


def cohen_kappa(tables: Floats) -> Floats:
    """κ = (Po - Pe) / (1 - Pe), with Pe = sum_k p_A(k) p_B(k): agreement of two coders beyond chance.

    From tables (…, q, q) of the values of the first coder by those of the second. 1 is perfect, 0
    as by chance, below 0 less than that. Exactly 0 where one of the two always gave one value.
    Undefined without units and where everyone gave one value. Cohen 1960,
    doi 10.1177/001316446002000104.
    """
    n, same, chance = _counts(tables)
    # Counts, not shares: they are exact, and so is a κ of 0.
    return ratio(n * same - chance, n * n - chance)


def expected_agreement(tables: Floats) -> Floats:
    """Pe, the agreement by chance of two coders who keep their shares: sum_k p_A(k) p_B(k)."""
    n, _, chance = _counts(tables)
    return ratio(chance, n * n)


def _counts(tables: Floats) -> tuple[Floats, Floats, Floats]:
    """N, the units with equal values, and N² Pe."""
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1)
    return tables.sum(axis=(-2, -1)), tables.diagonal(axis1=-2, axis2=-1).sum(axis=-1), chance


def standard_error(tables: Floats) -> Floats:
    """Large-sample standard error of Cohen's κ.

    It takes units for independent of each other, which sentences of one interview are not: the
    bootstrap over documents does not. Undefined where κ is. Fleiss, Cohen & Everitt 1969,
    doi 10.1037/h0028106, equation 13.
    """
    n = tables.sum(axis=(-2, -1))
    shares = ratio(tables, n[..., None, None])
    kappa, pe = cohen_kappa(tables), expected_agreement(tables)
    rest = 1 - kappa
    first, second = shares.sum(axis=-1), shares.sum(axis=-2)
    crossed = np.square(second[..., :, None] + first[..., None, :])
    own = np.square(1 - (first + second) * rest[..., None])
    diagonal = shares.diagonal(axis1=-2, axis2=-1)
    apart = (shares * crossed).sum(axis=(-2, -1)) - (diagonal * crossed.diagonal(axis1=-2, axis2=-1)).sum(
        axis=-1
    )
    inner = (diagonal * own).sum(axis=-1) + rest**2 * apart - (kappa - pe * rest) ** 2
    return ratio(np.sqrt(np.maximum(inner, 0.0)), (1 - pe) * np.sqrt(n))
