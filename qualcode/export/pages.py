"""A table as it stands in a paper: titles for names, what never changes below it, numbers rounded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import UsageError
from qualcode.export.dictionary import table_title
from qualcode.export.dictionary_shapes import EACH
from qualcode.export.notes_zh import note_in_chinese, notes_in_chinese
from qualcode.export.page_columns import (
    CHOSEN,
    CODES,
    CONSTANT,
    LEAST_P,
    LISTS,
    MERGED,
    OWN_N,
    P_VALUES,
    PERCENT,
    UNDEFINED,
    WIDE,
    WORDS_EN,
    WORDS_ZH,
)
from qualcode.export.page_notes import counted, missing, undefined
from qualcode.export.paper_forms import CROSSED, listed, paper_form
from qualcode.export.table import Cell, Column, Language, Table
from qualcode.terms import SEPARATOR
from qualcode.text.patterns import lazy

NUMBERED = 8
"""A table with one column for each of more codes than this has numbers as headings, and tells them below."""
_NO_TEXT = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Page:
    """A table of texts.

    `right` says which columns stand at their right edge, `wide` which hold texts of any length; `note`
    are the sentences below the table. `shown` are the places of the columns in the table that was made a
    page of, `cells` the rows of that table which stand in it. `spans` says of each cell over how many rows
    it reaches, 0 where one above reaches over it; it is empty where all cells are of one row.
    """

    name: str
    title: str
    language: Language
    heads: tuple[str, ...]
    right: tuple[bool, ...]
    wide: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    note: tuple[str, ...]
    shown: tuple[int, ...] = ()
    cells: tuple[Sequence[Cell], ...] = ()
    spans: tuple[tuple[int, ...], ...] = ()

    @property
    def said(self) -> str:
        """The sentences below the table in one line; empty where there are none."""
        return ("" if self.language == "zh" else " ").join(self.note)


def as_page(
    table: Table,
    *,
    lang: Language = "en",
    codes: Mapping[str, str] | None = None,
    columns: Sequence[str] = (),
    source: str = "",
    merged: bool = True,
) -> Page:
    """A table as a reader of a paper wants it.

    Parameters
    ----------
    codes
        Names of codes by their ids: they stand in place of the ids.
    columns
        Exactly these columns; by default those that a paper shows.
    source
        What the codings were made by, such as name and version of a codebook.
    merged
        Whether cells that say the same are one, in tables that are printed so (`levels`).

    Pairs that never meet are left out of `cooccurrence_pairs`, and counted below it.

    Raises
    ------
    UsageError
        A column is named that the table does not have.
    """
    given, table = table, table if columns else paper_form(table, lang)
    every = [tuple(row) for row in table.rows]
    rows = [row for row in every if _meets(table, row)]
    view = _View(table, lang, _told_apart(codes or {}), _shown(table, rows, columns))
    shown, texts = [table.columns[at] for at in view.shown], view.texts(rows)
    said = [*counted(table, lang), *view.key(rows), *_told(view, rows, len(every) - len(rows))]
    if source:
        said.insert(1, f"编码本：{source}。" if lang == "zh" else f"Codebook: {source}.")
    if any(UNDEFINED in cell for row in texts for cell in row):
        said.append(undefined(given, lang))
    wide = tuple(column.name in WIDE for column in shown)
    return Page(
        name=given.name,
        title=table_title(given.name, lang),
        language=lang,
        heads=_clean([view.numbers.get(at) or view.head(at) for at in view.shown]),
        right=tuple(column.kind != "text" or column.right for column in shown),
        wide=wide,
        rows=tuple(map(_clean, texts)),
        note=_clean(said),
        shown=tuple(view.shown),
        cells=tuple(rows),
        spans=spans_of(texts, [one.name for one in shown], MERGED.get(given.name, ())) if merged else (),
    )


def spans_of(
    texts: Sequence[Sequence[str]], names: Sequence[str], merged: Sequence[str]
) -> tuple[tuple[int, ...], ...]:
    """Over how many rows each cell reaches, where cells of `merged` columns that say the same are one."""
    places = [names.index(name) for name in merged if name in names]
    if not places:
        return ()
    spans = [[1] * len(row) for row in texts]
    first = dict.fromkeys(places, 0)
    for number in range(1, len(texts)):
        for at in places:
            if not texts[number][at] or texts[number][at] != texts[number - 1][at]:
                break
            spans[number][at] = 0
            spans[first[at]][at] += 1
        first |= {at: number for at in places if spans[number][at]}
    return tuple(map(tuple, spans))


def _clean(texts: Sequence[str]) -> tuple[str, ...]:
    """Texts without what no format can hold: controls but tab and line feed, lone surrogates."""
    return tuple(_NO_TEXT.sub("", text) for text in texts)


class _View:
    """A table with the columns that are shown, in a language, with the names of codes."""

    def __init__(self, table: Table, lang: Language, names: Mapping[str, str], shown: Sequence[int]) -> None:
        self.table, self.lang, self.names, self.shown = table, lang, names, shown
        codes = [at for at in shown if _is_code(table, at)]
        self.numbers = {at: str(n) for n, at in enumerate(codes, 1)} if len(codes) > NUMBERED else {}

    def head(self, at: int) -> str:
        """The heading of a column: a title, or the name of a code."""
        column = self.table.columns[at]
        return self.named(column.name) if _is_code(self.table, at) else column.title(self.lang)

    def named(self, code: str) -> str:
        return self.names.get(code, code)

    def texts(self, rows: Sequence[Sequence[Cell]]) -> list[tuple[str, ...]]:
        """The cells that are shown; a square table has its numbers before its rows too."""
        texts = [tuple(self._text(row[at], at) for at in self.shown) for row in rows]
        if self._is_square(rows):
            return [(f"{number}. {row[0]}", *row[1:]) for number, row in enumerate(texts, 1)]
        return texts

    def key(self, rows: Sequence[Sequence[Cell]]) -> list[str]:
        """What the numbers mean that stand as headings, where no row says it."""
        if not self.numbers or self._is_square(rows):
            return []
        parts = [f"{number} = {self.head(at)}" for at, number in self.numbers.items()]
        return ["；".join(parts) + "。" if self.lang == "zh" else "; ".join(parts) + "."]

    def _is_square(self, rows: Sequence[Sequence[Cell]]) -> bool:
        codes = [self.table.columns[at].name for at in self.numbers]
        return bool(codes) and 0 in self.shown and [row[0] for row in rows] == codes

    def _text(self, cell: Cell, at: int) -> str:
        """A cell as text: rounded, undefined as a dash, codes by their names."""
        column = self.table.columns[at]
        if cell is None:
            return UNDEFINED if column.kind != "text" else ""
        if isinstance(cell, str):
            return self._worded(cell, column)
        decimals = column.about.decimals if column.about else 3
        if column.name in PERCENT:
            return f"{100 * cell:.1f}%"
        if column.name in P_VALUES and cell < LEAST_P:
            return f"<{LEAST_P}"
        told = f"{cell:,.{decimals}f}" if column.kind == "number" else f"{cell:,}"
        return told.replace("-", "−")

    def _worded(self, cell: str, column: Column) -> str:
        words = (WORDS_ZH if self.lang == "zh" else WORDS_EN).get(column.name, {})
        if cell in words:
            return words[cell]
        if column.name in CODES:
            return self.named(cell)
        if column.name in LISTS:
            return listed(cell, self.names, self.lang)
        if column.name == "note" and self.lang == "zh":
            return notes_in_chinese(cell)
        return cell


def _is_code(table: Table, at: int) -> bool:
    """Whether a column is one of those that stand once for each code."""
    about = table.columns[at].about
    return about is not None and about.name == EACH and table.name not in ("codings", "disagreements")


def _meets(table: Table, row: Sequence[Cell]) -> bool:
    return table.name != "cooccurrence_pairs" or bool(row[table.names.index("n_both")])


def _shown(table: Table, rows: Sequence[Sequence[Cell]], columns: Sequence[str]) -> list[int]:
    """Which columns are shown: those asked for, or those of a paper that are not empty everywhere."""
    names = table.names
    if columns:
        return [names.index(one) for one in columns if _known(one, table)]
    own = table.name in OWN_N or table.name.endswith(CROSSED)
    hidden = [name for name in CONSTANT if name != "N" or not own]
    chosen = [name for name in CHOSEN.get(table.name, names) if name in names and name not in hidden]
    places = [names.index(name) for name in chosen]
    if len(set(names)) < len(names):  # codes may have the names of other columns
        places = [at for at, name in enumerate(names) if name in chosen]
    filled = [at for at in places if not rows or any(row[at] not in (None, "") for row in rows)]
    return [at for at in filled if not _repeats(table, rows, at)] or places


def _repeats(table: Table, rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether units are counted twice: where rules code what tables count, both numbers are one."""
    names = table.names
    if names[at] != "n_units" or "n_codings" not in names:
        return False
    other = names.index("n_codings")
    return all(row[at] == row[other] for row in rows)


