"""Units, ranges and formulas of the data dictionary in Chinese."""

from collections.abc import Mapping

UNITS: Mapping[str, str] = {
    "1 is yes, 0 is no": "1 为是，0 为否",
    "characters": "字",
    "codes": "代码",
    "codings": "参考点",
    "codings per 1,000 characters": "每千字参考点数",
    "codings per 1,000 words": "每千词参考点数",
    "codings, units or share": "参考点、单元或占比",
    "degrees of freedom": "自由度",
    "distance": "距离",
    "documents": "文档",
    "documents, cases or speakers": "文档、个案或说话人",
    "doublings": "倍增次数",
    "draws": "抽样次数",
    "ends of pairs": "编码对的端点",
    "links": "连线",
    "memos": "备忘录",
    "number": "编号",
    "number of a group": "组号",
    "occurrences": "出现次数",
    "orders": "随机顺序",
    "pairs of codes": "编码对",
    "pairs of places": "位置对",
    "pairs of units": "单元对",
    "passages": "片段",
    "per 1,000 words": "每千词",
    "place": "次序",
    "probability": "概率",
    "ratio": "比值",
    "rounds": "轮次",
    "rows": "行",
    "share": "占比",
    "speakers": "说话人",
    "standard deviations": "标准差",
    "sum of weights": "权重之和",
    "turns": "话轮",
    "units": "单元",
    "units, or 0 to 1": "单元，或 0 至 1",
    "values": "取值",
    "words": "词",
    "words and Han characters": "词与汉字",
}
RANGES: Mapping[str, str] = {
    "-1 to 1": "-1 至 1",
    "0 or more": "0 及以上",
    "0 to 1": "0 至 1",
    "1 or more": "1 及以上",
    "any": "任意",
    "up to 14": "14 及以下",
    "yes, no or empty": "yes、no 或空",
    "zh-Hans, zh-Hant, zh, en, mixed or empty": "zh-Hans、zh-Hant、zh、en、mixed 或空",
}
"""Others list the words that stand in cells, and those are English."""
FORMULAS: Mapping[str, str] = {
    "(r - 1)^2 / ((n - 1) * sum of distances)": "(r - 1)^2 / ((n - 1) * 距离之和)",
    "1/2 * sum over documents of |share of the word - share of all words|": (
        "各文档 |该词的占比 - 全部词的占比| 之和的 1/2"
    ),
    "1000 * codings / tokens": "1000 * 参考点数 / 字词数",
    "2 * matched / (n_1 + n_2), n the codings of each": "2 * matched / (n_1 + n_2)，n 为各自的编码条目数",
    "2 * sum of O * ln(O / E)": "2 * Σ O * ln(O / E)",
    "damping 0.85": "阻尼系数 0.85",
    "dp / (1 - smallest share of a document)": "dp / (1 - 各文档占比的最小值)",
    "linked pairs of neighbours / pairs of neighbours": "相连的邻居对数 / 邻居对数",
    "mean of 1 - jaccard over all pairs of their codes": "两组所含编码两两之间 1 - jaccard 的均值",
    "n / sqrt(sum of n^2)": "n / sqrt(Σ n^2)",
    "n_documents / documents of the population": "n_documents / 统计范围内的文档数",
    "n_seen / codes that occur": "n_seen / 出现过的编码数",
    "see the page on numbers: agreement": "见 numbers 一页的 agreement 一节",
    "sum of (O - E)^2 / E": "Σ (O - E)^2 / E",
    "sum of the shares of shortest paths / ((n - 1) * (n - 2) / 2)": (
        "经过该编码的最短路径占比之和 / ((n - 1) * (n - 2) / 2)"
    ),
    "tokens / tokens of the population": "tokens / 统计范围内的字词数",
    "(O - E) / sqrt(E * (1 - row / N) * (1 - column / N)), O = n_units": (
        "(O - E) / sqrt(E * (1 - 行合计 / N) * (1 - 列合计 / N))，O = n_units"
    ),
}
"""Others hold names of columns and signs only."""


def holds_in_chinese(unit: str, range: str, formula: str) -> tuple[str, str, str]:
    """Unit, range and formula of a column in Chinese; what has no words is the same."""
    return UNITS.get(unit, unit), RANGES.get(range, range), FORMULAS.get(formula, formula)
