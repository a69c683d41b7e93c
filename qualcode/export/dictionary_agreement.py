"""The entries of the data dictionary for `qualcode agree`."""

from collections.abc import Mapping

from qualcode.export.dictionary_shapes import COUNT, NOTE, SHARE, Described, count, each, number, text

AGREEMENT_TITLES = {
    "agreement": ("Agreement between coders", "编码者间信度"),
    "agreement_segments": ("Passages that coders share", "编码者相合的片段"),
    "disagreements": ("Passages on which coders disagree", "编码者有分歧的片段"),
    "confusions": ("What the other coder gave", "编码混淆"),
}
"""What these tables are called in a paper, in English and Chinese."""

MEASURE_TITLES = {
    "percent_agreement": ("Agreement", "一致率"),
    "holsti": ("Holsti", "相互同意度"),
    "miles_huberman": ("Miles–Huberman", "Miles–Huberman"),
    "composite_reliability": ("R", "编码信度 R"),
    "cohen_kappa": ("Cohen's κ", "Kappa 系数"),
    "fleiss_kappa": ("Fleiss' κ", "Fleiss κ"),
    "krippendorff_alpha": ("Krippendorff's α", "Krippendorff α"),
    "gwet_ac1": ("Gwet's AC1", "Gwet AC1"),
    "brennan_prediger": ("Brennan–Prediger", "Brennan–Prediger"),
    "alpha_u": ("α_U", "α_U"),
    "precision": ("Precision", "查准率"),
    "recall": ("Recall", "查全率"),
    "f1": ("F1", "F1"),
}
"""Headings of measures of agreement where each has a column of its own."""

# fmt: off
_LOW = number("low", "", "any", ("Low", "下限"), ("lower end of the 95 % interval", "95% 置信区间下限"))
_HIGH = number("high", "", "any", ("High", "上限"), ("upper end of the 95 % interval", "95% 置信区间上限"))
_DRAWS = count("undefined_draws", "draws", "Undefined draws", "无法计算的抽样数",
               "bootstrap draws that were left out, since the measure is undefined in them",
               "因无法计算而未计入区间的自助抽样数")
_DOCUMENTS = count("n_documents", "documents", "Documents", "文档数", "documents of these units",
                   "所据单元所在的文档数")
_CODE = text("code", "Code", "代码", "id of the code; (mean), (pooled) or (all): over codes",
             "编码的 id；(mean)、(pooled)、(all) 为跨编码的数值")

_AGREEMENT = (
    _CODE,
    text("measure", "Measure", "指标", "what was measured", "信度指标", ", ".join(MEASURE_TITLES)),
    text("coders", "Coders", "编码者",
         "between whom, parted by ||; of precision, recall and F1 the reference first",
         "所比较的编码者，以 || 分隔；查准率、查全率与 F1 以参照者在前"),
    number("value", "", "-1 to 1", ("Value", "数值"), ("the measure; undefined is empty",
                                                     "指标的数值；无法计算则为空"),
           formula="see the page on numbers: agreement"),
    _LOW, _HIGH,
    count("N", "units", "N", "N", "units that it rests on; of alpha_u words", "所据单元数；alpha_u 为字数"),
    _DOCUMENTS,
    count("n_codes", "codes", "Codes", "编码数", "of figures over codes: codes in which it is defined",
          "跨编码的数值：能够计算的编码数"),
    number("standard_error", "", COUNT, ("Standard error", "标准误"),
           ("of kappa: large-sample standard error, which takes units for independent",
            "κ 的大样本标准误，视单元为独立")),
    _DRAWS, NOTE,
)

_SEGMENTS = (
    _CODE,
    text("coder_1", "Coder 1", "编码者 1", "one coder", "一名编码者"),
    text("coder_2", "Coder 2", "编码者 2", "the other coder", "另一名编码者"),
    count("matched", "passages", "Matched", "相合", "passages of both", "两人共有的片段数"),
    count("only_1", "passages", "Only 1", "仅 1", "passages of the first alone", "仅编码者 1 有的片段数"),
    count("only_2", "passages", "Only 2", "仅 2", "passages of the second alone", "仅编码者 2 有的片段数"),
    number("value", "share", SHARE, ("Agreement", "相合率"),
           ("share of the codings that are matched", "相合片段所占的比例"),
           formula="2 * matched / (n_1 + n_2), n the codings of each"),
    _LOW, _HIGH, _DOCUMENTS, _DRAWS, NOTE,
)

_DISAGREEMENTS = (
    text("document", "Document", "文档", "id of the document", "文档编号"),
    count("unit", "units", "Unit", "单元", "number of the unit in its document, from 1",
          "单元在文档中的序号，从 1 起"),
    count("start", "characters", "Start", "起", "where the passage begins in the document's text, from 0",
          "片段在文档文本中的起始位置，从 0 起"),
    count("end", "characters", "End", "止", "the first character behind the passage", "片段之后的第一个字符"),
    text("speaker", "Speaker", "说话人", "who says it", "说话人"),
    text("code", "Code", "编码", "id of the code", "编码的 id"),
    text("text", "Passage", "原文", "the passage, character by character", "片段原文"),
    each("text", "", "yes, no or empty",
         "a column for each coder: whether the passage has the code; empty: did not code the document",
         "每名编码者一列：该片段是否有该编码；空：未编该文档"),
)

_CONFUSIONS = (
    text("coder", "Coder", "编码者", "who gave the code", "给出编码者"),
    text("code", "Code", "编码", "id of the code", "编码的 id"),
    text("other_coder", "Other coder", "另一编码者", "who is compared", "所比较的编码者"),
    text("other_code", "Gave", "另一编码", "code that the other gave there; empty: none",
         "另一人在此给出的编码；空：没有"),
    count("n", "units", "Units", "单元数",
          "such units; for another code those that the other did not give `code` as well",
          "此类单元数；另一编码时不含也给了该编码的单元"),
    count("n_code", "units", "Of", "编码单元数", "units to which `coder` gave `code`",
          "编码者给出该编码的单元数"),
    number("share", "share", SHARE, ("Share", "占比"),
           ("share of the units of the code; shares of one code may add up to more than 1",
            "占该编码单元的比例；同一编码的占比之和可大于 1"), formula="n / n_code"),
)
# fmt: on

AGREEMENT: Mapping[str, tuple[Described, ...]] = {
    "agreement": _AGREEMENT,
    "agreement_segments": _SEGMENTS,
    "disagreements": _DISAGREEMENTS,
    "confusions": _CONFUSIONS,
}
"""The entries of these tables by name."""
