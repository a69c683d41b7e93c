import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.cooccurrence import (
    StrongPair,
    cooccurrence_pair_columns,
    cooccurrence_pairs,
    strongest_pairs,
)
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.units import counting
from qualcode.rules.syntax import Condition
from qualcode.text.document import Speaker
from tests.coding.made import Interview, Turn, at, codebook, coded_document, summarise
from tests.coding.test_sums import BOOK, interviews, sums_over, ways

HEADER = (
    "code_1,code_2,n_1,n_2,n_both,n_shared,n_documents,jaccard,p_2_given_1,p_1_given_2,"
    "expected,lift,npmi,phi,counted_by,population,N,note"
)
FLAT = codebook("a", "b", "c", "d", "e")


def sums(*documents, codes=FLAT, count_by=None, rollup=False):
    """Sums of documents given as lists of sentences, one turn each."""
    made = [Interview(f"d{i}", (Turn(0, tuple(sentences)),)) for i, sentences in enumerate(documents)]
    how = counting(count_by, "sentence", rollup=rollup, population="speakers=all")
    return summarise([coded_document(one) for one in made], codes, how)


def table(*documents, codes=FLAT, base="all", **options):
    return cooccurrence_pair_columns(sums(*documents, codes=codes, **options), codes, base=base)


def rows(columns, *names):
    return list(zip(*(columns[name] for name in names), strict=True))


def test_one_row_for_each_pair_of_codes_that_occur():
    found = table([at(0, 1), at(0), at(), at(1, 2)], [at(0, 1, 2), at()])
    assert ",".join(found) == HEADER
    assert rows(found, "code_1", "code_2", "n_1", "n_2", "n_both", "n_documents", "N") == [
        ("b", "c", 3, 2, 2, 2, 6),
        ("a", "b", 3, 3, 2, 2, 6),
        ("a", "c", 3, 2, 1, 1, 6),
    ]
    assert found["counted_by"] == ["sentence"] * 3
    assert found["population"] == ["speakers=all"] * 3
    assert found["note"] == ["", "", ""]


def test_rows_fall_by_n_both_then_jaccard_then_codebook_order():
    found = table([at(0, 1), at(0, 2), at(0, 3), at(0), at(1), at(2, 3), at(2, 3), at(4)])
    assert rows(found, "code_1", "code_2", "n_both")[:6] == [
        ("c", "d", 2),
        ("a", "b", 1),
        ("a", "c", 1),
        ("a", "d", 1),
        ("a", "e", 0),
        ("b", "c", 0),
    ]
    jaccards = found["jaccard"]
    assert jaccards[1] > jaccards[2] == jaccards[3]


def test_measures_of_a_pair():
    found = table([at(0, 1)] * 5 + [at(0)] * 15 + [at(1)] * 5 + [at()] * 75)
    expected = {
        "jaccard": 0.2, "p_2_given_1": 0.25, "p_1_given_2": 0.5, "expected": 2.0, "lift": 2.5, "npmi": 0.3059, "phi": 0.25,
    }  # fmt: skip
    assert {name: found[name][0] for name in expected} == pytest.approx(expected, abs=1e-4)


def test_the_base_of_coded_units_changes_n_and_what_depends_on_it():
    sentences = [at(0, 1)] * 5 + [at(0)] * 15 + [at(1)] * 5 + [at()] * 75
    found, everything = table(sentences, base="coded"), table(sentences)
    assert found["N"] == [25]
    assert found["lift"] == [0.625]
    assert found["phi"][0] == pytest.approx(-0.612, abs=5e-4)
    assert found["jaccard"] == everything["jaccard"]


def test_why_a_cell_is_empty():
    found = table([at(0, 1), at(0, 1, 2)])
    assert rows(found, "code_1", "code_2", "npmi", "phi", "note") == [
        ("a", "b", None, None, "phi undefined: a code in every unit || npmi undefined: both in every unit"),
        ("a", "c", 0.0, None, "phi undefined: a code in every unit"),
        ("b", "c", 0.0, None, "phi undefined: a code in every unit"),
    ]


def test_pairs_on_the_same_words_are_marked():
    shared = {0: [(0, 2)], 1: [(1, 3)]}
    touching = {0: [(0, 2)], 1: [(2, 3)]}
    found = table([shared, shared, at()])
    assert rows(found, "n_both", "n_shared", "note") == [(2, 2, "same words")]
    assert rows(table([shared, touching, at()]), "n_both", "n_shared", "note") == [(2, 1, "")]
    assert rows(table([at(0), at(1)]), "n_both", "n_shared", "note") == [(0, 0, "")]


def test_pairs_by_rule_and_by_descent_are_marked():
    codes = Codebook((Code("a"), Code("b", parent="a"), Code("c", rules=(Condition("code", "a"),))))
    found = table([at(0, 1, 2), at()], codes=codes)
    assert rows(found, "code_1", "code_2", "note") == [
        ("a", "b", "ancestor"),
        ("a", "c", "by rule"),
        ("b", "c", "by rule"),
    ]


def test_under_rollup_no_code_is_paired_with_those_above_it():
    codes = codebook("a", "b<a", "c<b", "d<a", "e")
    found = table([at(2, 4), at(3)], codes=codes, rollup=True)
    assert rows(found, "code_1", "code_2", "n_both") == [
        ("b", "e", 1),
        ("c", "e", 1),
        ("a", "e", 1),
        ("b", "d", 0),
        ("c", "d", 0),
        ("d", "e", 0),
    ]


