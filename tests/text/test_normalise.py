"""Text is fixed once: line ends, controls, radicals, composed forms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.normalise import fix_text
from tests.text.made import ALPHABET

CASES = [
    ("plain", "plain"),
    ("a\r\nb\rc\u0085d\u2028e\u2029f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
    ("\ufeffa\x00b\x07c\x7fd\x9fe", "abcde"),
    ("a\tb", "a\tb"),
    ("a\r\x00\nb", "a\nb"),
    ("e\u0301", "é"),
    ("e\x00\u0301", "é"),
    ("⻅⻔⼀⽅⻓⺠", "见门一方长民"),
    ("\uf900", "豈"),
    ("，Ａ　’", "，Ａ　’"),
    ("\u200b\u00ad", "\u200b\u00ad"),
    ("\ud83d\ude00", "😀"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "fixed"), CASES)
def test_fixed_text(raw: str, fixed: str) -> None:
    assert fix_text(raw).text == fixed
    assert fix_text(raw).replaced == 0


def test_surrogates_without_a_partner_are_replaced_and_counted() -> None:
    found = fix_text("a\ud800b\udc00\ud83d\ude00\r\n")
    assert found.text == "a\ufffdb\ufffd😀\n"
    assert found.replaced == 2


def test_clean_text_is_the_same_object() -> None:
    for text in ("Nothing to do.\n", "没有什么要改的。\n", "It’s clean.\n"):
        assert fix_text(text).text is text


@given(st.text(st.sampled_from(ALPHABET + "\r\x00\x85\ufeff⻅⼀e\u0301\u0323각\ud800\udc00"), max_size=40))
def test_fixing_twice_changes_nothing(raw: str) -> None:
    once = fix_text(raw).text
    assert fix_text(once).text == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\x00\x85\ufeff⻅⼀")
    assert "\ud800" not in once
