"""The words of the population as numbers."""

import numpy as np

from qualcode.coding.population import ALL, Population
from qualcode.project.words.spoken import spoken
from qualcode.project.words.wording import quick_cut
from tests.workshop.test_wordlist import talk


def test_words_turn_by_turn():
    one = talk("why us?", "Trust the 信任。trust TRUST.", "信任 us.")
    found = spoken([one, talk("us", name="e")], Population((ALL,)), quick_cut(None))
    assert found.words == ("why", "us", "trust", "the", "信任")
    assert [words.tolist() for words in found.stretches] == [[0, 1], [2, 3, 4, 2, 2], [4, 1], [1]]
    assert found.document.tolist() == [0, 0, 0, 1]
    assert found.turn.tolist() == [0, 1, 2, 0]
    assert [one.text[at] for at in found.starts[1]] == ["T", "t", "信", "t", "T"]
    assert found.n_tokens == 10
    assert found.counts().toarray().tolist() == [[1, 2, 3, 1, 2], [0, 1, 0, 0, 0]]
    kept = [np.arange(len(words)) > 0 for words in found.stretches]
    assert found.counts(kept).toarray().tolist() == [[0, 2, 2, 1, 1], [0, 0, 0, 0, 0]]
    assert found.stop(frozenset({"the"})).tolist() == [False, False, False, True, False]


def test_only_the_population():
    found = spoken([talk("why us?", "us")], Population(), quick_cut(None))
    assert (found.words, found.turn.tolist(), found.n_documents) == (("us",), [1], 1)
    empty = spoken([talk("why us?")], Population(), quick_cut(None))
    assert (empty.n_tokens, empty.counts().shape) == (0, (1, 0))
