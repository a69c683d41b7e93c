import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency, false_discovery_control

from qualcode.analysis.columns import frame
from qualcode.analysis.keyness import keyness_columns

WORDS = ["trust", "parking", "noise", "rare"]


def keyness(**options):
    return frame(keyness_columns(**options))


def table(target, reference, words=WORDS, **options):
    return keyness(
        target=csr_array(np.array(target)), reference=csr_array(np.array(reference)), words=words, **options
    )


def test_counted_by_hand():
    found = table([[6, 1, 2, 0], [4, 0, 2, 0]], [[1, 8, 4, 0], [1, 0, 6, 0], [0, 0, 0, 0]])
    assert found["word"].tolist() == ["trust", "noise", "parking"], "from the most typical to the least"
    row = found.set_index("word").loc["trust"]
    assert (row["n_target"], row["n_reference"]) == (10, 2)
    assert (row["N_target"], row["N_reference"]) == (15, 20)
    assert (row["n_documents_target"], row["n_documents_reference"]) == (2, 2)
    assert row["per_1000_target"] == pytest.approx(10_000 / 15)
    assert row["expected"] == pytest.approx(12 * 15 / 35)
    assert row["log_ratio"] == pytest.approx(math.log2((10 / 15) / (2 / 20)))
    theirs = chi2_contingency([[10, 2], [5, 18]], correction=False, lambda_="log-likelihood")
    assert (row["g2"], row["p"]) == pytest.approx((theirs.statistic, theirs.pvalue))
    assert found["q"].tolist() == pytest.approx(false_discovery_control(found["p"]))
    assert found["g2"].iloc[2] < 0


def test_a_word_that_one_side_never_says_counts_half():
    row = table([[3, 1]], [[0, 4]], ["we", "i"]).set_index("word").loc["we"]
    assert row["log_ratio"] == pytest.approx(math.log2((3 / 4) / (0.5 / 4)))


def test_rare_words_are_left_out_but_count_as_words():
    found = table([[5, 1]], [[5, 2]], ["often", "seldom"], least=4)
    assert found["word"].tolist() == ["often"]
    assert found["N_target"].tolist() == [6]


def test_equal_words_stand_in_the_order_of_their_letters():
    assert table([[2, 2, 1]], [[1, 1, 2]], ["b", "a", "c"])["word"].tolist() == ["a", "b", "c"]


def test_undefined():
    found = table([[0, 0]], [[1, 2]], ["a", "b"])
    assert found[["g2", "p", "q", "log_ratio", "per_1000_target"]].isna().all(axis=None)
    assert set(found["note"]) == {"undefined: the target has no words"}
    assert table([[1]], [[0]], ["a"])["note"].tolist() == ["undefined: the reference has no words"]
    alone = table([[1]], [[2]], ["a"])
    assert alone["note"].tolist() == ["g2 undefined: there is no other word"]
    assert alone["g2"].isna().all()
    assert len(table([[0]], [[0]], ["a"])) == 0


counts = st.lists(st.lists(st.integers(0, 6), min_size=5, max_size=5), min_size=1, max_size=3)


@given(counts, counts, st.permutations(range(5)))
def test_the_order_of_words_does_not_matter_and_sides_swap_their_sign(target, reference, order):
    words = list("abcde")
    plain = table(target, reference, words)
    mixed = table(np.array(target)[:, order], np.array(reference)[:, order], [words[i] for i in order])
    assert plain.equals(mixed)
    swapped = table(reference, target, words).set_index("word").loc[plain["word"]]
    assert swapped["g2"].tolist() == pytest.approx((-plain["g2"]).tolist(), nan_ok=True, abs=1e-9)
    assert swapped["log_ratio"].tolist() == pytest.approx(
        (-plain["log_ratio"]).tolist(), nan_ok=True, abs=1e-9
    )


def test_stop_words_are_not_listed_but_count():
    plain = table([[6, 1, 2, 0]], [[1, 8, 4, 0]]).set_index("word")
    stop = np.array([True, False, False, False])
    found = table([[6, 1, 2, 0]], [[1, 8, 4, 0]], stop=stop).set_index("word")
    assert found.index.tolist() == ["noise", "parking"]
    assert found["g2"].tolist() == plain.loc[["noise", "parking"], "g2"].tolist()
    assert set(found["N_target"]) == {9}
    assert found["q"].tolist() == pytest.approx(false_discovery_control(found["p"]))


def test_half_an_occurrence_that_turns_the_sign_is_told():
    found = table([[0, 5]], [[77, 4000]], ["person", "other"], least=1).set_index("word")
    assert (found.loc["person", "g2"] < 0, found.loc["person", "log_ratio"] > 0) == (True, True)
    assert found.loc["person", "note"].startswith("log_ratio has the other sign")
    assert found.loc["other", "note"] == ""
    large = table([[0, 900]], [[77, 4000]], ["person", "other"], least=1).set_index("word")
    assert (large.loc["person", "log_ratio"] < 0, large.loc["person", "note"]) == (True, "")
