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
