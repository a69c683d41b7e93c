"""Figures of a study: each kind drawn from coded transcripts, as a paper shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from qualcode.analysis import matrix
from qualcode.analysis.code_epistemic import EpistemicOptions, code_epistemic
from qualcode.analysis.code_saturation import code_saturation
from qualcode.analysis.codemap import map_of_codes
from qualcode.analysis.columns import frame, frame_of_rows
from qualcode.analysis.cooccurrence import cooccurrence_pairs
from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
from qualcode.analysis.frequency import frequency
from qualcode.analysis.sequence import code_sequence_columns
from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError
from qualcode.export.figures import KINDS, figure_of
from qualcode.export.page_notes import counted_in
from qualcode.export.sizes import sizes_of_values
from qualcode.project.job.people_told import missing_in

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from qualcode.project.job.analysing import Analysed
    from qualcode.project.library.coding import Results

UNASKED = (
    "frequencies",
    "cooccurrence",
    "code_by_document",
    "network",
    "dendrogram",
    "saturation",
    "transitions",
)
"""Kinds that need nothing but codings."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How figures are drawn.

    lang
        `en` or `zh`: language of titles, and of the codes' names.
    width
        `one` column of a page (85 mm) or `two` (175 mm).
    font
        A file or name of a font for Chinese; empty: one that is found.
    by
        The attribute of a crosstab; the units of analysis of an epistemic network.
    document
        The document of a strip; the one whose epistemic network is drawn.
    """

    lang: Literal["en", "zh"] = "en"
    width: Literal["one", "two"] = "one"
    font: str = ""
    by: str = ""
    document: str = ""


def draw(done: "Analysed | Results", kind: str, drawing: Drawing) -> "Figure":
    """The figure of a kind (see `qualcode.export.figures.KINDS`).

    Raises
    ------
    UsageError
        There is no such kind, no attribute of that name, no such document, or no font for Chinese.
    """
    if kind not in KINDS:
        cure = f"choose of {', '.join(KINDS)}"
        raise UsageError(f"there is no figure '{kind}'", cure=cure, slug="figure")
    tables, more = _TABLES[kind](done, drawing)
    foot = "" if kind == "levels" else counted_in(*_counted(done, kind, tables, drawing), drawing.lang)
    foot = f"{drawing.document} · {foot}" if kind == "strip" else foot
    named = kind in _UNNAMED
    names = {} if named else {"names": done.codebook.names_in(drawing.lang)}
    given = {"lang": drawing.lang, "width": drawing.width, "font": drawing.font}
    return figure_of(kind, *tables, foot=foot, **given, **names, **more)


def _counted(
    done: "Analysed | Results", kind: str, tables: Sequence[Any], drawing: Drawing
) -> tuple[str, str, int]:
    """What a figure counts, whose speech, and N."""
    sums = done.sums
    counting, n = sums.counting, int(sums.units.sum())
    if kind in _BY_TURN and len(tables[0]):
        first = tables[0].iloc[0]
        return str(first["counted_by"]), str(first["population"]), int(first["N"])
    if kind == "strip":
        at = [one.id for one in done.units.documents].index(drawing.document)
        n = int((done.units.document == at).sum())
    if kind in ("cooccurrence", "network", "dendrogram"):
        return counting.pair_label, counting.population, sums.pairs.n
    if kind == "saturation":
        return "document", counting.population, sum(bool(one.tokens) for one in done.units.documents)
    return counting.unit, counting.population, n


def figure(
    results: "Results",
    kind: str,
    *,
    lang: Literal["en", "zh"] = "en",
    width: Literal["one", "two"] = "one",
    font: str = "",
    by: str = "",
    document: str = "",
) -> "Figure":
    """A figure of coded transcripts: the twin of `qualcode figures`.

    `kind` is one of frequencies, cooccurrence, code_by_document, network, dendrogram, saturation,
    transitions, epistemic (of documents, or with `by` of speakers, cases, roles or an attribute; with
    `document` the connections of that one), crosstab (with `by`, an attribute), strip (with `document`, an
    id), levels. What the options mean: `Drawing`. Save it with its own `savefig`, or byte for byte the same
    with `qualcode.export.figures.save`. Raises UsageError as `draw` does.
    """
    return draw(results, kind, Drawing(lang, width, font, by, document))


_BY_TURN = ("transitions", "epistemic")
"""Kinds that count turns, of which their tables tell how many there are."""
LEAST_UNITS = 3
"""With fewer units of analysis the plane of an epistemic network says nothing."""
Drawn = tuple[Sequence[Any], Mapping[str, Any]]
"""The tables of a figure, and what else it takes."""


def _frequencies(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    return [frequency(done.sums, done.codebook, lang=_known(done.codebook, drawing.lang))], {}


def _cooccurrence(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    return [matrix.cooccurrence(done.sums, done.codebook)], {}


def _code_by_document(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    ids = [one.id for one in done.units.documents]
    return [matrix.code_by_document(done.sums, done.codebook, ids)], {}


def _network(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    pairs = cooccurrence_pairs(done.sums, done.codebook)
    gone = [done.codebook.codes[at].id for at in missing_in(done.sums)]
    is_there = ~(pairs["code_1"].isin(gone) | pairs["code_2"].isin(gone))
    return [pairs[(pairs["note"] == "") & is_there], frame(_nodes(done, gone))], {}


def _nodes(done: "Analysed | Results", gone: Sequence[str]) -> Mapping[str, list[Any]]:
    """How many units each code has, on the diagonal of the matrix of pairs."""
    own = np.diagonal(done.sums.pairs.both).tolist()
    known = [(code.id, n) for code, n in zip(done.codebook.codes, own, strict=True) if code.id not in gone]
    return {"code": [code for code, _ in known], "n": [n for _, n in known]}


def _dendrogram(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    found = map_of_codes(done.sums, done.codebook)
    columns = [found.steps[name] for name in ("cluster_1", "cluster_2", "height", "size")]
    return [np.array(columns, np.float64).T.reshape(-1, 4), found.codes], {}


def _saturation(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    found = code_saturation(done.units, done.codebook, orders=0)
    curve = frame(found.curve)[["document", "n_new", "n_seen"]]
    curve.columns = ["document", "new", "cumulative"]
    reached = str(curve["document"][found.reached - 1]) if found.reached else ""
    return [curve], {"reached": reached}


def _transitions(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    return [frame(code_sequence_columns(done.units, done.codebook))], {}


def _epistemic(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    found = code_epistemic(done.units, done.codebook, EpistemicOptions(drawing.by or "document"))
    names = [str(name) for name in found.units["unit"]]
    if len(names) < LEAST_UNITS:
        what = f"values of {drawing.by}" if drawing.by else "documents"
        raise UsageError(
            f"an epistemic network of {len(names)} {what} says nothing: its axes take {LEAST_UNITS} or more",
            cure="choose another attribute with --by, or draw it of documents or speakers",
            slug="few-units",
        )
    if drawing.document and not drawing.by and drawing.document not in names:
        raise _no_document(drawing.document, names)
    unit = drawing.document if drawing.document in names else ""
    return [frame(one) for one in (found.units, found.codes, found.strengths, found.axes)], {"unit": unit}


def _crosstab(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    if not drawing.by:
        raise UsageError("a crosstab needs an attribute", cure="name it with --by", slug="no-by")
    cells = crosstab_columns(done.units, done.codebook, CrosstabOptions(drawing.by, draws=1)).cells
    k = len(cells["value"]) // max(1, len(done.codebook.codes))
    sizes = sizes_of_values(cells["N"], k) * len(done.codebook.codes)
    return [frame({**{name: cells[name] for name in ("code", "value", "share")}, "N": [*sizes]})], {}


def _strip(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    ids = [one.id for one in done.units.documents]
    if drawing.document not in ids:
        raise _no_document(drawing.document, ids)
    codings = frame_of_rows(done.coding_columns, done.coding_rows)
    own = codings[codings["document"] == drawing.document]
    end = done.units.end[done.units.document == ids.index(drawing.document)]
    return [own[["start", "end", "code"]], int(end.max(initial=1))], {"groups": _families(done.codebook)}


def _no_document(name: str, ids: Sequence[str]) -> UsageError:
    cure = f"name one with --document: {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}"
    message = f"there is no document {name}" if name else "a strip needs a document"
    return UsageError(message, cure=cure, slug="unknown-document")


def _levels(done: "Analysed | Results", drawing: Drawing) -> Drawn:
    import pandas as pd

    from qualcode.codebook.model import text_in

    book, lang = done.codebook, drawing.lang
    names = book.names_in(lang)
    rows = [(code.id, code.parent or "", names[code.id], code.core) for code in book.codes]
    codes = pd.DataFrame(rows, columns=["code", "parent", "name", "core"])
    lines = [(one.source, one.target, text_in(one.type, lang) or "") for one in book.relations]
    relations = pd.DataFrame(lines, columns=["from", "to", "type"])
    titles = [book.level_in(depth, lang) for depth in range(1 + max(code.depth for code in book.codes))]
    return [codes, relations], {"levels": titles if all(titles) else ()}


def _families(codebook: Codebook) -> dict[str, str]:
    """The top code above each code."""
    top: dict[str, str] = {}
    for code in codebook.codes:
        top[code.id] = top[code.parent] if code.parent else code.id
    return top


def _known(codebook: Codebook, lang: str) -> str:
    return lang if lang in codebook.languages else ""


_TABLES: Mapping[str, Callable[["Analysed | Results", Drawing], Drawn]] = {
    "frequencies": _frequencies,
    "cooccurrence": _cooccurrence,
    "code_by_document": _code_by_document,
    "network": _network,
    "dendrogram": _dendrogram,
    "saturation": _saturation,
    "transitions": _transitions,
    "strip": _strip,
    "crosstab": _crosstab,
    "epistemic": _epistemic,
    "levels": _levels,
}
_UNNAMED = ("saturation", "levels", "frequencies")
"""Kinds that name codes by a column of their table, or name none."""
