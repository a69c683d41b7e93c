import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.population import Population
from qualcode.coding.units import Counting
from qualcode.project.agreement.marks import Mark, Marks
from qualcode.project.agreement.units import codes_of, compared
from qualcode.project.job.pipeline import Plan
from qualcode.reliability.agreement import agreement
from tests.text.made import one_turn

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


@pytest.mark.parametrize(
    ("one", "two", "agreed", "kappa"),
    [
        ((0, 125), (75, 200), 0.85, 68.75 / 218.75),  # the manual of NVivo: A 125, B 125, both 50
        ((0, 100), (50, 150), 0.9, 0.4444),
    ],
)
def test_coders_compared_by_character(one, two, agreed, kappa):
    book = Codebook((Code("trust"),))
    marks = {
        name: {"made": Marks((Mark("trust", *span),), None)} for name, span in (("li", one), ("wu", two))
    }
    plan = Plan(book, "sentence", Counting(), Population())
    found = compared([one_turn("字" * 1000)], marks, plan, codes_of(book), by="character")
    table = agreement(found.ratings, draws=0).table.set_index("measure")["value"]
    assert table["percent_agreement"] == pytest.approx(agreed)
    assert table["cohen_kappa"] == pytest.approx(kappa, abs=5e-5)
    assert [passage.text for passage in found.disagreements()] == [
        "字" * (two[0] - one[0]),
        "字" * (two[1] - one[1]),
    ]
