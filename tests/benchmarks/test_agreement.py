"""The benchmark of agreement: both ways find the same."""

import pytest

from benchmarks import agreement


def test_sums_and_a_loop_over_draws_find_the_same(monkeypatch):
    sizes = {"N_UNITS": 240, "N_CODERS": 3, "N_CODES": 2, "N_DOCUMENTS": 12}
    for name, size in sizes.items():
        monkeypatch.setattr(agreement, name, size)
    given = agreement.rated()
    assert agreement.here(given, 25) == pytest.approx(agreement.by_loop(given, 25))
