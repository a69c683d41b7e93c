"""The entries of the data dictionary for `qualcode analyze`: by attribute, levels, saturation, words."""

from collections.abc import Mapping

from qualcode.export.dictionary_shapes import (
    CODE,
    COUNT,
    COUNTED,
    COUNTED_BY,
    NAME,
    NOTE,
    POPULATION,
    SHARE,
    SIGNED,
    Described,
    count,
    each,
    number,
    text,
)

MEASURES_TITLES = {
    "frequencies_by": ("Code frequencies by attribute", "各属性的编码频次"),
    "crosstab_cells": ("Codes by attribute", "编码与属性交叉表"),
    "crosstab_tests": ("Tests of codes by attribute", "编码与属性交叉表的检验"),
    "matrix": ("Matrix of codes", "编码矩阵"),
    "levels": ("Coding table", "三级编码表"),
    "relations": ("Relations between categories", "范畴之间的关系"),
    "saturation_curve": ("Codes seen, document by document", "编码累计曲线"),
    "saturation_runs": ("New codes in runs of documents", "各轮新增编码"),
    "saturation_summary": ("Saturation", "饱和度检验"),
    "saturation_reserve": ("New in the documents held back", "预留访谈中的新编码"),
    "keyness": ("Keyness of words", "词语关键性"),
    "dispersion": ("Frequent words and their dispersion", "词频与分布"),
    "collocations": ("Collocations", "词语搭配"),
}
"""What these tables are called in a paper, in English and Chinese."""

# fmt: off
_BY = text("by", "By", "属性", "the attribute that is compared, or role, speaker, document, case",
           "所比较的属性，或身份、说话人、文档、个案")
_VALUE = text("value", "Value", "取值", "value of the attribute; empty: without a value",
              "属性的取值；空：没有取值")
_OF_VALUE = count("N", "units", "N", "N", "units with words of someone with the value",
                  "该取值者有发言的单元数")
_WITH_CODE = count("n_units", "units", "Units", "单元数", "units of the value that have the code",
                   "该取值中含该编码的单元数")
_DOCUMENT = text("document", "Document", "文档", "id of the document", "文档编号")
_WORD = text("word", "Word", "词", "the word", "词")

_FREQUENCIES_BY = (
    CODE, NAME, _BY, _VALUE,
    count("n_codings", "codings", "Codings", "参考点数",
          "codings that cover words of someone with the value; with --rollup summed over the family",
          "覆盖该取值者话语的参考点数；用 --rollup 时为本级与全部下级之和"),
    _WITH_CODE,
    count("n_documents", "documents", "Documents", "材料来源数",
          "documents in which someone with the value has the code", "该取值者含该编码的文档数"),
    _OF_VALUE,
    number("share_units", "share", SHARE, ("Share of units", "占比"),
           ("share of the units of the value that have the code", "该取值的单元中含该编码的比例"),
           formula="n_units / N"),
    number("per_1000_words", "codings per 1,000 words", COUNT, ("Per 1,000 words", "每千词"),
           ("codings for each 1,000 words of those with the value, in English documents only",
            "英文文档中该取值者每千词的参考点数"), 2, "1000 * codings / tokens"),
    number("per_1000_characters", "codings per 1,000 characters", COUNT, ("Per 1,000 characters", "每千字"),
           ("codings for each 1,000 characters of those with the value, in Chinese documents only",
            "中文文档中该取值者每千字的参考点数"), 2, "1000 * codings / tokens"),
    COUNTED_BY, POPULATION, NOTE,
)

_CELLS = (
    CODE, NAME, _BY, _VALUE, _WITH_CODE, _OF_VALUE,
    number("share", "share", SHARE, ("Share", "占比"),
           ("share of the units of the value that have the code", "该取值的单元中含该编码的比例"),
           formula="n_units / N"),
    number("residual", "standard deviations", "any", ("Residual", "调整后标准化残差"),
           ("adjusted standardised residual: 0 is as expected, beyond -2 and 2 far from it",
            "调整后标准化残差：0 为与期望一致，超出 ±2 为明显偏离"), 1,
           "(O - E) / sqrt(E * (1 - row / N) * (1 - column / N)), O = n_units"),
    COUNTED_BY, POPULATION, NOTE,
)

