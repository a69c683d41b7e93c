import pytest

from qualcode.journal.passages import added, place_of


def test_a_passage_keeps_what_stands_on_both_sides():
    text = "甲" * 40 + "能人👍🏽" + "b" * 5
    event = added(text, "aa", 40, 44, code="leader", round=2)
    assert (event.quote, event.before, event.after) == ("能人👍🏽", "甲" * 32, "b" * 5)
    assert (event.event, event.code, event.round, event.sha256) == ("add", "leader", 2, "aa")


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 9)])
def test_what_is_no_passage_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match="no passage"):
        place_of("abc", "aa", start, end)