def test_near_has_counts_and_shares_only():
    found = table([at(0), at(1), at(), at(), at(0), at(0)], count_by="near:1")
    assert ",".join(found) == HEADER
    assert rows(found, "n_1", "n_2", "n_both", "p_2_given_1", "p_1_given_2", "counted_by", "N") == [
        (3, 1, 1, 1 / 3, 1, "near:1", 6)
    ]
    assert rows(found, "jaccard", "expected", "lift", "npmi", "phi") == [(None,) * 5]
    assert found["note"] == ["near:1 gives counts and shares only"]


def test_overlap_has_c_in_place_of_what_depends_on_n():
    found = table([at(0, 1)] * 2 + [at(0)] * 2 + [at(2)], count_by="overlap")
    assert ",".join(found) == (
        "code_1,code_2,n_1,n_2,n_both,n_shared,n_documents,c,p_2_given_1,p_1_given_2,counted_by,population,N,note"
    )
    assert rows(found, "code_1", "code_2", "n_1", "n_2", "n_both", "c", "p_2_given_1", "p_1_given_2") == [
        ("a", "b", 4, 2, 2, 0.5, 0.5, 1.0),
        ("a", "c", 4, 1, 0, 0, 0, 0),
        ("b", "c", 2, 1, 0, 0, 0, 0),
    ]
    assert found["N"] == [7] * 3


def test_overlap_flags_what_makes_c_hard_to_read():
    family = codebook("a", "b<a", "c<a", "d", "e<d", "f<d", "g")
    found = table([at(1, 2, 4, 5)], codes=family, count_by="overlap", rollup=True)
    assert rows(found, "code_1", "code_2", "n_both", "c", "note")[0] == (
        "a", "d", 4, None, "c undefined: as many overlaps as codings",
    )  # fmt: skip
    found = table([at(1, 2, 4, 5), at(1)], codes=family, count_by="overlap", rollup=True)
    assert rows(found, "code_1", "code_2", "n_both", "c", "note")[0] == (
        "a", "d", 4, 4.0, "c above 1: several codings overlap one",
    )  # fmt: skip
    found = table([at(0, 6)] + [at(0)] * 5, codes=family, count_by="overlap")
    assert found["note"] == ["one code over 5 times as frequent"]
    assert table([at(0, 6)] + [at(0)] * 4, codes=family, count_by="overlap")["note"] == [""]


def test_strongest_pairs_leave_out_the_rare_the_local_and_artefacts():
    shared = {0: [(0, 2)], 4: [(1, 3)]}
    found = sums(
        [at(0, 1), at(0, 1), at(2, 3), at(2, 3), at(2, 3), shared, shared],
        [at(0, 1), shared, at(1, 2), at(1, 3), at(1, 3)],
        [at(1, 3)],
    )
    best = [StrongPair("a", "b", 3, 2, 3 / 10), StrongPair("b", "d", 3, 2, 3 / 10)]
    assert strongest_pairs(found, FLAT) == best
    assert strongest_pairs(found, FLAT, limit=1) == best[:1]
    assert StrongPair("c", "d", 3, 1, 3 / 7) in strongest_pairs(found, FLAT, least_documents=1)


def test_strongest_pairs_near_each_other_are_the_most_frequent():
    found = sums([at(0), at(1), at(0), at(1), at(2)], [at(0), at(2), at(1)], count_by="near:1")
    assert [
        (pair.code_1, pair.code_2, pair.n_both, pair.strength)
        for pair in strongest_pairs(found, FLAT, least_units=1)
    ] == [("b", "c", 2, None)]
    assert strongest_pairs(sums(), FLAT) == []


@settings(max_examples=60, deadline=None)
@given(made=interviews(), way=ways)
def test_pairs_are_the_upper_triangle_of_the_matrix(made, way):
    found = sums_over(made, *way, False)
    columns = cooccurrence_pair_columns(found, BOOK)
    index = BOOK.index()
    both = found.pairs.both
    listed = {(index[a], index[b]): n for a, b, n in rows(columns, "code_1", "code_2", "n_both")}
    occur = [i for i in range(len(BOOK.codes)) if both[i, i]]
    assert listed == {(i, j): both[i, j] for i in occur for j in occur if i < j}
    for a, n in rows(columns, "code_1", "n_1") + rows(columns, "code_2", "n_2"):
        assert n == both[index[a], index[a]]
    keys = [(-n, -(s or 0.0)) for n, s in rows(columns, "n_both", "c" if "c" in columns else "jaccard")]
    if "c" not in columns:
        assert keys == sorted(keys)


@settings(max_examples=30, deadline=None)
@given(made=interviews(), rollup=st.booleans())
def test_shares_of_near_zero_are_those_of_the_unit(made, rollup):
    near, plain = (
        cooccurrence_pair_columns(sums_over(made, "sentence", way, rollup), BOOK)
        for way in ("near:0", "sentence")
    )
    names = ("code_1", "code_2", "n_both", "p_2_given_1", "p_1_given_2")
    assert sorted(rows(near, *names)) == sorted(rows(plain, *names))


def test_the_frame_has_the_same_columns():
    speakers = (Speaker("A"),)
    made = coded_document(Interview("d", (Turn(0, (at(0, 1), at(0))),), speakers))
    found = cooccurrence_pairs(summarise([made], FLAT, counting(None, "sentence")), FLAT)
    assert ",".join(found.columns) == HEADER
    assert found["phi"].isna().tolist() == [True]
    assert found["n_both"].tolist() == [1]
