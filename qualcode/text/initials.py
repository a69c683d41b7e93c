"""The first letters of words and of the readings of Chinese characters, to find names on any keyboard."""

from bisect import bisect_right

from qualcode.text.chinese import simplified
from qualcode.text.key import fold

_FIRSTS = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each letter in GB 2312, whose first level stands in the order of readings."""
_LETTERS = "abcdefghjklmnopqrstwxyz"
_END = "座"
"""The last character of that level."""


def _place(char: str) -> bytes:
    try:
        return char.encode("gb2312")
    except UnicodeEncodeError:
        return b""


_PLACES = [_place(char) for char in _FIRSTS]
_LAST = _place(_END)


def initial(char: str) -> str:
    """The letter with which a Chinese character's reading begins (能: n); of others the character itself.

    A character of several readings has the one by which GB 2312 orders it; a rare one has none and is empty.
    """
    if not _is_chinese(char):
        return char
    place = _place(simplified(char))
    return _LETTERS[bisect_right(_PLACES, place) - 1] if _PLACES[0] <= place <= _LAST else ""


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def initials(text: str) -> str:
    """The first letters of a name: of each word, and of each Chinese character (能人 leads: nrl)."""
    letters: list[str] = []
    inside = False
    for char in fold(text):
        chinese = _is_chinese(char)
        if chinese or (char.isalnum() and not inside):
            letters.append(initial(char))
        inside = char.isalnum() and not chinese
    return "".join(letters)
