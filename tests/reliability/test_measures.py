import pytest

from qualcode.errors import UsageError
from qualcode.reliability.measures import AGAINST, ALPHA_U, MEASURES, RHO, chosen


def test_all_that_can_be_had_by_default():
    assert [one.name for one in chosen((), with_reference=True, with_spans=True)] == [
        name for name in MEASURES if name != RHO
    ]
    fewer = [one.name for one in chosen((), with_reference=False, with_spans=False)]
    assert fewer == [name for name in MEASURES if name not in (*AGAINST, ALPHA_U, RHO)]
    assert AGAINST == ("precision", "recall", "f1")


def test_in_the_order_of_tables():
    assert [one.name for one in chosen(["gwet_ac1", "holsti"], with_reference=False, with_spans=False)] == [
        "holsti",
        "gwet_ac1",
    ]


@pytest.mark.parametrize("name", ["kappa", "recall", "alpha_u"])
def test_unknown_ones_and_those_that_cannot_be_had_are_refused(name):
    with pytest.raises(UsageError, match=name):
        chosen([name], with_reference=False, with_spans=False)
