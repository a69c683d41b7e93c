"""What a paper shows of each table: which columns, and how their cells are written."""

from collections.abc import Mapping

from qualcode.export.quotation_words import ROLES

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

WORDS_ZH: Mapping[str, Mapping[str, str]] = {
    "code": {"(mean)": "（均值）", "(pooled)": "（合并）", "(all)": "（全部）"},
    "kind": {"family": "顶层范畴", "code": "编码"},
    "role": ROLES["zh"],
    "value": ROLES["zh"],
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
