"""The text is fixed once, at the door; spans count its characters ever after."""

import unicodedata
from typing import NamedTuple

import numpy as np

from qualcode.text import _tables
from qualcode.text.chars import BMP, code_points, look_up
from qualcode.text.patterns import lazy

_RADICALS = str.maketrans(_tables.RADICALS_FROM, _tables.RADICALS_TO)
_CONTROLS = lazy("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]+")
_LINE_ENDS = lazy("\r\n|[\r\v\f\x85\u2028\u2029]")
_PAIRS = lazy("[\ud800-\udbff][\udc00-\udfff]")
_LONE = lazy("[\ud800-\udfff]")


def _suspects() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Code points of the first plane that `fix_text` may change, other than by NFC."""
    flags = np.zeros(BMP, np.bool_)
    for first, last in ((0, 8), (11, 31), (0x7F, 0x9F), (0x2028, 0x2029), (0x2E80, 0x2FD5), (0xD800, 0xDFFF)):
        flags[first : last + 1] = True
    flags[0xFEFF] = True
    return flags


_SUSPECTS = _suspects()


class FixedText(NamedTuple):
    """A text that never changes again; `replaced` counts the characters that could not be kept."""

    text: str
    replaced: int = 0


def fix_text(raw: str) -> FixedText:
    r"""One line end (`\n`), no controls but the tab, ideographs for radicals, NFC.

    A surrogate without its partner becomes U+FFFD and is counted in `replaced`. What is
    fixed already comes back as it is.
    """
    text, replaced = raw, 0
    if look_up(_SUSPECTS, code_points(raw)).any():
        text, replaced = _mend(raw)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return FixedText(text, replaced)


def _mend(raw: str) -> tuple[str, int]:
    """`fix_text` without NFC, for text that holds something to mend."""
    text = _CONTROLS.sub("", raw)
    text = _LINE_ENDS.sub("\n", text)
    text = _PAIRS.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    text, replaced = _LONE.subn("\ufffd", text)
    return text.translate(_RADICALS), replaced