_TESTS = (
    CODE, NAME, _BY,
    count("n_units", "units", "Units", "单元数", "units with the code, of those that have a value",
          "有取值的单元中含该编码的单元数"),
    count("N", "units", "N", "N", "units that have a value", "有取值的单元数"),
    count("n_values", "values", "Values", "取值数", "number of values: k", "取值的个数 k"),
    number("chi2", "", COUNT, ("χ²", "χ²"),
           ("Pearson's chi-square without continuity correction", "皮尔逊卡方值，不作连续性校正"), 2,
           "sum of (O - E)^2 / E"),
    count("df", "degrees of freedom", "df", "自由度", "degrees of freedom: k - 1", "自由度 k - 1"),
    number("p", "probability", SHARE, ("p", "p"),
           ("probability by the test that `test` names", "由 test 列所示检验得到的 p 值")),
    text("test", "Test", "检验", "the test behind p; an exact one where an expected number is below 5",
         "p 值所用的检验；期望频数小于 5 时改用精确检验", "chi2, fisher, permutation"),
    number("cramers_v", "", SHARE, ("Cramér's V", "Cramér V"),
           ("strength: 0 none, 1 complete", "关联强度：0 为无关，1 为完全相关"), formula="sqrt(chi2 / N)"),
    number("q", "probability", SHARE, ("q", "q"),
           ("Benjamini-Hochberg over the codes that were tested",
            "对所检验的编码作 Benjamini-Hochberg 校正")),
    number("p_cluster", "probability", SHARE, ("p (clusters)", "p（聚类）"),
           ("p with the values permuted over those who carry them: units of one person are not independent",
            "在承载取值者之间置换取值得到的 p 值：同一人的单元并不独立")),
    count("n_clusters", "documents, cases or speakers", "Clusters", "聚类数", "how many carry the values",
          "承载取值者的个数"),
    text("clustered_by", "Clustered by", "聚类单位", "what carries the values", "承载取值的单位",
         "document, case, speaker"),
    COUNTED_BY, POPULATION, NOTE,
)

_MATRIX = (
    text("value", "Value", "取值",
         "document, speaker, case, role or value of an attribute; empty: without a value",
         "文档、说话人、个案、身份或属性取值；空：没有取值"),
    _OF_VALUE,
    each("", "codings, units or share", "0 or more",
         "one column for each code: its codings; with --measure units with it, or their share of N",
         "每个编码一列：参考点数；用 --measure 时为单元数或占 N 的比例"),
    COUNTED_BY, POPULATION,
)
_MATRIX_CELLS = (
    _MATRIX[0],
    text("code", "Code", "编码", "id of the code", "编码的 id"),
    Described("number", "", "codings, units or share", COUNT, "Number", "数值",
              "codings of the code with the value; with --measure units, or their share",
              "该取值的参考点数、单元数或占比"),
)

_LEVELS = (
    text("main_category", "Main category", "主范畴", "name of the main category", "主范畴的名称"),
    text("category", "Category", "范畴", "name of the category; empty below the end of the branch",
         "范畴的名称；分支止于上一级时为空"),
    text("concept", "Concept", "初始概念", "name of the concept; concepts of concepts are joined by /",
         "初始概念的名称；多级概念以 / 相连"),
    CODE,
    count("n_references", "codings", "References", "参考点数", "codings of the code itself",
          "该编码自身的参考点数"),
    count("n_sources", "documents", "Sources", "材料来源数", "documents that have one", "含有它的文档数"),
    text("quote", "Original passage", "典型引语",
         "one original passage: the first that qualcode quotes would choose",
         "原文片段一条：即 qualcode quotes 的首选"),
    text("document", "Interview", "编号", "the interview it stands in", "引语所在访谈的编号"),
    *COUNTED,
)

_RELATIONS = (
    text("from", "From (code)", "起点编码", "id of the code it leads from", "关系起点的编码 id"),
    text("from_name", "From", "起点", "name of that code", "起点编码的名称"),
    text("type", "Relation", "关系", "what the relation is", "关系的类型"),
    text("to", "To (code)", "终点编码", "id of the code it leads to", "关系终点的编码 id"),
    text("to_name", "To", "终点", "name of that code", "终点编码的名称"),
    text("memo", "Memo", "备忘录", "what the codebook says of it", "编码本中对该关系的说明"),
)

_CURVE = (
    count("position", "documents", "No.", "序号", "place of the document in the order, from 1",
          "文档在顺序中的位置，从 1 起"),
    _DOCUMENT,
    count("n_codes", "codes", "Codes", "编码数", "codes that it has", "该文档含有的编码数"),
    count("n_new", "codes", "New", "新增编码数", "codes that no document before it has",
          "此前各文档都没有的编码数"),
    count("n_seen", "codes", "Seen so far", "累计编码数", "codes seen so far", "累计出现的编码数"),
    number("share_seen", "share", SHARE, ("Share seen", "累计占比"),
           ("share of all codes that occur", "累计编码占全部出现编码的比例"),
           formula="n_seen / codes that occur"),
    text("new_codes", "New codes", "新增编码", "ids of the new ones, parted by ||",
         "新增编码的 id，以 || 分隔"),
    *COUNTED,
)

