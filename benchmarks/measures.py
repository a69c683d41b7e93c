"""Sequence and saturation of 10^6 codings and 200 codes over 10^5 units, beside plain pandas."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from qualcode.analysis.saturation import saturation
from qualcode.analysis.sequence import sequence_columns

N_CODES = 200
N_UNITS = 100_000
N_CODINGS = 1_000_000
N_DOCUMENTS = 500
ORDERS = 1_000
BASE, RUN, THRESHOLD = 4, 2, 0.05


@dataclass(frozen=True)
class Coded:
    """The codings as columns, sorted and distinct, and the document of each unit."""

    unit: np.ndarray
    code: np.ndarray
    document: np.ndarray

    @property
    def codes(self) -> list[str]:
        """Ids."""
        return [f"{code:03d}" for code in range(N_CODES)]

    @property
    def documents(self) -> list[str]:
        """Ids."""
        return [f"talk-{number:04d}" for number in range(N_DOCUMENTS)]

    @property
    def has(self) -> csr_array:
        """(units, codes) whether a unit has a code."""
        cells = np.ones(len(self.unit), np.bool_), (self.unit, self.code)
        return csr_array(cells, shape=(N_UNITS, N_CODES))

    @property
    def table(self) -> pd.DataFrame:
        """A row a coding, as a researcher would have it."""
        names = np.array(self.codes)[self.code]
        return pd.DataFrame({"document": self.document[self.unit], "unit": self.unit, "code": names})


def coded() -> Coded:
    """Codings drawn at random; few codes are common, and each document leaves out three quarters of them."""
    random = np.random.RandomState(12)
    document = np.sort(random.randint(0, N_DOCUMENTS, N_UNITS))
    known = random.random_sample((N_DOCUMENTS, N_CODES)) < 0.25
    chances = 1 / (np.arange(N_CODES) + 5)
    keys: np.ndarray = np.zeros(0, np.int64)
    while len(keys) < N_CODINGS:
        unit = random.randint(0, N_UNITS, 4 * N_CODINGS)
        code = random.choice(N_CODES, 4 * N_CODINGS, p=chances / chances.sum())
        kept = known[document[unit], code]
        keys = np.union1d(keys, unit[kept] * N_CODES + code[kept])
    keys = np.sort(random.permutation(keys)[:N_CODINGS])
    return Coded(keys // N_CODES, keys % N_CODES, document)


def sequence_here(made: Coded) -> dict[tuple[str, str], int]:
    """Which code follows which, with all measures; the counts above 0."""
    table = pd.DataFrame(sequence_columns(has=made.has, document=made.document, codes=made.codes))
    seen = table[table["n_both"] > 0]
    return dict(zip(zip(seen["code_1"], seen["code_2"], strict=True), seen["n_both"].tolist(), strict=True))


def sequence_by_pandas(codings: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The same counts alone: the table of codings joined with itself one unit later."""
    later = codings.assign(unit=codings["unit"] - 1)
    pairs = codings.merge(later, on=["document", "unit"], suffixes=("_1", "_2"))
    return pairs.groupby(["code_1", "code_2"]).size().to_dict()


def saturation_here(made: Coded) -> tuple[int | None, float]:
    """Documents read at saturation, and the median over random orders."""
    found = saturation(
        has=made.has,
        document=made.document,
        codes=made.codes,
        documents=made.documents,
        base=BASE,
        run=RUN,
        threshold=THRESHOLD,
        orders=ORDERS,
    )
    return found.reached, found.orders.median


def saturation_by_pandas(codings: pd.DataFrame) -> tuple[int | None, float]:
    """The same: for each order the first document of each code, then the runs."""
    present = codings[["document", "code"]].drop_duplicates()
    random = np.random.RandomState(0)
    given = _point(present, np.arange(N_DOCUMENTS))
    drawn = [_point(present, random.permutation(N_DOCUMENTS)) for _ in range(ORDERS)]
    ordered = sorted(np.inf if point is None else point for point in drawn)
    return given, float(ordered[(ORDERS + 1) // 2 - 1])


def _point(present: pd.DataFrame, place: np.ndarray) -> int | None:
    first = present.assign(place=place[present["document"]]).groupby("code")["place"].min()
    new = first.value_counts().reindex(range(N_DOCUMENTS), fill_value=0)
    ratios = new.rolling(RUN).sum() / new.iloc[:BASE].sum()
    small = ratios.iloc[BASE + RUN - 1 :] <= THRESHOLD
    return int(small.idxmax()) - RUN + 1 if small.any() else None
