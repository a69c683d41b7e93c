from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.context import _lines, around

TEXT = "Lin: One two.\n\nAna: Three four five. Six seven.\n\nLin: Eight nine ten eleven twelve.\n"


def test_all_is_shown_where_there_is_room_without_empty_lines():
    at = TEXT.index("Six")
    before, after = around(TEXT, at, at + 10, 20, 40)
    assert before == "Lin: One two.\nAna: Three four five. "
    assert after == "\nLin: Eight nine ten eleven twelve."


def test_what_is_left_out_is_told_and_no_word_is_cut():
    words = " ".join(f"word{number}" for number in range(100))
    at = words.index("word50")
    before, after = around(words, at, at + 6, 5, 30)
    assert before.startswith("…word")
    assert after.endswith("…")
    assert set(f"{before}{after}".replace("…", " ").split()) <= set(words.split())
    assert 40 < len(before) <= 60


def test_room_that_one_side_does_not_need_is_the_others():
    words = " ".join(f"word{number}" for number in range(100))
    before, after = around(words, 0, 5, 9, 30)
    assert before == ""
    assert len(after) > 150


@given(st.text(alphabet="能人 ab\n。", max_size=400), st.data())
def test_the_context_fits_and_is_that_of_the_text(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = around(text, start, end, 9, 20)
    for part in before.strip("…").split("\n"):
        assert part in text[:start]
    for part in after.strip("…").split("\n"):
        assert part in text[end:]
    assert _lines(before, 20) + _lines(after, 20) <= max(9 - _lines(text[start:end], 20), 2) + 2
