"""The strip of an interview: where each code stands in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualcode.export.figures.network import nothing
from qualcode.export.figures.sheet import COLOURS, FAINT, LINE, TALLEST, Width, drawing, named
from qualcode.export.figures.words import say
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_EDGE, _FOOT, _TOP = 1.5, 10.0, 1.5
_THINNEST = 0.25
"""Millimetres that a passage takes at least: a short one must be seen."""
_LANE = 3.8


def interview_strip(
    codings: "pd.DataFrame",
    length: int,
    *,
    lang: Language = "en",
    width: Width = "one",
    font: str = "",
    names: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
) -> "Figure":
    """A lane for each code that occurs, from the beginning of a document to its end, with its passages.

    Parameters
    ----------
    codings
        `start`, `end`, `code` of one document, as in `codings.csv`.
    length
        Characters of the document.
    groups
        The family of each code: codes of one family stand together and have one colour. Without it,
        codes stand in the order in which they first occur.
    """
    codes, family = _lanes(codings, groups or {})
    labels = named(codes, names)
    with drawing(labels, lang=lang, width=width, font=font) as sheet:
        if not codes:
            nothing(sheet)
            return sheet.figure
        lane = min(_LANE * sheet.size / 7, (TALLEST - _FOOT - _TOP) / len(codes))
        size = min(sheet.size, lane / LINE)
        shown = [sheet.fitted(label, sheet.width * 0.36, size=size) for label in labels]
        left = sheet.widest(shown, size) + _EDGE + 1.5
        sheet.stand(lane * len(codes) + _FOOT + _TOP)
        axes = sheet.axes(left, _FOOT, sheet.width - left - 3.5, lane * len(codes))
        least = 100 * _THINNEST / (sheet.width - left - 3.5)
        kinds = list(dict.fromkeys(family[code] for code in codes))
        for row, code in enumerate(codes):
            spans = _spans(codings[codings["code"] == code], length, least)
            axes.axhline(row, color=FAINT, linewidth=0.4, zorder=0)
            colour = COLOURS[kinds.index(family[code]) % (len(COLOURS) - 1)]
            axes.broken_barh(spans, (row - 0.36, 0.72), facecolors=colour, linewidth=0)
        axes.set_xlim(0, 100)
        axes.set_ylim(len(codes) - 0.5, -0.5)
        axes.set_yticks(range(len(codes)), shown, size=size, family=sheet.family)
        axes.tick_params(axis="y", length=0, pad=2)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.set_xlabel(say("position", lang), size=sheet.size)
    return sheet.figure


def _lanes(codings: "pd.DataFrame", groups: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The codes that occur, those of a family together and else in the order of the text; their families."""
    found = list(dict.fromkeys(str(code) for code in codings.sort_values("start", kind="stable")["code"]))
    family = {code: groups.get(code, "") for code in found}
    order = list(dict.fromkeys(groups.values())) or [""]
    places = {name: order.index(name) if name in order else len(order) for name in family.values()}
    return sorted(found, key=lambda code: places[family[code]]), family


def _spans(own: "pd.DataFrame", length: int, least: float) -> list[tuple[float, float]]:
    """Where the passages of a code begin and how long they are, in percent of the document."""
    return [
        (100 * start / length, max(least, 100 * (end - start) / length))
        for start, end in zip(own["start"], own["end"], strict=True)
    ]
