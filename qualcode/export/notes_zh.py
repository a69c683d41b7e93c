"""The notes of tables in Chinese: what is always the same, and what has numbers and names in it."""

import re
from collections.abc import Mapping

from qualcode.export.appendix import UNITS
from qualcode.terms import SEPARATOR, WHERE_RULES

REASONS: Mapping[str, str] = {
    "same words": "依据同词",
    "by rule": "规则相关",
    "ancestor": "上下级",
    "no English document": "无英文文档",
    "no Chinese document": "无中文文档",
    "nobody of the population speaks": "统计范围内无人发言",
    "in no unit": "没有单元含该编码",
    "not on offer in every document": "并非在每份文档中都可选用",
    "no p_cluster: fewer than 6": "承载取值者不足 6 个，未计算 p_cluster",
    "no p_cluster: documents are missing": "有文档缺失，未计算 p_cluster",
    "no p_cluster: each document has its own value": "各文档取值互不相同，未计算 p_cluster",
    "no p_cluster: each case has its own value": "各个案取值互不相同，未计算 p_cluster",
    "no p_cluster: each speaker has its own value": "各说话人取值互不相同，未计算 p_cluster",
    "in every unit": "每个单元都含该编码",
    "c undefined: as many overlaps as codings": "重叠对数不少于参考点数，c 无法计算",
    "phi undefined: a code in every unit": "有编码见于每个单元，φ 无法计算",
    "npmi undefined: both in every unit": "两编码见于每个单元，NPMI 无法计算",
    "ratio undefined: no code in the base": "基数中没有编码，比例无法计算",
    "undefined: no unit follows another": "没有前后相继的单元，无法计算",
    "p and z undefined: code_1 in no first unit": "前一编码不见于前一单元，P 与 z 无法计算",
    "z undefined: code_2 in no second unit": "后一编码不见于后一单元，z 无法计算",
    "z undefined: a code in every unit": "有编码见于每个单元，z 无法计算",
    "betweenness undefined: fewer than three codes": "编码少于三个，中介中心性无法计算",
    "closeness and community undefined: no link": "没有连线，接近中心性与社群无法计算",
    "clustering undefined: fewer than two links": "连线少于两条，聚类系数无法计算",
    "dp undefined: one document": "只有一份文档，DP 无法计算",
    "g2 undefined: there is no other word": "没有其他词，G² 无法计算",
    "log_ratio has the other sign: a word that does not occur counts 0.5 times": "未出现的词按 0.5 次计，"
    "对数比的方向因此相反",
    "undefined: the reference has no words": "参照一方没有词，无法计算",
    "undefined: the target has no words": "目标一方没有词，无法计算",
    "undefined: nobody gave the code": "无人给出该编码，无法计算",
    "undefined: everyone gave one value": "所有人的判断相同，无法计算",
    "undefined: no document was coded by all": "没有所有人都编过的文档，无法计算",
    "undefined: no unit was rated by two coders": "没有两人都编过的单元，无法计算",
    "undefined: no unit was rated by all coders": "没有所有人都编过的单元，无法计算",
    "undefined: no unit was rated by both": "没有双方都编过的单元，无法计算",
}
"""Why cells are empty, and what makes a pair of codes no finding."""
_OTHERS: Mapping[str, str] = {
    "one value only": "只有一个取值",
    "without a value": "无取值",
    "c above 1: several codings overlap one": "有多个编码条目与同一条目重叠，c 大于 1",
    "fewer documents than base and run": "文档少于基数与轮次之和",
    "not reached": "未达到饱和",
    "no random orders": "未作随机排序",
    "median undefined: too few orders get there": "达到饱和的随机排序太少，中位数无法计算",
    "p90 undefined: too few orders get there": "达到饱和的随机排序太少，第 90 百分位无法计算",
    "connects nothing": "没有连接",
    "no place: connected in no unit": "在任何分析单位中都没有连接，没有位置",
    "units do not differ in so many ways": "各分析单位的差异没有这么多维",
    "fit undefined: places do not differ": "位置没有差异，拟合无法计算",
    "undefined: the first coder gave all units one value": "第一位编码者对所有单元判断相同，无法计算",
    "undefined: nobody could code so often with a κ below .65": "出现如此频繁时 κ 不可能低于 .65，无法计算",
    "every passage was judged: no sampling error": "每个片段均经判断，没有抽样误差",
    "every coded passage was judged: no sampling error": "每个编码片段均经判断，没有抽样误差",
}
_ANYWAY = "无论另一人如何编码，κ 均为 0"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"reserved documents count too: (.*)", r"含预留的文档：\1"),
    (r"on offer in ([\d,]+) of ([\d,]+) documents", r"\2 份文档中有 \1 份可选用"),
    (r"on offer in ([\d,]+) of ([\d,]+) units", r"\2 个单元中有 \1 个可选用"),
    (r"([\d,]+) without (.+) left out", r"没有“\2”取值、未计入的有 \1 个"),
    (r"([\d,]+) times another value in the same unit", r"同一单元内另有取值 \1 次"),
    (r"(.+) gives counts and shares only", r"按 \1 计数时只有次数与占比"),
    (r"one code over (\d+) times as frequent", r"一编码的频次为另一编码的 \1 倍以上"),
    (r"(x\d+) undefined: units do not differ in so many ways", r"各分析单位的差异没有这么多维，\1 无法计算"),
    (r"(.+) never gave the code: κ is 0 whatever the other did", rf"\1 从未给出该编码，{_ANYWAY}"),
    (r"(.+) never gave the code", r"\1 从未给出该编码"),
    (
        r"(.+) gave every unit the code: κ is 0 whatever the other did",
        rf"\1 对每个单元都给出该编码，{_ANYWAY}",
    ),
    (r"undefined: (.+) gave the code to no unit", r"\1 未对任何单元给出该编码，无法计算"),
    (r"mean of (\d+) of (\d+) pairs", r"\2 对编码者中 \1 对的均值"),
    (r"(\d+) of (\d+) codes defined", r"\2 个代码中有 \1 个可计算"),
    (r"(\d+) left out that stand above other codes", r"上级代码 \1 个未计入"),
    (r"no interval: fewer than (\d+) documents", r"文档少于 \1 份，未计算置信区间"),
    (r"undefined: more units than the whole of ([\d,]+)", r"单元多于总体的 \1 个，无法计算"),
    (
        r"κ ([\d.]+) to ([\d.]+), precision ([\d.]+) to ([\d.]+), base rate of (.+), ([\d,]+) units, "
        r"([\d,]+) draws, seed (\d+)",
        r"κ \1–\2，查准率 \3–\4，出现率取自 \5，\6 个单元，抽取 \7 次，随机种子 \8",
    ),
)
_ASIDE = re.compile(r"set aside by word cuts: (.+)")
_NEEDY = re.compile(r"([\d,]+) of terms that need others beside them")
_COVERAGE = re.compile(rf"coverage of whole (\w+?)s({WHERE_RULES})?")


