"""How entries of the data dictionary are written down: text, a count, another number, one for each code."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["text", "integer", "number"]

EACH = "*"
"""The name under which columns are described that stand once for each code or attribute."""

SHARE, COUNT, SIGNED = "0 to 1", "0 or more", "-1 to 1"
"""Ranges that many columns have."""


class Described(NamedTuple):
    """A column: type, unit and range of its values, its title and meaning in two languages.

    `type` is text, integer or number, or empty where it depends on how the table was made; `decimals`
    are those that a paper shows; `formula` says how it is computed from other columns, where it is.
    """

    name: str
    type: Kind | Literal[""]
    unit: str
    range: str
    title_en: str
    title_zh: str
    meaning_en: str
    meaning_zh: str
    decimals: int = 3
    formula: str = ""


def text(name: str, title_en: str, title_zh: str, en: str, zh: str, range: str = "") -> Described:
    """A column of texts; `range` lists them where they are few."""
    return Described(name, "text", "", range, title_en, title_zh, en, zh)


def count(name: str, unit: str, title_en: str, title_zh: str, en: str, zh: str) -> Described:
    """A column of whole numbers of something."""
    return Described(name, "integer", unit, COUNT, title_en, title_zh, en, zh)


def number(
    name: str,
    unit: str,
    range: str,
    title: tuple[str, str],
    meaning: tuple[str, str],
    decimals: int = 3,
    formula: str = "",
) -> Described:
    """A column of numbers; title and meaning in English and in Chinese."""
    return Described(name, "number", unit, range, *title, *meaning, decimals, formula)


def each(type: Kind | Literal[""], unit: str, range: str, en: str, zh: str) -> Described:
    """What stands once for each code or attribute; its title is the name of that."""
    return Described(EACH, type, unit, range, "", "", en, zh)


def by_name(entries: Iterable[Described]) -> dict[str, Described]:
    """The entries of a table by the names of the columns."""
    return {one.name: one for one in entries}


# fmt: off
NOTE = text("note", "Note", "备注", "why a field is empty, or what must be known of the row",
            "空值的原因或须知事项")
COUNTED_BY = text("counted_by", "Counted by", "分析单元", "kind of the counting unit", "计数所用的单元")
POPULATION = text("population", "Population", "统计范围",
                  "whose speech counts, and whose codings where they are not the rules'",
                  "计入统计的发言；编码者不是规则时，亦写明编码者")
COUNTED = (
    COUNTED_BY,
    POPULATION,
    count("N", "units", "N", "N", "units of the population", "统计范围内的单元总数"),
)
"""What was counted, whose speech, and of how many units: the end of most tables."""
CODE = text("code", "Code", "代码", "id of the code", "编码的 id")
NAME = text("name", "Name", "名称", "name of the code, in the language of --lang",
            "编码名称（--lang 所定语言）")
CODE_1 = text("code_1", "Code 1", "编码 1", "the code that stands first in the codebook",
              "编码本中在前的编码")
CODE_2 = text("code_2", "Code 2", "编码 2", "the code that stands second in the codebook",
              "编码本中在后的编码")
# fmt: on
