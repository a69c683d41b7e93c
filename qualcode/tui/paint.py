"""One line of a transcript as it stands on the screen: what is coded, selected, found, and who speaks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

TINT = 0.45
"""How much of a code's colour goes into the ground on which its passages stand."""
APART = 40
"""How far a ground must be from the surface in red, green or blue (of 255) to be seen in 256 colours."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A coding as the transcript shows it.

    color, sign
        Of the ground of its passage, and of its bar.
    key
        One sign that stands for the code in the margin.
    is_open
        A coding of the rules that nobody decided on yet, or of somebody else: its passage is underlined
        and its bar dotted, but its ground is not coloured.
    """

    start: int
    end: int
    color: str
    sign: str
    key: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that looks alike, for whatever reason: who speaks, what was searched for."""

    start: int
    end: int
    style: Style


def runs(
    start: int,
    end: int,
    *,
    ground: Sequence[Stretch],
    bars: Sequence[Bar],
    above: Sequence[Stretch],
    surface: Color,
) -> Iterator[tuple[int, int, Style]]:
    """The parts of `[start, end)` that look alike, in order.

    `ground` lies under the codings, `above` (what was found, the selection, the cursor) over them; of
    several that cover a place the last one counts most. Of codings the shortest shows its colour.
    """
    layers: tuple[Bar | Stretch, ...] = (*ground, *bars, *above)
    cuts = {start, end}.union(*((one.start, one.end) for one in layers))
    edges = sorted(cut for cut in cuts if start <= cut <= end)
    for left, right in pairwise(edges):
        style = _sum(ground, left) + _coded(bars, left, surface) + _sum(above, left)
        yield left, right, style


def _sum(stretches: Iterable[Stretch], at: int) -> Style:
    style = Style.null()
    for one in stretches:
        if one.start <= at < one.end:
            style += one.style
    return style


def _coded(bars: Sequence[Bar], at: int, surface: Color) -> Style:
    """How the innermost coding looks; where several overlap it is bold as well."""
    here = [bar for bar in bars if bar.start <= at < bar.end]
    if not here:
        return Style.null()
    inner = min(here, key=lambda bar: (bar.is_open, bar.end - bar.start, bar.start))
    bold = True if sum(not bar.is_open for bar in here) > 1 else None
    if inner.is_open:
        return Style(underline=True, bold=bold)
    return Style(underline=True, bold=bold, bgcolor=tinted(inner.color, surface).rich_color)


def tinted(color: str, surface: Color) -> Color:
    """The ground of a passage: the code's colour, thinned so that the writing on it stays readable.

    Where that is hardly another colour than the surface, it is brought away from it: a terminal of 256
    colours would draw both the same.
    """
    ground = surface.blend(Color.parse(color), TINT)
    apart = max(abs(one - other) for one, other in zip(ground.rgb, surface.rgb, strict=True))
    return ground if apart >= APART else surface.blend(legible(color, surface), TINT)


def margin(signs: Sequence[tuple[int, str, str]], width: int) -> list[Segment]:
    """The bars beside a line, `width` cells wide: (column, sign, colour) each.

    Where there are more columns than cells, the last cell says so with a plus.
    """
    cells = [Segment(" ") for _ in range(width)]
    more = any(column >= width for column, _, _ in signs)
    for column, sign, color in signs:
        if column < width - more:
            cells[column] = Segment(sign, Style(color=color, bold=True))
    if more:
        cells[-1] = Segment("+", Style(bold=True))
    return cells


def legible(color: str, surface: Color) -> Color:
    """A code's colour for signs on `surface`: lightened on a dark one, darkened on a light one."""
    own = Color.parse(color)
    target = Color(255, 255, 255) if surface.brightness < 0.5 else Color(0, 0, 0)
    for share in (0.0, 0.2, 0.4, 0.6):
        mixed = own.blend(target, share)
        if abs(mixed.brightness - surface.brightness) > 0.35:
            return mixed
    return mixed
