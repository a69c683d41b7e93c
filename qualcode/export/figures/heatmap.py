"""Heat maps: codes by codes, and codes by documents, with their numbers where these can be read."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.export.figures.sheet import (
    BELOW,
    FAINT,
    INK,
    LINE,
    POINT,
    SHADES,
    SMALLEST,
    TALLEST,
    Sheet,
    Width,
    drawing,
    named,
    numbered,
)
from qualcode.export.figures.words import left_out, say
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

Floats = npt.NDArray[np.float64]

_EDGE, _KEY = 1.5, 11.0
_LABELS = 0.34
"""Share of the width that labels take at most."""
_CELL = 7.0
"""Millimetres of a cell, at most."""
_SMALL = 5.5
"""Points to which letters of labels shrink before they are cut."""
_ROOTS = ("count", "expected", "lift")
"""Measures whose largest values are many times the others."""


def cooccurrence_map(
    table: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    measure: str = "count",
    names: Mapping[str, str] | None = None,
    most: int = 0,
) -> "Figure":
    """Codes by codes; of a symmetric table the lower half, with the codes' own counts on the diagonal.

    Parameters
    ----------
    table
        As `cooccurrence.csv`: `code`, then a column for each code.
    measure
        What the cells hold, as in `qualcode code --measure`.
    most
        So many codes at most, those with the largest diagonal; 0: as many as can be read.
    """
    codes, values = [str(code) for code in table["code"]], _numbers(table, 1)
    fit = _fitting(width)
    chosen = _largest(np.diagonal(values), min(most or fit, fit))
    values = values[np.ix_(chosen, chosen)]
    labels = named([codes[at] for at in chosen], names)
    note = "".join(left_out("some", lang, len(chosen), len(codes)))
    half = bool(np.array_equal(values, values.T, equal_nan=True))
    if half:
        values = np.where(np.tri(len(values), dtype=bool), values, np.nan)
    word = "both" if measure == "count" else measure
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        chart = _Chart(values, labels, labels)
        _draw(sheet, chart, say(word, lang), note, own=measure == "count" or half, is_root=measure in _ROOTS)
    return sheet.figure


def document_map(
    table: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    most: int = 0,
) -> "Figure":
    """Codes, a row each, by documents, a column each.

    Parameters
    ----------
    table
        As `code_by_document.csv`: `document`, `units`, then a column for each code.
    most
        So many codes at most, the most frequent; 0: as many as a page holds.
    """
    codes, documents = [str(one) for one in table.columns[2:]], [str(one) for one in table["document"]]
    values = _numbers(table, 2).T
    fit = _fitting(width)
    chosen = _largest(np.nansum(values, axis=1), min(most or _MOST_ROWS, _MOST_ROWS))
    notes = left_out("some", lang, len(chosen), len(codes))
    notes += left_out("some_documents", lang, fit, len(documents))
    documents, values = documents[:fit], values[:, :fit]
    labels = named([codes[at] for at in chosen], names)
    with drawing([*labels, *documents], lang=lang, width=width, font=font) as sheet:
        chart = _Chart(values[chosen], labels, documents, broad=2, dashed=True)
        note = ("；" if lang == "zh" else "; ").join(notes)
        _draw(sheet, chart, say("count", lang), note, own=False, is_root=True)
    return sheet.figure


_MOST_ROWS = 80


def _numbers(table: "pd.DataFrame", first: int) -> Floats:
    return table.iloc[:, first:].to_numpy(dtype=np.float64)


def _fitting(width: Width) -> int:
    """How many columns have headings that can be read."""
    return {"one": 30, "two": 70}.get(width, 30)


def _largest(values: npt.NDArray[np.generic], n: int) -> list[int]:
    """The places of the n largest values, in their own order; of equal ones the first."""
    order = np.argsort(-np.nan_to_num(np.asarray(values, dtype=np.float64)), kind="stable")
    return sorted(order[:n].tolist())


class _Scale(NamedTuple):
    """How values become shades: `top` is the value of the darkest, `is_root` says that roots are compared (so
    that a few large counts do not leave all others white), `is_signed` that values below 0 have shades too.
    """

    top: float
    is_root: bool
    is_signed: bool

    def shade(self, values: Floats) -> Floats:
        """Values as numbers from 0 to 1, or from -1 where they are signed."""
        part = np.clip(values / (self.top or 1), -1.0 if self.is_signed else 0.0, 1.0)
        return np.sign(part) * np.sqrt(np.abs(part)) if self.is_root else part

    @property
    def colours(self) -> "Colormap":
        from matplotlib.colors import LinearSegmentedColormap

        below = [*reversed(BELOW), *SHADES[1:]] if self.is_signed else SHADES
        return LinearSegmentedColormap.from_list("shades", below)


def _scale(values: Floats, *, own: bool, is_root: bool) -> _Scale:
    shown = values.copy()
    if own:
        np.fill_diagonal(shown, np.nan)
    known = shown[np.isfinite(shown)]
    top = float(np.abs(known).max()) if known.size else 0.0
    return _Scale(top, is_root, bool(known.size and known.min() < 0))


def _draw(sheet: Sheet, chart: "_Chart", title: str, note: str, *, own: bool, is_root: bool) -> None:
    """Cells, labels and key; `own` says that the diagonal holds what is no pair."""
    n_rows, n_columns = chart.values.shape
    across = min(chart.broad * _CELL, sheet.width * (1 - _LABELS) / n_columns)
    down = min(_CELL, (TALLEST - 55) / n_rows, across if chart.broad == 1 else _CELL)
    left, lefts, size = _labels(sheet, chart.rows, down, sheet.width * _LABELS - 3)
    across = min(chart.broad * _CELL, (sheet.width - left - 2) / n_columns)
    if chart.broad == 1:
        across = down = min(across, max(down, min(_CELL, across, (TALLEST - 55) / n_rows)))
    foot, feet, small = _labels(sheet, chart.columns, across, 38)
    if not _size_of_numbers(sheet, chart, (across, down)):
        note = "; ".join(filter(None, [note, say("no_numbers", sheet.lang)]))
    below = foot + _KEY + sheet.noted(note)
    sheet.stand(down * n_rows + below + _EDGE)
    axes = sheet.axes(left, below, across * n_columns, down * n_rows)
    scale = _scale(chart.values, own=own, is_root=is_root)
    _colour(axes, chart.values, scale, own=own)
    axes.set_yticks(range(n_rows), lefts, size=size, family=sheet.family, linespacing=1.0)
    axes.set_xticks(range(n_columns), feet, size=small, family=sheet.family, rotation=90, linespacing=1.0)
    axes.tick_params(length=0, pad=1.5)
    for side in axes.spines.values():
        side.set_visible(False)
    _write(sheet, axes, chart, (across, down), scale, own=own)
    _key(sheet, scale, title, left, below - foot)
    sheet.note(note)


class _Chart(NamedTuple):
    """Values with the labels of their rows and columns; a cell is at most `broad` times as wide as high.

    `dashed` says that a cell without a value is marked: it is missing, not 0.
    """

    values: Floats
    rows: Sequence[str]
    columns: Sequence[str]
    broad: int = 1
    dashed: bool = False


def _labels(sheet: Sheet, texts: Sequence[str], pitch: float, room: float) -> tuple[float, list[str], float]:
    """The room that labels take, the labels, and the size of their letters, where lines are `pitch` apart."""
    size = min(sheet.size, max(SMALLEST, pitch / LINE))
    lines = 2 if pitch >= 2 * LINE * size else 1
    shown = [sheet.fitted(one, room, lines=lines, size=size) for one in texts]
    if any(one.endswith("…") for one in shown) and size > _SMALL:
        size = max(_SMALL, 0.85 * size)
        lines = 2 if pitch >= 2 * LINE * size else 1
        shown = [sheet.fitted(one, 1.15 * room, lines=lines, size=size) for one in texts]
    return sheet.widest(shown, size) + _EDGE + 1.5, shown, size


def _colour(axes: "Axes", values: Floats, scale: _Scale, *, own: bool) -> None:
    """Colour the cells; a diagonal of what is no pair is grey."""
    from matplotlib.collections import PolyCollection

    n_rows, n_columns = values.shape
    places = [(row, column) for (row, column), value in np.ndenumerate(values) if np.isfinite(value)]
    colours, shades = scale.colours, scale.shade(values)
    low = -1 if scale.is_signed else 0
    faces = [
        FAINT if own and row == column else colours((shades[row, column] - low) / (1 - low))
        for row, column in places
    ]
    cells = [
        [(c - 0.5, r - 0.5), (c + 0.5, r - 0.5), (c + 0.5, r + 0.5), (c - 0.5, r + 0.5)] for r, c in places
    ]
    axes.add_collection(PolyCollection(cells, facecolors=faces, edgecolors="#e6e6e6", linewidths=0.3))
    axes.set_ylim(n_rows - 0.5, -0.5)
    axes.set_xlim(-0.5, n_columns - 0.5)


def _write(
    sheet: Sheet, axes: "Axes", chart: "_Chart", cell: tuple[float, float], scale: _Scale, *, own: bool
) -> None:
    """Write the numbers into the cells where letters that can be read fit; 0 is said by its colour."""
    values, texts, size = chart.values, _texts(chart), _size_of_numbers(sheet, chart, cell)
    if not size:
        return
    shades = np.abs(scale.shade(values))
    for (row, column), text in texts.items():
        is_dark = shades[row, column] > 0.6 and not (own and row == column)
        colour = "white" if is_dark else INK
        axes.text(column, row, text, ha="center", va="center_baseline", size=size, color=colour)


def _texts(chart: "_Chart") -> dict[tuple[int, ...], str]:
    """What is written into cells, by their rows and columns."""
    return {
        place: numbered(value) if np.isfinite(value) else "–"
        for place, value in np.ndenumerate(chart.values)
        if (np.isfinite(value) and value != 0) or (chart.dashed and np.isnan(value))
    }


def _size_of_numbers(sheet: Sheet, chart: "_Chart", cell: tuple[float, float]) -> float:
    """Points of the numbers in cells of a width and height; 0 where they could not be read."""
    widest = sheet.widest(_texts(chart).values(), 10) or 1
    size = min(sheet.size - 1, cell[0] * 0.86 / widest * 10, cell[1] / POINT * 0.72)
    return size if size >= SMALLEST else 0


def _key(sheet: Sheet, scale: _Scale, title: str, left: float, y: float) -> None:
    """A strip of the shades with what they mean, below the headings."""
    if not scale.top:
        return
    size, long = sheet.size - 1, 32.0
    x = max(2.0, min(left, sheet.width - long - sheet.measure(title, size) - 5))
    axes = sheet.axes(x, y - 4.5, long, 2.2)
    first = -1 if scale.is_signed else 0
    strip = np.linspace(first, 1, 128)[None, :]
    axes.imshow(strip, aspect="auto", cmap=scale.colours, extent=(first, 1, 0, 1))
    values = [-scale.top, 0, scale.top] if first else [0, scale.top]
    if scale.is_root and scale.top >= 4:
        values.insert(-1, round(scale.top / 4))
    places = scale.shade(np.array(values, dtype=np.float64)).tolist()
    axes.set_yticks([])
    axes.set_xticks(places, [numbered(round(one, 2)) for one in values], size=size, family=sheet.family)
    axes.tick_params(length=1.5, pad=1)
    sheet.whole().text(x + long + 2, y - 3.4, title, va="center_baseline", size=size)
