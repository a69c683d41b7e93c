"""The benchmarks of sequence and saturation: both ways find the same."""

import numpy as np
import pytest

from benchmarks import comparisons, measures


@pytest.fixture
def made(monkeypatch):
    sizes = {"N_UNITS": 300, "N_CODINGS": 900, "N_DOCUMENTS": 12, "ORDERS": 60, "N_CODES": 20}
    for name, size in sizes.items():
        monkeypatch.setattr(measures, name, size)
    return measures.coded()


def test_codings_are_distinct_and_in_order(made):
    assert len(made.unit) == 900
    assert (np.diff(made.unit * 20 + made.code) > 0).all()
    assert made.has.shape == (300, 20)


def test_sequence_and_a_join_count_the_same(made):
    found = measures.sequence_here(made)
    assert found == measures.sequence_by_pandas(made.table)
    assert found


def test_saturation_and_a_loop_over_orders_find_the_same(made):
    reached, median = measures.saturation_here(made)
    assert reached is not None
    assert (reached, median) == measures.saturation_by_pandas(made.table)


def test_breakdown_and_crosstab_are_those_of_pandas(made):
    units, book = comparisons.units_of(made)
    assert (
        comparisons.breakdown_here(units, book).items() >= comparisons.breakdown_by_pandas(made.table).items()
    )
    assert comparisons.crosstab_here(units, book) == comparisons.crosstab_by_pandas(made.table, made.document)


def test_both_ways_expect_the_same_of_rotations(made, monkeypatch):
    monkeypatch.setattr(comparisons, "DRAWS", 3)
    monkeypatch.setattr(comparisons, "TESTED", 9)
    assert np.allclose(comparisons.rotations_here(made), comparisons.rotations_by_pandas(made))
