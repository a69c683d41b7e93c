"""The entries of the data dictionary: one for each column that qualcode writes."""

from qualcode.export.dictionary_agreement import AGREEMENT, AGREEMENT_TITLES
from qualcode.export.dictionary_by_hand import BY_HAND, BY_HAND_TITLES
from qualcode.export.dictionary_measures import MEASURES, MEASURES_TITLES
from qualcode.export.dictionary_relations import RELATIONS, RELATIONS_TITLES
from qualcode.export.dictionary_shapes import (
    CODE,
    CODE_1,
    CODE_2,
    COUNT,
    COUNTED,
    NAME,
    NOTE,
    SHARE,
    SIGNED,
    Described,
    by_name,
    count,
    each,
    number,
    text,
)

TITLES = {
    "codings": ("Coded passages", "编码条目"),
    "frequencies": ("Code frequencies", "编码频次"),
    "cooccurrence": ("Co-occurrence of codes", "编码共现矩阵"),
    "cooccurrence_pairs": ("Pairs of codes", "编码共现对"),
    "code_by_document": ("Codings by document", "各文档的参考点数"),
    "documents": ("Documents", "访谈材料"),
    **BY_HAND_TITLES,
    **MEASURES_TITLES,
    **RELATIONS_TITLES,
    **AGREEMENT_TITLES,
}
"""What a table is called in a paper, in English and Chinese."""

# fmt: off
_CODINGS = (
    text("document", "Document", "文档", "id of the document", "文档编号"),
    count("unit", "units", "Unit", "单元",
          "number of the coding unit in its document, from 1, over all speech; of a person's passage the first",
          "编码单元在文档中的序号，从 1 起，按全部发言计；人工编码的片段为其首个单元"),
    count("start", "characters", "Start", "起",
          "where the passage begins in the document's text, from 0", "片段在文档文本中的起始位置，从 0 起"),
    count("end", "characters", "End", "止", "the first character behind the passage", "片段之后的第一个字符"),
    text("speaker", "Speaker", "说话人", "who says it; several are parted by ||", "说话人，多人以 || 分隔"),
    text("role", "Role", "身份", "roles of the speakers", "说话人的身份"),
    text("code", "Code", "编码", "id of the code", "编码的 id"),
    text("coder", "Coder", "编码者", "who coded it: rules, or a person", "编码者：rules（规则）或人名"),
    text("rule", "Rule", "规则",
         "all rules of the code that are true here, in canonical spelling, parted by ||; empty where a person "
         "coded", "此处成立的全部规则，统一写法，以 || 分隔；人工编码则为空"),
    text("evidence", "Evidence", "依据",
         "the words that made them true, each with its place as text[start:end]",
         "使规则成立的文字及其位置"),
    text("negated", "Negated", "否定",
         "whether the evidence is negated where it stands; empty without evidence",
         "依据是否被否定；无依据则为空",
         "yes, no, partly"),
    text("text", "Passage", "原文", "the passage, character by character", "片段原文"),
    Described("prompted", "integer", "1 is yes, 0 is no", "0, 1", "Prompted", "提问引出",
              "whether the interviewer's speech just before has the code by rule; empty where somebody else "
              "spoke just before", "紧接其前的访谈者发言按规则是否也含该编码；其前为他人发言时为空"),
    each("text", "", "", "an attribute of speaker or document", "说话人或文档的属性"),
)

