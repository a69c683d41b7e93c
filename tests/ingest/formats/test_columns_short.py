"""Tables of talk whose answers are shorter than the names."""

import pytest

from qualcode.ingest.formats.columns import guessed_columns

SHORT = [("访谈者", "您好"), ("何书记", "行。")] * 3


def test_short_answers_are_speech():
    found = guessed_columns([list(row) for row in SHORT])
    assert found is not None
    assert (found.speaker, found.text) == (0, 1)
    turned = guessed_columns([list(row)[::-1] for row in SHORT])
    assert turned is not None
    assert (turned.speaker, turned.text) == (1, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [("何书记", "行。"), ("王主任", "好。")] * 3,
        [("访谈者", "您好"), ("何书记", "行。")],
        [("访谈者", ""), ("何书记", "")] * 3,
        [("访谈者", "姓名"), ("社区情况良好", "好")] * 3,
    ],
)
def test_without_a_word_for_speakers_or_without_recurrence_nothing_is_turned_round(rows):
    found = guessed_columns([list(row) for row in rows])
    assert found is None or found.text == 0
