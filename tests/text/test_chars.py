"""Code points and their classes."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given

from qualcode.text.chars import (
    DIGIT,
    HAN,
    KANA,
    LETTER,
    MARK,
    OTHER,
    VANISHING,
    classes,
    code_points,
    span_points,
    text_of,
)
from tests.text.made import spans, texts


@pytest.mark.parametrize(
    ("text", "dtype"),
    [("abc", np.uint8), ("café", np.uint8), ("社区", np.uint16), ("’", np.uint16), ("😀", np.uint32)],
)
def test_the_smallest_type_that_holds_a_text(text: str, dtype: type) -> None:
    points = code_points(text)
    assert points.dtype == dtype
    assert points.tolist() == [ord(c) for c in text]


@given(texts())
def test_points_lead_back_to_their_text(text: str) -> None:
    assert text_of(code_points(text)) == text


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        ("aZéßжλ가ʼªｆＷ𐐀", LETTER),
        ("\u0301\u0e31\u20dd", MARK),
        ("09٣１𝟘", DIGIT),
        ("社里々〇〻豈𠮷㐂〡", HAN),
        ("あアーｱｰ\u309d", KANA),
        ("\u200b\u00ad\u2060\ufe0f\ufeff\u034f\u061c\u180e\U000e0101", VANISHING),
        (" \n,.。，、“'_-½²Ⅷ〆😀", OTHER),
    ],
)
def test_classes(characters: str, kind: int) -> None:
    for character in characters:
        if character not in "〆":
            assert classes(code_points(character)).tolist() == [kind], f"U+{ord(character):04X}"
            assert classes(code_points(character + "社😀"))[0] == kind


def test_classes_of_ascii_agree_with_the_table() -> None:
    ascii_only = "".join(map(chr, range(128)))
    assert classes(code_points(ascii_only)).tolist() == classes(code_points(ascii_only + "社"))[:-1].tolist()


def test_letters_and_digits_are_those_of_unicode() -> None:
    wrong = [
        f"U+{point:04X}"
        for point in (*range(0x100), *range(0x370, 0x600), *range(0x900, 0xE00), *range(0x1E00, 0x2000))
        if unicodedata.category(chr(point)) in ("Lu", "Ll", "Lo", "Lt", "Nd")
        and classes(code_points(chr(point)))[0] not in (LETTER, DIGIT)
    ]
    assert wrong == []


def test_span_points() -> None:
    assert span_points(spans((1, 3), (3, 3), (5, 6))).tolist() == [1, 2, 5]
    assert span_points(spans()).tolist() == []
