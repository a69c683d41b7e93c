import numpy as np

from qualcode.analysis.artefacts import pairs_by_rule
from qualcode.codebook.model import Code, Codebook
from qualcode.rules.syntax import And, Condition, Literal, Not, Phrase

TERM = Phrase((Literal("term"),))


def test_a_rule_that_names_a_code_binds_the_two():
    codes = Codebook(
        (
            Code("a", rules=(TERM, And((TERM, Condition("code", "b"))))),
            Code("b", rules=(TERM,)),
            Code("c", rules=(And((TERM, Not(Condition("code", "a")))),)),
            Code("d", rules=(And((TERM, Condition("role", "a"))), And((TERM, Condition("code", "nowhere"))))),
        )
    )
    found = pairs_by_rule(codes)
    assert np.argwhere(found).tolist() == [[0, 1], [0, 2], [1, 0], [2, 0]]


def test_a_name_means_the_codes_below_it_and_under_rollup_those_above_it_and_above_its_owner():
    codes = Codebook(
        (
            Code("top", rules=(TERM,)),
            Code("mid", parent="top", rules=(TERM,)),
            Code("low", parent="mid", rules=(TERM,)),
            Code("other", rules=(TERM,)),
            Code("owner", parent="other", rules=(And((TERM, Condition("code", "mid"))),)),
        )
    )
    pairs = np.argwhere(np.triu(pairs_by_rule(codes))).tolist()
    assert pairs == [[1, 4], [2, 4]], "a unit with mid need not have top, nor one with owner other"
    rolled = np.argwhere(np.triu(pairs_by_rule(codes, rollup=True))).tolist()
    assert rolled == [[0, 3], [0, 4], [1, 3], [1, 4], [2, 3], [2, 4]]
