"""What figures say themselves, in English and Chinese."""

from qualcode.export.table import Language

WORDS: dict[str, tuple[str, str]] = {
    "n_codings": ("Codings", "参考点数"),
    "n_units": ("Units", "单元数"),
    "n_documents": ("Documents", "材料来源数"),
    "n_speakers": ("Speakers", "人数"),
    "share_units": ("Share of units (%)", "占比（%）"),
    "share_documents": ("Share of documents (%)", "文档占比（%）"),
    "per_1000_words": ("Codings per 1,000 words", "每千词参考点数"),
    "per_1000_characters": ("Codings per 1,000 characters", "每千字参考点数"),
    "coverage": ("Coverage (%)", "覆盖率（%）"),
    "share": ("Share of units (%)", "占比（%）"),
    "both": ("Units with both codes", "共现单元数"),
    "count": ("Codings", "参考点数"),
    "jaccard": ("Jaccard", "Jaccard 系数"),
    "conditional": ("P(column | row)", "P(列 | 行)"),
    "expected": ("Expected", "期望值"),
    "lift": ("Lift", "提升度"),
    "npmi": ("NPMI", "NPMI"),
    "phi": ("φ", "φ 系数"),
    "c": ("c", "c 系数"),
    "distance": ("Distance (1 − Jaccard)", "距离（1 − Jaccard 系数）"),
    "documents_read": ("Documents, in the order in which they were read", "访谈材料（按阅读顺序）"),
    "codes": ("Codes", "编码数"),
    "new": ("first seen here", "首次出现"),
    "cumulative": ("seen so far", "累计"),
    "position": ("Position in the document (%)", "在文档中的位置（%）"),
    "node": ("units with the code", "含该编码的单元数"),
    "edge": ("units with both", "共现单元数"),
    "arrow": ("P(next | this)", "P(后 | 前)"),
    "arrow_counted": ("P(next | this), behind it how many times", "P(后 | 前)，括号内为次数"),
    "drawn": (
        "drawn where far more often than expected (z ≥ {z}; no test)",
        "绘出远多于期望者（z ≥ {z}，并非检验）",
    ),
    "drawn_counted": (
        "drawn where far more often than expected (z ≥ {z}; no test) and at least {n} times",
        "绘出远多于期望（z ≥ {z}，并非检验）且至少 {n} 次者",
    ),
    "axes": ("x1 across ({x} % of variance), x2 up ({y} %)", "横轴 x1（方差占比 {x}%），纵轴 x2（{y}%）"),
    "sign_code": ("code", "编码"),
    "sign_unit": ("unit of analysis", "分析单位"),
    "mean_of": ("lines: mean over {n} units", "连线为 {n} 个分析单位的均值"),
    "of_unit": ("lines: {unit}", "连线：{unit}"),
    "some": ("the {n} most frequent of {all} codes", "仅列出最常见的 {n} 个编码（共 {all} 个）"),
    "some_values": ("the {n} largest of {all} values", "仅列出单元最多的 {n} 个取值（共 {all} 个）"),
    "some_documents": ("the first {n} of {all} documents", "仅列出前 {n} 份文档（共 {all} 份）"),
    "no_numbers": ("no room for numbers in the cells", "方格太小，未标数字"),
    "lines": ("the {n} strongest of {all} lines", "仅绘出最强的 {n} 条连线（共 {all} 条）"),
    "alone": ("codes that occur without a line: {n}", "出现但无连线的编码：{n} 个"),
    "none": ("nothing to show", "无可显示的内容"),
}


def say(word: str, lang: Language, **numbers: int | str) -> str:
    """A word or sentence of a figure."""
    return WORDS[word][lang == "zh"].format(**numbers)


def left_out(word: str, lang: Language, n: int, all: int) -> list[str]:
    """The sentence that only `n` of `all` are shown, where that is so."""
    return [say(word, lang, n=n, all=all)] if n < all else []
