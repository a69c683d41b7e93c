"""The entries of the data dictionary: one for each column that qualcode writes."""

from collections.abc import Iterable
from typing import Literal

from qualcode.export.dictionary import EACH, Described, Kind

TITLES = {
    "codings": ("Coded passages", "编码条目"),
    "frequencies": ("Code frequencies", "编码频次"),
    "cooccurrence": ("Co-occurrence of codes", "编码共现矩阵"),
    "cooccurrence_pairs": ("Pairs of codes", "编码共现对"),
    "code_by_document": ("Codings by document", "各文档的参考点数"),
    "documents": ("Documents", "访谈材料"),
}
"""What a table is called in a paper, in English and Chinese."""

_SHARE, _COUNT = "0 to 1", "0 or more"


def _text(name: str, title_en: str, title_zh: str, en: str, zh: str, range: str = "") -> Described:
    return Described(name, "text", "", range, title_en, title_zh, en, zh)


def _count(name: str, unit: str, title_en: str, title_zh: str, en: str, zh: str) -> Described:
    return Described(name, "integer", unit, _COUNT, title_en, title_zh, en, zh)


def _number(
    name: str, unit: str, range: str, title: tuple[str, str], meaning: tuple[str, str], decimals: int = 3
) -> Described:
    return Described(name, "number", unit, range, *title, *meaning, decimals)


def _each(type: Kind | Literal[""], unit: str, range: str, en: str, zh: str) -> Described:
    """What stands once for each code or attribute; its title is the name of that."""
    return Described(EACH, type, unit, range, "", "", en, zh)


# fmt: off
_COUNTED = (
    _text("counted_by", "Counted by", "分析单元", "kind of the counting unit", "计数所用的单元"),
    _text("population", "Population", "统计范围",
          "whose speech counts, and whose codings where they are not the rules'",
          "计入统计的发言；编码者不是规则时，亦写明编码者"),
    _count("N", "units", "N", "N", "units of the population, in documents where the code could be given",
           "统计范围内的单元总数（限可使用该编码的文档）"),
    _text("note", "Note", "备注", "why a field is empty, or what must be known of the row", "空值的原因或须知事项"),
)

_CODINGS = (
    _text("document", "Document", "文档", "id of the document", "文档编号"),
    _count("unit", "units", "Unit", "单元",
           "number of the coding unit in its document, from 1, over all speech; of a person's passage the first",
           "编码单元在文档中的序号，从 1 起，按全部发言计；人工编码的片段为其首个单元"),
    _count("start", "characters", "Start", "起",
           "where the passage begins in the document's text, from 0", "片段在文档文本中的起始位置，从 0 起"),
    _count("end", "characters", "End", "止", "the first character behind the passage", "片段之后的第一个字符"),
    _text("speaker", "Speaker", "说话人", "who says it; several are parted by ||", "说话人，多人以 || 分隔"),
    _text("role", "Role", "身份", "roles of the speakers", "说话人的身份"),
    _text("code", "Code", "编码", "id of the code", "编码的 id"),
    _text("coder", "Coder", "编码者", "who coded it: rules, or a person", "编码者：rules（规则）或人名"),
    _text("rule", "Rule", "规则",
          "all rules of the code that are true here, in canonical spelling, parted by ||; empty where a person coded",
          "此处成立的全部规则，统一写法，以 || 分隔；人工编码则为空"),
    _text("evidence", "Evidence", "依据",
          "the words that made them true, each with its place as text[start:end]", "使规则成立的文字及其位置"),
    _text("negated", "Negated", "否定",
          "whether the evidence is negated where it stands; empty without evidence", "依据是否被否定；无依据则为空",
          "yes, no, partly"),
    _text("text", "Passage", "原文", "the passage, character by character", "片段原文"),
    _each("text", "", "", "an attribute of speaker or document", "说话人或文档的属性"),
)

