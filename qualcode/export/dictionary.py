"""The data dictionary: what each column of each table holds, in English and Chinese."""

from collections.abc import Iterable, Iterator

from qualcode.export.dictionary_entries import ENTRIES, TITLES
from qualcode.export.dictionary_shapes import EACH, Described
from qualcode.export.dictionary_zh import holds_in_chinese

MATRICES = {"cooccurrence": 1, "code_by_document": 2, "matrix": 2}
"""Tables with one column for each code, from this column on."""
BEHIND = {"matrix": ("counted_by", "population")}
"""Columns of such tables that stand behind the codes."""

DICTIONARY_COLUMNS = (
    "table", "column", "title_en", "title_zh", "type", "unit", "range", "formula", "meaning_en", "meaning_zh",
    "unit_zh", "range_zh", "formula_zh",
)  # fmt: skip


def described(table: str, column: str, at: int = 0) -> Described | None:
    """What the dictionary says of a column of a table; None where it does not know it.

    In a matrix all columns from a certain one on are codes, whatever they are called: `at` is the
    place of the column, from 0. Only what was counted may stand behind them.
    """
    known = ENTRIES.get(table, {})
    if table in MATRICES and at >= MATRICES[table] and column not in BEHIND.get(table, ()):
        return known[EACH]
    return known.get(column) or known.get(EACH)


def table_title(table: str, lang: str) -> str:
    """The title of a table in a paper; its name with blanks where it has none."""
    en, zh = TITLES.get(table, ("", ""))
    return (zh if lang == "zh" else en) or table.replace("_", " ")


def dictionary_rows(
    tables: Iterable[tuple[str, Iterable[tuple[str, Described | None]]]],
) -> Iterator[tuple[str, ...]]:
    """Rows below DICTIONARY_COLUMNS for tables that are given by name and columns.

    The columns of a matrix that stand once for each code have one row together, named `*`; each
    attribute has its own. What is not known has a row with its name only.
    """
    for table, columns in tables:
        told: set[str] = set()
        for column, about in columns:
            name = EACH if about and about.name == EACH and table in MATRICES else column
            if name not in told:
                told.add(name)
                yield _row(table, name, about)


def _row(table: str, name: str, about: Described | None) -> tuple[str, ...]:
    if about is None:
        return (table, name, *[""] * (len(DICTIONARY_COLUMNS) - 2))
    titles = about.title_en or name, about.title_zh or name
    holds = about.type, about.unit, about.range, about.formula
    chinese = holds_in_chinese(*holds[1:])
    return (table, name, *titles, *holds, about.meaning_en, about.meaning_zh, *chinese)
