"""Heat maps on a terminal: numbers in cells that are shaded by how large they are."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from qualcode.cli.columns import GAP, cell_width, fit, padded
from qualcode.cli.tables import number, width_for

if TYPE_CHECKING:
    from rich.text import Text

Heat = Annotated[
    bool, typer.Option("--heat", help="Shade the cells of the table by their numbers: a heat map.")
]


def for_reading(heat: bool, format: str) -> None:
    """Refuse a heat map for programs."""
    if heat and format != "text":
        from qualcode.errors import UsageError

        cure = "leave --heat out: the numbers are in the table"
        raise UsageError("--heat is a table to look at", cure=cure, slug="idle-option")


LABEL = 30
"""Cells that the label of a row takes at most."""

_GLYPHS = (" ", "░", "▒", "▓", "█")
"""What stands behind a number where there are no colours."""
_STYLES = ("", "#000000 on #dce9f5", "#000000 on #a6cbe6", "#000000 on #5b9fd0", "#ffffff on #1f6bb0")


_KEY = {"en": ("Shades:", "up to"), "zh": ("深浅：", "至")}


class HeatMap(NamedTuple):
    """Numbers to shade.

    rows, columns
        Their labels; where both are the same, the columns are named by the numbers of the rows alone.
    values
        Each row's numbers; None where there is none.
    roots
        Whether shades follow square roots: where a few counts are many times the others.
    half
        Whether only cells up to the diagonal are shown: of pairs that are the same both ways.
    write
        How a number is written.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | None]]
    roots: bool = True
    half: bool = False
    write: Callable[[object], str] = number

    @property
    def is_square(self) -> bool:
        """Whether rows and columns are the same things."""
        return [one.strip() for one in self.rows] == list(self.columns)

    @property
    def greatest(self) -> float:
        """The largest number; 0 where none is above 0."""
        return max(self.numbers, default=0)

    @property
    def numbers(self) -> list[float]:
        """All numbers that there are."""
        return [value for row in self.values for value in row if value is not None]

    def said(self, value: float | None) -> str:
        """A number in its cell; 0 is a dot, so that what is there stands out."""
        return "·" if value == 0 else self.write(value)

    def shade(self, value: float | None) -> int:
        """0 for nothing, nothing at all and less than that; 1 to 4 for a number up to the greatest."""
        if value is None or value <= 0:
            return 0
        share = value / self.greatest
        return next(level for level in range(1, len(_GLYPHS)) if share <= self.bound(level) + 1e-12)

    def bound(self, level: int) -> float:
        """The share of the greatest number up to which a shade goes."""
        share = level / (len(_GLYPHS) - 1)
        return share**2 if self.roots else share


def heat_map(chart: HeatMap, output: Path | None, lang: str = "") -> "Text":
    """The map with its keys, in blocks of columns that fit the screen; without colours shaded by signs."""
    from rich.console import Console
    from rich.text import Text

    colours = output is None and Console().color_system is not None
    lines = [
        *_blocks(chart, width_for(output), colours=colours),
        Text(),
        _shades(chart, lang, colours=colours),
    ]
    if not chart.is_square:
        lines += [Text(), *map(Text, _key(chart.columns, width_for(output)))]
    return Text("\n").join(lines)


def _blocks(chart: HeatMap, width: int, *, colours: bool) -> "list[Text]":
    """All rows, once for each set of columns."""
    from rich.text import Text

    labels = _labels(chart)
    cell = max(cell_width(text) for text in _texts(chart)) + 1
    room = max(1, (width - max(map(cell_width, labels)) - len(GAP)) // (cell + 1))
    lines: list[Text] = []
    for first in range(0, len(chart.columns), room):
        block = range(first, min(first + room, len(chart.columns)))
        lines += [Text()] * bool(lines)
        lines.append(Text(_joined("", [f"{at + 1} " for at in block], labels, cell)))
        rows = range(first if chart.half else 0, len(labels))
        lines += [_row(chart, labels, at, block, cell, colours=colours) for at in rows]
    return lines


def _labels(chart: HeatMap) -> list[str]:
    """The labels of the rows, of one width; with their numbers where the columns are named by these."""
    digits = len(str(len(chart.rows)))
    named = enumerate(chart.rows, start=1)
    labels = [f"{at:>{digits}} {label}" if chart.is_square else label for at, label in named]

    widest = min(LABEL, max(map(cell_width, labels), default=0))
    return [padded(fit(label, widest), widest) for label in labels]


def _texts(chart: HeatMap) -> list[str]:
    written = (chart.said(value) for row in chart.values for value in row)
    return [str(len(chart.columns)), *written]


def _joined(label: str, cells: Sequence[str], labels: Sequence[str], cell: int) -> str:
    wide = max(map(cell_width, labels), default=0)
    return (padded(label, wide) + GAP + " ".join(padded(text, cell, right=True) for text in cells)).rstrip()


def _row(chart: HeatMap, labels: Sequence[str], at: int, block: range, cell: int, *, colours: bool) -> "Text":
    from rich.text import Text

    line = Text(labels[at] + GAP)
    for column in [one for one in block if one <= at or not chart.half]:
        value = chart.values[at][column]
        level = chart.shade(value)
        text = padded(chart.said(value), cell - 1, right=True)
        if colours:
            line.append(f" {text} ", _STYLES[level])
        else:
            line.append(f"{text}{_GLYPHS[level]} ")
    if not colours:
        line.rstrip()
    return line


def _shades(chart: HeatMap, lang: str, *, colours: bool) -> "Text":
    """What each shade stands for."""
    from rich.text import Text

    head, up_to = _KEY["zh" if lang.startswith("zh") else "en"]
    line = Text(head)
    for level in range(1, len(_GLYPHS)):
        held = [value for value in chart.numbers if chart.shade(value) == level]
        if held:
            line.append(GAP)
            line.append("  " if colours else _GLYPHS[level], _STYLES[level] if colours else "")
            line.append(f" {up_to} {chart.write(max(held))}")
    return line


def _key(columns: Sequence[str], width: int) -> list[str]:
    """Which number is which column, side by side as far as they fit."""
    from qualcode.cli.columns import aligned

    named = [f"{at} {label}" for at, label in enumerate(columns, start=1)]
    wide = max(map(cell_width, named), default=0) + len(GAP)
    across = max(1, min(width, 200) // wide)
    rows = [named[at : at + across] for at in range(0, len(named), across)]
    return aligned([[*row, *[""] * (across - len(row))] for row in rows], [False] * across)


def put_heat(chart: HeatMap, below: Sequence[str], output: Path | None, lang: str) -> None:
    """A heat map and the lines below it, on the screen or in a file."""
    from rich.text import Text

    from qualcode.cli.put import put_text

    put_text(Text("\n").join([heat_map(chart, output, lang), *map(Text, below)]), output)


def as_number(cell: object) -> float | None:
    """A cell of a table as a number to shade; None where it is none."""
    return cell if isinstance(cell, int | float) else None
