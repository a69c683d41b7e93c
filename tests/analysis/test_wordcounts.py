import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from qualcode.analysis.columns import frame
from qualcode.analysis.wordcounts import word_frequency_columns


def word_frequency(**options):
    return frame(word_frequency_columns(**options))


def table(counts, words, **options):
    return word_frequency(counts=csr_array(np.array(counts)), words=words, **options).set_index("word")


def test_counted_by_hand():
    found = table([[3, 1, 0], [0, 1, 0], [3, 1, 1]], ["we", "and", "street"])
    assert found.index.tolist() == ["we", "and", "street"]
    assert found["n"].tolist() == [6, 3, 1]
    assert found["n_documents"].tolist() == [2, 3, 1]
    assert found["per_1000"].tolist() == pytest.approx([600, 300, 100])
    assert found["N"].tolist() == [10] * 3
    by_hand = (abs(3 / 6 - 0.4) + abs(0 - 0.1) + abs(3 / 6 - 0.5)) / 2
    assert found.loc["we", "dp"] == pytest.approx(by_hand)
    assert found.loc["we", "dp_norm"] == pytest.approx(by_hand / (1 - 0.1))


def test_dispersion_of_the_extremes():
    """Five equal parts: a word in all of them alike, and one in a single one (Gries 2008)."""
    found = table([[2, 5], [2, 0], [2, 0], [2, 0], [2, 0]], ["even", "lumped"])
    sizes = np.array([7, 2, 2, 2, 2]) / 15
    assert found.loc["even", "dp"] == pytest.approx(np.abs(0.2 - sizes).sum() / 2)
    assert found.loc["lumped", "dp"] == pytest.approx(1 - 7 / 15)
    alike = table([[1, 1], [1, 1]], ["a", "b"])
    assert alike[["dp", "dp_norm"]].to_numpy().ravel() == pytest.approx([0] * 4)


def test_published_dispersion():
    """Gries 2008: a word 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10, 11 words has DP = 0.18."""
    sizes = 9, 10, 10, 10, 11
    found = table([[n, size - n] for n, size in enumerate(sizes, 1)], ["a", "rest"]).loc["a"]
    assert found["dp"] == pytest.approx(0.18)
    assert found["dp_norm"] == pytest.approx(0.18 / 0.82)


def test_stop_words_and_rare_words_are_left_out_but_count():
    found = table([[3, 1, 1]], ["we", "and", "street"], stop=np.array([False, True, False]), least=2)
    assert found.index.tolist() == ["we"]
    assert found["per_1000"].tolist() == [600]


def test_dispersion_needs_two_documents_with_words():
    found = table([[3, 1], [0, 0]], ["we", "and"])
    assert found[["dp", "dp_norm"]].isna().all(axis=None)
    assert set(found["note"]) == {"dp undefined: one document"}
    assert len(table([[0]], ["we"])) == 0


@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=2, max_size=5))
def test_dispersion_is_the_sum_over_all_documents(counts):
    dense = np.array(counts)
    found = table(counts, list("abcd"))
    if found["dp"].notna().all():
        for at, word in enumerate("abcd"):
            if dense[:, at].sum():
                distance = np.abs(dense[:, at] / dense[:, at].sum() - dense.sum(axis=1) / dense.sum())
                assert found.loc[word, "dp"] == pytest.approx(distance.sum() / 2, abs=1e-12)
                assert -1e-12 <= found.loc[word, "dp_norm"] <= 1 + 1e-12
