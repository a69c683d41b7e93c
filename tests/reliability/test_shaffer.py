"""Shaffer's ρ: wholes as they are asked for, draws beside a plain simulation, and what is undefined."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.reliability.agreement import agreement
from qualcode.reliability.cohen import cohen_kappa
from qualcode.reliability.ratings import ratings
from qualcode.reliability.shaffer import recall_of, shaffer_rho


def table(n11: int, n10: int, n01: int, n00: int):
    return np.array([[n00, n01], [n10, n11]], float)


@settings(max_examples=30)
@given(st.floats(0.4, 0.65), st.floats(0.6, 1), st.floats(0.05, 0.5))
def test_a_coder_with_that_recall_has_that_kappa(kappa: float, precision: float, base: float):
    (recall,) = recall_of(np.array([kappa]), np.array([precision]), base)
    if 0 < recall <= 1:
        both = base * recall
        second = both / precision
        whole = table(
            *(10**6 * part for part in (both, base - both, second - both, 1 - base - second + both))
        )
        assert float(cohen_kappa(whole)) == pytest.approx(kappa, abs=1e-6)


def plain(n11: int, n10: int, n01: int, n00: int, *, draws: int) -> float:
    """The same by the book, a unit at a time: (second, first) as pairs in a list that is sampled."""
    chance, n = random.Random(7), n11 + n10 + n01 + n00
    base, observed = (n11 + n10) / n, float(cohen_kappa(table(n11, n10, n01, n00)))
    found = []
    while len(found) < draws:
        kappa, precision = chance.uniform(0.4, 0.65), chance.uniform(0.6, 1)
        (recall,) = recall_of(np.array([kappa]), np.array([precision]), base).tolist()
        both = round(10_000 * base * recall) if 0 < recall <= 1 else 0
        second = round(both * (1 - precision) / precision)
        rest = 10_000 - round(10_000 * base) - second
        if both and rest >= 0:
            kinds, sizes = ["11", "10", "01", "00"], [both, round(10_000 * base) - both, second, rest]
            drawn = chance.sample(kinds, counts=sizes, k=n)
            found.append(float(cohen_kappa(table(*(drawn.count(kind) for kind in kinds)))) >= observed)
    return sum(found) / draws


def test_it_is_what_a_plain_simulation_finds():
    cells = (14, 3, 3, 60)
    expected = plain(*cells, draws=1500)
    assert shaffer_rho(table(*cells)).value == pytest.approx(expected, abs=4 * (0.25 / 1500) ** 0.5)


def test_more_units_and_a_higher_kappa_are_rarer_by_chance():
    few, many = shaffer_rho(table(8, 2, 2, 28)).value, shaffer_rho(table(80, 20, 20, 280)).value
    assert 0 < many < few < 1
    assert shaffer_rho(table(10, 0, 0, 30)).value < few
    assert shaffer_rho(table(2500, 0, 0, 7500)).value == 0


def test_the_seed_decides():
    cells = table(14, 3, 3, 60)
    assert shaffer_rho(cells, seed=3) == shaffer_rho(cells, seed=3)
    assert shaffer_rho(cells, seed=3) != shaffer_rho(cells, seed=4)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ((0, 0, 0, 0), "no unit"),
        ((0, 0, 0, 9), "one value"),
        ((0, 0, 3, 9), "first coder gave all"),
        ((9, 3, 0, 0), "first coder gave all"),
        ((6000, 10, 10, 6000), "more units"),
    ],
)
def test_what_is_undefined_says_why(cells: tuple[int, ...], reason: str):
    found = shaffer_rho(table(*cells))
    assert np.isnan(found.value)
    assert reason in found.reason


def test_it_stands_in_a_table_only_where_it_is_named():
    values = np.array([[[1], [1]]] * 4 + [[[1], [0]]] + [[[0], [0]]] * 15, np.int8)
    given_ = ratings(
        values,
        document=np.zeros(20, int),
        coders=("li", "zhang"),
        codes=("trust",),
        documents=("a",),
        turn=np.arange(20),
        unit="sentence",
    )
    assert "shaffer_rho" not in set(agreement(given_, draws=0).table["measure"])
    (row,) = agreement(given_, measures=["shaffer_rho"], draws=0, seed=5).table.to_dict("records")
    assert row["value"] == shaffer_rho(table(4, 1, 0, 15), seed=5).value
    assert row["note"].endswith("base rate of li, 10,000 units, 10,000 draws, seed 5")
