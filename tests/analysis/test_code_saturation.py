import pytest

from qualcode.analysis.code_saturation import code_reserve, code_saturation, summary_columns
from qualcode.errors import UsageError
from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at
from tests.coding.test_sums import BOOK

GUIDE = (Speaker("I", role="interviewer"), Speaker("A"))


def talk(name, *sentences, speaker=1):
    return Interview(name, (Turn(speaker, sentences),), GUIDE)


MADE = [
    talk("d1", at(2), at(2)),
    talk("d2", at(4), at()),
    talk("d3", at(2)),
    talk("d10", at(3), at(3)),
    talk("d4", at(0), speaker=0),
]


def test_own_codings_in_the_order_of_names():
    found = code_saturation(units_over(MADE, rollup=True), BOOK, base=2, run=1, orders=0)
    assert found.curve["document"] == ["d1", "d2", "d3", "d10"], "d4 is only the interviewer's"
    assert found.curve["n_new"] == [1, 1, 0, 1], "no codes above them, though they are rolled up"
    assert found.curve["new_codes"] == ["c", "e", "", "d"]
    assert set(found.curve["N"]) == {4}
    assert set(found.runs["counted_by"]) == {"document"}
    assert (found.point, found.ordered_by) == ("2+1", "name")


def test_a_table_of_one_row():
    units = units_over(MADE)
    found = code_saturation(units, BOOK, base=2, run=1, orders=20, seed=3)
    (row,) = zip(*summary_columns(found, "x").values(), strict=True)
    assert row[:9] == (2, 1, 0.05, 2, "name", "2+1", 2, 20, 3)
    assert row[12:] == ("document", "x", 4, "p90 undefined: too few orders get there")
    few = summary_columns(code_saturation(units, BOOK, orders=0), "x")
    assert (few["reached"], few["median"], few["note"]) == (
        [None],
        [None],
        ["fewer documents than base and run"],
    )
    never = summary_columns(code_saturation(units, BOOK, base=3, run=1), "x")
    assert never["note"][0].startswith("not reached || median undefined")


def test_what_reserved_documents_add():
    units = units_over(MADE)
    found = code_reserve(units, BOOK, ["1"])
    assert found.documents == ("d10",)
    assert [(one.code, one.n_units) for one in found.codes] == [("d", 2)]
    assert found.families == (), "others have c of the same family"
    whole = code_reserve(units, BOOK, ["d2", "d3"])
    assert [one.code for one in whole.codes] == [one.code for one in whole.families] == ["e"]
    with pytest.raises(UsageError, match="every document is reserved"):
        code_reserve(units, BOOK, ["4"])
