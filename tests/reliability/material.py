"""Published data, and the plain loops that measures are checked by."""

from itertools import combinations

import numpy as np

from qualcode.reliability.ratings import as_values
from qualcode.reliability.sums import Profile, profile

KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 * * *
1 2 3 3 2 2 4 1 2 5 * 3
* 3 3 3 2 3 4 2 2 5 1 *
1 2 3 3 2 4 4 1 2 5 1 *
"""
"""Example D of Krippendorff 2011: four coders, twelve units."""

FLEISS = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
"""Fleiss 1971: how many of six raters gave each of 30 patients each of five diagnoses."""


def krippendorff() -> np.ndarray:
    """(12, 4) values from 0, NaN where there is none."""
    rows = [row.split() for row in KRIPPENDORFF.strip().splitlines()]
    return np.array([[np.nan if cell == "*" else int(cell) - 1 for cell in row] for row in rows]).T


def fleiss() -> np.ndarray:
    """(30, 6) values from 0."""
    rows = [[int(n) for n in row] for row in FLEISS.split()]
    return np.array([np.repeat(np.arange(5), row) for row in rows])


def profile_of(values, q: int = 2) -> Profile:
    """The profile of one code, without the axes of clusters and codes."""
    return Profile(*(part[0, 0] for part in profile(as_values(values)[:, :, None], q=q)))


def two(n11: int, n10: int, n01: int, n00: int) -> np.ndarray:
    """(units, 2) ratings with these counts."""
    return np.repeat([[1, 1], [1, 0], [0, 1], [0, 0]], [n11, n10, n01, n00], axis=0)


def table(n11: int, n10: int, n01: int, n00: int) -> np.ndarray:
    """The same as a table, value 0 first."""
    return np.array([[n00, n01], [n10, n11]], np.float64)


def rows_with_two(values) -> list[list[int]]:
    """The ratings of each unit that has two or more."""
    rated = [[int(value) for value in row if not np.isnan(value)] for row in np.asarray(values, float)]
    return [row for row in rated if len(row) > 1]


def mean_of_pairs_by_loop(values) -> float:
    """Percent agreement: by unit, the share of its pairs of ratings that are equal."""
    shares = []
    for row in rows_with_two(values):
        pairs = list(combinations(row, 2))
        shares.append(sum(one == two for one, two in pairs) / len(pairs))
    return sum(shares) / len(shares) if shares else np.nan


def shares_by_loop(values, q: int) -> list[float]:
    """The mean over units of the share of their raters who gave each value."""
    rated = [[value for value in row if not np.isnan(value)] for row in np.asarray(values, float)]
    rated = [row for row in rated if row]
    return [sum(row.count(k) / len(row) for row in rated) / len(rated) for k in range(q)]


def alpha_by_loop(values) -> float:
    """α nominal from its definition: differing pairs within units, by those among all ratings."""
    units = rows_with_two(values)
    every = [value for row in units for value in row]
    n = len(every)
    observed = sum(2 * sum(one != two for one, two in combinations(row, 2)) / (len(row) - 1) for row in units)
    expected = 2 * sum(one != two for one, two in combinations(every, 2))
    return 1 - (observed / n) / (expected / (n * (n - 1))) if expected else np.nan