_FREQUENCIES = (
    _text("code", "Code", "代码", "id of the code", "编码的 id"),
    _text("name", "Name", "名称", "name of the code, in the language of --lang", "编码名称（--lang 所定语言）"),
    _text("parent", "Parent", "上级", "id of the code above it", "上级代码的 id"),
    _count("n_codings", "codings", "Codings", "参考点数",
           "codings of the code; with --rollup the sum over it and all codes below it",
           "参考点数；用 --rollup 时为本级与全部下级之和"),
    _count("n_units", "units", "Units", "单元数", "counting units that have the code", "含该编码的单元数"),
    _count("n_documents", "documents", "Documents", "材料来源数", "documents with at least one coding",
           "至少有一个参考点的文档数"),
    _count("n_speakers", "speakers", "Speakers", "人数",
           "distinct speakers (label in a document), or values of the attribute case",
           "不同的说话人（文档内的标签），或属性 case 的不同取值"),
    _number("share_units", "share", _SHARE, ("Share of units", "占比"), ("n_units / N", "含该编码的单元占全部单元之比")),
    _number("share_documents", "share", _SHARE, ("Share of documents", "文档占比"),
            ("n_documents / documents of the population", "含该编码的文档占全部文档之比")),
    _number("per_1000_words", "codings per 1,000 words", _COUNT, ("Per 1,000 words", "每千词"),
            ("codings for each 1,000 words, in English documents only", "英文文档中每千词的参考点数"), 2),
    _number("per_1000_characters", "codings per 1,000 characters", _COUNT,
            ("Per 1,000 characters", "每千字"),
            ("codings for each 1,000 characters, in Chinese documents only", "中文文档中每千字的参考点数"), 2),
    _count("tokens", "words and Han characters", "Length", "字数",
           "length of what is coded, overlaps once", "所编内容的字数，重叠部分只计一次"),
    _number("coverage", "share", _SHARE, ("Coverage", "覆盖率"),
            ("tokens / tokens of the population", "所编字数占统计范围总字数之比")),
    *_COUNTED,
)

_PAIRS = (
    _text("code_1", "Code 1", "编码 1", "the code that stands first in the codebook", "编码本中在前的编码"),
    _text("code_2", "Code 2", "编码 2", "the code that stands second in the codebook", "编码本中在后的编码"),
    _count("n_1", "units", "n1", "n1", "units with code_1", "含编码 1 的单元数"),
    _count("n_2", "units", "n2", "n2", "units with code_2", "含编码 2 的单元数"),
    _count("n_both", "units", "Both", "共现数",
           "units with both; with near:K pairs of units, with overlap pairs of codings",
           "两者同现的单元数；near:K 时为单元对，overlap 时为参考点对"),
    _count("n_shared", "units", "Same words", "同词数",
           "units in which the two rest on the same characters", "两者依据同一文字的单元数"),
    _count("n_documents", "documents", "Documents", "文档数", "documents in which they meet", "两者同现的文档数"),
    _number("jaccard", "share", _SHARE, ("Jaccard", "Jaccard 系数"),
            ("n_both / (n_1 + n_2 - n_both)", "共现数占含任一编码的单元数之比")),
    _number("c", "ratio", _COUNT, ("c", "c 系数"),
            ("n_both / (n_1 + n_2 - n_both) of codings; it can exceed 1", "按参考点计的共现系数，可大于 1")),
    _number("p_2_given_1", "share", _SHARE, ("P(2|1)", "P(2|1)"),
            ("n_both / n_1; with near:K units of code_1 with code_2 within K", "含编码 1 的单元中含编码 2 的比例")),
    _number("p_1_given_2", "share", _SHARE, ("P(1|2)", "P(1|2)"),
            ("n_both / n_2; with near:K units of code_2 with code_1 within K", "含编码 2 的单元中含编码 1 的比例")),
    _number("expected", "units", _COUNT, ("Expected", "期望值"), ("n_1 n_2 / N", "两编码互不相关时的期望共现数"), 2),
    _number("lift", "ratio", _COUNT, ("Lift", "提升度"), ("n_both N / (n_1 n_2)", "共现数与期望值之比"), 2),
    _number("npmi", "", "-1 to 1", ("NPMI", "NPMI"),
            ("ln(n_both N / (n_1 n_2)) / -ln(n_both / N)", "标准化点互信息")),
    _number("phi", "", "-1 to 1", ("φ", "φ 系数"),
            ("correlation of having the one and the other", "两编码有无之间的相关系数")),
    *_COUNTED,
)

