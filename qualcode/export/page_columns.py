"""What a paper shows of each table: which columns, and how their cells are written."""

from collections.abc import Mapping

UNDEFINED = "–"
CONSTANT = ("counted_by", "population", "N")
"""Columns that say the same in every row: they stand below the table."""
OWN_N = ("frequencies_by", "crosstab_cells", "matrix", "agreement")
"""Tables whose N is another one in each row."""
CODES = ("code", "code_1", "code_2", "parent", "from", "to", "other_code")
"""Columns of ids of codes: their names stand there."""
LISTS = ("members", "new_codes", "documents", "coders")
"""Columns of several texts in one cell; ids of codes among them are names."""
PERCENT = (
    "share_units", "share_documents", "coverage", "share", "share_seen", "ratio", "threshold",
    "share_not_reached",
)  # fmt: skip
"""Shares of a whole, in percent."""
P_VALUES = ("p", "q", "p_cluster")
"""Probabilities: none is written as 0."""
LEAST_P = 0.001
WIDE = ("text", "note", "evidence", "rule", "file", "quote", "members", "new_codes", "memo")
"""Columns of texts of any length."""
MERGED: Mapping[str, tuple[str, ...]] = {"levels": ("main_category", "category")}
"""Columns whose cells are one over all rows that say the same, each within those on its left."""

CHOSEN: Mapping[str, tuple[str, ...]] = {
    "frequencies": (
        "parent", "code", "n_documents", "n_codings", "n_units", "share_units", "per_1000_words",
        "per_1000_characters", "coverage",
    ),
    "cooccurrence_pairs": (
        "code_1", "code_2", "n_both", "n_documents", "jaccard", "c", "p_2_given_1", "p_1_given_2", "lift",
        "phi", "p", "q", "note",
    ),
    "documents": (
        "document", "language", "turns", "speakers", "units", "words", "characters", "population_units",
        "population_tokens",
    ),
    "codings": ("document", "unit", "speaker", "code", "evidence", "text"),
    "frequencies_by": (
        "code", "value", "N", "n_units", "share_units", "n_documents", "per_1000_words",
        "per_1000_characters",
    ),
    "crosstab_cells": ("code", "value", "N", "n_units", "share", "residual"),
    "crosstab_tests": (
        "code", "n_units", "chi2", "df", "p", "test", "cramers_v", "q", "p_cluster",
    ),
    "levels": ("main_category", "category", "concept", "n_references", "n_sources", "quote"),
    "relations": ("from_name", "type", "to_name", "memo"),
    "sequence": ("code_1", "code_2", "n_1", "n_2", "n_both", "p_2_given_1", "expected", "z"),
    "saturation_curve": (
        "position", "document", "n_codes", "n_new", "n_seen", "share_seen", "new_codes",
    ),
    "saturation_runs": ("run", "n_new", "n_base", "ratio", "saturated"),
    "saturation_summary": (
        "point", "base", "run", "threshold", "n_base", "n_orders", "seed", "median", "p90",
        "share_not_reached",
    ),
    "saturation_reserve": ("kind", "name", "n_documents", "documents", "n_units", "quote", "quoted_from"),
    "network_nodes": (
        "code", "n_units", "degree", "strength", "betweenness", "closeness", "clustering", "pagerank",
        "community",
    ),
    "codemap": ("height", "size", "members"),
    "epistemic_units": ("unit", "n_rows", "n_connections", "x1", "x2"),
    "epistemic_codes": ("code", "n_rows", "x1", "x2"),
    "keyness": (
        "word", "n_target", "n_reference", "per_1000_target", "per_1000_reference", "g2", "log_ratio", "q",
        "n_documents_target", "n_documents_reference",
    ),
    "collocations": (
        "word_1", "word_2", "n_1", "n_2", "n_both", "n_documents", "expected", "g2", "npmi", "log_dice",
    ),
    "dispersion": ("word", "n", "n_documents", "per_1000", "dp", "dp_norm"),
    "agreement": ("code", "coders", "measure", "value", "low", "high", "N"),
    "agreement_segments": (
        "code", "coder_1", "coder_2", "matched", "only_1", "only_2", "value", "low", "high",
    ),
}  # fmt: skip
"""The columns that a paper shows, where the table has them; of other tables all."""

NOTES_ZH: Mapping[str, str] = {
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
"""Notes of tables in Chinese."""

WORDS_ZH: Mapping[str, Mapping[str, str]] = {
    "code": {"(mean)": "（均值）", "(pooled)": "（合并）", "(all)": "（全部）"},
    "kind": {"family": "顶层范畴", "code": "编码"},
    "saturated": {"yes": "饱和", "no": ""},
    "point": {"not reached": "未达到"},
    "test": {"chi2": "卡方", "fisher": "Fisher 精确", "permutation": "置换"},
    "clustered_by": {"document": "文档", "case": "个案", "speaker": "说话人"},
}
"""Words that stand in cells, by column."""
WORDS_EN: Mapping[str, Mapping[str, str]] = {
    "saturated": {"no": ""},
    "test": {"chi2": "χ²", "fisher": "Fisher", "permutation": "permutation"},
}
