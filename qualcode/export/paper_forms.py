"""Tables laid out as a paper shows them: values or measures side by side, quotes with where they stand."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from qualcode.export.dictionary_agreement import MEASURE_TITLES
from qualcode.export.dictionary_shapes import EACH
from qualcode.export.page_columns import CHOSEN, PERCENT, UNDEFINED, WORDS_ZH
from qualcode.export.quotation_words import role_in
from qualcode.export.sizes import sizes_of_values, with_size
from qualcode.export.table import Cell, Column, Language, Table, columns_of
from qualcode.terms import SEPARATOR

BESIDE = 8
"""Values that stand side by side at most; with more the table keeps a row for each code and value."""
MANY = 4
"""With more measures than this intervals stand on a line of their own."""
CROSSED = "_crossed"
"""What the name of a table ends with whose values stand side by side."""

_SHARES = {"frequencies_by": ("share_units",), "crosstab_cells": ("share", "residual")}
"""Numbers that stand in brackets behind the units of a cell."""


def paper_form(table: Table, lang: Language) -> Table:
    """The table as a paper shows it; itself where a paper shows it as it is, or columns are missing."""
    make, needed = _FORMS.get(table.name, (None, ()))
    return make(table, lang) if make and table.n_rows and {*needed} <= {*table.names} else table


def _by_value(table: Table, lang: Language) -> Table:
    """A row a code, a column a value: units, in brackets their share of the N of the value."""
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    names = list(dict.fromkeys(str(row["value"] or UNDEFINED) for row in rows))
    if len(names) > BESIDE or not rows:
        return table
    values = dict(zip(names, sizes_of_values([row["N"] for row in rows], len(names)), strict=True))
    cells = {
        (str(row["code"]), name): _units(row, _SHARES[table.name], values[name])
        for row in rows
        for name in [str(row["value"] or UNDEFINED)]
    }
    codes = list(dict.fromkeys(str(row["code"]) for row in rows))
    heads = [_side(f"{role_in(value, lang)} (N = {n:,})") for value, n in values.items()]
    made = [[code, *(cells.get((code, value), "") for value in values)] for code in codes]
    return _crossed(table, ["code"], heads, made)


def _units(row: Mapping[str, Cell], names: Sequence[str], size: int) -> str:
    """Units, and in brackets what belongs to them: `12 (3.4%; +1.2)`; of another N than `size` with that."""
    if not isinstance(row["n_units"], int):
        return UNDEFINED
    units = with_size(f"{row['n_units']:,}", row["N"], size)
    return f"{units} ({'; '.join(_number(name, row[name]) for name in names)})"


def _number(name: str, value: Cell) -> str:
    if not isinstance(value, int | float):
        return UNDEFINED
    if name in PERCENT:
        return f"{100 * value:.1f}%"
    shown = f"{value:+.1f}".replace("-", "−")
    return "0.0" if shown in ("+0.0", "−0.0") else shown


def _by_measure(table: Table, lang: Language) -> Table:
    """A row for each code and group of coders, a column a measure, its interval in brackets.

    N is the number of units; least and most where some measures rest on fewer (Fleiss' κ on what all rated).
    """
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    measures = [name for name in MEASURE_TITLES if any(row["measure"] == name for row in rows)]
    told: dict[tuple[str, str], dict[str, str]] = {}
    sizes: dict[tuple[str, str], set[int]] = {}
    between = "\n" if len(measures) > MANY else " "
    for row in rows:
        key = str(row["code"]), str(row["coders"])
        told.setdefault(key, {})[str(row["measure"])] = _with_interval(row, between)
        if row["measure"] != "alpha_u" and isinstance(row["N"], int):
            sizes.setdefault(key, set()).add(row["N"])
    heads = [_side(MEASURE_TITLES[name][lang == "zh"]) for name in measures]
    made: list[list[Cell]] = [
        [*key, _span(sizes.get(key, ())), *(cells.get(name, "") for name in measures)]
        for key, cells in told.items()
    ]
    few = len({coders for _, coders in told}) < 2
    if few:
        made = [[row[0], *row[2:]] for row in made]
    return _crossed(table, ["code"] if few else ["code", "coders"], [_side("N"), *heads], made)


def _span(sizes: Collection[int]) -> Cell:
    """One number, or the least and the greatest of several."""
    if len(sizes) < 2:
        return next(iter(sizes), "")
    return f"{min(sizes):,}–{max(sizes):,}"


def _with_interval(row: Mapping[str, Cell], between: str) -> str:
    value, low, high = (row[name] for name in ("value", "low", "high"))
    if not isinstance(value, int | float):
        return UNDEFINED
    shown = f"{value:.3f}"
    if isinstance(low, int | float) and isinstance(high, int | float):
        shown += f"{between}[{low:.2f}, {high:.2f}]"
    return shown.replace("-", "−")


def _turned(table: Table, lang: Language) -> Table:
    """A matrix with its codes down and its values across, if these can stand side by side."""
    names = table.names
    if not 0 < table.n_rows <= 2 * BESIDE:
        return table
    codes = [at for at, one in enumerate(table.columns) if one.about and one.about.name == EACH]
    rows = list(table.rows)
    heads = [_side(f"{role_in(str(row[0] or UNDEFINED), lang)} (N = {row[1]:,})") for row in rows]
    made = [[names[at], *(_cell(row[at]) for row in rows)] for at in codes]
    code = columns_of("frequencies", ("code",), ("text",))
    return replace(table, name=table.name + CROSSED, columns=(*code, *heads), rows=made, n_rows=len(made))


def _cell(value: Cell) -> str:
    """Codings or units, or a share in percent."""
    if isinstance(value, float):
        return f"{100 * value:.1f}%"
    return f"{value:,}" if isinstance(value, int) else UNDEFINED


def _downwards(table: Table, lang: Language) -> Table:
    """A table of one row as a list: what it is, and its value."""
    (row,) = table.rows
    named = [
        (column, cell)
        for column, cell in zip(table.columns, row, strict=True)
        if column.name in CHOSEN[table.name]
    ]
    words = WORDS_ZH if lang == "zh" else {}
    rows = [[column.title(lang), _value(column, cell, words.get(column.name, {}))] for column, cell in named]
    heads = (Column("指标" if lang == "zh" else "Measure"), _side("数值" if lang == "zh" else "Value"))
    return replace(table, name=table.name + CROSSED, columns=heads, rows=rows, n_rows=len(rows))


def _value(column: Column, cell: Cell, words: Mapping[str, str]) -> str:
    if isinstance(cell, str):
        return words.get(cell, cell)
    if cell is None or column.name in PERCENT:
        return UNDEFINED if cell is None else _number(column.name, cell)
    return f"{cell:,.0f}"


def _ranked(table: Table, _: Language) -> Table:
    """Pairs that occur, by how often, then by z, both falling."""
    names = table.names
    n_both, z = names.index("n_both"), names.index("z")

    def rank(row: Sequence[Cell]) -> tuple[float, float]:
        return -float(row[n_both] or 0), -float(row[z] or 0)

    rows = sorted((row for row in table.rows if row[n_both]), key=rank)
    return replace(table, rows=rows, n_rows=len(rows))


def _quoted(table: Table, lang: Language) -> Table:
    """Each quote with the interview it stands in, in brackets."""
    quote, document = table.names.index("quote"), table.names.index("document")
    brackets = "（{}）" if lang == "zh" else " ({})"
    rows = [
        [
            f"{cell}{brackets.format(row[document])}" if at == quote and cell else cell
            for at, cell in enumerate(row)
        ]
        for row in table.rows
    ]
    about = table.columns[quote].about
    title = about and about._replace(
        title_en=f"{about.title_en} (interview)", title_zh=f"{about.title_zh}（编号）"
    )
    columns = [replace(one, about=title) if at == quote else one for at, one in enumerate(table.columns)]
    return replace(table, columns=tuple(columns), rows=rows)


def _crossed(
    table: Table, down: Sequence[str], heads: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> Table:
    kept = [table.columns[table.names.index(name)] for name in down]
    return replace(
        table, name=table.name + CROSSED, columns=(*kept, *heads), rows=list(rows), n_rows=len(rows)
    )


def _side(name: str) -> Column:
    return Column(name, right=True)


_FORMS: Mapping[str, tuple[Callable[[Table, Language], Table], tuple[str, ...]]] = {
    "frequencies_by": (_by_value, ("code", "value", "N", "n_units", "share_units")),
    "crosstab_cells": (_by_value, ("code", "value", "N", "n_units", "share", "residual")),
    "agreement": (_by_measure, ("code", "coders", "measure", "value", "low", "high", "N")),
    "matrix": (_turned, ("value", "N")),
    "saturation_summary": (_downwards, CHOSEN["saturation_summary"]),
    "sequence": (_ranked, ("n_both", "z")),
    "levels": (_quoted, ("quote", "document")),
}
"""How these tables are laid out, and the columns that it takes."""


def listed(text: str, names: Mapping[str, str], lang: Language) -> str:
    """Several texts of one cell, ids of codes among them by their names."""
    parts = [names.get(one, one) for one in text.split(SEPARATOR) if one]
    return ("、" if lang == "zh" else "; ").join(parts)
