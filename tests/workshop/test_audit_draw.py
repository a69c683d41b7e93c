"""Samples of an audit: sizes, shares of documents, equal chances, and an order that tells nothing."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.population import ALL, Population
from qualcode.errors import UsageError
from qualcode.workshop.audit_draw import allot, draw, halved
from qualcode.workshop.passages import Passages, lay, part_of
from qualcode.workshop.strata import STRATA, Strata
from tests.workshop.spoken import talk


def population(*documents: str) -> Strata:
    """Documents as strings: c coded, n near, anything else far."""
    made = [talk(*("word" for _ in kinds), name=f"d{i}") for i, kinds in enumerate(documents)]
    parts = tuple(part_of(lay(one, "turn", Population((ALL,)))) for one in made)
    kinds = np.array(list("".join(documents)), "U1") if "".join(documents) else np.zeros(0, "U1")
    none = np.zeros(len(kinds), np.bool_)
    return Strata(Passages(parts), kinds == "c", kinds == "n", none, none)


KINDS = st.lists(st.text("cnf", max_size=12), min_size=1, max_size=6).filter(lambda some: any(some))


@given(KINDS, st.integers(0, 20), st.integers(0, 40), st.integers(0, 99))
def test_sizes_add_up(documents, hits, misses, seed):
    if hits + misses == 0:
        return
    made = population(*documents)
    sample = draw(made, hits=hits, misses=misses, seed=seed)
    sizes = {stratum: sample.sizes(stratum) for stratum in STRATA}
    assert sum(n for n, _ in sizes.values()) == len(made.passages)
    for stratum in STRATA:
        mine = [item for item in sample.items if item.stratum == stratum]
        assert sizes[stratum] == (len(made.members(stratum)), len(mine))
        assert {item.index for item in mine} <= set(made.members(stratum).tolist())
        assert sum(n / k * k for n, k in [sizes[stratum]] if k) in (0, sizes[stratum][0])
    assert len({item.index for item in sample.items}) == len(sample.items)
    n_near, n_far = sizes["near"][0], sizes["far"][0]
    assert sizes["coded"][1] == min(hits, sizes["coded"][0])
    assert sizes["near"][1] + sizes["far"][1] == min(misses, n_near + n_far)
    for cell in sample.cells:
        drawn = [i for i in sample.items if (i.stratum, i.passage.document) == (cell.stratum, cell.document)]
        assert len(drawn) == cell.drawn <= cell.population


def test_half_of_the_misses_come_from_each_stratum_or_from_the_other():
    made = population("c" * 9 + "n" * 30 + "f" * 90)
    assert [draw(made, hits=4, misses=21).sizes(one)[1] for one in STRATA] == [4, 11, 10]
    assert [draw(made, hits=20, misses=80).sizes(one)[1] for one in STRATA] == [9, 30, 50]
    assert [draw(population("nfff"), misses=150).sizes(one)[1] for one in STRATA] == [0, 1, 3]
    assert halved(50, 151) == (50, 76, 75)


def test_documents_give_their_shares():
    made = population("f" * 60, "f" * 30, "f" * 10, "n")
    drawn = {
        cell.document: cell.drawn
        for cell in draw(made, hits=0, misses=21, seed=5).cells
        if cell.stratum == "far"
    }
    assert drawn == {"d0": 12, "d1": 6, "d2": 2}


@given(st.lists(st.integers(1, 50), min_size=1, max_size=9), st.data())
def test_shares_are_exact_or_rounded(sizes, data):
    number = data.draw(st.integers(0, sum(sizes)))
    shares = allot(sizes, number, data.draw(st.floats(0, 1, exclude_max=True)))
    assert sum(shares) == number
    for size, share in zip(sizes, shares, strict=True):
        assert abs(share - size * number / sum(sizes)) < 1
        assert 0 <= share <= size


def test_shares_are_exact_on_average():
    """Also those of documents so small that rounding to the nearest would always leave them out."""
    sizes, starts = [50, 3, 2, 45], (np.arange(1000) + 0.5) / 1000
    mean = np.mean([allot(sizes, 10, start) for start in starts], axis=0)
    assert mean == pytest.approx([5, 0.3, 0.2, 4.5], abs=0.01)


def test_every_passage_of_a_stratum_has_the_same_chance():
    made = population("f" * 9, "ff", "f", "nncc")
    times = Counter(
        item.index for seed in range(3000) for item in draw(made, hits=1, misses=6, seed=seed).items
    )
    assert [times[i] / 3000 for i in range(12)] == pytest.approx([4 / 12] * 12, abs=0.04)
    assert [times[i] / 3000 for i in (14, 15)] == pytest.approx([0.5, 0.5], abs=0.04)


def test_order_and_numbers_tell_nothing():
    """Items are numbered in an order in which every stratum is equally likely everywhere."""
    made = population("c" * 5 + "n" * 5 + "f" * 5)
    places = {stratum: [] for stratum in STRATA}
    for seed in range(600):
        sample = draw(made, hits=5, misses=10, seed=seed)
        assert [item.number for item in sample.items] == list(range(1, 16))
        for item in sample.items:
            places[item.stratum].append(item.number)
    assert [np.mean(some) for some in places.values()] == pytest.approx([8, 8, 8], abs=0.4)


def test_a_seed_decides_and_strata_are_drawn_apart():
    made = population("c" * 20 + "n" * 20 + "f" * 20)
    assert draw(made, hits=5, misses=8, seed=3) == draw(made, hits=5, misses=8, seed=3)
    assert draw(made, hits=5, misses=8, seed=3) != draw(made, hits=5, misses=8, seed=4)

    def coded(misses):
        return {i.index for i in draw(made, hits=5, misses=misses, seed=3).items if i.stratum == "coded"}

    assert coded(0) == coded(8) == coded(30)


@pytest.mark.parametrize(("hits", "misses"), [(0, 0), (-1, 5), (5, -1)])
def test_what_is_no_sample(hits, misses):
    with pytest.raises(UsageError, match="no sample"):
        draw(population("cf"), hits=hits, misses=misses)


def test_an_empty_population_has_no_sample():
    with pytest.raises(UsageError, match="no passage"):
        draw(population(""))
