"""How odd a text is: the right decoding costs little, a wrong one much."""

import pytest

from qualcode.ingest.plausible import FREQUENT, chinese_cost, is_strange, share_written, western_cost

TALK = "我们社区的居委会每个星期三都会来上门，问大家有什么困难。"


def test_ascii_costs_nothing():
    cost = chinese_cost("Q: how long?\r\n\tA: 3.5 years")
    assert tuple(cost) == (0, 0, 0, 1.0)
    assert cost.mean == 0.0


def test_tiers_of_han():
    assert (chinese_cost("的").total, chinese_cost("犬").total, chinese_cost("鬯").total) == (0, 1, 6)
    assert chinese_cost("鬯鬯").total == 6
    assert chinese_cost("\ue000\ufffd\0\0").total == 48


def test_frequent_characters_are_in_both_scripts_and_once():
    assert {"说", "說", "这", "這"} <= set(FREQUENT)
    assert len(set(FREQUENT)) == len(FREQUENT)


@pytest.mark.parametrize(("right", "wrong"), [("gb18030", "big5hkscs"), ("utf-16-le", "gb18030")])
def test_the_wrong_encoding_costs_several_times_as_much(right, wrong):
    mistaken = TALK.encode(right).decode(wrong, "replace")
    assert chinese_cost(mistaken).mean > 5 * chinese_cost(TALK).mean


def test_a_han_character_within_a_latin_word_costs_more():
    assert chinese_cost("it的s").total - chinese_cost("it 的 s").total == 6


def test_accents_stand_alone_in_a_western_text():
    assert western_cost("café “merci”").total == 1
    assert western_cost(TALK.encode("gb18030").decode("latin-1")).mean > 3 * western_cost("Crème brûlée").mean


@pytest.mark.parametrize(
    ("text", "strange"), [("这是一件大事", False), ("һһһ", True), ("naïve café", False), ("鬯鳥鬲", True)]
)
def test_what_is_strange(text, strange):
    assert is_strange(text) == strange


def test_the_wrong_order_of_bytes_is_not_written():
    data = TALK.encode("utf-16-le")
    assert share_written(data.decode("utf-16-le")) == 1.0
    assert share_written(data.decode("utf-16-be", "replace")) < 0.8
