"""A table as it stands in a paper: titles for names, what never changes below it, numbers rounded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import UsageError
from qualcode.export.appendix import UNITS, population_in
from qualcode.export.dictionary import EACH, table_title
from qualcode.export.table import Cell, Column, Language, Table
from qualcode.terms import SEPARATOR
from qualcode.text.patterns import lazy

UNDEFINED = "–"
NUMBERED = 8
"""A table with one column for each of more codes than this has numbers as headings, and tells them below."""
CONSTANT = ("counted_by", "population", "N")
"""Columns that say the same in every row: they stand below the table."""
CODES = ("code", "code_1", "code_2", "parent")
"""Columns of ids of codes: their names stand there."""

PERCENT = ("share_units", "share_documents", "coverage")
"""Shares of a whole, in percent."""
WIDE = ("text", "note", "evidence", "rule", "file")
"""Columns of texts of any length."""

_WHOLE = "coverage of whole "
_NO_TEXT = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_CHOSEN = {
    "frequencies": (
        "parent", "code", "n_documents", "n_codings", "n_units", "share_units", "per_1000_words",
        "per_1000_characters", "coverage",
    ),
    "cooccurrence_pairs": (
        "code_1", "code_2", "n_both", "n_documents", "jaccard", "c", "p_2_given_1", "p_1_given_2", "lift",
        "phi", "note",
    ),
    "documents": (
        "document", "language", "turns", "speakers", "units", "words", "characters", "population_units",
        "population_tokens",
    ),
    "codings": ("document", "unit", "speaker", "code", "evidence", "text"),
}  # fmt: skip
"""The columns that a paper shows, where the table has them; of other tables all."""
MOST_NAMED = 5
"""Documents that a note names."""

_NOTES_ZH = {
    "same words": "依据同词",
    "by rule": "规则相关",
    "ancestor": "上下级",
    "no English document": "无英文文档",
    "no Chinese document": "无中文文档",
    "nobody of the population speaks": "统计范围内无人发言",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A table of texts.

    `right` says which columns stand at their right edge, `wide` which hold texts of any length; `note`
    are the sentences below the table. `shown` are the places of the columns in the table that was made a
    page of, `cells` the rows of that table which stand in it.
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

    Pairs that never meet are left out of `cooccurrence_pairs`, and counted below it.

    Raises
    ------
    UsageError
        A column is named that the table does not have.
    """
    every = [tuple(row) for row in table.rows]
    rows = [row for row in every if _meets(table, row)]
    view = _View(table, lang, _told_apart(codes or {}), _shown(table, rows, columns))
    shown, texts = [table.columns[at] for at in view.shown], view.texts(rows)
    said = [*_counted(table, lang), *view.key(rows), *_told(table, rows, len(every) - len(rows), lang)]
    if source:
        said.insert(1, f"编码本：{source}。" if lang == "zh" else f"Codebook: {source}.")
    if any(UNDEFINED in row for row in texts):
        said.append("– 无法计算。" if lang == "zh" else "– undefined.")
    return Page(
        name=table.name,
        title=table_title(table.name, lang),
        language=lang,
        heads=_clean([view.numbers.get(at) or view.head(at) for at in view.shown]),
        right=tuple(column.kind != "text" for column in shown),
        wide=tuple(column.name in WIDE for column in shown),
        rows=tuple(map(_clean, texts)),
        note=_clean(said),
        shown=tuple(view.shown),
        cells=tuple(rows),
    )


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
        told = f"{cell:,.{decimals}f}" if column.kind == "number" else f"{cell:,}"
        return told.replace("-", "−")

    def _worded(self, cell: str, column: Column) -> str:
        if column.name in CODES:
            return self.named(cell)
        if column.name == "note" and self.lang == "zh":
            return "；".join(_NOTES_ZH.get(part, part) for part in cell.split(SEPARATOR))
        return cell


def _is_code(table: Table, at: int) -> bool:
    """Whether a column is one of those that stand once for each code."""
    about = table.columns[at].about
    return about is not None and about.name == EACH and table.name != "codings"


def _meets(table: Table, row: Sequence[Cell]) -> bool:
    return table.name != "cooccurrence_pairs" or bool(row[table.names.index("n_both")])


def _shown(table: Table, rows: Sequence[Sequence[Cell]], columns: Sequence[str]) -> list[int]:
    """Which columns are shown: those asked for, or those of a paper that are not empty everywhere."""
    names = table.names
    if columns:
        return [names.index(one) for one in columns if _known(one, table)]
    chosen = [name for name in _CHOSEN.get(table.name, names) if name in names and name not in CONSTANT]
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


def _counted(table: Table, lang: Language) -> list[str]:
    """What was counted, whose speech, and of how many units."""
    zh = lang == "zh"
    unit = UNITS[lang].get(table.counted_by, table.counted_by)
    population = table.population and population_in(table.population, lang)
    parts = [
        *([f"计数单元：{unit}" if zh else f"Counted: {unit}"] if unit else []),
        *([f"统计范围：{population}" if zh else f"population: {population}"] if population else []),
        *([f"N = {table.n:,}"] if table.n is not None else []),
    ]
    return [("；" if zh else "; ").join(parts) + ("。" if zh else ".")] if parts else []


def _told(table: Table, rows: Sequence[Sequence[Cell]], left_out: int, lang: Language) -> Iterator[str]:
    """What else is said below the table."""
    if left_out:
        zh, en = (
            f"另有 {left_out:,} 对从未共现，未列出。",
            f"{left_out:,} pairs that never meet are left out.",
        )
        yield zh if lang == "zh" else en
    if table.note:
        yield table.note
    yield from _missing(table, lang)
    if "note" in table.names and "note" not in _CHOSEN.get(table.name, table.names) and rows:
        at = table.names.index("note")
        said = [str(row[at] or "").split(SEPARATOR) for row in rows]
        common = [part for part in said[0] if part and all(part in one for one in said)]
        yield from (_sentence(part, lang) for part in common)


def _missing(table: Table, lang: Language) -> Iterator[str]:
    """Which codes could not be given where: all that share their documents in one sentence."""
    codes: dict[tuple[str, ...], list[str]] = {}
    for code, documents in table.missing.items():
        codes.setdefault(documents, []).append(code)
    for documents, ids in codes.items():
        n = len(documents)
        if lang == "zh":
            named = "、".join(documents[:MOST_NAMED]) + "等" * (n > MOST_NAMED)
            yield f"{'、'.join(ids)}：在 {n:,} 份文档（{named}）中缺失而非零，其数值与 N 只计其余文档。"
        else:
            named = ", ".join(documents[:MOST_NAMED]) + " and more" * (n > MOST_NAMED)
            where = f"{n:,} document{'' if n == 1 else 's'} ({named})"
            yield f"{', '.join(ids)}: missing, not zero, in {where}; their numbers and N are of the others."


def _sentence(note: str, lang: Language) -> str:
    """What the notes of all rows say, as a sentence."""
    if lang == "en":
        return f"{note[:1].upper()}{note[1:]}."
    unit = note.removeprefix("coverage of whole ").removesuffix("s")
    return (
        f"覆盖率按整个{UNITS['zh'].get(unit, unit)}计。" if unit != note else _NOTES_ZH.get(note, note) + "。"
    )
