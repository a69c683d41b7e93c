import pytest

from qualcode.errors import UsageError
from qualcode.reliability.measures import AGAINST, AMONG, MEASURES, chosen


def test_all_that_can_be_had_by_default():
    assert [one.name for one in chosen((), with_reference=False)] == list(AMONG)
    assert [one.name for one in chosen((), with_reference=True)] == list(MEASURES)
    assert AGAINST == ("precision", "recall", "f1")


def test_in_the_order_of_tables():
    assert [one.name for one in chosen(["gwet_ac1", "holsti"], with_reference=False)] == [
        "holsti",
        "gwet_ac1",
    ]


@pytest.mark.parametrize("name", ["kappa", "recall"])
def test_unknown_ones_and_those_without_a_reference_are_refused(name):
    with pytest.raises(UsageError, match=name):
        chosen([name], with_reference=False)
