import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, csr_matrix

from qualcode.analysis.columns import frame
from qualcode.analysis.sequence import sequence_columns
from qualcode.errors import UsageError


def sequence(**options):
    return frame(sequence_columns(**options))


def table(units, document=None, **options):
    """The sequence of units written as texts of one-letter codes."""
    letters = "abc"
    has = csr_array(np.array([[letter in unit for letter in letters] for unit in units], bool).reshape(-1, 3))
    where = np.zeros(len(units), np.int64) if document is None else np.array(document)
    return sequence(has=has, document=where, codes=list(letters), **options).set_index(["code_1", "code_2"])


def test_counted_by_hand():
    found = table(["a", "b", "ab", "", "b", "a"])
    assert found.index.tolist()[:4] == [("a", "a"), ("a", "b"), ("a", "c"), ("b", "a")]
    row = found.loc[("a", "b")]
    assert (row["lag"], row["n_1"], row["n_2"], row["n_both"], row["M"]) == (1, 2, 3, 1, 5)
    assert row["p_2_given_1"] == 1 / 2
    assert row["expected"] == pytest.approx(2 * 3 / 5)
    assert row["z"] == pytest.approx((1 - 1.2) / math.sqrt(1.2 * (1 - 2 / 5) * (1 - 3 / 5)))
    assert found.loc[("b", "a"), "n_both"] == 2, "b → ab and b → a"
    assert found.loc[("b", "b"), "n_both"] == 1


def test_units_without_a_code_stay_unless_they_are_skipped():
    assert table(["a", "", "b"]).loc[("a", "b"), "n_both"] == 0
    skipped = table(["a", "", "b"], skip_uncoded=True)
    assert (skipped.loc[("a", "b"), "n_both"], skipped.loc[("a", "b"), "M"]) == (1, 1)


def test_a_lag_of_two_and_a_lag_longer_than_the_talk():
    assert table(["a", "c", "b"], lag=2).loc[("a", "b"), ["n_both", "M"]].tolist() == [1, 1]
    assert table(["a", "c", "b"], lag=7)["M"].tolist() == [0] * 9
    with pytest.raises(UsageError, match="lag of 0"):
        table(["a"], lag=0)


def test_no_pair_reaches_from_one_document_into_another():
    found = table(["a", "b", "a", "b"], [0, 0, 1, 1])
    assert found.loc[("b", "a"), "n_both"] == 0
    assert found.loc[("a", "b"), "M"] == 2
    assert table(["a", "", "", "b"], [0, 0, 1, 1], skip_uncoded=True)["M"].tolist() == [0] * 9


def test_a_code_with_itself_can_be_left_out():
    assert len(table(["a", "b"], with_itself=False)) == 6


def test_what_is_undefined_is_no_number_and_says_why():
    found = table(["b", "b", "a"])
    never = found.loc[("a", "b")]
    assert math.isnan(never["p_2_given_1"])
    assert math.isnan(never["z"])
    assert never["expected"] == 0
    assert never["note"] == "p and z undefined: code_1 in no first unit"
    assert "a code in every unit" in found.loc[("b", "a"), "note"]
    assert found.loc[("b", "a"), "p_2_given_1"] == 1 / 2
    assert found.loc[("b", "c"), "note"].startswith("z undefined: code_2 in no second unit")
    empty = table([])
    assert empty[["p_2_given_1", "expected", "z"]].isna().all(axis=None)
    assert set(empty["note"]) == {"undefined: no unit follows another"}


def test_rows_without_a_remark_have_all_numbers():
    found = table(["ab", "bc", "", "ca", "b", "", "c"])
    assert (found["note"] == "").all()
    assert found.notna().all(axis=None)


def test_older_sparse_matrices_do_too():
    dense = np.array([[1, 0], [0, 1], [1, 1]], bool)
    tables = [
        sequence(has=kind(dense), document=np.zeros(3, np.int64), codes=["a", "b"])
        for kind in (csr_array, csr_matrix)
    ]
    assert tables[0].equals(tables[1])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), max_size=12),
    st.permutations(range(4)),
    st.integers(1, 3),
    st.booleans(),
    st.data(),
)
def test_the_order_of_the_codes_does_not_matter_and_pairs_are_those_of_a_loop(units, order, lag, skip, data):
    dense = np.array(units, bool).reshape(-1, 4)
    document = np.sort(
        np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(units), max_size=len(units))), np.int64)
    )
    options = {"document": document, "lag": lag, "skip_uncoded": skip}
    plain = sequence(has=csr_array(dense), codes=list("abcd"), **options)
    mixed = sequence(has=csr_array(dense[:, order]), codes=["abcd"[i] for i in order], **options)
    keys = ["code_1", "code_2"]
    assert plain.sort_values(keys, ignore_index=True).equals(mixed.sort_values(keys, ignore_index=True))
    kept = [i for i in range(len(units)) if dense[i].any() or not skip]
    pairs = [(s, t) for s, t in zip(kept, kept[lag:], strict=False) if document[s] == document[t]]
    assert plain["n_both"].tolist() == [
        sum(bool(dense[s, i] and dense[t, j]) for s, t in pairs) for i in range(4) for j in range(4)
    ]
