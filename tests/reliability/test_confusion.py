import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reliability.confusion import Confused, confusion_frame, confusions
from qualcode.reliability.ratings import ratings

CODES = ["trust", "control", "help"]


def made(one, two):
    values = np.stack([np.array(one), np.array(two)], axis=1)
    return ratings(values, document=[0] * len(values), coders=["li", "wu"], codes=CODES)


def test_what_the_other_gave_where_one_gave_a_code():
    one = [[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]]
    two = [[1, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 1]]
    assert confusions(made(one, two)) == [
        Confused("li", "trust", "wu", "trust", 1, 3),
        Confused("li", "trust", "wu", "control", 1, 3),
        Confused("li", "trust", "wu", "", 1, 3),
        Confused("li", "help", "wu", "help", 1, 1),
        Confused("wu", "trust", "li", "trust", 1, 1),
        Confused("wu", "control", "li", "trust", 2, 2),
        Confused("wu", "help", "li", "help", 1, 1),
    ]


def test_units_that_the_other_did_not_rate_do_not_count():
    assert confusions(made([[1, 0, 0]], [[-1, 1, 0]])) == [Confused("wu", "control", "li", "trust", 1, 1)]


def test_as_a_table():
    found = confusion_frame(made([[1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 0, 1]]))
    assert list(found.columns) == ["coder", "code", "other_coder", "other_code", "n", "n_code", "share"]
    assert found["share"].tolist() == [0.5, 0.5, 1, 1]


UNITS = st.lists(st.tuples(*[st.tuples(*[st.integers(-1, 1)] * 3)] * 2), min_size=1, max_size=9)


@given(UNITS)
def test_same_as_counting_unit_by_unit(units):
    one, two = [unit[0] for unit in units], [unit[1] for unit in units]
    found = {(row.code, row.other_code): row.n for row in confusions(made(one, two)) if row.coder == "li"}
    for at, code in enumerate(CODES):
        missed = [b for a, b in units if a[at] == 1 and b[at] == 0]
        assert found.get((code, code), 0) == sum(a[at] == b[at] == 1 for a, b in units)
        assert found.get((code, ""), 0) == sum(1 not in b for b in missed)
        for to, other in enumerate(CODES):
            if to != at:
                assert found.get((code, other), 0) == sum(b[to] == 1 for b in missed)
