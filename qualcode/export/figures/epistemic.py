"""Epistemic networks: codes where they explain the units, lines as strong as their connections."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.export.figures.graph import Floats, parted
from qualcode.export.figures.network import Ints, ends_of, nothing, write_on_white
from qualcode.export.figures.sheet import (
    COLOURS,
    FAINT,
    GREY,
    LINE,
    Sheet,
    Width,
    drawing,
    named,
)
from qualcode.export.figures.words import left_out, say
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = {"one": 15, "two": 50}
_NAMED = {"one": 14, "two": 40}
"""So many units are named at most; of more only the places are shown."""
_LINES = 3
_EDGE = 2.0
_FOOT = 10.0
_RADIUS = 1.1
_SHAPE = (0.6, 1.0)
"""Least and greatest height of the plane, in its width."""


class _Plane(NamedTuple):
    """Codes and units in millimetres, and the lines between codes by their places."""

    codes: Floats
    units: Floats
    ends: Ints
    weights: Floats
    middle: tuple[float, float]


def epistemic_network(
    units: "pd.DataFrame",
    codes: "pd.DataFrame",
    strengths: "pd.DataFrame",
    axes: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    unit: str = "",
    most: int = 0,
) -> "Figure":
    """Codes as circles in the plane of the first two axes, units of analysis as squares, and lines as thick
    as connections are strong: on average over all units, or in the one that is named.

    Parameters
    ----------
    units, codes, strengths, axes
        The tables of `qualcode.epistemic`.
    unit
        Whose connections are drawn; empty: their mean over all units that connect anything.
    most
        So many codes at most, those in most rows; 0: as many as can be read.
    """
    placed = codes[codes["x1"].notna()]
    most = most or _MOST.get(width, 20)
    kept = placed.sort_values("n_rows", ascending=False, kind="stable").head(most).sort_index()
    known = [str(code) for code in kept["code"]]
    shown = units[units["n_connections"] > 0]
    ends, weights = ends_of(_connections(strengths, shown, unit), known, "strength")
    n_lines = min(len(weights), _LINES * len(known))
    ends, weights = ends[len(ends) - n_lines :], weights[len(weights) - n_lines :]
    notes = left_out("some", lang, len(known), len(placed))
    n_all = len(_between(strengths, unit))
    notes += [say("lines", lang, n=n_lines, all=n_all)] if n_lines < n_all else []
    labels, people = named(known, names), [str(one) for one in shown["unit"]]
    with drawing([*labels, *people], lang=lang, width=width, font=font) as sheet:
        said = "; ".join(
            [say("of_unit", lang, unit=unit) if unit else say("mean_of", lang, n=len(shown)), *notes]
        )
        if not known or not len(shown):
            nothing(sheet)
            return sheet.figure
        foot = _FOOT + sheet.noted(said)
        plane = _plane(sheet, kept, shown, ends, weights, foot)
        _draw_axes(sheet, plane, axes, foot)
        _draw(sheet, plane, labels, people if len(people) <= _NAMED.get(width, 14) else [], foot, unit)
        sheet.note(said)
    return sheet.figure


def _connections(strengths: "pd.DataFrame", shown: "pd.DataFrame", unit: str) -> "pd.DataFrame":
    """Pairs of codes with their strength: of one unit, or the mean over all that connect anything."""
    if unit:
        return strengths[strengths["unit"] == unit]
    sums = strengths.groupby(["code_1", "code_2"], sort=False)["strength"].sum() / max(len(shown), 1)
    return sums.to_frame().reset_index()


def _between(strengths: "pd.DataFrame", unit: str) -> set[tuple[str, str]]:
    """The pairs of codes that are connected."""
    mine = strengths[strengths["unit"] == unit] if unit else strengths
    return set(zip(mine["code_1"], mine["code_2"], strict=True))


def _plane(
    sheet: Sheet, codes: "pd.DataFrame", units: "pd.DataFrame", ends: Ints, weights: Floats, foot: float
) -> _Plane:
    """Everything in millimetres of the sheet, which gets its height; both axes have one scale."""
    tables = (codes, units)
    own, other = (np.nan_to_num(table[["x1", "x2"]].to_numpy(np.float64)) for table in tables)
    both = np.concatenate([own, other, np.zeros((1, 2))])
    low, size = both.min(axis=0), np.ptp(both, axis=0)
    across = sheet.width - 2 * _EDGE
    room = np.array([across * 0.74, across * 0.88])
    shape = float(np.clip(size[1] / (size[0] or 1), *_SHAPE))
    scale = min(room[0] / (size[0] or 1), room[1] * shape / (size[1] or 1))
    down = room[1] * shape + 12
    sheet.stand(down + foot + _EDGE)
    corner = np.array([_EDGE, foot]) + (np.array([across, down]) - size * scale) / 2
    places = corner + (both - low) * scale
    n = len(own)
    x, y = places[-1].tolist()
    return _Plane(places[:n], places[n:-1], ends, weights, (x, y))


def _draw(
    sheet: Sheet, plane: _Plane, labels: Sequence[str], people: Sequence[str], foot: float, unit: str
) -> None:
    axes = sheet.whole()
    _draw_lines(axes, plane)
    axes.plot(*plane.codes.T, "o", markersize=5, color=COLOURS[0], zorder=3, linewidth=0)
    axes.plot(*plane.units.T, "s", markersize=3.4, color=COLOURS[4], zorder=3, linewidth=0)
    if unit in people:
        here = plane.units[people.index(unit)]
        axes.plot(*here[:, None], "s", markersize=7, mfc="none", mec=COLOURS[4], mew=1.2, zorder=3)
    room = sheet.width / (3.0 if sheet.width < 100 else 5.0)
    size = sheet.size
    told = [sheet.fitted(one, room, lines=2, size=size) for one in labels]
    small = [sheet.fitted(one, room, size=size - 1.5) for one in people]
    anchors = np.concatenate([plane.codes, plane.units[: len(people)]])
    middles = _label_places(sheet, plane, [*told, *small], foot)
    for place, at in zip(middles.tolist(), anchors.tolist(), strict=True):
        if np.hypot(place[0] - at[0], place[1] - at[1]) > 5:
            axes.plot([at[0], place[0]], [at[1], place[1]], color=GREY, linewidth=0.3, zorder=2)
    write_on_white(axes, middles[: len(told)], told, size, va="center")
    write_on_white(axes, middles[len(told) :], small, size - 1.5, va="center", color=COLOURS[4])


def _label_places(sheet: Sheet, plane: _Plane, texts: Sequence[str], foot: float) -> Floats:
    """Middles of the labels, below what they name; none lies on another, on signs only for want of room."""
    n_codes = len(plane.codes)
    sizes = np.array([sheet.size if at < n_codes else sheet.size - 1.5 for at in range(len(texts))])
    lines = np.array([1 + text.count("\n") for text in texts])
    widths = np.array([sheet.widest([text], size) for text, size in zip(texts, sizes.tolist(), strict=True)])
    boxes = np.column_stack([widths + 1.5, LINE * sizes * lines + 0.6])
    anchors = np.concatenate([plane.codes, plane.units])
    signs = np.full((len(anchors), 2), 2 * _RADIUS)
    wished = anchors[: len(texts)] - np.column_stack([np.zeros(len(texts)), _RADIUS + 0.4 + boxes[:, 1] / 2])
    room = (sheet.width, sheet.height - foot)
    shift = np.array([0, foot])
    everything = np.concatenate([wished, anchors]) - shift
    free = parted(everything, np.concatenate([boxes, signs]), room, fixed=len(anchors))
    middles: Floats = (
        parted(free[: len(texts)], boxes, room) + shift
    )  # between signs not all may have found room
    return middles


def _draw_lines(axes: "Axes", plane: _Plane) -> None:
    top = plane.weights.max() if len(plane.weights) else 1
    for (one, two), weight in zip(plane.ends.tolist(), plane.weights.tolist(), strict=True):
        part = weight / (top or 1)
        axes.plot(
            plane.codes[[one, two], 0], plane.codes[[one, two], 1], color=COLOURS[0],
            linewidth=0.3 + 3.2 * part, alpha=0.15 + 0.4 * part, solid_capstyle="round", zorder=1,
        )  # fmt: skip


def _draw_axes(sheet: Sheet, plane: _Plane, table: "pd.DataFrame", foot: float) -> None:
    """Faint lines where both coordinates are 0, and below what the axes are."""
    axes = sheet.whole()
    x, y = plane.middle
    axes.plot([_EDGE, sheet.width - _EDGE], [y, y], color=FAINT, linewidth=0.6, zorder=0)
    axes.plot([x, x], [foot, sheet.height - _EDGE], color=FAINT, linewidth=0.6, zorder=0)
    shares = [0.0 if share != share or share is None else 100 * share for share in table["variance"]]
    axes.text(_EDGE, foot - 4, say("axes", sheet.lang, x=round(shares[0]), y=round(shares[1])), color=GREY)
    line = foot - 7.5
    axes.plot([_EDGE + 1], [line + 0.9], "o", markersize=4.5, color=COLOURS[0])
    code = say("sign_code", sheet.lang)
    axes.text(_EDGE + 3.2, line, code, size=sheet.size - 1)
    where = _EDGE + 6 + sheet.measure(code, sheet.size - 1)
    axes.plot([where], [line + 0.9], "s", markersize=3.4, color=COLOURS[4])
    axes.text(where + 2.2, line, say("sign_unit", sheet.lang), size=sheet.size - 1)
