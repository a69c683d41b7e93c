"""The sentence on agreement for a methods section, in English and Chinese: numbers and no verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from qualcode.reliability.agreement import Agreement
from qualcode.reliability.rows import MEAN, POOLED
from qualcode.terms import CONSENSUS, ROUND, RULES_CODER, SEPARATOR

if TYPE_CHECKING:
    import pandas as pd

Lang: TypeAlias = Literal["en", "zh"]

UNITS: Mapping[str, tuple[str, str, str]] = {
    "sentence": ("sentence", "sentences", "句"),
    "character": ("character", "characters", "字"),
    "turn": ("turn", "turns", "话轮"),
    "paragraph": ("paragraph", "paragraphs", "段落"),
    "exchange": ("exchange", "exchanges", "问答"),
    "document": ("document", "documents", "文档"),
}
BEYOND_CHANCE = ("cohen_kappa", "krippendorff_alpha")
"""Measures whose interval is told."""

_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_OVER_ZH = {"documents": "文档", "turns": "话轮", "units": "单元"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What numbers do not say of themselves.

    n_all_documents
        Documents of the study; 0 leaves the share out.
    first_finish
        Whether codings were compared as they stood when they were first finished, before coders saw
        or discussed those of others.
    coded_only
        Whether units that nobody coded were left out.
    adjudicated
        Whether differences were settled afterwards, by agreement.
    """

    n_all_documents: int = 0
    first_finish: bool = True
    coded_only: bool = False
    adjudicated: bool = False


def agreement_sentence(found: Agreement, about: Circumstances, *, lang: Lang = "en") -> str:
    """Who coded what, and how far they agree: means over codes, for a paper.

    Numbers that were not computed, or are undefined, are left out. Cut-offs are for the authors to
    cite: the sentence judges nothing.
    """
    numbers = _Numbers(found)
    return _chinese(found, numbers, about) if lang == "zh" else _english(found, numbers, about)


class _Numbers:
    """The figures over codes of all coders together; of the only code where there is one."""

    def __init__(self, found: Agreement) -> None:
        together = found.table[found.table["coders"] == SEPARATOR.join(found.coders)]
        self.pooled = self._by_measure(together[together["code"] == POOLED])
        codes = together[~together["code"].isin((MEAN, POOLED))]
        self.n_codes = found.n_codes
        alone = codes["code"].nunique() == 1
        self.of = self._by_measure(codes if alone else together[together["code"] == MEAN])
        self.first = next((name for name in BEYOND_CHANCE if name in self.of), "")

    @staticmethod
    def _by_measure(rows: "pd.DataFrame") -> "dict[str, dict[str, float]]":
        kept = rows[rows["value"].notna()]
        columns = kept[["value", "low", "high", "n_codes"]].astype("float64").to_dict("records")
        return {str(name): _floats(row) for name, row in zip(kept["measure"], columns, strict=True)}

    def value(self, measure: str) -> str:
        """Two decimals; empty where there is no number."""
        return _decimal(self.of[measure]["value"]) if measure in self.of else ""

    def bounds(self, measure: str) -> str:
        """Low–high; empty where there is no interval."""
        row = self.of[measure]
        return "" if row["low"] != row["low"] else f"{_decimal(row['low'])}–{_decimal(row['high'])}"


def _floats(row: "dict[object, object]") -> dict[str, float]:
    return {str(name): float(str(value)) for name, value in row.items()}


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _share(found: Agreement, about: Circumstances) -> str:
    return f"{100 * found.n_documents / about.n_all_documents:.0f}" if about.n_all_documents else ""


def _people(found: Agreement) -> tuple[list[str], bool, bool]:
    """The persons among the coders, without their rounds; whether rules, and an agreed coding, are there."""
    names = [coder.split(ROUND)[0] for coder in found.coders]
    persons = [name for name in dict.fromkeys(names) if name not in (RULES_CODER, CONSENSUS)]
    return persons, RULES_CODER in names, CONSENSUS in names


def _english(found: Agreement, numbers: _Numbers, about: Circumstances) -> str:
    share, n = _share(found, about), found.n_documents
    one, many, _ = UNITS.get(found.unit, (found.unit, found.unit, found.unit))
    notes = [f"{share}% of all"] if share else []
    by_all = f", {found.N_by_all:,} of them by all" if _is_in_part(found) else ""
    notes.append(f"{found.N:,} {one if found.N == 1 else many} compared{by_all}")
    notes.append(_state_english(found, about))
    if about.coded_only:
        notes.append("units that nobody coded left out")
    figures = "; ".join(_english_figures(found, numbers))
    settled = " Differences were settled by agreement." if about.adjudicated else ""
    interviews = ("1 interview" if n == 1 else f"{n} interviews") + _by_all_english(found)
    mean = "Means over codes" if numbers.n_codes > 1 else "Agreement"
    if numbers.n_codes > 1 and found.above:
        mean += f", without those above others ({', '.join(found.above)})"
    told = f" {mean}: {figures}." if figures else ""
    return f"{_who_english(found, interviews)} ({'; '.join(notes)}).{told}{settled}"


def _is_in_part(found: Agreement) -> bool:
    """Whether some units were rated by two coders or more, but not by all."""
    return found.N_by_all < found.N


def _by_all_english(found: Agreement) -> str:
    """How many documents all coders finished, where it is not all of them."""
    if found.n_documents_by_all == found.n_documents:
        return ""
    number = f"{found.n_documents_by_all} of them" if found.n_documents_by_all else "none of them"
    return f", {number} by all, each by two at least"


