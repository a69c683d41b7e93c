"""Dendrograms: which codes go together, step by step."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qualcode.export.figures.network import nothing
from qualcode.export.figures.sheet import COLOURS, LINE, TALLEST, Width, drawing, named
from qualcode.export.figures.words import say
from qualcode.export.table import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_FOOT, _TOP, _EDGE = 10.0, 1.5, 1.5


def dendrogram(
    linkage: npt.NDArray[np.float64],
    codes: Sequence[str],
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    axis: str = "",
) -> "Figure":
    """A tree with the codes as leaves, a row each; two branches meet at their distance.

    Parameters
    ----------
    linkage
        As scipy's `linkage` gives it: for each step the two clusters that are joined (codes first, then
        steps), their distance, and the number of codes; (n − 1, 4).
    codes
        The ids of the leaves, in the order of the numbers in `linkage`.
    axis
        Title of the axis, by default that of the distance 1 − Jaccard.
    """
    labels = named(codes, names)
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        if len(codes) < 2:
            nothing(sheet)
            return sheet.figure
        row = min(4.2 * sheet.size / 7, (TALLEST - _FOOT - _TOP) / len(codes))
        size = min(sheet.size, row / LINE)
        shown = [sheet.fitted(label, sheet.width * 0.42, size=size) for label in labels]
        right = sheet.widest(shown, size) + _EDGE + 1.5
        sheet.stand(row * len(codes) + _FOOT + _TOP)
        axes = sheet.axes(_EDGE + 2, _FOOT, sheet.width - right - _EDGE - 2, row * len(codes))
        order, lines = _branches(np.asarray(linkage, dtype=np.float64), len(codes))
        for x, y in lines:
            axes.plot(x, y, color=COLOURS[0], linewidth=0.9, solid_joinstyle="miter")
        top = float(np.max(linkage[:, 2])) or 1.0
        axes.set_xlim(top * 1.03, 0)
        axes.set_ylim(len(codes) - 0.5, -0.5)
        axes.yaxis.tick_right()
        axes.set_yticks(range(len(codes)), [shown[at] for at in order], size=size, family=sheet.family)
        axes.tick_params(axis="y", length=0, pad=2)
        axes.locator_params(axis="x", nbins=5)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.set_xlabel(axis or say("distance", lang), size=sheet.size)
    return sheet.figure


def _branches(
    linkage: npt.NDArray[np.float64], n: int
) -> tuple[list[int], list[tuple[list[float], list[float]]]]:
    """The leaves from the top down, and the lines of the branches as x and y of their corners."""
    children = {n + step: (int(row[0]), int(row[1])) for step, row in enumerate(linkage)}
    order: list[int] = []
    waiting = [n + len(linkage) - 1]
    while waiting:
        node = waiting.pop()
        if node < n:
            order.append(node)
        else:
            waiting += reversed(children[node])
    heights = dict(zip(order, map(float, range(n)), strict=True))
    distances = dict.fromkeys(range(n), 0.0)
    lines = []
    for step, row in enumerate(linkage):
        one, two, distance = int(row[0]), int(row[1]), float(row[2])
        corners = [distances[one], distance, distance, distances[two]]
        lines.append((corners, [heights[one], heights[one], heights[two], heights[two]]))
        heights[n + step], distances[n + step] = (heights[one] + heights[two]) / 2, distance
    return order, lines
