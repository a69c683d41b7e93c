"""The figures of a report: drawn of its tables, left out with a reason where no font has Chinese."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.errors import ReadError, UsageError
from qualcode.export.page_notes import counted
from qualcode.export.report.content import Figure
from qualcode.export.report.words import say
from qualcode.export.table import Language, Table

if TYPE_CHECKING:
    import pandas as pd

KINDS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "frequencies": ("frequencies", "frequency_figure", {"width": "two"}),
    "network": ("cooccurrence_pairs", "cooccurrence_figure", {"width": "two"}),
    "code_by_document": ("code_by_document", "document_figure", {"width": "two"}),
}
"""The figures: the table that each is drawn of, its title, and how it is drawn."""
MARKS = ("same words", "by rule", "ancestor")
"""Notes of pairs that are no findings."""


def figure_drawn(
    kind: str, tables: Mapping[str, Table], *, lang: Language, names: Mapping[str, str], font: str
) -> Figure:
    """A figure of a kind in KINDS as SVG and PNG, or why there is none."""
    from qualcode.export.figures import figure_bytes, figure_of

    source, title, options = KINDS[kind]
    call: Callable[..., Any] = figure_of
    try:
        frames = [_frame(tables[source])]
        if kind == "network":
            pairs = _everywhere(frames[0], tables[source])
            frames = [
                pairs[pairs["note"].map(_is_finding).astype(bool)],
                _nodes(pairs, _frame(tables["frequencies"])),
            ]
        foot = "".join(counted(tables[source], lang))
        drawn = call(kind, *frames, lang=lang, names=names, font=font, foot=foot, **options)
        return Figure(kind, say(title, lang), figure_bytes(drawn, "svg"), figure_bytes(drawn, "png"))
    except (ReadError, UsageError) as problem:
        if font:
            raise
        no_font = lang == "zh" and problem.slug == "font"
        note = say("no_font", lang) if no_font else f"{problem.message}. {problem.cure}"
        return Figure(kind, say(title, lang), note=note)


def _everywhere(pairs: "pd.DataFrame", table: Table) -> "pd.DataFrame":
    """Pairs of codes that could be given in every document: a network has one N for all."""
    gone = list(table.missing)
    return pairs[~(pairs["code_1"].isin(gone) | pairs["code_2"].isin(gone))]


def _is_finding(note: str) -> bool:
    return not any(mark in note for mark in MARKS)


def _nodes(pairs: "pd.DataFrame", frequencies: "pd.DataFrame") -> "pd.DataFrame":
    """How frequent each code is: as the pairs say; of a code that is in no pair, its units."""
    import pandas as pd

    sizes = {str(code): n for code, n in zip(frequencies["code"], frequencies["n_units"], strict=True)}
    for which in ("1", "2"):
        sizes |= dict(zip(map(str, pairs[f"code_{which}"]), pairs[f"n_{which}"], strict=True))
    return pd.DataFrame({"code": list(sizes), "n": [0 if n != n else n for n in sizes.values()]})


def _frame(table: Table) -> "pd.DataFrame":
    from qualcode.analysis.columns import frame_of_rows

    return frame_of_rows(table.names, list(table.rows))
