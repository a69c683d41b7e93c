"""Measures where a person could not give a code in every document, counted by hand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from qualcode.analysis.code_saturation import code_reserve, code_saturation
from qualcode.analysis.coded_units import coded_units, document_units
from qualcode.analysis.codemap import map_of_codes
from qualcode.analysis.cooccurrence import cooccurrence_pair_columns
from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
from qualcode.analysis.frequency import frequency_columns
from qualcode.analysis.levels import code_level_columns
from qualcode.analysis.matrix import cooccurrence_rows
from qualcode.analysis.network import code_network
from qualcode.analysis.pair_tests import PairTest, pairs_tested
from qualcode.analysis.sequence import code_sequence_columns
from qualcode.coding.sums import sums_of
from qualcode.coding.tally import tally
from qualcode.coding.units import counting
from qualcode.project.job.people_told import missing_in
from qualcode.text.document import Speaker
from tests.coding.made import Interview, Turn, at, codebook, coded_document

FLAT = codebook("a", "b", "c", languages=("en",))
TREE = codebook("top", "below<top", "a", "b", languages=("en",))


def found(talks, codes, *, count_by=None, rollup=False):
    """Sums and units of talks; each with the indices of the codes that could not be given in it."""
    how = counting(count_by, "sentence", rollup=rollup)
    coded = []
    for made, missing in talks:
        offered = np.array([code not in missing for code in range(len(codes.codes))])
        coded.append(replace(coded_document(made), offered=offered if missing else None))
    tallies = [tally(one, how) for one in coded]
    parts = [document_units(one, it, how) for one, it in zip(coded, tallies, strict=True)]
    return sums_of(tallies, codes, how), coded_units(parts, codes, how)


def talk(id, *sentences, **attributes):
    return Interview(id, (Turn(0, sentences),), attributes=attributes)


def sequence(units, codes, **options):
    table = code_sequence_columns(units, codes, by_turn=False, skip_uncoded=True, **options)
    rows = zip(table["code_1"], table["code_2"], table["n_both"], table["M"], strict=True)
    return {(one, two): (n, m) for one, two, n, m in rows}


def test_units_with_a_code_that_is_left_out_are_not_skipped():
    talks = [(talk("x", at(0), at(2), at(1)), ()), (talk("y", at(0), at(), at(1)), (2,))]
    _, units = found(talks, FLAT)
    # c stands between a and b in x; in y nothing does
    assert sequence(units, FLAT) == {("a", "b"): (1, 3), ("b", "a"): (0, 3)}


def test_units_with_a_code_whose_family_is_missing_are_coded():
    sentences = at(0), at(2), at(2, 3), at()
    talks = [(talk("x", *sentences), (1,)), (talk("y", at(1)), ())]
    sums, units = found(talks, TREE, rollup=True)
    table = cooccurrence_pair_columns(sums, TREE, base="coded")
    assert (table["code_1"], table["code_2"], table["N"]) == (["a"], ["b"], [4])
    tested = pairs_tested(sums, units, TREE, PairTest(draws=2_000), base="coded").columns
    # of the three coded units of x, a has two and b one: E is 2/3, and every place of b is 1/3 away or 2/3
    assert tested["p"] == [pytest.approx(1, abs=1e-3)]
    assert sequence(units, TREE)["a", "b"] == (1, 2)


def test_windows_with_any_code():
    talks = [(talk("x", at(0), at(), at(2, 3), at(), at()), (1,))]
    sums, _ = found(talks, TREE, count_by="window:2", rollup=True)
    assert cooccurrence_pair_columns(sums, TREE, base="coded")["N"] == [3]


def test_a_code_that_meets_two_of_three_values_is_tested_as_two_by_two():
    talks = [
        (talk("x", at(0), at(0), at(), site="L"), ()),
        (talk("y", at(1), at(), at(), at(), site="M"), ()),
        (talk("z", at(1), at(), site="N"), (0,)),
    ]
    _, units = found(talks, FLAT)
    tests = crosstab_columns(units, FLAT, CrosstabOptions("site", draws=100)).tests
    rows = dict(
        zip(
            tests["code"],
            zip(tests["n_values"], tests["df"], tests["test"], tests["p"], strict=True),
            strict=True,
        )
    )
    p = stats.fisher_exact([[2, 0], [1, 4]])[1]
    assert rows["a"] == (2, 1, "fisher", pytest.approx(p))
    assert rows["b"][:3] == (3, 2, "permutation")


def test_documents_in_which_the_population_says_nothing_leave_no_code_out():
    silent = Interview("y", (Turn(0, (at(0),)),), (Speaker("Q", role="interviewer"),))
    talks = [(talk(str(n), at(0), at(1), site="LM"[n % 2]), ()) for n in range(6)]
    sums, units = found([*talks, (silent, (1,))], FLAT)
    assert sequence(units, FLAT)["a", "b"] == (6, 6)
    assert code_saturation(units, FLAT, base=1, run=1).curve["n_codes"] == [2] * 6
    assert code_reserve(units, FLAT, ["0"]).codes == ()
    assert code_network(sums, FLAT).nodes["code"] == ["a", "b", "c"]
    assert map_of_codes(sums, FLAT).codes == ("a", "b")
    tests = crosstab_columns(units, FLAT, CrosstabOptions("site", draws=20)).tests
    assert tests["p_cluster"][1] == 1
    assert "offer" not in "".join(map(str, tests["note"]))
    assert "note" not in code_level_columns(units, FLAT, {})
    assert missing_in(sums) == {}


def test_where_only_silent_documents_could_have_a_code_it_has_no_numbers():
    silent = Interview("y", (Turn(0, (at(0),)),), (Speaker("Q", role="interviewer"),))
    sums, _ = found([(talk("x", at(0), at(2)), (1,)), (silent, ())], FLAT)
    assert frequency_columns(sums, FLAT)["n_codings"] == [1, None, 1]
    _, rows = cooccurrence_rows(sums, FLAT)
    assert rows == [["a", 1, None, 0], ["b", None, None, None], ["c", 0, None, 1]]
    nobody, _ = found([(silent, (1,))], FLAT)
    assert frequency_columns(nobody, FLAT)["n_codings"] == [0, 0, 0]
