"""What is said below a crosstab, in English and in Chinese."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.analysis.artefacts import BY_RULE

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.analysis.crosstab import Crosstab, CrosstabOptions

MOST_NAMED = 12

ENGLISH: Mapping[str, str] = {
    "cells": "Cells: units with the code; their share of the N of the value, in %; adjusted standardised "
    "residual (0 is as expected, beyond -2 and 2 far from it).",
    "tests": "Chi-square without continuity correction; where an expected number is below 5, {exact}. "
    "q: Benjamini-Hochberg over {m} codes.",
    "fisher": "Fisher's exact test",
    "permutation": "a permutation test ({draws} draws, seed {seed})",
    "cluster": "p_cluster: the values permuted over the {n} {by}s that carry them ({draws} draws, seed "
    "{seed}). Units of one person are not independent: where p and p_cluster differ, read p_cluster.",
    "few": "No p_cluster: {n} {by}s carry the values; it takes 6, some of which share a value. Units of one "
    "person are not independent: read p as a description of strength.",
    "untested": "No p_cluster: no code could be tested over the {n} {by}s that carry the values (see note). "
    "Units of one person are not independent: read p as a description of strength.",
    "by_rule": "Not tested, since a rule of the code uses the attribute: {names}.",
    "without": "Without a value of {attribute}, left out: {names}.",
    "or": " (two values) or ",
    "more": "{names} and {n} more",
    "comma": ", ",
}
CHINESE: Mapping[str, str] = {
    "cells": "各格：有该编码的单元数；占该取值单元数的百分比；"
    "调整后标准化残差（0 为与期望一致，超出 ±2 为明显偏离）。",
    "tests": "卡方检验不作连续性校正；期望频数小于 5 时改用{exact}。"
    "q：对 {m} 个编码作 Benjamini-Hochberg 校正。",
    "fisher": " Fisher 精确检验",
    "permutation": "置换检验（{draws} 次，随机种子 {seed}）",
    "cluster": "p_cluster：在承载取值的 {n} 个{by}之间置换取值（{draws} 次，随机种子 {seed}）。"
    "同一人的单元并不独立，p 与 p_cluster 不一致时以后者为准。",
    "few": "未计算 p_cluster：承载取值的{by}有 {n} 个，至少需要 6 个，且须有取值相同者。"
    "同一人的单元并不独立，p 只宜看作强弱的描述。",
    "untested": "未计算 p_cluster：没有编码可在承载取值的 {n} 个{by}之间检验（见 note 列）。"
    "同一人的单元并不独立，p 只宜看作强弱的描述。",
    "by_rule": "规则用到该属性、未作检验的编码：{names}。",
    "without": "没有“{attribute}”取值、未计入：{names}。",
    "or": "（两个取值）或",
    "more": "{names}等，另有 {n} 个",
    "comma": "、",
}
TOO_FEW = ("no p_cluster: fewer than", "no p_cluster: each")
CARRIERS = {"document": "文档", "case": "个案", "speaker": "说话人"}


def crosstab_notes(found: "Crosstab", options: "CrosstabOptions", parts: list[str]) -> Iterator[str]:
    """The sentences below the tables that are shown; in Chinese where names are asked for in Chinese."""
    words, tests = _words(options), found.tests
    if "cells" in parts:
        yield words["cells"]
    if "tests" in parts and tests["code"]:
        random = {"draws": f"{options.draws:,}", "seed": str(options.seed)}
        exact = words["or"].join(words[one] for one in _exact(tests)).format(**random)
        yield words["tests"].format(exact=exact, m=sum(p is not None for p in tests["p"]))
        by = str(tests["clustered_by"][0])
        carried = {"n": tests["n_clusters"][0], "by": CARRIERS[by] if words is CHINESE else by}
        yield words[_clustered(tests)].format(**carried, **random)
    marked = dict(zip(tests["code"], tests["note"], strict=True))
    by_rule = [str(code) for code, note in marked.items() if str(note).startswith(BY_RULE)]
    if by_rule:
        yield words["by_rule"].format(names=_listed(by_rule, words))
    if found.without:
        yield without_note(found, options)


def _clustered(tests: "Columns") -> str:
    """Which sentence tells of p_cluster; those who carry the values are too few for all codes or for none."""
    if any(p is not None for p in tests["p_cluster"]):
        return "cluster"
    return "few" if any(reason in str(tests["note"][0]) for reason in TOO_FEW) else "untested"


def _exact(tests: "Columns") -> list[str]:
    """What stood in for chi-square; where nothing had to, what would have."""
    used: list[str] = [one for one in ("fisher", "permutation") if one in tests["test"]]
    most = max((n for n in tests["n_values"] if isinstance(n, int)), default=0)
    return used or ["fisher" if most == 2 else "permutation"]


def without_note(found: "Crosstab", options: "CrosstabOptions") -> str:
    """Who has no value and is therefore left out."""
    words = _words(options)
    return words["without"].format(attribute=options.by, names=_listed([*found.without], words))


def _words(options: "CrosstabOptions") -> Mapping[str, str]:
    return CHINESE if options.lang.startswith("zh") else ENGLISH


def _listed(names: list[str], words: Mapping[str, str]) -> str:
    told = words["comma"].join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return words["more"].format(names=told, n=more) if more > 0 else told
