import pytest

from qualcode.errors import UsageError
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.codings.steps import reopen
from qualcode.project.codings.taking_back import codings_meant, take_back
from qualcode.project.study.journals import read_state
from tests.project.coded_study import coded


@pytest.fixture
def opened(tmp_path) -> ByHand:
    opened = by_hand(coded(tmp_path))
    reopen(opened, ["lane"], coder="li")
    return opened


def ids(opened, coder="li", document="lane"):
    state, _ = read_state(opened.study.folder)
    return [one.id for one in state.codings if (one.coder, one.document) == (coder, document)]


def test_codings_go_and_come_back(opened):
    first, second, _ = ids(opened)
    found = codings_meant(opened, [first[:12], second.upper(), second], "remove", coder="li")
    take_back(opened, found.changed, "remove")
    assert len(ids(opened)) == 1
    again = codings_meant(opened, [first], "remove", coder="li")
    assert (again.changed, [one.id for one in again.already]) == ((), [first])
    back = codings_meant(opened, (), "restore", coder="li", code="helper")
    take_back(opened, back.changed, "restore")
    assert second in ids(opened)
    assert len(ids(opened)) == 2


@pytest.mark.parametrize(
    ("given", "chosen", "message"),
    [
        ([""], {}, "there is no coding"),
        (["xyz"], {}, "there is no coding xyz"),
        ([], {}, "not said which codings"),
        (["a"], {"code": "trust"}, "not said which codings"),
        ([], {"document": "花园"}, "li has finished 花园 in round 1"),
    ],
)
def test_what_cannot_be_taken_back(opened, given, chosen, message):
    with pytest.raises(UsageError, match=message):
        codings_meant(opened, given, "remove", coder="li", **chosen)


def test_only_own_codings_by_beginnings_that_tell_them(opened):
    other = ids(opened, "zhang")[0]
    with pytest.raises(UsageError, match="is a coding of zhang"):
        codings_meant(opened, [other], "remove", coder="li")
