"""How many cells of a terminal the characters of a text take, and which of them belong together."""

from typing import NamedTuple

import numpy as np

from qualcode.terms import CodePoints, Flags, Ints
from qualcode.text.chars import code_points

ZWJ, EMOJI_FORM, LINE_END = 0x200D, 0xFE0F, 0x0A
_FLAGS = (0x1F1E6, 0x1F1FF)
_SKINS = (0x1F3FB, 0x1F3FF)


class Cells(NamedTuple):
    """The characters of a text as a terminal shows them.

    widths
        (characters,) the cells that each takes; 0 for a line end, and for what belongs to the character
        before it. Control characters take one: `shown` makes blanks of them.
    starts
        (characters + 1,) whether a cluster (what looks like one character) begins there. The end of the
        text is a beginning as well.
    """

    widths: Ints
    starts: Flags


def shown(text: str) -> str:
    """A text as it can be drawn: tabs and other control characters as blanks, one for one."""
    return text.translate(_BLANKS)


_BLANKS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


def cells_of(text: str) -> Cells:
    """The cells and clusters of a text, as the library counts them that draws it."""
    points = code_points(text)
    widths = _widths(points)
    joined = _join(points, widths)
    return Cells(widths, _starts(points, widths, joined))


def _widths(points: CodePoints) -> Ints:
    """The cells of each character by itself; each character that occurs is looked up once."""
    from rich.cells import get_character_cell_size

    distinct, place = np.unique(points, return_inverse=True)
    known = [
        int(point != LINE_END) if point in _BLANKS else get_character_cell_size(chr(point))
        for point in distinct.tolist()
    ]
    widths: Ints = np.array(known, np.int64)[place]
    return widths


def _join(points: CodePoints, widths: Ints) -> Flags:
    """Mend the widths beside joiners and emoji signs; which characters a joiner joins to what is before."""
    joined = np.zeros(len(points), np.bool_)
    passed = measured = -1
    for at in np.flatnonzero((points == ZWJ) | (points == EMOJI_FORM)).tolist():
        if at == passed:
            continue
        if points[at] == ZWJ:
            passed = at + 1
            if passed < len(points) and points[passed] != LINE_END:
                widths[passed] = 0
                joined[passed] = True
            continue
        last = _measured_before(points, widths, at)
        if last > measured:
            widths[at] = _widening(chr(points[last]))
            measured = at
    return joined


def _measured_before(points: CodePoints, widths: Ints, at: int) -> int:
    """The last character before a place in its line that takes cells, or -1."""
    at -= 1
    while at >= 0 and not widths[at] and points[at] != LINE_END:
        at -= 1
    return at if at >= 0 and points[at] != LINE_END else -1


def _widening(char: str) -> int:
    """The cells that a character gains as an emoji."""
    from rich.cells import cell_len

    return cell_len(f"{char}{chr(EMOJI_FORM)}") - cell_len(char)


def _starts(points: CodePoints, widths: Ints, joined: Flags) -> Flags:
    """Where clusters begin: each but the last of a line takes a cell at least."""
    breaks = points == LINE_END
    lines = np.append(True, breaks)
    follows = (widths == 0) & ~breaks
    follows |= joined | (points == EMOJI_FORM) | _between(points, _SKINS) | _second_flags(points)
    return _without_empty(np.append(~follows, True) | lines, widths, lines)


def _without_empty(starts: Flags, widths: Ints, lines: Flags) -> Flags:
    """What begins a line (`lines`) and takes no cell goes with what follows it there."""
    at = np.flatnonzero(starts)
    sums = np.diff(np.append(0, np.cumsum(widths))[at])
    for first, after in zip(at[:-1][sums == 0].tolist(), at[1:][sums == 0].tolist(), strict=True):
        starts[after] &= bool(lines[after]) or not lines[first]
    return starts


def _between(points: CodePoints, edges: tuple[int, int]) -> Flags:
    flags: Flags = (points >= edges[0]) & (points <= edges[1])
    return flags


def _second_flags(points: CodePoints) -> Flags:
    """Every second letter in a run of those that make up flags."""
    flags = _between(points, _FLAGS) if points.dtype.itemsize == 4 else np.zeros(len(points), np.bool_)
    if not flags.any():
        return flags
    run = np.cumsum(flags)
    before = np.maximum.accumulate(np.where(flags, 0, run))
    second: Flags = flags & ((run - before) % 2 == 0)
    return second
