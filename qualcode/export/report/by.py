"""Codes by kind of respondent, as a table of a paper: a row for each code, a column for each value."""

from collections.abc import Iterator, Mapping, Sequence

from qualcode.export.appendix import UNITS, population_in
from qualcode.export.page_columns import UNDEFINED
from qualcode.export.pages import Page
from qualcode.export.quotation_words import role_in
from qualcode.export.report.content import Linked
from qualcode.export.report.links import Links, place
from qualcode.export.sizes import sizes_of_values, with_size
from qualcode.export.table import Cell, Language

MOST_VALUES = 16
"""With more values than these a table cannot be read."""
FEW_VALUES = 6
"""With more values than these a number and its share stand on two lines on paper."""
_NONE: Mapping[Language, str] = {"en": "without a value", "zh": "无此属性"}
TITLES: Mapping[str, tuple[str, str]] = {
    "role": ("role", "身份"),
    "speaker": ("speaker", "说话人"),
    "document": ("document", "文档"),
    "case": ("case", "个案"),
}
"""What the attributes are called that everybody has."""

_Number = tuple[Cell, Cell, Cell]
"""Units with a code among those of a value, how many of these could have it, and the share."""


def by_name(by: str, lang: Language) -> str:
    """What an attribute is called."""
    return TITLES.get(by, (by, by))[lang == "zh"]


def by_page(
    columns: Mapping[str, Sequence[Cell]],
    by: str,
    *,
    lang: Language,
    names: Mapping[str, str],
    more: tuple[str, ...] = (),
) -> Linked:
    """The page of frequencies by the values of an attribute.

    Parameters
    ----------
    columns
        As `analysis.breakdown.frequency_by_columns` gives them for `by`.
    names
        Names of codes by their ids, as they stand in all tables.
    more
        Sentences that stand below the table, too.
    """
    codes = list(dict.fromkeys(map(str, columns["code"])))
    values = list(dict.fromkeys(map(str, columns["value"])))
    rows = [*zip(columns["n_units"], columns["N"], columns["share_units"], strict=True)]
    table = [rows[at * len(values) : (at + 1) * len(values)] for at in range(len(codes))]
    sizes = sizes_of_values(columns["N"], len(values))
    gap = "\n" if len(values) > FEW_VALUES else " "
    shown = [role_in(value, lang) if by == "role" else value for value in values]
    heads = [f"{value or _NONE[lang]}{gap}(N = {size:,})" for value, size in zip(shown, sizes, strict=True)]
    coded = [*zip(codes, table, strict=True)]
    page = Page(
        name=f"by_{by}",
        title=_title(by, lang),
        language=lang,
        heads=("代码" if lang == "zh" else "Code", *heads),
        right=(False, *[True] * len(values)),
        wide=(False, *[False] * len(values)),
        rows=tuple((names.get(code, code), *_texts(row, sizes, gap)) for code, row in coded),
        note=(*_note(columns, lang), *more),
    )
    links = tuple((place(code=code), *_places(row, code, by, values)) for code, row in coded)
    return Linked(page, Links(rows=links))


def _texts(row: Sequence[_Number], sizes: Sequence[int], gap: str) -> Iterator[str]:
    """What stands in the cells of a code."""
    for (n, of, share), size in zip(row, sizes, strict=True):
        yield _cell(n, share, gap, of, size)


def _places(row: Sequence[_Number], code: str, by: str, values: Sequence[str]) -> Iterator[str]:
    """Where the cells of a code lead; nowhere where it does not occur."""
    for (n, _, _), value in zip(row, values, strict=True):
        yield place(code=code, by=by, value=value) if n else ""


def _cell(n: Cell, share: Cell, gap: str, of: Cell, size: int) -> str:
    if not isinstance(n, int) or not n:
        return with_size("0", of, size) if share is not None else UNDEFINED
    return f"{with_size(f'{n:,}', of, size)}{gap}({100 * float(share or 0):.1f}%)"


def _title(by: str, lang: Language) -> str:
    name = by_name(by, lang)
    return f"编码频次（按{name}分组）" if lang == "zh" else f"Code frequencies by {name}"


def _note(columns: Mapping[str, Sequence[Cell]], lang: Language) -> tuple[str, ...]:
    counted, population = str(columns["counted_by"][0]), str(columns["population"][0])
    unit = UNITS[lang].get(counted, counted)
    whose = population_in(population, lang)
    if lang == "zh":
        return (f"含该代码的{unit}数（占本组的比例）；N 为本组{unit}总数。", f"统计范围：{whose}。")
    return (
        f"{unit.capitalize()} with the code (share of those of the group); N: all {unit} of the group.",
        f"Population: {whose}.",
    )
