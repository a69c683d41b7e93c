"""The benchmark of co-occurrence: both ways count the same pairs."""

import numpy as np

from benchmarks import cooccurrence


def test_sums_and_a_loop_count_the_same_pairs(monkeypatch):
    monkeypatch.setattr(cooccurrence, "N_DOCUMENTS", 2)
    made = cooccurrence.codings()
    assert [len(np.unique(np.stack(one), axis=1).T) for one in made] == [cooccurrence.CODINGS] * 2
    found = cooccurrence.by_sums(cooccurrence.tallies(made))
    assert found == cooccurrence.by_loop(made)
    assert found