_RUNS = (
    text("run", "Documents", "轮次", "the documents of the run by their places, such as 5-6",
         "该轮文档的序号，如 5-6"),
    count("n_new", "codes", "New codes", "新增编码数", "codes first seen in the run", "该轮首次出现的编码数"),
    count("n_base", "codes", "Codes of the base", "基数编码数", "codes in the base", "基数文档中的编码数"),
    number("ratio", "share", COUNT, ("Ratio", "新增比例"),
           ("new codes against those of the base", "新增编码数与基数编码数之比"), formula="n_new / n_base"),
    text("saturated", "Saturated", "是否饱和", "whether the ratio is at most the threshold",
         "新增比例是否不超过阈值",
         "yes, no"),
    *COUNTED, NOTE,
)

_SUMMARY = (
    count("base", "documents", "Base", "基数", "documents of the base", "基数的文档数"),
    count("run", "documents", "Run", "轮次", "documents of a run", "一轮的文档数"),
    number("threshold", "share", SHARE, ("Threshold", "阈值"),
           ("a run is saturated whose ratio is at most this", "新增比例不超过此值即为饱和")),
    count("n_base", "codes", "Codes of the base", "基数编码数", "codes in the base", "基数文档中的编码数"),
    text("ordered_by", "Order", "排序", "how the documents are ordered", "文档的排序方式", "date, name"),
    text("point", "Saturation at", "饱和点", "documents read and the run behind them, or not reached",
         "已读文档数与其后一轮的文档数；或 not reached（未达到）"),
    count("reached", "documents", "Documents read", "已读文档数", "documents read at saturation",
          "达到饱和时已读的文档数"),
    count("n_orders", "orders", "Random orders", "随机顺序数", "random orders of the documents",
          "文档的随机顺序数"),
    count("seed", "", "Seed", "随机种子", "begin of the random numbers",
          "随机数种子")._replace(unit="number"),
    number("median", "documents", COUNT, ("Median", "中位数"),
           ("documents read at saturation in at most half of the orders",
            "至多一半的顺序达到饱和时已读的文档数"), 0),
    number("p90", "documents", COUNT, ("90th percentile", "第 90 百分位"),
           ("documents read at saturation in at most nine tenths of the orders",
            "至多九成的顺序达到饱和时已读的文档数"), 0),
    number("share_not_reached", "share", SHARE, ("Not reached", "未达到的比例"),
           ("share of the orders that never saturate", "始终未达到饱和的顺序所占比例")),
    *COUNTED, NOTE,
)

_RESERVE = (
    text("kind", "Kind", "类别", "a top family of the codebook, or a code", "顶层范畴或编码", "family, code"),
    CODE, NAME,
    count("n_documents", "documents", "Documents", "材料来源数", "reserved documents that have it",
          "含有它的预留文档数"),
    text("documents", "Interviews", "访谈", "ids of these documents, parted by ||",
         "这些文档的编号，以 || 分隔"),
    count("n_units", "units", "Units", "单元数", "units that have it", "含有它的单元数"),
    text("quote", "Original passage", "典型引语", "one original passage", "原文片段一条"),
    text("quoted_from", "Interview", "编号", "the interview it stands in", "引语所在访谈的编号"),
    *COUNTED,
)

_KEYNESS = (
    _WORD,
    count("n_target", "occurrences", "n (target)", "目标次数", "how often the target says it",
          "目标一方使用该词的次数"),
    count("n_reference", "occurrences", "n (reference)", "参照次数", "how often the reference says it",
          "参照一方使用该词的次数"),
    number("per_1000_target", "per 1,000 words", COUNT, ("Per 1,000 (target)", "目标每千词"),
           ("the same for each 1,000 words of the target", "目标一方每千词的次数"), 2,
           "1000 * n_target / N_target"),
    number("per_1000_reference", "per 1,000 words", COUNT, ("Per 1,000 (reference)", "参照每千词"),
           ("the same for each 1,000 words of the reference", "参照一方每千词的次数"), 2,
           "1000 * n_reference / N_reference"),
    number("expected", "occurrences", COUNT, ("Expected", "期望值"),
           ("occurrences in the target if both used it alike", "两方用法相同时目标一方的期望次数"), 2,
           "(n_target + n_reference) * N_target / (N_target + N_reference)"),
    number("g2", "", "any", ("G²", "G²"),
           ("log-likelihood ratio; negative where the target uses it less",
            "对数似然比；目标一方用得较少时为负"), 1,
           "2 * sum of O * ln(O / E)"),
    number("log_ratio", "doublings", "any", ("Log ratio", "对数比"),
           ("1 is twice as frequent in the target, -1 half as frequent", "1 为目标一方频率的两倍，-1 为一半"),
           2,
           "log2((n_target / N_target) / (n_reference / N_reference))"),
    number("p", "probability", SHARE, ("p", "p"), ("p of g2 with one degree of freedom",
                                                   "g2 的 p 值，自由度 1")),
    number("q", "probability", SHARE, ("q", "q"),
           ("Benjamini-Hochberg over the words of the table", "对表中全部词作 Benjamini-Hochberg 校正")),
    count("n_documents_target", "documents", "Documents (target)", "目标文档数",
          "documents of the target that hold it",
          "目标一方含该词的文档数"),
    count("n_documents_reference", "documents", "Documents (reference)", "参照文档数",
          "documents of the reference that hold it", "参照一方含该词的文档数"),
    count("N_target", "words", "N (target)", "目标总词数", "words of the target in all", "目标一方的总词数"),
    count("N_reference", "words", "N (reference)", "参照总词数", "words of the reference in all",
          "参照一方的总词数"),
    COUNTED_BY, POPULATION, count("N", "words", "N", "N", "words of both", "双方的总词数"), NOTE,
)

