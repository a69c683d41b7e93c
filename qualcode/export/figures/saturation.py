"""Saturation: how many codes each further document brings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.export.figures.sheet import COLOURS, FAINT, LINE, SMALLEST, Width, drawing, numbered
from qualcode.export.figures.words import say
from qualcode.export.table import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_EDGE, _PLOT, _TOP = 1.5, {"one": 45.0, "two": 62.0}, 6.5


def saturation_curve(
    table: "pd.DataFrame", *, lang: Language = "en", width: Width = "one", font: str = "", reached: str = ""
) -> "Figure":
    """Codes seen so far as a line, codes first seen in each document as bars.

    Parameters
    ----------
    table
        `document`, `new`, `cumulative`, in the order of reading.
    reached
        A document at which saturation was reached; a dotted line stands there.
    """
    documents = [str(one) for one in table["document"]]
    new, seen = [int(one) for one in table["new"]], [int(one) for one in table["cumulative"]]
    with drawing([*documents, say("codes", lang)], lang=lang, width=width, font=font) as sheet:
        left = _EDGE + 5 + sheet.measure(numbered(max(seen, default=0))) + 2
        across = sheet.width - left - 2
        pitch = across / max(len(documents), 1)
        size = min(sheet.size, pitch / LINE)
        told = size >= SMALLEST
        labels = [sheet.fitted(one, 34, size=size) for one in documents] if told else []
        foot = (sheet.widest(labels, size) + 7) if told else 11.0
        sheet.stand(_PLOT[width] + foot + _TOP)
        axes = sheet.axes(left, foot, across, _PLOT[width])
        _draw(axes, new, seen, lang, mark="o" if told else "")
        if told:
            places = range(1, len(documents) + 1)
            axes.set_xticks(list(places), labels, size=size, family=sheet.family, rotation=90)
            axes.tick_params(axis="x", length=0, pad=1.5)
        if reached in documents:
            axes.axvline(documents.index(reached) + 1, color=COLOURS[4], linestyle=":", linewidth=1)
        _frame(axes, len(documents), max(seen, default=0))
        axes.set_ylabel(say("codes", lang), size=sheet.size)
        words = say("documents_read", lang)
        said = sheet.fitted(words, sheet.width - 4)
        sheet.whole().text(left + across / 2, 1.2, said, ha="center", va="bottom")
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, fontsize=sheet.size,
            borderaxespad=0.2, handlelength=1.4, columnspacing=1.2,
        )  # fmt: skip
    return sheet.figure


def _draw(axes: "Axes", new: Sequence[int], seen: Sequence[int], lang: Language, *, mark: str) -> None:
    """The bars and the line."""
    places = range(1, len(new) + 1)
    axes.bar(places, new, width=0.7, color=COLOURS[5], label=say("new", lang))
    axes.plot(places, seen, color=COLOURS[0], marker=mark, markersize=2.8, label=say("cumulative", lang))


def _frame(axes: "Axes", n_documents: int, n_codes: int) -> None:
    """How far the axes go, and their grid."""
    axes.set_xlim(0.4, n_documents + 0.6)
    axes.set_ylim(0, (n_codes or 1) * 1.06)
    axes.locator_params(axis="y", integer=True)
    axes.grid(axis="y", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
