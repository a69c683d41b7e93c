"""Characters as numbers: code points, their classes, and stretches of them."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from qualcode.terms import CodePoints, Flags, Ints, Offsets
from qualcode.text import _tables

OTHER, LETTER, MARK, DIGIT, HAN, KANA, VANISHING, HIDDEN = range(8)
"""Classes. VANISHING is a zero-width character, HIDDEN one in a stretch that is not looked at."""

ZERO_WIDTH = "ad 34f 61c 180b-180f 200b-200f 202a-202e 2060-206f fe00-fe0f feff e0100-e01ef"
"""Characters without width; words and terms are found as if they were not there."""

NO_SPANS: Offsets = np.zeros((0, 2), np.int32)
BMP = 0x10000
WORTH_KEEPING = 1000
"""Shorter texts are terms and names: they would only drive the document out."""

Classes = npt.NDArray[np.uint8]
AnyNumber = TypeVar("AnyNumber", bound=np.generic)


_last: tuple[str, CodePoints] = ("", np.zeros(0, np.uint8))
"""The text that was asked for last: the steps of one document ask for the same one."""


def code_points(text: str) -> CodePoints:
    """The code points of a text, shape (characters,), read-only.

    uint8 where none is above U+00FF, uint16 where none is above U+FFFF, else uint32.
    """
    global _last
    known, points = _last
    if known is not text:
        points = _code_points(text)
        points.flags.writeable = False
        if len(text) >= WORTH_KEEPING:
            _last = (text, points)
    return points


def _code_points(text: str) -> CodePoints:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) > 2 * len(text):
        return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
    points = np.frombuffer(data, np.dtype("<u2"))
    return points if points.max() > 255 else points.astype(np.uint8)


def text_of(points: CodePoints) -> str:
    """The text of an array of code points without surrogates."""
    codec = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}[points.dtype.itemsize]
    return points.tobytes().decode(codec)


def parse_ranges(ranges: str) -> list[tuple[int, int]]:
    """`41-5a aa` as pairs of first and last code point."""
    pairs = (part.partition("-") for part in ranges.split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]


def _class_runs() -> tuple[npt.NDArray[np.int64], Classes]:
    """Starts of the runs of one class over all code points, and the class of each run."""
    named = ((LETTER, _tables.LETTERS), (MARK, _tables.MARKS), (DIGIT, _tables.DIGITS))
    found = [
        (first, last + 1, kind)
        for kind, ranges in (*named, (HAN, _tables.HAN), (KANA, _tables.KANA))
        for first, last in parse_ranges(ranges)
    ]
    found.sort()
    starts, kinds = [0], [OTHER]
    for first, stop, kind in found:
        starts += [first, stop]
        kinds += [kind, OTHER]
    return np.array(starts), np.array(kinds, np.uint8)


_STARTS, _KINDS = _class_runs()


def _bmp_classes() -> Classes:
    """The class of every code point of the first plane."""
    below = np.append(_STARTS[_STARTS < BMP], BMP)
    table: Classes = np.repeat(_KINDS[: len(below) - 1], np.diff(below))
    for first, last in parse_ranges(ZERO_WIDTH):
        table[first : last + 1] = VANISHING
    return table


CLASS_TABLE = _bmp_classes()


def _bmp_blanks() -> Flags:
    """Which code points of the first plane are white space."""
    table = np.zeros(BMP, np.bool_)
    for first, last in parse_ranges(_tables.SPACES):
        table[first : last + 1] = True
    return table


BLANK_TABLE = _bmp_blanks()


def look_up(table: npt.NDArray[AnyNumber], points: CodePoints) -> npt.NDArray[AnyNumber]:
    """`table[points]` for a table of the first plane; what lies above gets its last entry."""
    return table.take(points, mode="clip")


def is_ascii(points: CodePoints) -> bool:
    """Whether no code point is above U+007F."""
    return points.dtype.itemsize == 1 and (len(points) == 0 or bool(points.max() < 128))


def classes(points: CodePoints) -> Classes:
    """The class of each code point, shape (characters,)."""
    if is_ascii(points):  # arithmetic is several times as fast as a table
        return ((points | 32) - 97 < 26) * np.uint8(LETTER) + (points - 48 < 10) * np.uint8(DIGIT)
    found = look_up(CLASS_TABLE, points)
    if points.dtype.itemsize == 4:
        above = np.flatnonzero(points >= BMP)
        rare = points[above]
        found[above] = _KINDS[np.searchsorted(_STARTS, rare, "right") - 1]
        found[above[(rare >= 0xE0100) & (rare <= 0xE01EF)]] = VANISHING
    return found


def span_points(spans: Offsets) -> Ints:
    """Every position in spans of shape (k, 2), one after another."""
    lengths = spans[:, 1] - spans[:, 0]
    before = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    points: Ints = np.arange(total) + np.repeat(spans[:, 0] - before, lengths)
    return points


def are(points: CodePoints, chosen: tuple[int, ...]) -> Flags:
    """Which code points are among the chosen."""
    found = np.zeros(len(points), np.bool_)
    highest = int(points.max()) if len(points) else -1
    for point in chosen:
        if point <= highest:
            found |= points == point
    return found
