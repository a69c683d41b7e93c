"""Co-occurrence of 10^6 codings and 200 codes, beside a loop over the pairs of codes."""

from itertools import combinations

import numpy as np

from qualcode.analysis.cooccurrence import cooccurrence_pair_columns
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.lying import Lying
from qualcode.coding.sums import sums_of
from qualcode.coding.tally import Tally
from qualcode.coding.units import Counting

N_CODES = 200
N_DOCUMENTS = 1_000
UNITS = 300
CODINGS = 1_000

Pairs = dict[tuple[str, str], int]


def codings() -> list[tuple[np.ndarray, np.ndarray]]:
    """For each document the units and codes of its codings, sorted and distinct; few codes are common."""
    random = np.random.RandomState(11)
    chances = 1 / (np.arange(N_CODES) + 5)
    made = []
    for _ in range(N_DOCUMENTS):
        keys: np.ndarray = np.zeros(0, np.int64)
        while len(keys) < CODINGS:
            drawn = random.choice(N_CODES, CODINGS, p=chances / chances.sum())
            keys = np.union1d(keys, random.randint(0, UNITS, CODINGS) * N_CODES + drawn)
        keys = np.sort(random.permutation(keys)[:CODINGS])
        made.append((keys // N_CODES, keys % N_CODES))
    return made


def tallies(made: list[tuple[np.ndarray, np.ndarray]]) -> list[Tally]:
    """The same as columns of documents; each coding rests on one stretch of its own."""
    everyone, place = np.zeros(CODINGS, np.int64), np.arange(CODINGS)
    return [
        Tally(
            document=f"talk-{number:04d}",
            language="en",
            length=10 * CODINGS,
            code=code,
            lying=Lying(
                *(place, unit),
                *(place, unit, unit + 1),
                *(place, everyone),
                *(place, unit, everyone),
                *(15 * unit, 15 * unit + 15),
            ),
            people=("", ""),
            evidence_row=place,
            evidence_start=10 * place,
            evidence_end=10 * place + 5,
            n_units=UNITS,
            n_pair_units=UNITS,
            n_places=UNITS,
            tokens=15 * UNITS,
            characters=0,
            aside={},
        )
        for number, (unit, code) in enumerate(made)
    ]


def by_sums(documents: list[Tally]) -> Pairs:
    """The pairs as qualcode counts them: sums of documents, then the whole table of measures."""
    codebook = Codebook(codes=tuple(Code(id=f"{code:03d}") for code in range(N_CODES)))
    table = cooccurrence_pair_columns(sums_of(documents, codebook, Counting()), codebook)
    names = zip(table["code_1"], table["code_2"], strict=True)
    return {name: n for name, n in zip(names, table["n_both"], strict=True) if n}


def by_loop(made: list[tuple[np.ndarray, np.ndarray]]) -> Pairs:
    """The pairs counted one by one, from the set of units of each code."""
    units: list[set[int]] = [set() for _ in range(N_CODES)]
    for number, (unit, code) in enumerate(made):
        for place, which in zip((unit + UNITS * number).tolist(), code.tolist(), strict=True):
            units[which].add(place)
    counts = ((a, b, len(units[a] & units[b])) for a, b in combinations(range(N_CODES), 2))
    return {(f"{a:03d}", f"{b:03d}"): n for a, b, n in counts if n}