_COOCCURRENCE = (
    _text("code", "Code", "编码", "id of the code", "编码的 id"),
    _each("", "units", "",
          "one column for each code: units with both codes, the diagonal units with the one; with --measure "
        "that measure",
          "每个编码一列：两编码同现的单元数，对角线为该编码的单元数；用 --measure 时为该指标"),
)

_BY_DOCUMENT = (
    _text("document", "Document", "文档", "id of the document", "文档编号"),
    _count("units", "units", "Units", "单元数", "units of the population", "统计范围内的单元数"),
    _each("integer", "codings", _COUNT, "one column for each code: its codings in the document",
          "每个编码一列：该文档中的参考点数"),
)

_DOCUMENTS = (
    _text("document", "Document", "文档", "id of the document", "文档编号"),
    _text("file", "File", "文件", "the file, as it was named", "文件（按所给路径）"),
    _text("language", "Language", "语言", "main language", "主要语言",
          "zh-Hans, zh-Hant, zh, en, mixed or empty"),
    _text("encoding", "Encoding", "字符编码", "how the bytes were read", "读取文件所用的字符编码"),
    _count("turns", "turns", "Turns", "话轮数", "turns of all speech", "全部话轮数"),
    _count("speakers", "speakers", "Speakers", "说话人数", "speakers of all speech", "全部说话人数"),
    _count("units", "units", "Units", "单元数", "coding units of all speech", "全部发言的编码单元数"),
    _count("words", "words", "Words", "词数", "words and numbers but Chinese characters", "汉字以外的词与数字数"),
    _count("characters", "characters", "Characters", "汉字数", "Chinese characters", "汉字数"),
    _count("tokens", "words and Han characters", "Length", "字数", "words + characters", "词数与汉字数之和"),
    _text("sha256", "SHA-256", "SHA-256", "hash of the text as it was coded", "所编文本的哈希值"),
    _text("source_sha256", "SHA-256 of the file", "文件 SHA-256", "hash of the file's bytes", "文件字节的哈希值"),
    _text("encoding_guessed", "Encoding guessed", "字符编码为推断", "whether the encoding had to be guessed",
          "字符编码是否为推断", "yes, no"),
    _count("population_units", "units", "Units counted", "计入单元数", "units of the population",
           "统计范围内的单元数"),
    _count("population_tokens", "words and Han characters", "Length counted", "计入字数",
           "length of the population", "统计范围内的字数"),
    _text("note", "Note", "备注", "all that was guessed about it, and what deserves a look", "全部推断与须核对之处"),
)


_CELLS = (
    _text("code_1", "Code 1", "编码 1", "id of a code", "编码的 id"),
    _text("code_2", "Code 2", "编码 2", "id of a code; the same on the diagonal", "编码的 id；对角线上两者相同"),
    Described("value", "", "units", "", "Value", "值",
              "units with both codes; where they are one, with that; with --measure that measure",
              "两编码同现的单元数；同一编码时为其单元数；用 --measure 时为该指标"),
)

_DOCUMENT_CELLS = (
    _BY_DOCUMENT[0],
    _text("code", "Code", "编码", "id of the code", "编码的 id"),
    _count("n_codings", "codings", "Codings", "参考点数", "codings of the code in the document; empty where it could not be given",
           "该文档中的参考点数；该文档不能使用该编码时为空"),
)
# fmt: on

_ROW = _count(
    "row",
    "rows",
    "Row",
    "行",
    "number of the coding's row in codings.csv, from 1",
    "codings.csv 中的行号，从 1 起",
)


def _by_name(entries: Iterable[Described]) -> dict[str, Described]:
    return {one.name: one for one in entries}


ENTRIES: dict[str, dict[str, Described]] = {
    "codings": _by_name((_ROW, *_CODINGS)),
    "frequencies": _by_name(_FREQUENCIES),
    "cooccurrence": _by_name(_COOCCURRENCE),
    "cooccurrence_pairs": _by_name(_PAIRS),
    "code_by_document": _by_name(_BY_DOCUMENT),
    "documents": _by_name(_DOCUMENTS),
    "cooccurrence_cells": _by_name(_CELLS),
    "code_by_document_cells": _by_name(_DOCUMENT_CELLS),
}
"""What stands in each column, by table and column; `…_cells` are matrices as a database holds them."""
