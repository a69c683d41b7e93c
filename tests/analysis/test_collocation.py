import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from qualcode.analysis.collocation import collocation_columns
from qualcode.analysis.columns import frame
from qualcode.errors import UsageError


def collocation(**options):
    return frame(collocation_columns(**options))


def table(talks, words="abcdef", document=None, **options):
    """The collocations of stretches written as texts of one-letter words."""
    tokens = [np.array([words.index(letter) for letter in talk], np.int64) for talk in talks]
    where = np.arange(len(talks)) if document is None else np.array(document)
    options = {"least": 1, **options}
    return collocation(tokens=tokens, document=where, words=list(words), **options).set_index(
        ["word_1", "word_2"]
    )


def test_counted_by_hand():
    found = table(["abcab"], window=2)
    row = found.loc[("a", "b")]
    assert row["n_both"] == 3, "places 1-2, 2-4, 4-5; 1-5 is too far"
    assert row["N"] == 2 * 7
    assert (row["n_1"], row["n_2"]) == (5, 5)
    assert row["expected"] == pytest.approx(25 / 14)
    assert row["npmi"] == pytest.approx(math.log(3 * 14 / 25) / -math.log(3 / 14))
    assert row["log_dice"] == pytest.approx(14 + math.log2(6 / 10))
    theirs = chi2_contingency([[3, 2], [2, 7]], correction=False, lambda_="log-likelihood")
    assert row["g2"] == pytest.approx(theirs.statistic)


def test_published_counts_of_pairs_of_positions():
    """Pairs of positions at most three apart, the upper triangle of quanteda's manual."""
    found = table(["ADACEADFEBACED"], "ABCDEF", window=3)["n_both"]
    square = found.unstack(fill_value=0).reindex(index=list("ABCDE"), columns=list("BCDEF"), fill_value=0)
    assert square.to_numpy().tolist() == [
        [1, 4, 4, 5, 2],
        [0, 1, 1, 2, 1],
        [0, 0, 3, 3, 0],
        [0, 0, 0, 4, 1],
        [0, 0, 0, 0, 2],
    ]


def test_no_pair_reaches_from_one_stretch_into_another():
    found = table(["ab", "ba", "cd"], document=[0, 0, 1])
    assert found.index.tolist() == [("a", "b"), ("c", "d")], "equal g2: by the words"
    assert found["n_both"].tolist() == [2, 1]
    assert found["n_documents"].tolist() == [1, 1]
    assert table(["ab", "ba"], document=[0, 1])["n_documents"].tolist() == [2]


def test_stop_words_keep_their_place():
    stop = np.array([letter == "x" for letter in "abx"])
    assert table(["axb"], "abx", stop=stop, window=1).empty
    found = table(["axb"], "abx", stop=stop, window=2)
    assert found.index.tolist() == [("a", "b")]
    assert found["N"].tolist() == [6]


def test_rare_pairs_are_left_out():
    assert table(["ab", "ab", "ac"], least=2).index.tolist() == [("a", "b")]


def test_pairs_that_meet_less_often_than_expected_come_last():
    found = table(["aaab", "aaaa", "aac", "bc", "bc"], window=3)
    assert found.index.tolist() == [("b", "c"), ("a", "b"), ("a", "c")]
    assert found["g2"].iloc[-1] < 0 < found["g2"].iloc[0]
    assert found["g2"].is_monotonic_decreasing


def test_nothing_to_count():
    assert table([]).empty
    assert table(["a", ""]).empty
    with pytest.raises(UsageError, match="window of 0"):
        table(["ab"], window=0)


@given(st.lists(st.text("abcd", max_size=8), max_size=4), st.integers(1, 9))
def test_pairs_are_those_of_a_loop(talks, window):
    loop = Counter(
        tuple(sorted((talk[i], talk[j])))
        for talk in talks
        for i in range(len(talk))
        for j in range(i + 1, min(len(talk), i + window + 1))
    )
    found = table(talks, "abcd", window=window)
    assert found["n_both"].to_dict() == {pair: n for pair, n in loop.items() if pair[0] != pair[1]}
    if len(found):
        assert set(found["N"]) == {2 * sum(loop.values())}
        ends = Counter(letter for pair, n in loop.items() for letter in pair for _ in range(n))
        assert [ends[one] for one, _ in found.index] == found["n_1"].tolist()