def _known(name: str, table: Table) -> bool:
    if name in table.names:
        return True
    cure = f"its columns: {', '.join(table.names)}"
    raise UsageError(f"the table {table.name} has no column '{name}'", cure=cure, slug="column")


def _told_apart(codes: Mapping[str, str]) -> dict[str, str]:
    """Names of codes; one that two codes have stands with the id."""
    given = list(codes.values())
    return {id: name if given.count(name) == 1 else f"{name} ({id})" for id, name in codes.items()}


def _told(view: _View, rows: Sequence[Sequence[Cell]], left_out: int) -> Iterator[str]:
    """What else is said below the table."""
    table, lang = view.table, view.lang
    if left_out:
        zh, en = (
            f"另有 {left_out:,} 对从未共现，未列出。",
            "1 pair that never meets is left out."
            if left_out == 1
            else f"{left_out:,} pairs that never meet are left out.",
        )
        yield zh if lang == "zh" else en
    if table.note:
        yield table.note
    yield from missing(table, lang, view.names)
    if "note" in table.names and "note" not in CHOSEN.get(table.name, table.names) and rows:
        at = table.names.index("note")
        said = [str(row[at] or "").split(SEPARATOR) for row in rows]
        common = [part for part in said[0] if part and all(part in one for one in said)]
        shown = [table.names[column] for column in view.shown]
        is_hidden = "coverage" in table.names and "coverage" not in shown
        told = [part for part in common if not (is_hidden and part.startswith(_COVERAGE))]
        yield from (_sentence(part, lang) for part in told)


_COVERAGE = "coverage of whole "
"""How the note begins that says what coverage is."""


def _sentence(note: str, lang: Language) -> str:
    """What the notes of all rows say, as a sentence."""
    if lang == "en":
        return f"{note[:1].upper()}{note[1:]}."
    return f"{note_in_chinese(note)}。"
