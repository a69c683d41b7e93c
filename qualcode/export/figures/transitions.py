"""Transitions: which code follows which more often than chance would have it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.export.figures.graph import Floats
from qualcode.export.figures.network import Ints, ends_of, nothing, write_on_white
from qualcode.export.figures.sheet import COLOURS, LINE, TALLEST, Sheet, Width, drawing, named, numbered
from qualcode.export.figures.words import say
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = {"one": 25, "two": 60}
_FOOT = 6.0
LEAST_Z = 1.96
"""Standard deviations above what chance gives, from which on a transition is drawn."""
_TOLD = 12
"""So many arrows say their number."""


def transition_graph(
    table: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    least_z: float = LEAST_Z,
    most: int = 0,
) -> "Figure":
    """Codes on a circle, and an arrow to each code that follows more often than chance would have it.

    Parameters
    ----------
    table
        `code_1`, `code_2`, `p_2_given_1`, `z`, as the table of sequences has them.
    least_z
        Arrows are drawn from this z on; their thickness is `p_2_given_1`, which also stands on the
        strongest ones.
    most
        So many arrows at most, those with the largest z; 0: 25 in one column, 60 in two.
    """
    kept = table[(table["z"] >= least_z) & (table["code_1"] != table["code_2"])]
    kept = kept.sort_values(["z"], ascending=False, kind="stable").head(most or _MOST.get(width, 25))
    linked = {str(code) for column in ("code_1", "code_2") for code in kept[column]}
    every = list(dict.fromkeys([*map(str, table["code_1"]), *map(str, table["code_2"])]))
    codes = [code for code in every if code in linked]
    note = say("alone", lang, n=len(every) - len(codes)) if len(codes) < len(every) else ""
    ends, shares = ends_of(kept, codes, "p_2_given_1")
    labels = named(codes, names)
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        if codes:
            foot = sheet.noted(note)
            _ring(sheet, labels, ends, shares, _FOOT + foot)
            said = f"→ {say('arrow', lang)}; z ≥ {least_z:g}"
            sheet.whole().text(2, 1 + foot, said, size=sheet.size - 1, va="bottom")
        else:
            nothing(sheet)
        sheet.note(note)
    return sheet.figure


def _ring(sheet: Sheet, labels: Sequence[str], ends: Ints, shares: Floats, foot: float) -> None:
    """Codes on a ring at even heights, so that labels beside it never meet; arrows bent."""
    size, n = sheet.size if len(labels) <= 24 else sheet.size - 1, len(labels)
    shown = [sheet.fitted(label, sheet.width * 0.3, lines=2, size=size) for label in labels]
    line = LINE * size * (1 + max(text.count("\n") for text in shown)) + 0.8
    n_right = (n + 1) // 2
    radius = min(sheet.width / 2 - sheet.widest(shown, size) - 4.5, 60.0)
    high = min(max(line * n_right / 2, 0.8 * radius), (TALLEST - foot) / 2 - 4)
    sheet.stand(2 * high + 6 + foot)
    axes, middle = sheet.whole(), np.array([sheet.width / 2, foot + high + 3])
    places = []
    for at in range(n):
        is_right = at < n_right
        n_side, row = (n_right, at) if is_right else (n - n_right, n - 1 - at)
        y = 1 - (2 * row + 1) / n_side
        x = np.sqrt(1 - y * y) * (1 if is_right else -1)
        places.append(middle + np.array([radius * x, high * y]))
    found = np.array(places)
    _arrows(sheet, axes, found, ends, shares)
    axes.scatter(found[:, 0], found[:, 1], s=14, color=COLOURS[0], zorder=3)
    for at, text in enumerate(shown):
        is_right = at < n_right
        place = found[at] + np.array([2.0 if is_right else -2.0, 0])
        write_on_white(axes, place[None], [text], size, ha="left" if is_right else "right", va="center")


def _arrows(sheet: Sheet, axes: "Axes", places: Floats, ends: Ints, shares: Floats) -> None:
    from matplotlib.patches import FancyArrowPatch

    top = shares.max() if len(shares) else 1
    told = {tuple(pair) for pair in ends[np.argsort(-shares, kind="stable")[:_TOLD]].tolist()}
    for (one, two), share in zip(ends.tolist(), shares.tolist(), strict=True):
        part = share / top
        axes.add_patch(FancyArrowPatch(
            tuple(places[one]), tuple(places[two]), connectionstyle="arc3,rad=0.18", arrowstyle="-|>",
            mutation_scale=5 + 3 * part, shrinkA=3, shrinkB=3.5, linewidth=0.4 + 1.8 * part, color=COLOURS[4],
            alpha=0.35 + 0.5 * part, zorder=2,
        ))  # fmt: skip
        if (one, two) in told:
            start, end = places[one], places[two]
            across = np.array([end[1] - start[1], start[0] - end[0]])
            place = ((start + end) / 2 + across * 0.09)[None]
            write_on_white(axes, place, [numbered(round(share, 2))], sheet.size - 1.5, va="center")
