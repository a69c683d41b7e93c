"""The levels of a codebook: from main categories to concepts, with the relations between categories."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.export.figures.network import nothing, write_on_white
from qualcode.export.figures.sheet import COLOURS, GREY, LINE, SHADES, TALLEST, Sheet, Width, drawing
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in millimetres."""
_EDGE, _GAP, _BETWEEN = 1.5, 5.0, 1.0
_HEAD = 5.5
_ARROWS = {"one": 16.0, "two": 30.0}
"""Millimetres at the left for the relations."""


def levels_diagram(
    codes: "pd.DataFrame",
    relations: "pd.DataFrame | None" = None,
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    levels: Sequence[str] = (),
) -> "Figure":
    """A box for each code, a column for each level, lines from parents to children; at the left arrows
    for relations, with their kinds.

    Parameters
    ----------
    codes
        `code`, `parent`, and where they are there `name` and `core` (true for the core category); parents
        before their children.
    relations
        `from`, `to` (codes) and `type`.
    levels
        Titles of the columns, from the top level down.
    """
    tree = _Tree(codes)
    texts = [*tree.names.values(), *levels, *([] if relations is None else map(str, relations["type"]))]
    with drawing(texts, lang=lang, width=width, font=font) as sheet:
        if not tree.names:
            nothing(sheet)
            return sheet.figure
        left = _EDGE + (_ARROWS[width] if relations is not None and len(relations) else 0)
        rows, lines, size = _rows(sheet, tree, left)
        head = _HEAD if levels else 0
        sheet.stand(sum(rows.values()) + head + 2 * _EDGE)
        axes = sheet.whole()
        boxes = _boxes(sheet, tree, rows, left, sheet.height - _EDGE - head)
        _draw_tree(axes, tree, boxes, lines, size)
        for at, title in enumerate(levels[: tree.n_levels]):
            x, wide = _column(sheet, tree, left, at)
            place = x + wide / 2, sheet.height - _EDGE - 1
            axes.text(*place, sheet.fitted(title, wide), ha="center", va="top", color=GREY)
        if relations is not None:
            _draw_relations(sheet, axes, relations, boxes, left)
    return sheet.figure


class _Tree:
    """Codes with their depths and children."""

    def __init__(self, codes: "pd.DataFrame") -> None:
        ids = [str(code) for code in codes["code"]]
        named = codes.get("name", ids)
        self.names = {code: str(name or code) for code, name in zip(ids, named, strict=True)}
        known = zip(ids, codes["parent"], strict=True)
        self.parents = {
            code: str(parent) for code, parent in known if parent == parent and parent in self.names
        }
        marks = codes["core"].tolist() if "core" in codes else [False] * len(ids)
        self.core = {code for code, mark in zip(ids, marks, strict=True) if mark is True or mark == "yes"}
        self.depths: dict[str, int] = {}
        for code in ids:
            self.depths[code] = self.depths[self.parents[code]] + 1 if code in self.parents else 0
        self.n_levels = max(self.depths.values(), default=0) + 1
        above = set(self.parents.values())
        self.leaves = [code for code in ids if code not in above]

    def children(self, code: str) -> list[str]:
        return [one for one, parent in self.parents.items() if parent == code]


def _column(sheet: Sheet, tree: _Tree, left: float, depth: int) -> tuple[float, float]:
    """Where the boxes of a level begin, and how wide they are."""
    wide = (sheet.width - left - _EDGE - _GAP * (tree.n_levels - 1)) / tree.n_levels
    return left + depth * (wide + _GAP), wide


def _rows(sheet: Sheet, tree: _Tree, left: float) -> tuple[dict[str, float], dict[str, str], float]:
    """How high the row of each leaf is, what stands in each box, and the size of the letters."""
    _, wide = _column(sheet, tree, left, 0)
    size = sheet.size
    while True:
        most = 3 if size > 5.5 else 2
        lines = {
            code: sheet.fitted(name, wide - 2, lines=most, size=size) for code, name in tree.names.items()
        }
        rows = {leaf: LINE * size * (1 + lines[leaf].count("\n")) + 1.6 + _BETWEEN for leaf in tree.leaves}
        if sum(rows.values()) + _HEAD + 2 * _EDGE <= TALLEST or size <= 4.5:
            return rows, lines, size
        size -= 0.5


