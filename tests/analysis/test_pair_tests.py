import pytest
from scipy import stats

from qualcode.analysis.cooccurrence import cooccurrence_pair_columns
from qualcode.analysis.pair_tests import PairTest, cooccurrence_pairs_tested, pair_test, pairs_tested
from qualcode.analysis.rotation import moved
from qualcode.analysis.significance import benjamini_hochberg
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.units import counting
from qualcode.errors import UsageError
from qualcode.rules.syntax import Condition
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at, codebook, coded_document, summarise

FLAT = codebook("a", "b", "c", "d")
SHARED = {2: [(0, 2)], 3: [(1, 3)]}
TALKS = (
    [at(0, 1)] * 4 + [at(0)] * 3 + [at(1), at(), at(0, 2), SHARED] + [at()] * 12,
    [at(), at(0, 1), at(2), at(1)] + [at()] * 6 + [at(0, 1)],
)


def counts(talks=TALKS, codes=FLAT, count_by=None, rollup=False):
    made = [Interview(f"d{i}", (Turn(0, tuple(sentences)),)) for i, sentences in enumerate(talks)]
    how = counting(count_by, "sentence", rollup=rollup)
    return summarise([coded_document(one) for one in made], codes, how), units_over(
        made, "sentence", count_by, rollup, codes=codes
    )


def table(test, codes=FLAT, base="all", **options):
    sums, units = counts(codes=codes, **options)
    return pairs_tested(sums, units, codes, test, base=base)


def by_pair(columns, name):
    return dict(zip(zip(columns["code_1"], columns["code_2"], strict=True), columns[name], strict=True))


def test_p_and_q_stand_behind_the_columns_of_the_pairs():
    sums, _ = counts()
    found = table(PairTest("fisher"))
    assert [*found.columns] == [*cooccurrence_pair_columns(sums, FLAT), "p", "q"]
    assert found.columns["note"].count("same words") == 1
    assert found.m == 5
    p = by_pair(found.columns, "p")
    assert p["c", "d"] is None, "a pair on the same words is no finding"
    assert p["a", "b"] == pytest.approx(stats.fisher_exact([[6, 4], [2, 22]]).pvalue)
    q = benjamini_hochberg([value for value in found.columns["p"] if value is not None])
    assert [value for value in found.columns["q"] if value is not None] == pytest.approx(q)


def test_only_coded_units_on_request():
    p = by_pair(table(PairTest("fisher"), base="coded").columns, "p")
    assert p["a", "b"] == pytest.approx(stats.fisher_exact([[6, 4], [2, 2]]).pvalue)
    _, units = counts()
    has = units.has()
    coded = has.sum(axis=1) > 0
    expected = moved(has[coded], units.document[coded], draws=99).p
    assert by_pair(table(PairTest(draws=99), base="coded").columns, "p")["a", "b"] == expected[0, 1]


def test_permutation_moves_a_code_within_its_document():
    _, units = counts()
    found = table(PairTest(draws=499, seed=5))
    expected = moved(units.has(), units.document, draws=499, seed=5).p
    assert by_pair(found.columns, "p")["a", "b"] == expected[0, 1]
    shuffled = table(PairTest(permute="shuffle", draws=499, seed=5))
    assert by_pair(shuffled.columns, "p")["a", "b"] < expected[0, 1]


def test_pairs_of_a_family_are_not_tested():
    tree = Codebook((Code("a"), Code("b", parent="a"), Code("c", rules=(Condition("code", "d"),)), Code("d")))
    found = table(PairTest("fisher"), tree)
    assert found.m == 4
    assert by_pair(found.columns, "note")["a", "b"] == "ancestor"
    assert by_pair(found.columns, "note")["c", "d"] == "same words || by rule"
    rolled = table(PairTest(draws=19), tree, rollup=True)
    assert ("a", "b") not in by_pair(rolled.columns, "p")
    assert rolled.m == 4


def test_documents_are_tested_by_fisher_only():
    assert table(PairTest("fisher"), count_by="document").m == 5
    with pytest.raises(UsageError, match="in a document there is nothing to move"):
        table(PairTest(), count_by="document")


@pytest.mark.parametrize("count_by", ["window:2", "near:1", "overlap", "window:1:turn"])
def test_what_overlaps_is_not_tested(count_by):
    for kind in ("permutation", "fisher"):
        with pytest.raises(UsageError, match=f"pairs counted by {count_by} cannot be tested"):
            table(PairTest(kind), count_by=count_by)


def test_a_test_by_its_name():
    assert pair_test("permutation", "shuffle", draws=9, seed=0) == PairTest("permutation", "shuffle", 9, 0)
    for given in ({"kind": "t"}, {"kind": "fisher", "permute": "x"}, {"kind": "fisher", "draws": 0}):
        with pytest.raises(UsageError):
            pair_test(**given)


def test_the_frame_tells_how_many_were_tested():
    found = cooccurrence_pairs_tested(*counts(), FLAT, PairTest("fisher"))
    assert found.attrs["m"] == 5
    assert found["p"].isna().sum() == 1
    none = cooccurrence_pairs_tested(*counts(talks=([at()],)), FLAT, PairTest(draws=9))
    assert none.empty
    assert none.attrs["m"] == 0
