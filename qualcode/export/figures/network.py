"""Networks of codes that occur together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qualcode.export.figures.graph import Floats, layout, parted, spread
from qualcode.export.figures.sheet import (
    COLOURS,
    GREY,
    INK,
    LINE,
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
    from matplotlib.figure import Figure

Ints = npt.NDArray[np.int64]

_MOST = {"one": 25, "two": 60}
_LEGEND = 6.0
_EDGE = 3.0
_LINES = 3
"""So many lines for each code are drawn at most: the strongest."""
_FILLED = 0.4
"""Share of the sheet that circles and labels take."""
_HALO = 1.6


def network(
    edges: "pd.DataFrame",
    nodes: "pd.DataFrame | None" = None,
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    weight: str = "n_both",
    least: float = 1,
    most: int = 0,
) -> "Figure":
    """Codes as circles, the larger the more frequent, and lines between those that occur together, the
    thicker the more often.

    Parameters
    ----------
    edges
        `code_1`, `code_2`, `weight`; as `cooccurrence_pairs.csv` has them, which also has the sizes of
        codes as `n_1` and `n_2`.
    nodes
        `code` and `n`, where `edges` does not say how frequent codes are, or has not all that occur.
    weight, least
        The column that says how thick a line is, and from which value on one is drawn.
    most
        So many codes at most, the most frequent; 0: as many as can be read.
    """
    sizes = _sizes(edges, nodes)
    kept = edges[edges[weight] >= least]
    linked = {str(code) for column in ("code_1", "code_2") for code in kept[column]}
    known = _largest([code for code in sizes if code in linked], sizes, most or _MOST.get(width, 25))
    ends, weights = ends_of(kept, known, weight)
    strong = _strongest(ends, _LINES * len(known))
    codes = [known[at] for at in sorted(set(ends.ravel().tolist()))]
    ends, weights = np.searchsorted(np.unique(ends), ends[strong]), weights[strong]
    notes = left_out("some", lang, len(codes), len(linked))
    notes += [say("lines", lang, n=len(ends), all=len(kept))] if len(ends) < len(kept) else []
    n_alone = sum(n > 0 for n in sizes.values()) - len(linked)
    notes += [say("alone", lang, n=n_alone)] if n_alone else []
    said = ("；" if lang == "zh" else "; ").join(notes)
    labels = named(codes, names)
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        foot = _LEGEND + sheet.noted(said)
        if codes:
            _draw(sheet, labels, ends, weights, _radii(sheet, [sizes[code] for code in codes]), foot)
            _legend(sheet, sizes, weights, weight, lang, foot - _LEGEND)
        else:
            nothing(sheet)
        sheet.note(said)
    return sheet.figure


def _strongest(ends: Ints, most: int) -> Ints:
    """Which lines are drawn of those that stand the lightest first: the heaviest, and that of each code."""
    last = {code: at for at, pair in enumerate(ends.tolist()) for code in pair}
    kept = {*range(max(0, len(ends) - most), len(ends)), *last.values()}
    return np.array(sorted(kept), dtype=np.int64)


def _draw(
    sheet: Sheet, labels: Sequence[str], ends: Ints, weights: Floats, radii: Floats, foot: float
) -> None:
    """Circles, each with its label below it, and lines; the sheet is as high as they need."""
    size = sheet.size if len(labels) <= 30 else sheet.size - 1
    room = sheet.width / (3.2 if sheet.width < 100 else 5.5)
    shown = [sheet.fitted(label, room, lines=3, size=size) for label in labels]
    heights = np.array([LINE * size * (1 + text.count("\n")) for text in shown])
    widths = np.array([sheet.widest([text], size) for text in shown])
    boxes = np.column_stack([np.maximum(widths, 2 * radii) + 1.5, 2 * radii + heights + 2.0])
    across = sheet.width - 2 * _EDGE
    down = float(
        np.clip(boxes.prod(axis=1).sum() / _FILLED / across, 0.6 * across, TALLEST - foot - 2 * _EDGE)
    )
    sheet.stand(down + 2 * _EDGE + foot)
    axes = sheet.plain(0, foot, sheet.width, down + 2 * _EDGE)
    most = boxes.max(axis=0)
    wished = spread(layout(len(labels), ends, weights), 0.5) * (np.array([across, down]) - most) + most / 2
    middles = parted(wished, boxes, (across, down)) + _EDGE
    places = middles + np.column_stack([np.zeros(len(labels)), boxes[:, 1] / 2 - radii - 0.5])
    _draw_lines(axes, places, ends, weights)
    _draw_nodes(axes, places, radii)
    write_on_white(axes, np.column_stack([places[:, 0], places[:, 1] - radii - 0.6]), shown, size)


def nothing(sheet: Sheet) -> None:
    """Say that there is nothing to show."""
    sheet.stand(20)
    sheet.whole().text(sheet.width / 2, 10, say("none", sheet.lang), ha="center", va="center", color=GREY)


def _sizes(edges: "pd.DataFrame", nodes: "pd.DataFrame | None") -> dict[str, float]:
    """How frequent each code is."""
    if nodes is not None:
        return {str(code): float(n) for code, n in zip(nodes["code"], nodes["n"], strict=True)}
    sizes: dict[str, float] = {}
    for which in ("1", "2"):
        counts = edges[f"n_{which}"] if f"n_{which}" in edges else [1.0] * len(edges)
        for code, n in zip(edges[f"code_{which}"], counts, strict=True):
            sizes[str(code)] = float(n)
    return sizes


def _largest(codes: Sequence[str], sizes: Mapping[str, float], most: int) -> list[str]:
    """The most frequent codes, in the order in which all stand."""
    chosen = set(sorted(codes, key=lambda code: -sizes[code])[:most])
    return [code for code in codes if code in chosen]


def ends_of(edges: "pd.DataFrame", codes: Sequence[str], weight: str) -> tuple[Ints, Floats]:
    """The lines between these codes, the lightest first, by the places of their ends, with weights."""
    at = {code: place for place, code in enumerate(codes)}
    rows = [
        (float(w), at[str(one)], at[str(two)])
        for one, two, w in zip(edges["code_1"], edges["code_2"], edges[weight], strict=True)
        if str(one) in at and str(two) in at and one != two
    ]
    rows.sort()
    ends = np.array([row[1:] for row in rows], dtype=np.int64).reshape(-1, 2)
    return ends, np.array([row[0] for row in rows], dtype=np.float64)


def _radii(sheet: Sheet, sizes: Sequence[float]) -> Floats:
    """Radii in millimetres: areas are as the numbers."""
    most = min(4.5, max(1.8, sheet.width / 14 / np.sqrt(len(sizes) / 10)))
    root = np.sqrt(np.maximum(np.array(sizes, dtype=np.float64), 0))
    radii: Floats = np.maximum(0.6, most * root / (root.max() or 1))
    return radii


def _draw_lines(axes: "Axes", places: Floats, ends: Ints, weights: Floats) -> None:
    top = weights.max() if len(weights) else 1
    for (one, two), weight in zip(ends.tolist(), weights.tolist(), strict=True):
        part = weight / top
        axes.plot(
            places[[one, two], 0], places[[one, two], 1], color=GREY, linewidth=0.3 + 3.2 * part,
            alpha=0.25 + 0.5 * part, solid_capstyle="round", zorder=1,
        )  # fmt: skip


def _draw_nodes(axes: "Axes", places: Floats, radii: Floats) -> None:
    from matplotlib.patches import Circle

    for (x, y), radius in zip(places.tolist(), radii.tolist(), strict=True):
        axes.add_patch(Circle((x, y), radius, facecolor=COLOURS[0], edgecolor="white", zorder=2))


def write_on_white(axes: "Axes", places: Floats, texts: Sequence[str], size: float, **options: Any) -> None:
    """Texts on a white edge, so that lines below do not cross the letters."""
    from matplotlib.patheffects import withStroke

    for (x, y), text in zip(places.tolist(), texts, strict=True):
        axes.text(
            x, y, text, size=size, zorder=3, linespacing=1.05,
            path_effects=[withStroke(linewidth=_HALO, foreground="white")],
            **{"ha": "center", "va": "top", "color": INK, **options},
        )  # fmt: skip


def _legend(
    sheet: Sheet, sizes: Mapping[str, float], weights: Floats, weight: str, lang: Language, above: float
) -> None:
    """What the largest circle and the thickest line stand for."""
    if not len(weights):
        return
    axes, y, size = sheet.whole(), above + _LEGEND / 2, sheet.size - 1
    word = say("edge", lang) if weight == "n_both" else say(weight, lang)
    first = f"{say('node', lang)} ≤ {numbered(max(sizes.values()))}"
    axes.plot([3], [y], marker="o", markersize=5, color=COLOURS[0], linewidth=0)
    axes.text(6, y, first, va="center_baseline", size=size)
    x = 6 + sheet.measure(first, size) + 4
    axes.plot([x, x + 6], [y, y], color=GREY, linewidth=3, alpha=0.75, solid_capstyle="butt")
    axes.text(x + 7.5, y, f"{word} ≤ {numbered(weights.max())}", va="center_baseline", size=size)
