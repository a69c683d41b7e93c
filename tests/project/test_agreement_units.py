import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.project.agreement_units import codes_of

BOOK = Codebook((Code("people"), Code("leader", "people", 1), Code("founder", "leader", 2), Code("trust")))


def test_without_rollup_each_code_stands_alone():
    codes = codes_of(BOOK)
    assert codes.ids == ("people", "leader", "founder", "trust")
    assert codes.gives == {"people": (0,), "leader": (1,), "founder": (2,), "trust": (3,)}


def test_with_rollup_a_code_gives_all_above_it():
    codes = codes_of(BOOK, rollup=True)
    assert codes.gives["founder"] == (2, 1, 0)
    assert codes.family[0] == {"people", "leader", "founder"}


@pytest.mark.parametrize(
    ("level", "ids", "founder"),
    [(1, ("people", "trust"), (0,)), (2, ("leader",), (0,)), (3, ("founder",), (0,))],
)
def test_one_level_holds_all_below_it(level, ids, founder):
    codes = codes_of(BOOK, level=level)
    assert (codes.ids, codes.gives["founder"]) == (ids, founder)
    assert codes.gives["trust"] == ((1,) if level == 1 else ())
