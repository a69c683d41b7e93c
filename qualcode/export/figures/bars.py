"""Bars: how often each code occurs, and how its share differs by the values of an attribute."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.export.figures.sheet import (
    COLOURS,
    FAINT,
    LINE,
    POINT,
    SMALLEST,
    TALLEST,
    Sheet,
    Width,
    drawing,
    named,
    numbered,
)
from qualcode.export.figures.words import left_out, say
from qualcode.export.quotation_words import role_in
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 4.2
"""Millimetres of a row."""
DEEPER = "\u2003"
"""What stands before the name of a code, once for each code above it."""
_GAP, _AXIS, _TOP = 1.5, 10.0, 2.0
_SHARES = ("share_units", "share_documents", "coverage", "share")
"""Numbers that are shown in percent."""


def frequency_bars(
    table: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    value: str = "n_codings",
    names: Mapping[str, str] | None = None,
    sort: bool = False,
) -> "Figure":
    """A bar for each code, in the order of the codebook with children set in; `sort`: the longest first.

    Parameters
    ----------
    table
        The columns of `frequencies.csv`: `code`, `value`, and where they are there `name` and `parent`.
    value
        The column that is shown; shares stand in percent.
    names
        Names of codes, in place of the column `name`.
    """
    known = names or (dict(zip(table["code"], table["name"], strict=True)) if "name" in table else None)
    depth = {} if sort else _depths(table)
    codes = [str(code) for code in table["code"]]
    scale = 100 if value in _SHARES else 1
    numbers = [scale * float(one) for one in table[value]]
    rows = list(zip(codes, named(codes, known), numbers, strict=True))
    if sort:
        rows.sort(key=lambda row: -row[2] if row[2] == row[2] else math.inf)
    labels = [DEEPER * depth.get(code, 0) + name for code, name, _ in rows]
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        axes = _rows(sheet, labels, [1] * len(rows), 0.38)
        values = [row[2] for row in rows]
        axes.barh(range(len(rows)), [_drawn(one) for one in values], height=0.72, color=COLOURS[0])
        if value.startswith("n_"):
            axes.locator_params(axis="x", integer=True)
        _write_values(sheet, axes, [(at, one, scale == 100) for at, one in enumerate(values)])
        axes.set_xlabel(say(value, lang), size=sheet.size)
    return sheet.figure


_VALUES = 6
"""Values of an attribute whose colours can be told apart."""
_BARS: Mapping[str, int] = {"one": 48, "two": 72}
"""Bars that can be read."""


def crosstab_bars(
    table: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
) -> "Figure":
    """For each code a bar for each value of an attribute: the share of its units that have the code.

    Parameters
    ----------
    table
        `code`, `value`, `share`, and where it is there `N` (units of the value), a row for each code and
        value. Six values at most can be told apart: those with most units; and as many codes are shown as can
        be read, those with the greatest shares. What is left out is said.
    """
    every_code, every_value = (list(dict.fromkeys(map(str, table[name]))) for name in ("code", "value"))
    values = _largest_values(table, every_value)
    codes = _greatest(table, every_code, values, _BARS[width] // max(len(values), 1))
    cells = zip(table["code"], table["value"], table["share"], strict=True)
    shares = {(str(code), str(one)): 100 * float(share) for code, one, share in cells}
    sizes = dict(zip(map(str, table["value"]), table["N"], strict=True)) if "N" in table else {}
    legend = [_legend(one, sizes, lang) for one in values]
    labels = named(codes, names)
    notes = left_out("some", lang, len(codes), len(every_code))
    note = " · ".join([*notes, *left_out("some_values", lang, len(values), len(every_value))])
    with drawing([*labels, *legend], lang=lang, width=width, font=font) as sheet:
        lines = _legend_lines(sheet, legend)
        weights = [max(1, 0.62 * len(values))] * len(codes)
        axes = _rows(sheet, labels, weights, 0.38, above=4.2 * len(lines), below=sheet.noted(note))
        bar = 0.8 / len(values)
        for at, one in enumerate(values):
            places = [row - 0.4 + bar * (at + 0.5) for row in range(len(codes))]
            found = [shares.get((code, one), math.nan) for code in codes]
            axes.barh(places, [_drawn(share) for share in found], height=bar * 0.92, color=COLOURS[at])
            thick = bar * axes.get_position().height * sheet.height / max(len(codes), 1)
            size = min(sheet.size - 1, thick / POINT)
            marks = [(place, share, True) for place, share in zip(places, found, strict=True)]
            _write_values(sheet, axes, marks, size=max(size, SMALLEST))
        axes.set_xlabel(say("share", lang), size=sheet.size)
        sheet.note(note)
        _draw_legend(sheet, lines)
    return sheet.figure


def _legend(value: str, sizes: Mapping[str, float], lang: Language) -> str:
    """A value of the attribute, with the units that it has where they are known."""
    return role_in(value, lang) + (f" (n = {int(sizes[value]):,})" if value in sizes else "")


def _largest_values(table: "pd.DataFrame", values: Sequence[str]) -> list[str]:
    """The values with most units, in their order."""
    if len(values) <= _VALUES or "N" not in table:
        return list(values[:_VALUES])
    sizes = dict(zip(map(str, table["value"]), table["N"], strict=True))
    kept = set(sorted(values, key=lambda one: -int(sizes[one]))[:_VALUES])
    return [one for one in values if one in kept]


def _greatest(table: "pd.DataFrame", codes: Sequence[str], values: Sequence[str], most: int) -> list[str]:
    """The codes with the greatest shares of units of these values, in their order."""
    if len(codes) <= most:
        return list(codes)
    greatest: dict[str, float] = {}
    for code, value, share in zip(table["code"], table["value"], table["share"], strict=True):
        if str(value) in values:
            greatest[str(code)] = max(greatest.get(str(code), 0.0), _drawn(float(share)))
    kept = set(sorted(codes, key=lambda code: -greatest.get(code, 0.0))[: max(most, 1)])
    return [code for code in codes if code in kept]


def _depths(table: "pd.DataFrame") -> dict[str, int]:
    """How many codes stand above each code."""
    if "parent" not in table:
        return {}
    depths: dict[str, int] = {}
    for code, parent in zip(table["code"], table["parent"], strict=True):
        depths[str(code)] = depths.get(str(parent), -1) + 1
    return depths


def _drawn(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _rows(
    sheet: Sheet,
    labels: Sequence[str],
    weights: Sequence[float],
    share: float,
    *,
    above: float = 0,
    below: float = 0,
) -> "Axes":
    """Axes with a row for each label, the first at the top; long labels are parted in two lines."""
    total, most = max(sum(weights), 1), sheet.width * share
    room = TALLEST - _AXIS - _TOP - above - below
    row, lines = min(_ROW * sheet.size / 7, room / total), 1
    if max(weights, default=1) >= 2 * LINE * sheet.size / row:
        lines = 2
    elif sheet.widest(labels) > most and 2 * LINE * sheet.size <= room / total:
        row, lines = 2 * LINE * sheet.size + 0.6, 2
    size = min(sheet.size, row / LINE)
    shown = [_indented(sheet, label, most, lines, size) for label in labels]
    if any(label.endswith("…") for label in shown):
        shown = [_indented(sheet, label, most + 0.1 * sheet.width, lines, size) for label in labels]
    left = sheet.widest(shown, size) + _GAP + 1.5
    sheet.stand(row * total + _AXIS + _TOP + above + below)
    axes = sheet.axes(left, _AXIS + below, sheet.width - left - 3, row * total)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), shown, size=size, family=sheet.family, linespacing=1.05)
    axes.tick_params(axis="y", length=0)
    if any(label.startswith(DEEPER) for label in labels):  # what is set in begins at one edge
        axes.tick_params(axis="y", pad=(left - 1.5) / POINT)
        for tick in axes.get_yticklabels():
            tick.set_horizontalalignment("left")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=FAINT, linewidth=0.4)
    return axes


def _indented(sheet: Sheet, label: str, room: float, lines: int, size: float) -> str:
    """A label that fits, in its depth."""
    bare = label.lstrip(DEEPER)
    blanks = "   " * (len(label) - len(bare))
    fitted = sheet.fitted(bare, room - sheet.measure(blanks, size), lines=lines, size=size)
    return "\n".join(blanks + line for line in fitted.split("\n"))


def _write_values(
    sheet: Sheet, axes: "Axes", marks: Sequence[tuple[float, float, bool]], size: float = 0
) -> None:
    """Write each number behind its bar, and leave room for it."""
    size = size or sheet.size - 1
    texts = [_told(value, percent=percent) for _, value, percent in marks]
    most = max((_drawn(value) for _, value, _ in marks), default=0) or 1
    across = axes.get_position().width * sheet.width
    needed = most * across / max(across - sheet.widest(texts, size) - 2, across / 2)
    axes.set_xlim(0, max(needed, axes.get_xlim()[1] if axes.texts else 0))
    for (at, value, _), text in zip(marks, texts, strict=True):
        place = (_drawn(value), at)
        axes.annotate(text, place, (1.5, 0), textcoords="offset points", va="center", size=size)


def _told(value: float, *, percent: bool) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}" if percent else numbered(value)


def _legend_lines(sheet: Sheet, texts: Sequence[str]) -> list[list[tuple[int, str]]]:
    """The entries of a legend in lines that fit."""
    lines: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for at, text in enumerate(texts):
        shown = sheet.fitted(text, sheet.width - 10)
        need = sheet.measure(shown) + 7
        if used + need > sheet.width - 2 and lines[-1]:
            lines.append([])
            used = 0.0
        lines[-1].append((at, shown))
        used += need
    return lines


def _draw_legend(sheet: Sheet, lines: Sequence[Sequence[tuple[int, str]]]) -> None:
    """A legend at the top of the sheet."""
    axes, y = sheet.whole(), sheet.height - 3.2
    for line in lines:
        x = 2.0
        for at, text in line:
            box = [x, x + 2.6, x + 2.6, x], [y - 1.2, y - 1.2, y + 1.2, y + 1.2]
            axes.fill(*box, color=COLOURS[at], linewidth=0)
            axes.text(x + 3.4, y, text, va="center_baseline", size=sheet.size, family=sheet.family)
            x += sheet.measure(text) + 7
        y -= 4.2