def note_in_chinese(note: str) -> str:
    """What the note of a row says, in Chinese; as it is where no words are known for it."""
    for told in (_exactly, _coverage, _aside, _by_pattern):
        if chinese := told(note):
            return chinese
    parts = note.split("; ")
    return "；".join(map(note_in_chinese, parts)) if len(parts) > 1 else note


def notes_in_chinese(notes: str) -> str:
    """All notes of a row in Chinese, as they stand in its cell."""
    return "；".join(map(note_in_chinese, notes.split(SEPARATOR)))


def _exactly(note: str) -> str:
    return REASONS.get(note) or _OTHERS.get(note, "")


def _coverage(note: str) -> str:
    """Of which stretch coverage is counted."""
    found = _COVERAGE.fullmatch(note)
    if not found:
        return ""
    unit, partly = found.groups()
    return f"覆盖率按整个{UNITS['zh'].get(unit, unit)}计" + "（限规则所编部分）" * bool(partly)


def _aside(note: str) -> str:
    """What word cuts set aside: terms, each with a number, and how many of others."""
    found = _ASIDE.fullmatch(note)
    if not found:
        return ""
    told = [_NEEDY.sub(r"须与他词相伴的词语共 \1 处", one) for one in found[1].split(", ")]
    return f"因切断词界而不计入：{'、'.join(told)}"


def _by_pattern(note: str) -> str:
    """Of a note that may be of several parts only the whole: a name in it may be anything."""
    for pattern, told in _COMPILED:
        if "; " not in note and (found := pattern.fullmatch(note)):
            return found.expand(told)
    return ""


_COMPILED = tuple((re.compile(pattern), told) for pattern, told in _PATTERNS)
