"""Figures of a paper: one function a figure, each gives a matplotlib Figure one or two columns wide."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from qualcode.errors import UsageError
from qualcode.export.figures.sheet import add_foot, figure_bytes, save

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["KINDS", "figure_bytes", "figure_of", "save"]

KINDS: Mapping[str, tuple[str, str]] = {
    "frequencies": ("bars", "frequency_bars"),
    "cooccurrence": ("heatmap", "cooccurrence_map"),
    "code_by_document": ("heatmap", "document_map"),
    "network": ("network", "network"),
    "dendrogram": ("dendrogram", "dendrogram"),
    "saturation": ("saturation", "saturation_curve"),
    "transitions": ("transitions", "transition_graph"),
    "strip": ("strip", "interview_strip"),
    "crosstab": ("bars", "crosstab_bars"),
    "epistemic": ("epistemic", "epistemic_network"),
    "levels": ("levels", "levels_diagram"),
}
"""Kinds of figures, each with the module and the function that draws it."""


def figure_of(kind: str, *tables: Any, foot: str = "", **options: Any) -> "Figure":
    """The figure of a kind, from its tables (see the function of the kind).

    All take `lang` ("en" or "zh"), `width` ("one": 85 mm, "two": 175 mm) and `font` (a file or a name).
    `foot` is written below: what was counted, in whose speech, N.

    Raises
    ------
    ReadError, UsageError
        There is no such kind, a column is missing, or a font.
    """
    if kind not in KINDS:
        raise UsageError(
            f"there is no figure '{kind}'", cure=f"choose one of {', '.join(KINDS)}", slug="figure"
        )
    module, name = KINDS[kind]
    draw: Callable[..., Figure] = getattr(import_module(f"{__name__}.{module}"), name)
    try:
        figure = draw(*tables, **options)
    except KeyError as missing:
        raise UsageError(f"the table of the figure '{kind}' has no column {missing}", slug="figure") from None
    if foot:
        given = {"lang": "en", "width": "one", "font": ""} | options
        add_foot(figure, foot, lang=given["lang"], width=given["width"], font=given["font"])
    return figure
