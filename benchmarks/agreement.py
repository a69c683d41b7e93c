"""Agreement of five coders on 10^4 units and 30 codes with intervals, beside a plain loop over draws."""

import warnings
from itertools import combinations

import numpy as np
from sklearn.metrics import cohen_kappa_score

from qualcode.reliability.agreement import agreement
from qualcode.reliability.draws import weights
from qualcode.reliability.ratings import Ratings, ratings

N_UNITS = 10_000
N_CODERS = 5
N_CODES = 30
N_DOCUMENTS = 40
DRAWS = 1_000
LOOP_DRAWS = 2
"""Draws of one code that the plain version makes: its time is taken for DRAWS of N_CODES."""
SEED = 1


def rated() -> Ratings:
    """Coders who mostly see the same, code by code rarer."""
    random = np.random.RandomState(5)
    chance = 0.3 / (1 + np.arange(N_CODES))
    truth = random.random_sample((N_UNITS, 1, N_CODES)) < chance
    own = random.random_sample((N_UNITS, N_CODERS, N_CODES)) < chance
    values = np.where(random.random_sample(own.shape) < 0.8, truth, own)
    return ratings(
        values,
        document=np.arange(N_UNITS) * N_DOCUMENTS // N_UNITS,
        turn=np.arange(N_UNITS) // 3,
        coders=[f"coder {n}" for n in range(N_CODERS)],
        codes=[f"{n:02d}" for n in range(N_CODES)],
    )


def here(given: Ratings, draws: int) -> tuple[float, float, float]:
    """Mean κ of all pairs on the first code and its interval; beside it all else is computed, too."""
    table = agreement(given, draws=draws, seed=SEED).table
    every = " || ".join(given.coders)
    kept = (
        (table["code"] == given.codes[0]) & (table["measure"] == "cohen_kappa") & (table["coders"] == every)
    )
    value, low, high = table.loc[kept, ["value", "low", "high"]].iloc[0].tolist()
    return value, low, high


def by_loop(given: Ratings, draws: int) -> tuple[float, float, float]:
    """The same three numbers alone: the documents of each draw put together, pair by pair."""
    values, *drawn = [
        _kappa(given, weight) for part in weights(N_DOCUMENTS, draws=draws, seed=SEED) for weight in part
    ]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return values, float(low), float(high)


def _kappa(given: Ratings, weight: np.ndarray) -> float:
    rows = [np.flatnonzero(given.document == at) for at in range(N_DOCUMENTS)]
    units = np.concatenate([rows[at] for at in range(N_DOCUMENTS) for _ in range(int(weight[at]))])
    drawn = given.values[units, :, 0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pairs = [cohen_kappa_score(drawn[:, a], drawn[:, b]) for a, b in combinations(range(N_CODERS), 2)]
    return float(np.nanmean(pairs))
