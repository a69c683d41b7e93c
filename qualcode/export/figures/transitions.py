"""Transitions: which code follows which more often than chance would have it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.export.figures.graph import Floats, parted
from qualcode.export.figures.network import Ints, ends_of, nothing, write_on_white
from qualcode.export.figures.sheet import COLOURS, LINE, TALLEST, Sheet, Width, drawing, named, numbered
from qualcode.export.figures.words import say
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = {"one": 25, "two": 60}
LEAST_Z = 1.96
"""Standard deviations above what is expected, from which on a transition is drawn; it is no test."""
LEAST = 3
"""Times that a code must follow another, for the arrow to be drawn."""
_TOLD = 12
"""So many arrows say their number."""
_BENT = 0.18
"""How far an arrow bends, in its length."""
_PART = 0.36
"""Where on an arrow its number stands: 0 at its beginning, 1 at its end."""


def transition_graph(
    table: "pd.DataFrame",
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    least_z: float = LEAST_Z,
    least: int = LEAST,
    most: int = 0,
) -> "Figure":
    """Codes on a circle, and an arrow to each code that follows more often than chance would have it.

    Parameters
    ----------
    table
        `code_1`, `code_2`, `p_2_given_1`, `z`, as the table of sequences has them, and where they are there
        `n_both`, `n_1` and `n_2`: how often the one follows the other, and how often each stands in a pair.
    least_z, least
        Arrows are drawn from this z and so many transitions on; their thickness is `p_2_given_1`, which also
        stands on the strongest ones, and behind it how often that is.
    most
        So many arrows at most, those with the largest z; 0: 25 in one column, 60 in two.
    """
    kept = table[(table["z"] >= least_z) & (table["code_1"] != table["code_2"])]
    is_counted = "n_both" in table
    kept = kept[kept["n_both"] >= least] if is_counted else kept
    kept = kept.sort_values(["z"], ascending=False, kind="stable").head(most or _MOST.get(width, 25))
    linked = {str(code) for column in ("code_1", "code_2") for code in kept[column]}
    every = _occurring(table)
    codes = [code for code in every if code in linked]
    note = say("alone", lang, n=len(every) - len(codes)) if len(codes) < len(every) else ""
    ends, shares = ends_of(kept, codes, "p_2_given_1")
    counts = _counts(kept) if is_counted else {}
    told = [
        _told(share, counts.get((codes[a], codes[b]))) for (a, b), share in zip(ends, shares, strict=True)
    ]
    labels = named(codes, names)
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        if codes:
            foot = sheet.noted(note)
            key = say("arrow_counted" if is_counted else "arrow", lang)
            drawn = say("drawn_counted" if is_counted else "drawn", lang, z=f"{least_z:g}", n=least)
            said = sheet.fitted(f"→ {key}; {drawn}", sheet.width - 4, lines=3, size=sheet.size - 1)
            high = LINE * (sheet.size - 1) * (1 + said.count("\n")) + 3
            _ring(sheet, labels, ends, shares, told, high + foot)
            sheet.whole().text(2, 1 + foot, said, size=sheet.size - 1, va="bottom", linespacing=1.1)
        else:
            nothing(sheet)
        sheet.note(note)
    return sheet.figure


def _occurring(table: "pd.DataFrame") -> list[str]:
    """The codes that stand in a pair, in their order; all, where the table does not say how often they do."""
    known: dict[str, bool] = {}
    for which in ("1", "2"):
        for at, code in enumerate(map(str, table[f"code_{which}"])):
            n = table[f"n_{which}"].iloc[at] if f"n_{which}" in table else 1
            known[code] = known.get(code, False) or bool(n)
    return [code for code, occurs in known.items() if occurs]


def _counts(table: "pd.DataFrame") -> dict[tuple[str, str], int]:
    """How often a code follows another."""
    columns = (table[name] for name in ("code_1", "code_2", "n_both"))
    return {(str(one), str(two)): int(n) for one, two, n in zip(*columns, strict=True)}


def _told(share: float, n: int | None) -> str:
    """What stands on an arrow."""
    return numbered(round(share, 2)) + (f" ({n:,})" if n is not None else "")


def _ring(
    sheet: Sheet, labels: Sequence[str], ends: Ints, shares: Floats, told: Sequence[str], foot: float
) -> None:
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
    _arrows(axes, found, ends, shares)
    _numbers(sheet, axes, found, ends, shares, told)
    axes.scatter(found[:, 0], found[:, 1], s=14, color=COLOURS[0], zorder=3)
    for at, text in enumerate(shown):
        is_right = at < n_right
        place = found[at] + np.array([2.0 if is_right else -2.0, 0])
        write_on_white(axes, place[None], [text], size, ha="left" if is_right else "right", va="center")


def _arrows(axes: "Axes", places: Floats, ends: Ints, shares: Floats) -> None:
    from matplotlib.patches import FancyArrowPatch

    top = shares.max() if len(shares) else 1
    for (one, two), share in zip(ends.tolist(), shares.tolist(), strict=True):
        part = share / top
        axes.add_patch(FancyArrowPatch(
            tuple(places[one]), tuple(places[two]), connectionstyle=f"arc3,rad={_BENT}", arrowstyle="-|>",
            mutation_scale=5 + 3 * part, shrinkA=3, shrinkB=3.5, linewidth=0.4 + 1.8 * part, color=COLOURS[4],
            alpha=0.35 + 0.5 * part, zorder=2,
        ))  # fmt: skip


def _numbers(
    sheet: Sheet, axes: "Axes", places: Floats, ends: Ints, shares: Floats, told: Sequence[str]
) -> None:
    """On the strongest arrows what they say, nearer to their beginning than to their middle, where many
    cross; apart from each other and from the dots.
    """
    strongest = np.argsort(-shares, kind="stable")[:_TOLD]
    size, texts = sheet.size - 1.5, [told[at] for at in strongest.tolist()]
    start, end = places[ends[strongest, 0]], places[ends[strongest, 1]]
    way = end - start
    bend = (start + end) / 2 + _BENT * np.column_stack([way[:, 1], -way[:, 0]])
    part = _PART
    on = (1 - part) ** 2 * start + 2 * part * (1 - part) * bend + part**2 * end
    boxes = np.array([[sheet.measure(text, size) + 0.8, LINE * size + 0.2] for text in texts]).reshape(-1, 2)
    dots = np.full((len(places), 2), 2.4)
    room = (sheet.width, sheet.height)
    free = parted(np.concatenate([on, places]), np.concatenate([boxes, dots]), room, fixed=len(places))
    write_on_white(axes, free[: len(texts)], texts, size, va="center")