def _state_english(found: Agreement, about: Circumstances) -> str:
    """Which state was compared: an agreed coding is of after the discussion, whatever is taken of others."""
    persons, _, agreed = _people(found)
    if not about.first_finish or (agreed and not persons):
        return "as they stand now"
    first = "as first finished, before any discussion"
    return f"coders {first}; the agreed coding as it stands now" if agreed else first


def _state_chinese(found: Agreement, about: Circumstances) -> str:
    persons, _, agreed = _people(found)
    if not about.first_finish or (agreed and not persons):
        return "目前的编码"
    return "编码者为协商之前，协商一致结果为目前的编码" if agreed else "协商之前"


def _who_english(found: Agreement, interviews: str) -> str:
    persons, rules, agreed = _people(found)
    parts = ["the rules of the codebook"] if rules else []
    if persons:
        parts.append(f"{_number(_EN, len(persons))} coder{'s' * (len(persons) > 1)}")
    if agreed:
        parts.append("the agreed coding")
    who = " and ".join(parts)
    again = len(found.coders) > len(persons) + rules + agreed
    done = "coded" if again else "are compared on" if agreed else "independently coded"
    return f"{who[0].upper()}{who[1:]} {done} {interviews}{' more than once' * again}"


def _number(words: tuple[str, ...], n: int) -> str:
    return words[n] if n < len(words) else str(n)


def _english_figures(found: Agreement, numbers: _Numbers) -> list[str]:
    parts = []
    for measure, label in (
        ("percent_agreement", "percent agreement"),
        ("cohen_kappa", "Cohen's κ"),
        ("krippendorff_alpha", "Krippendorff's α"),
        ("holsti", "Holsti's coefficient"),
        ("composite_reliability", "composite reliability R"),
    ):
        if measure in numbers.of:
            parts.append(f"{label} {numbers.value(measure)}{_english_brackets(found, numbers, measure)}")
    if "cohen_kappa" in numbers.pooled:
        parts.append(f"pooled κ {_decimal(numbers.pooled['cohen_kappa']['value'])}")
    return parts


def _english_brackets(found: Agreement, numbers: _Numbers, measure: str) -> str:
    """The interval of a measure beyond chance, and how many codes it is the mean of."""
    if measure not in BEYOND_CHANCE:
        return ""
    notes = []
    if bounds := numbers.bounds(measure):
        how = f", {found.draws:,} bootstrap draws of {found.over}" if measure == numbers.first else ""
        notes.append(f"95% interval {bounds}{how}")
    if numbers.n_codes > 1:
        notes.append(f"{int(numbers.of[measure]['n_codes'])} of {numbers.n_codes} codes")
    return f" ({'; '.join(notes)})" if notes else ""


def _chinese(found: Agreement, numbers: _Numbers, about: Circumstances) -> str:
    unit = UNITS.get(found.unit, ("", "", found.unit))[2]
    share = f"占 {percent}%，" if (percent := _share(found, about)) else ""
    state = _state_chinese(found, about)
    only = "；不含无人编码的单元" if about.coded_only else ""
    by_all = f"，其中 {found.N_by_all:,} 个由全部编码者编码" if _is_in_part(found) else ""
    notes = f"{share}{unit}为单元，共 {found.N:,} 个单元{by_all}；{state}{only}"
    figures = "".join(f"，{figure}" for figure in _chinese_figures(found, numbers))
    if figures and numbers.n_codes > 1 and found.above:
        figures += f"；均值不含上位代码 {'、'.join(found.above)}"
    settled = "；分歧经协商裁定" if about.adjudicated else ""
    part = f"，其中 {found.n_documents_by_all} 份由全部编码者、其余由至少两名编码者编码"
    told = "" if found.n_documents_by_all == found.n_documents else part
    return f"{_who_chinese(found)} {found.n_documents} 份访谈{told}（{notes}）{figures}{settled}。"


def _who_chinese(found: Agreement) -> str:
    persons, rules, agreed = _people(found)
    parts = ["编码本规则"] if rules else []
    if persons:
        parts.append(f"{_number(_ZH, len(persons))}名编码者")
    if agreed:
        parts.append("协商一致结果")
    again = len(found.coders) > len(persons) + rules + agreed
    done = "先后多次编码" if again else "比较" if agreed else "独立编码"
    return f"由{'与'.join(parts)}{done}"


def _chinese_figures(found: Agreement, numbers: _Numbers) -> list[str]:
    several = numbers.n_codes > 1
    parts = []
    for measure, label in (
        ("percent_agreement", "平均一致率 " if several else "一致率 "),
        ("cohen_kappa", "Kappa 系数 "),
        ("krippendorff_alpha", "Krippendorff α 系数 "),
        ("holsti", "相互同意度 "),
        ("composite_reliability", "编码信度 R 为 "),
    ):
        if measure in numbers.of:
            parts.append(f"{label}{numbers.value(measure)}{_chinese_brackets(found, numbers, measure)}")
    return parts


def _chinese_brackets(found: Agreement, numbers: _Numbers, measure: str) -> str:
    if measure not in BEYOND_CHANCE:
        return ""
    notes = []
    if bounds := numbers.bounds(measure):
        how = f"，按{_OVER_ZH[found.over]}自助抽样 {found.draws:,} 次" if measure == numbers.first else ""
        notes.append(f"95% 置信区间 {bounds}{how}")
    if numbers.n_codes > 1:
        n_codes = int(numbers.of[measure]["n_codes"])
        notes.append(f"{numbers.n_codes} 个代码中可计算的 {n_codes} 个的均值")
    if measure in numbers.pooled:
        notes.append(f"合并 Kappa 系数 {_decimal(numbers.pooled[measure]['value'])}")
    return f"（{'；'.join(notes)}）" if notes else ""
