"""What a page of quotes says itself, in English and in Chinese."""

from collections.abc import Mapping, Sequence

from qualcode.export.table import Language
from qualcode.terms import INTERVIEWER, PARTICIPANT

TITLES: Mapping[Language, tuple[str, str]] = {
    "en": ("Quotes", "Deviant cases"),
    "zh": ("引语", "反例与例外个案"),
}
ROLES: Mapping[Language, Mapping[str, str]] = {
    "en": {},
    "zh": {INTERVIEWER: "访谈者", PARTICIPANT: "受访者"},
}
"""Roles that nobody gave, as documents name them."""
NEGATED: Mapping[Language, Mapping[int, str]] = {
    "en": {1: "Some of its words are negated.", 2: "Its words are negated."},
    "zh": {1: "其中部分依据词被否定。", 2: "其中的依据词被否定。"},
}
AGAINST: Mapping[Language, str] = {
    "en": "Passages in which its words are negated:",
    "zh": "依据词被否定的片段：",
}
_LEVELS: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    "en": {"document": ("other documents", "others"), "speaker": ("other speakers", "others")},
    "zh": {"document": ("份", "其余材料"), "speaker": ("名", "其余说话人")},
}
"""What others are called, with numbers and without."""


def role_in(role: str, language: Language) -> str:
    """A role as documents name it; those that people gave stay as they are written."""
    return ROLES[language].get(role, role)


def ranking_note(language: Language, *, lengths: tuple[int, int], seed: int | None) -> str:
    """How quotes are ranked; `lengths` are the best ones, in Chinese and in other documents."""
    zh, other = lengths
    if language == "zh":
        tie = "同分者按材料顺序" if seed is None else f"同分者顺序由随机种子 {seed} 决定"
        return (
            f"排序：篇幅接近最佳长度（中文 {zh} 字，其他 {other} 词）、依据词与规则的多少、"
            f"用词与该代码各片段的接近程度，三项得分取几何平均；各份材料、各说话人轮流；依据词被否定的片段排在最后；{tie}。"
        )
    tie = "equals in document order" if seed is None else f"equals in an order drawn with seed {seed}"
    return (
        "Ranked by the geometric mean of three scores: length near the best one "
        f"({zh} characters in Chinese, {other} words in other documents), evidence and rules, and words "
        f"central to the code; documents and people take turns; passages whose words are negated come last; "
        f"{tie}."
    )


def chosen_note(language: Language, *, most: int, least: int, longest: int) -> str:
    """How many quotes a code has, and how long they are."""
    if language == "zh":
        length = f"，每条 {least} 至 {longest} 字（词）" if longest else f"，每条至少 {least} 字（词）"
        return f"每个代码{f'至多 {most} 条' if most else '列出全部片段'}{length}。"
    length = f"of {least} to {longest} words" if longest else f"of {least} words or more"
    return f"{f'At most {most} passages' if most else 'All passages'} a code, {length}."


def deviant_note(language: Language) -> str:
    """What a deviant case is."""
    if language == "zh":
        return (
            "例外：其余材料（或说话人）中至少四分之三出现某代码而该材料（说话人）没有，"
            "或至多四分之一出现而该材料（说话人）有；其余不足四份（名）时不作判断。"
            "反例：依据词被否定的片段（规则本身要求 negated: 的除外）。"
        )
    return (
        "A document (or speaker) is deviant that lacks a code which at least three quarters of the others "
        "have, or has one which at most a quarter of the others have; with fewer than four others none is. "
        "Passages against a code are those whose words are negated, unless its rules ask for that (negated:)."
    )


def about(language: Language, *, codebook: str, population: str, n_documents: int) -> str:
    """By what the passages were coded, whose speech they are, and in how many documents."""
    if language == "zh":
        return f"编码本：{codebook}；统计范围：{population}；{n_documents} 份材料。"
    noun = "document" if n_documents == 1 else "documents"
    return f"Codebook: {codebook}; population: {population}; {n_documents} {noun}."


def without(language: Language, names: Sequence[str]) -> str:
    """Codes for which there is nothing."""
    if language == "zh":
        return f"无可引片段的代码：{'、'.join(names)}。"
    return f"Codes without such a passage: {', '.join(names)}."


def more(language: Language, n: int) -> str:
    """That some were left out."""
    return f"另有 {n:,} 例。" if language == "zh" else f"And {n:,} more."


def lacks(
    language: Language, who: str, level: str, n_have: int, n_others: int, words: tuple[int, int]
) -> str:
    """Who lacks what others have; `words` are theirs and the median of the others."""
    unit, others = _LEVELS[language][level]
    if language == "zh":
        rest = f"中有 {n_have} {unit}出现" if n_have < n_others else "均出现"
        return (
            f"{who}未出现该代码，而{others} {n_others} {unit}{rest}"
            f"（发言 {words[0]:,} 字，{others}的中位数 {words[1]:,} 字）。"
        )
    return (
        f"{who} lacks it, though {n_have} of {n_others} {unit} have it "
        f"({words[0]:,} words; median of the {others} {words[1]:,})."
    )


def has(language: Language, who: str, level: str, n_have: int, n_others: int) -> str:
    """Who has what others lack."""
    unit, others = _LEVELS[language][level]
    if language == "zh":
        rest = f"中只有 {n_have} {unit}出现" if n_have else "均未出现"
        return f"{who}出现该代码，而{others} {n_others} {unit}{rest}："
    rest = f"only {n_have} of {n_others} {unit} have" if n_have else f"none of {n_others} {unit} has"
    return f"{who} has it, though {rest} it:"