_FREQUENCIES = (
    CODE,
    NAME,
    text("parent", "Parent", "上级", "id of the code above it", "上级代码的 id"),
    count("n_codings", "codings", "Codings", "参考点数",
          "codings of the code; with --rollup the sum over it and all codes below it",
          "参考点数；用 --rollup 时为本级与全部下级之和"),
    count("n_units", "units", "Units", "单元数", "counting units that have the code", "含该编码的单元数"),
    count("n_documents", "documents", "Documents", "材料来源数", "documents with at least one coding",
          "至少有一个参考点的文档数"),
    count("n_speakers", "speakers", "Speakers", "人数",
          "distinct speakers (label in a document), or values of the attribute case",
          "不同的说话人（文档内的标签），或属性 case 的不同取值"),
    number("share_units", "share", SHARE, ("Share of units", "占比"),
          ("share of the units that have the code", "含该编码的单元占全部单元之比"), formula="n_units / N"),
    number("share_documents", "share", SHARE, ("Share of documents", "文档占比"),
           ("share of the documents that have a coding", "含该编码的文档占全部文档之比"),
           formula="n_documents / documents of the population"),
    number("per_1000_words", "codings per 1,000 words", COUNT, ("Per 1,000 words", "每千词"),
           ("codings for each 1,000 words, in English documents only", "英文文档中每千词的参考点数"), 2,
           "1000 * codings / tokens"),
    number("per_1000_characters", "codings per 1,000 characters", COUNT,
           ("Per 1,000 characters", "每千字"),
           ("codings for each 1,000 characters, in Chinese documents only", "中文文档中每千字的参考点数"), 2,
           "1000 * codings / tokens"),
    count("tokens", "words and Han characters", "Length", "字数",
          "length of what is coded, overlaps once", "所编内容的字数，重叠部分只计一次"),
    number("coverage", "share", SHARE, ("Coverage", "覆盖率"),
           ("share of the population's length that is coded", "所编字数占统计范围总字数之比"),
           formula="tokens / tokens of the population"),
    *COUNTED,
    NOTE,
)

_PAIRS = (
    CODE_1,
    CODE_2,
    count("n_1", "units", "n1", "n1", "units with code_1", "含编码 1 的单元数"),
    count("n_2", "units", "n2", "n2", "units with code_2", "含编码 2 的单元数"),
    count("n_both", "units", "Both", "共现数",
          "units with both; with near:K pairs of units, with overlap pairs of codings",
          "两者同现的单元数；near:K 时为单元对，overlap 时为参考点对"),
    count("n_shared", "units", "Same words", "同词数",
          "units in which the two rest on the same characters", "两者依据同一文字的单元数"),
    count("n_documents", "documents", "Documents", "文档数", "documents in which they meet",
         "两者同现的文档数"),
    number("jaccard", "share", SHARE, ("Jaccard", "Jaccard 系数"),
           ("units with both among all units with either", "共现数占含任一编码的单元数之比"),
           formula="n_both / (n_1 + n_2 - n_both)"),
    number("c", "ratio", COUNT, ("c", "c 系数"),
           ("pairs of codings among all codings of either; it can exceed 1",
            "按参考点计的共现系数，可大于 1"),
           formula="n_both / (n_1 + n_2 - n_both)"),
    number("p_2_given_1", "share", SHARE, ("P(2|1)", "P(2|1)"),
           ("share of the units with code_1 that have code_2; with near:K, that have it within K units",
            "含编码 1 的单元中含编码 2 的比例"), formula="n_both / n_1"),
    number("p_1_given_2", "share", SHARE, ("P(1|2)", "P(1|2)"),
           ("share of the units with code_2 that have code_1; with near:K, that have it within K units",
            "含编码 2 的单元中含编码 1 的比例"), formula="n_both / n_2"),
    number("expected", "units", COUNT, ("Expected", "期望值"),
          ("units with both if the codes had nothing to do with each other", "两编码互不相关时的期望共现数"),
          2,
           "n_1 * n_2 / N"),
    number("lift", "ratio", COUNT, ("Lift", "提升度"), ("how many times more often than expected",
                                                    "共现数与期望值之比"), 2, "n_both * N / (n_1 * n_2)"),
    number("npmi", "", SIGNED, ("NPMI", "NPMI"),
           ("normalised pointwise mutual information: -1 never together, 1 always together",
            "标准化点互信息：-1 为从不同现，1 为总是同现"),
           formula="ln(n_both * N / (n_1 * n_2)) / -ln(n_both / N)"),
    number("phi", "", SIGNED, ("φ", "φ 系数"),
           ("correlation of having the one and the other", "两编码有无之间的相关系数"),
           formula="(n_both * n00 - n10 * n01) / sqrt(n_1 * (N - n_1) * n_2 * (N - n_2))"),
    number("p", "probability", SHARE, ("p", "p"),
           ("two-sided, of --test; empty for pairs that are no finding",
            "--test 的双侧 p 值；不构成发现的编码对为空")),
    number("q", "probability", SHARE, ("q", "q"),
           ("Benjamini-Hochberg over the pairs that were tested",
            "对所检验的编码对作 Benjamini-Hochberg 校正")),
    *COUNTED,
    NOTE,
)

