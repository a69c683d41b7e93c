"""The library's front door to what looks for passages that rules miss: similar passages, and audits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from qualcode.analysis.columns import frame_of_rows
from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError
from qualcode.project.audits.drawing import Asked, AuditDraw, draw_passages
from qualcode.project.audits.judging import audit_of
from qualcode.project.audits.key import AuditKey, key_beside, key_from, read_key
from qualcode.project.audits.result import AuditRead
from qualcode.project.audits.sheet import read_sheet
from qualcode.project.job.given import distinct, population_of
from qualcode.project.job.options import named_unit
from qualcode.project.sheets.filled import Sheet, sheet_of
from qualcode.project.words.wording import quick_cut
from qualcode.text.document import Document
from qualcode.workshop.alike import COLUMNS, corpus_of

if TYPE_CHECKING:
    import pandas as pd

    SheetLike: TypeAlias = str | Path | pd.DataFrame


def similar(
    documents: Iterable[Document],
    text: str = "",
    *,
    passage: tuple[str, int] | None = None,
    code: str = "",
    codebook: Codebook | None = None,
    uncoded: bool = False,
    rollup: bool = False,
    most: int = 20,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    split_at: str = "",
) -> "pd.DataFrame":
    """Find passages that resemble a text, a passage, or all that have a code: the twin of `qualcode similar`.

    Parameters
    ----------
    text, passage, code
        One of the three: a text; the document and a place in the passage, as `start` in the codings; or a
        code, whose passages are taken together.
    uncoded
        Leave out the passages that have `code`, or without it those that have any.
    most
        So many, the most similar first; 0: all.

    Returns
    -------
    DataFrame
        `score` (0 to 1, see `qualcode.workshop.similar.Space`), `document`, `unit`, `start`, `end`,
        `speaker`, `role`, with a codebook `codes`, and `text`.

    Raises
    ------
    UsageError
        None or several of the three, a code without a codebook, one that no passage has, or a place that
        is in no passage.
    """
    if bool(text) + (passage is not None) + bool(code) != 1:
        raise UsageError(
            "one thing is looked for at a time", cure="give a text, a passage or a code", slug="query"
        )
    corpus = corpus_of(
        distinct(documents),
        cut=quick_cut(codebook),
        unit=named_unit(unit or (codebook.unit if codebook else "sentence")),
        population=population_of(speakers, where),
        codebook=codebook,
        split_at=split_at,
    )
    without = corpus.with_code(code, rollup=rollup) if uncoded else None
    if passage:
        scores = corpus.like_passage(*passage)
    else:
        scores = corpus.like_code(code, rollup=rollup) if code else corpus.like_text(text)
    rows = [one.row for one in corpus.best(scores, without=without, most=most)]
    return frame_of_rows([name for name in COLUMNS if codebook or name != "codes"], rows)


def audit_draw(
    documents: Iterable[Document],
    codebook: Codebook,
    code: str,
    *,
    hits: int = 50,
    misses: int = 150,
    seed: int = 1,
    judges: Sequence[str] = (),
    context: int = 1,
    rollup: bool = False,
    unit: str = "",
    speakers: str | Sequence[str] = (),
    where: dict[str, str] | None = None,
    split_at: str = "",
) -> AuditDraw:
    """Draw coded and uncoded passages for judges: the twin of `qualcode audit` without `--read`.

    `sheet` of what comes back is the table for the judges, `key` tells which passage is which, and
    `write("audit.csv")` writes both.

    Raises
    ------
    UsageError
        An unknown code, one without rules, numbers that are no sample, or names that can be no columns.
    """
    asked = Asked(code, hits, misses, seed, tuple(judges), context, rollup)
    return draw_passages(
        distinct(documents),
        replace(codebook, unit=named_unit(unit or codebook.unit)),
        asked,
        population=population_of(speakers, where),
        split_at=split_at,
    )


def audit_read(
    sheets: "SheetLike | Sequence[SheetLike]",
    key: AuditKey | Mapping[str, Any] | str | Path | None = None,
    *,
    judge: str = "",
    draws: int = 2000,
    seed: int = 1,
) -> AuditRead:
    """Read judged sheets: the twin of `qualcode audit --read`.

    Parameters
    ----------
    sheets
        A file, or a DataFrame with the columns of the sheet; or several copies of it.
    key
        The key, its record or its file (default: the file beside the first sheet).
    judge
        Only this column.
    draws, seed
        Simulated populations behind the intervals of recall, F1 and missed passages, and where they begin.

    Returns
    -------
    AuditRead
        `measures` is the table of estimates, `methods["en"]` and `methods["zh"]` a paragraph for the paper.

    Raises
    ------
    ReadError
        Sheets or a key that cannot be read, or passages and values that are none.
    UsageError
        No such judge, or a DataFrame without a key.
    """
    several: list[SheetLike] = (
        list(sheets) if isinstance(sheets, list | tuple) else [cast("SheetLike", sheets)]
    )
    known = _key(key, several[0])
    read = {_name(one, number): _sheet(one) for number, one in enumerate(several, 1)}
    return audit_of(known, read, judge=judge, draws=draws, seed=seed)


def _key(key: AuditKey | Mapping[str, Any] | str | Path | None, sheet: "SheetLike") -> AuditKey:
    """The key that was given, or the one beside a sheet."""
    if isinstance(key, AuditKey):
        return key
    if isinstance(key, Mapping):
        return key_from(key)
    if key is not None:
        return read_key(Path(key))
    if isinstance(sheet, str | Path):
        return read_key(key_beside(str(sheet)))
    raise UsageError("a DataFrame has no key beside it", cure="give the key of the draw", slug="key")


def _name(sheet: "SheetLike", number: int) -> str:
    return str(sheet) if isinstance(sheet, str | Path) else f"sheet {number}"


def _sheet(given: "SheetLike") -> Sheet:
    """A sheet from a file, or from a DataFrame."""
    return read_sheet(str(given)) if isinstance(given, str | Path) else sheet_of(given)
