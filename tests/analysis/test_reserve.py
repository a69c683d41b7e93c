import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.analysis.reserve import NewCode, reserve, reserve_sentence
from qualcode.errors import UsageError

CODES = ["life", "work", "pay", "home"]
PARENT = np.array([-1, -1, 1, 0])
TALKS = ["talk 1", "talk 2", "talk 3"]


def checked(units, reserved):
    """The check of units written as (document, codes)."""
    has = np.array([[code in of for code in CODES] for _, of in units])
    document = np.array([number for number, _ in units])
    return reserve(
        has=csr_array(has), document=document, codes=CODES, documents=TALKS, parent=PARENT, reserved=reserved
    )


def test_a_new_code_of_a_family_that_is_known():
    found = checked([(0, ["home"]), (1, ["life"]), (2, ["home"]), (2, ["life"]), (2, ["life"])], [1, 2])
    assert found.documents == ("talk 2", "talk 3")
    assert found.codes == (NewCode("life", ("talk 2", "talk 3"), 3),)
    assert found.families == ()


def test_a_new_family_counts_a_unit_with_two_of_its_codes_once():
    found = checked([(0, ["home"]), (1, []), (2, ["work", "pay"]), (2, ["pay"])], [2])
    assert [one.code for one in found.codes] == ["work", "pay"]
    assert found.families == (NewCode("work", ("talk 3",), 2),)


def test_nothing_new():
    found = checked([(0, ["home"]), (1, ["home"]), (2, [])], [1])
    assert (found.codes, found.families) == ((), ())
    assert reserve_sentence(["a"], [], language="zh") == "预留的1份访谈（a）未出现新的范畴。"
    assert (
        reserve_sentence(["a"], [], language="en")
        == "In the interview that was held back (a) no new category appeared."
    )


def test_the_sentence_names_what_is_new():
    told = reserve_sentence(["a", "b", "c"], ["信任", "认同"], language="zh")
    assert told == "预留的3份访谈（a、b、c）出现了新的范畴：信任、认同。"
    one, two = (reserve_sentence(["a", "b"], new, language="en") for new in (["Pay"], ["Pay", "Work"]))
    assert one == "In the 2 interviews that were held back (a, b) a new category appeared: Pay."
    assert two == "In the 2 interviews that were held back (a, b) new categories appeared: Pay, Work."


@pytest.mark.parametrize("reserved", [[], [0, 1, 2]])
def test_some_but_not_all_are_reserved(reserved):
    with pytest.raises(UsageError, match="document is reserved"):
        checked([(0, ["home"])], reserved)