_COOCCURRENCE = (
    text("code", "Code", "编码", "id of the code", "编码的 id"),
    each("", "units", "",
         "one column for each code: units with both codes, the diagonal units with the one; with --measure "
        "that measure",
         "每个编码一列：两编码同现的单元数，对角线为该编码的单元数；用 --measure 时为该指标"),
)

_BY_DOCUMENT = (
    text("document", "Document", "文档", "id of the document", "文档编号"),
    count("units", "units", "Units", "单元数", "units of the population", "统计范围内的单元数"),
    each("integer", "codings", COUNT, "one column for each code: its codings in the document",
         "每个编码一列：该文档中的参考点数"),
)

_DOCUMENTS = (
    text("document", "Document", "文档", "id of the document", "文档编号"),
    text("file", "File", "文件", "the file, as it was named", "文件（按所给路径）"),
    text("language", "Language", "语言", "main language", "主要语言",
         "zh-Hans, zh-Hant, zh, en, mixed or empty"),
    text("encoding", "Encoding", "字符编码", "how the bytes were read", "读取文件所用的字符编码"),
    count("turns", "turns", "Turns", "话轮数", "turns of all speech", "全部话轮数"),
    count("speakers", "speakers", "Speakers", "说话人数", "speakers of all speech", "全部说话人数"),
    count("units", "units", "Units", "单元数", "coding units of all speech", "全部发言的编码单元数"),
    count("words", "words", "Words", "词数", "words and numbers but Chinese characters",
         "汉字以外的词与数字数"),
    count("characters", "characters", "Characters", "汉字数", "Chinese characters", "汉字数"),
    count("tokens", "words and Han characters", "Length", "字数", "words + characters", "词数与汉字数之和"),
    text("sha256", "SHA-256", "SHA-256", "hash of the text as it was coded", "所编文本的哈希值"),
    text("source_sha256", "SHA-256 of the file", "文件 SHA-256", "hash of the file's bytes",
        "文件字节的哈希值"),
    text("encoding_guessed", "Encoding guessed", "字符编码为推断", "whether the encoding had to be guessed",
         "字符编码是否为推断", "yes, no"),
    count("population_units", "units", "Units counted", "计入单元数", "units of the population",
          "统计范围内的单元数"),
    count("population_tokens", "words and Han characters", "Length counted", "计入字数",
          "length of the population", "统计范围内的字数"),
    text("note", "Note", "备注", "all that was guessed about it, and what deserves a look",
        "全部推断与须核对之处"),
)


_CELLS = (
    text("code_1", "Code 1", "编码 1", "id of a code", "编码的 id"),
    text("code_2", "Code 2", "编码 2", "id of a code; the same on the diagonal",
        "编码的 id；对角线上两者相同"),
    Described("value", "", "units", "", "Value", "值",
             "units with both codes; where they are one, with that; with --measure that measure",
             "两编码同现的单元数；同一编码时为其单元数；用 --measure 时为该指标"),
)

_DOCUMENT_CELLS = (
    _BY_DOCUMENT[0],
    text("code", "Code", "编码", "id of the code", "编码的 id"),
    count("n_codings", "codings", "Codings", "参考点数",
          "codings of the code in the document; empty where it could not be given",
          "该文档中的参考点数；该文档不能使用该编码时为空"),
)
# fmt: on

_ROW = count(
    "row",
    "rows",
    "Row",
    "行",
    "number of the coding's row in codings.csv, from 1",
    "codings.csv 中的行号，从 1 起",
)


ENTRIES: dict[str, dict[str, Described]] = {
    "codings": by_name((_ROW, *_CODINGS)),
    "frequencies": by_name(_FREQUENCIES),
    "cooccurrence": by_name(_COOCCURRENCE),
    "cooccurrence_pairs": by_name(_PAIRS),
    "code_by_document": by_name(_BY_DOCUMENT),
    "documents": by_name(_DOCUMENTS),
    "cooccurrence_cells": by_name(_CELLS),
    "code_by_document_cells": by_name(_DOCUMENT_CELLS),
    **{table: by_name(entries) for table, entries in {**MEASURES, **RELATIONS, **AGREEMENT}.items()},
    **BY_HAND,
}
"""What stands in each column, by table and column; `…_cells` are matrices as a database holds them."""
