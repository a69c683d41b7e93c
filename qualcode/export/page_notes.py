"""The sentences below a table of a paper: what was counted, and why cells are undefined."""

import re
from collections.abc import Iterator, Mapping

from qualcode.export.appendix import UNITS, population_in
from qualcode.export.notes_zh import REASONS, note_in_chinese
from qualcode.export.table import Language, Table
from qualcode.terms import SEPARATOR

_MOST = 6
"""Reasons that are told."""
MOST_NAMED = 5
"""Documents that a note names."""
_FINDINGS = ("same words", "by rule", "ancestor")
_MORE_UNITS: dict[Language, dict[str, str]] = {
    "en": {
        "word": "words",
        "character": "characters",
        "case": "cases",
        "speaker": "speakers",
        "segment": "codings",
        "overlap": "codings that overlap",
    },
    "zh": {
        "word": "词",
        "character": "字",
        "case": "个案",
        "speaker": "说话人",
        "segment": "编码条目",
        "overlap": "重叠的编码条目",
    },
}
_AROUND = re.compile(r"(window|near):(\d+)(?::(\w+))?")
_KINDS: dict[tuple[str, Language], str] = {
    ("window", "en"): "windows of {n} {unit}",
    ("window", "zh"): "{n} 个{unit}的窗口",
    ("near", "en"): "pairs of units at most {n} apart",
    ("near", "zh"): "相距至多 {n} 个单元的单元对",
}


def unit_words(counted_by: str, lang: Language) -> str:
    """A counting unit in words: `sentences`, `windows of 3 turns`."""
    known = UNITS[lang] | _MORE_UNITS[lang]
    if found := _AROUND.fullmatch(counted_by):
        kind, n, unit = found.groups()
        return _KINDS[kind, lang].format(n=n, unit=known.get(unit or "sentence", unit))
    return known.get(counted_by, counted_by)


def counted(table: Table, lang: Language) -> list[str]:
    """What was counted, whose speech, and of how many units."""
    told = counted_in(table.counted_by, table.population, table.n, lang)
    return [told] if told else []


def counted_in(counted_by: str, population: str, n: int | None, lang: Language) -> str:
    """The same as a sentence; empty where nothing of it is known."""
    zh = lang == "zh"
    unit, whose = unit_words(counted_by, lang), population and population_in(population, lang)
    parts = [
        *([f"计数单元：{unit}" if zh else f"Counted: {unit}"] if unit else []),
        *([f"统计范围：{whose}" if zh else f"population: {whose}"] if whose else []),
        *([f"N = {n:,}"] if n is not None else []),
    ]
    return ("；" if zh else "; ").join(parts) + ("。" if zh else ".") if parts else ""


def undefined(table: Table, lang: Language) -> str:
    """What the dash means, and the reasons that the rows of the table tell."""
    reasons = list(dict.fromkeys(_reasons(table)))
    told = reasons[:_MOST]
    if lang == "zh":
        told = [note_in_chinese(one).removesuffix("，无法计算") for one in told]
        return f"– 无法计算（{'；'.join(told)}）。" if told else "– 无法计算。"
    short = [one.removeprefix("undefined: ").replace(" undefined: ", ": ") for one in told]
    return f"– undefined ({'; '.join(short)})." if short else "– undefined."


def _reasons(table: Table) -> Iterator[str]:
    """Notes of rows in which a number is undefined, less those that all rows have."""
    if "note" not in table.names:
        return
    at = table.names.index("note")
    numbers = [place for place, one in enumerate(table.columns) if one.kind != "text"]
    rows = [(str(row[at] or "").split(SEPARATOR), row) for row in table.rows]
    common = set.intersection(*(set(parts) for parts, _ in rows)) if len(rows) > 1 else set()
    for parts, row in rows:
        if any(row[place] is None for place in numbers):
            known = (one for one in parts if one in REASONS or one.startswith("undefined: "))
            yield from (one for one in known if one not in _FINDINGS and one not in common)


def missing(table: Table, lang: Language, names: Mapping[str, str]) -> Iterator[str]:
    """Which codes, by their names, could not be given where: all that share their documents in a sentence."""
    codes: dict[tuple[str, ...], list[str]] = {}
    for code, documents in table.missing.items():
        codes.setdefault(documents, []).append(names.get(code, code))
    for documents, ids in codes.items():
        n = len(documents)
        if lang == "zh":
            named = "、".join(documents[:MOST_NAMED]) + "等" * (n > MOST_NAMED)
            yield f"{'、'.join(ids)}：在 {n:,} 份文档（{named}）中缺失而非零，其数值与 N 只计其余文档。"
        else:
            named = ", ".join(documents[:MOST_NAMED]) + " and more" * (n > MOST_NAMED)
            where = f"{n:,} document{'' if n == 1 else 's'} ({named})"
            yield f"{', '.join(ids)}: missing, not zero, in {where}; their numbers and N are of the others."