def _boxes(sheet: Sheet, tree: _Tree, rows: Mapping[str, float], left: float, top: float) -> dict[str, Box]:
    """Left, bottom, width and height of each box: a parent stands beside the middle of its children."""
    middles: dict[str, float] = {}
    boxes = {}
    for leaf, high in rows.items():
        middles[leaf] = top - high / 2
        top -= high
    for code in sorted(tree.names, key=lambda code: -tree.depths[code]):
        own = [middles[child] for child in tree.children(code)]
        middles[code] = (max(own) + min(own)) / 2 if own else middles[code]
    for code in tree.names:
        x, wide = _column(sheet, tree, left, tree.depths[code])
        high = (rows[code] if code in rows else min(rows.values())) - _BETWEEN
        boxes[code] = (x, middles[code] - high / 2, wide, high)
    return boxes


def _draw_tree(
    axes: "Axes", tree: _Tree, boxes: Mapping[str, Box], lines: Mapping[str, str], size: float
) -> None:
    from matplotlib.patches import FancyBboxPatch

    for code, box in boxes.items():
        x, wide, middle = box[0], box[2], _middle(box)
        high = max(box[3], LINE * size * (1 + lines[code].count("\n")) + 1.6)
        edge: Any = {"edgecolor": COLOURS[0]}
        if code in tree.core:
            edge = {"edgecolor": COLOURS[4], "linewidth": 1.4}
        shade = SHADES[max(0, 2 - tree.depths[code])]
        axes.add_patch(FancyBboxPatch(
            (x + 0.4, middle - high / 2 + 0.4), wide - 0.8, high - 0.8, zorder=2,
            boxstyle="round,pad=0.4,rounding_size=0.8", facecolor=shade, **edge,
        ))  # fmt: skip
        options: Any = {"ha": "center", "va": "center", "linespacing": 1.05, "zorder": 3}
        axes.text(x + wide / 2, middle, lines[code], size=size, **options)
        if code in tree.parents:
            above = boxes[tree.parents[code]]
            start, bend = above[0] + above[2], above[0] + above[2] + _GAP / 2
            heights = [_middle(above), _middle(above), middle, middle]
            axes.plot([start, bend, bend, x], heights, color=GREY, linewidth=0.6, zorder=1)


def _draw_relations(
    sheet: Sheet, axes: "Axes", relations: "pd.DataFrame", boxes: Mapping[str, Box], left: float
) -> None:
    """Arrows at the left edge, the further out the further they reach, with their kinds in the middle."""
    from matplotlib.patches import FancyArrowPatch

    pairs = [
        (boxes[str(one)], boxes[str(two)], str(kind or ""))
        for one, two, kind in zip(relations["from"], relations["to"], relations["type"], strict=True)
        if str(one) in boxes and str(two) in boxes
    ]
    tall = [abs(_middle(one) - _middle(two)) for one, two, _ in pairs]
    ranks = np.argsort(np.argsort(tall, kind="stable"), kind="stable")
    lane, size = (left - _EDGE - 4.5) / max(len(pairs), 1), sheet.size - 1
    for (one, two, kind), rank, room in zip(pairs, ranks.tolist(), tall, strict=True):
        out, start, end = left - 2.5 - lane * (rank + 1), _middle(one) - 0.5, _middle(two) + 0.5
        line: Any = {"color": COLOURS[4], "linewidth": 0.9}
        axes.plot([one[0], out, out, two[0] - 1.5], [start, start, end, end], zorder=1, **line)
        tips = (two[0] - 2.2, end), (two[0] - 0.1, end)
        axes.add_patch(
            FancyArrowPatch(*tips, arrowstyle="-|>", mutation_scale=6, shrinkA=0, shrinkB=0, **line)
        )
        place, told = np.array([[out, (start + end) / 2]]), sheet.fitted(kind, max(room - 2, 8), size=size)
        write_on_white(axes, place, [told], size, va="center", rotation=90)


def _middle(box: Box) -> float:
    return box[1] + box[3] / 2