_DISPERSION = (
    _WORD,
    count("n", "occurrences", "n", "次数", "how often it is said", "该词出现的次数"),
    count("n_documents", "documents", "Documents", "文档数", "documents that hold it", "含该词的文档数"),
    number("per_1000", "per 1,000 words", COUNT, ("Per 1,000", "每千词"),
           ("for each 1,000 words", "每千词的次数"), 2, "1000 * n / N"),
    number("dp", "", SHARE, ("DP", "DP"),
           ("deviation of proportions: 0 where it is spread as the talk itself is, near 1 where one short "
            "document has it all", "分布偏差：0 为与全部话语的分布一致，接近 1 为集中于一份短文档"),
           formula="1/2 * sum over documents of |share of the word - share of all words|"),
    number("dp_norm", "", SHARE, ("DPnorm", "DPnorm"),
           ("the same, divided by its largest possible value", "同上，除以其可能的最大值"),
           formula="dp / (1 - smallest share of a document)"),
    COUNTED_BY, POPULATION, count("N", "words", "N", "N", "words in all", "总词数"), NOTE,
)

_COLLOCATIONS = (
    text("word_1", "Word 1", "词 1", "one word", "一个词"),
    text("word_2", "Word 2", "词 2", "another word", "另一个词"),
    count("n_1", "ends of pairs", "n1", "n1", "ends of pairs of places that are word_1",
          "位置对的两端中为词 1 的个数"),
    count("n_2", "ends of pairs", "n2", "n2", "ends of pairs of places that are word_2",
          "位置对的两端中为词 2 的个数"),
    count("n_both", "pairs of places", "Both", "共现数", "pairs of places that hold both words",
          "同时含两词的位置对数"),
    count("n_documents", "documents", "Documents", "文档数", "documents in which they meet",
          "两词相遇的文档数"),
    number("expected", "pairs of places", COUNT, ("Expected", "期望值"),
           ("pairs if the words had nothing to do with each other", "两词互不相关时的期望对数"), 2,
           "n_1 * n_2 / N"),
    number("g2", "", "any", ("G²", "G²"),
           ("log-likelihood ratio; negative where they meet less often", "对数似然比；比期望少时为负"), 1,
           "2 * sum of O * ln(O / E)"),
    number("npmi", "", SIGNED, ("NPMI", "NPMI"),
           ("-1 never together, 1 always together", "标准化点互信息：-1 为从不同现，1 为总是同现"),
           formula="ln(n_both * N / (n_1 * n_2)) / -ln(n_both / N)"),
    number("log_dice", "doublings", "up to 14", ("logDice", "logDice"),
           ("at most 14; one less is half as often; it does not depend on N",
            "最大 14；小 1 即少一半；不随 N 变化"), 2,
           "14 + log2(2 * n_both / (n_1 + n_2))"),
    COUNTED_BY, POPULATION,
    count("N", "ends of pairs", "N", "N", "ends of pairs of places: twice the pairs",
          "位置对的两端总数，为对数的两倍"),
)
# fmt: on

MEASURES: Mapping[str, tuple[Described, ...]] = {
    "frequencies_by": _FREQUENCIES_BY,
    "crosstab_cells": _CELLS,
    "crosstab_tests": _TESTS,
    "matrix": _MATRIX,
    "matrix_cells": _MATRIX_CELLS,
    "levels": _LEVELS,
    "relations": _RELATIONS,
    "saturation_curve": _CURVE,
    "saturation_runs": _RUNS,
    "saturation_summary": _SUMMARY,
    "saturation_reserve": _RESERVE,
    "keyness": _KEYNESS,
    "dispersion": _DISPERSION,
    "collocations": _COLLOCATIONS,
}
"""The entries of these tables by name."""
