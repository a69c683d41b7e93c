"""Were the lines of a text broken by width?"""

import numpy as np
import numpy.typing as npt

from qualcode.terms import CodePoints, Flags, Ints

NEAR = 10
"""Display columns within which a line is as long as the longest."""
SHARE = 0.6
FEWEST = 3
NARROWEST = 30
WIDEST = 240
"""Longest lines of fewer or more columns, and fewer lines than FEWEST, say nothing about width."""

_ENDS = np.array(list(map(ord, "。！？!?.")))
_CLOSERS = np.array(list(map(ord, "”’」』）)】]》\"'")))
_WIDE = (
    (0x1100, 0x1160),
    (0x2E80, 0xA4D0),
    (0xAC00, 0xD7A4),
    (0xF900, 0xFB00),
    (0xFE30, 0xFE70),
    (0xFF00, 0xFF61),
    (0xFFE0, 0xFFE7),
    (0x1F300, 0x1FB00),
    (0x20000, 0x40000),
)


def is_wrapped(text: str, points: CodePoints, turn_lines: Ints) -> bool:
    """Whether lines were broken by width.

    So it is where at least 60 % of the lines that are followed by a line of the same turn
    are within 10 display columns of the longest line and do not end a sentence.
    `points` are the code points of `text`, `turn_lines` the starts of the lines that begin turns.
    """
    if text.count("\n") - 2 * text.count("\n\n") < FEWEST:
        return False
    breaks = np.flatnonzero(points == 10)
    starts = np.concatenate(([0], breaks + 1))
    ends = np.append(breaks, len(points))
    followed = (ends > starts)[:-1] & (ends > starts)[1:] & ~np.isin(starts[1:], turn_lines)
    if followed.sum() < FEWEST or (ends - starts).max() > WIDEST:
        return False
    columns = _columns(points, starts, ends)
    followed &= (columns[:-1] > 0) & (columns[1:] > 0)
    longest = columns.max()
    if followed.sum() < FEWEST or not NARROWEST <= longest <= WIDEST:
        return False
    cut = (columns[:-1] >= longest - NEAR) & ~_ends_sentence(points, ends[:-1])
    return bool((cut & followed).sum() >= SHARE * followed.sum())


def _columns(points: CodePoints, starts: Ints, ends: Ints) -> Ints:
    """Display columns of each line: wide characters count two, blanks at the end none."""
    inked = np.flatnonzero((points != 32) & (points != 9) & (points != 0x3000) & (points != 10))
    last = np.searchsorted(inked, ends)
    stops = np.where(
        (last > 0) & (last > np.searchsorted(inked, starts)), np.append(inked, 0)[last - 1] + 1, starts
    )
    if points.dtype.itemsize == 1:
        return stops - starts
    wide = np.zeros(len(points) + 1, np.int64)
    np.cumsum(_is_wide(points), out=wide[1:])
    columns: npt.NDArray[np.int64] = stops - starts + wide[stops] - wide[starts]
    return columns


def _is_wide(points: CodePoints) -> Flags:
    wide = np.zeros(len(points), np.bool_)
    for first, stop in _WIDE:
        if first <= np.iinfo(points.dtype).max:
            wide |= (points >= first) & (points < min(stop, np.iinfo(points.dtype).max))
    return wide


def _ends_sentence(points: CodePoints, ends: Ints) -> Flags:
    """Whether the line that ends at each place ends a sentence, closing quotes aside."""
    last = points[np.maximum(ends - 1, 0)]
    before = points[np.maximum(ends - 2, 0)]
    found: Flags = np.isin(last, _ENDS) | np.isin(last, _CLOSERS) & np.isin(before, _ENDS)
    return found
