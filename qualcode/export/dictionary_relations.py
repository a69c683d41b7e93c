"""The entries of the data dictionary for codes among each other: sequence, network, code map, epistemic."""

from collections.abc import Mapping

from qualcode.export.dictionary_shapes import (
    CODE,
    CODE_1,
    CODE_2,
    COUNT,
    COUNTED,
    NOTE,
    SHARE,
    Described,
    count,
    number,
    text,
)

RELATIONS_TITLES = {
    "sequence": ("Sequences of codes", "编码序列"),
    "network_nodes": ("Network of codes: nodes", "共现网络：节点"),
    "network_edges": ("Network of codes: links", "共现网络：连线"),
    "codemap": ("Code map: steps of the tree", "编码聚类步骤"),
    "epistemic_units": ("Epistemic network: units of analysis", "认知网络：分析单位"),
    "epistemic_codes": ("Epistemic network: codes", "认知网络：编码"),
    "epistemic_strengths": ("Epistemic network: connections", "认知网络：连接强度"),
    "epistemic_axes": ("Epistemic network: axes", "认知网络：坐标轴"),
}
"""What these tables are called in a paper, in English and Chinese."""

# fmt: off
_SEQUENCE = (
    text("code_1", "Code", "前一编码", "code of the first unit", "前一单元的编码"),
    text("code_2", "Next code", "后一编码", "code of the second unit", "后一单元的编码"),
    count("lag", "units", "Lag", "间隔", "how many units later the second is; 1 is the next",
          "后一单元相隔的单元数；1 为紧接其后"),
    count("n_1", "pairs of units", "n1", "n1", "pairs whose first unit has code_1",
          "前一单元含前一编码的对数"),
    count("n_2", "pairs of units", "n2", "n2", "pairs whose second unit has code_2",
          "后一单元含后一编码的对数"),
    count("n_both", "pairs of units", "Both", "相继次数", "pairs of which both is true", "两者皆真的对数"),
    number("p_2_given_1", "share", SHARE, ("P(2|1)", "P(2|1)"),
           ("how often code_2 follows where code_1 was", "前一编码之后出现后一编码的比例"),
           formula="n_both / n_1"),
    number("expected", "pairs of units", COUNT, ("Expected", "期望值"),
           ("pairs with both if the one had nothing to do with the other", "两者互不相关时的期望对数"), 1,
           "E = n_1 * n_2 / M"),
    number("z", "standard deviations", "any", ("z", "z"),
           ("how far the count lies from the expected one: above 0 more often",
            "与期望值的偏离；大于 0 为更常相继"), 2,
           "(n_both - E) / sqrt(E * (1 - n_1 / M) * (1 - n_2 / M))"),
    count("M", "pairs of units", "M", "M", "pairs of units in all", "单元对总数"),
    *COUNTED, NOTE,
)

_WEIGHT = Described("weight", "", "units, or 0 to 1", COUNT, "Weight", "权重",
                    "units with both codes; with --measure jaccard or npmi",
                    "同时含两编码的单元数；用 --measure 时为该指标")

_NODES = (
    CODE,
    count("n_units", "units", "Units", "单元数", "units that have the code", "含该编码的单元数"),
    count("degree", "links", "Degree", "度", "links of the code", "该编码的连线数"),
    Described("strength", "", "sum of weights", COUNT, "Strength", "强度", "sum of the weights of its links",
              "其连线权重之和"),
    number("betweenness", "share", SHARE, ("Betweenness", "中介中心性"),
           ("share of all pairs of other codes whose shortest path leads over it",
            "其他编码对的最短路径经过它的比例"),
           formula="sum of the shares of shortest paths / ((n - 1) * (n - 2) / 2)"),
    number("closeness", "", SHARE, ("Closeness", "接近中心性"),
           ("high where other codes are near; r codes can be reached", "其他编码越近越大；r 为可达的编码数"),
           formula="(r - 1)^2 / ((n - 1) * sum of distances)")._replace(range=COUNT),
    number("clustering", "share", SHARE, ("Clustering", "聚类系数"),
           ("share of the pairs of its neighbours that are linked to each other",
            "其相邻编码之间彼此相连的比例"),
           formula="linked pairs of neighbours / pairs of neighbours"),
    number("pagerank", "share", SHARE, ("PageRank", "PageRank"),
           ("share of the time spent there when links are followed at random by weight, with leaps",
            "按权重随机沿连线游走（间或跳转）时停留其上的时间比例"), formula="damping 0.85"),
    Described("community", "integer", "number of a group", "1 or more", "Community", "社群",
              "number of its group, the largest first; empty without a link",
              "所属社群的序号，最大者为 1；没有连线时为空"),
    *COUNTED, NOTE,
)

_EDGES = (
    CODE_1, CODE_2,
    count("n_both", "units", "Both", "共现数", "units with both codes", "同时含两编码的单元数"),
    _WEIGHT, *COUNTED,
)

_STEP = ("a code by its place from 0, or the number of codes plus the row of an earlier step, from 0",
         "编码的序号（从 0 起），或编码总数加上此前步骤的行号（从 0 起）")
_CODEMAP = (
    count("cluster_1", "place", "Cluster 1", "类 1", *_STEP),
    count("cluster_2", "place", "Cluster 2", "类 2", *_STEP),
    number("height", "distance", SHARE, ("Height", "高度"),
           ("distance at which they join: 0 always together, 1 never",
            "合并时的距离：0 为总是同现，1 为从不同现"),
           formula="mean of 1 - jaccard over all pairs of their codes"),
    count("size", "codes", "Codes", "编码数", "codes in the new cluster", "新类中的编码数"),
    text("members", "Members", "成员", "their ids, parted by ||", "其编码的 id，以 || 分隔"),
    *COUNTED,
)

_UNIT = text("unit", "Unit of analysis", "分析单位", "document, person or group", "文档、个人或群体")
_X = (
    number("x1", "", "any", ("x1", "x1"), ("coordinate on the first axis", "第一轴上的坐标"), 2),
    number("x2", "", "any", ("x2", "x2"), ("coordinate on the second axis", "第二轴上的坐标"), 2),
)
_TURNS = (*COUNTED[:2], count("N", "turns", "N", "N", "turns that belong to units of analysis",
                              "属于分析单位的话轮数"))
_UNITS = (
    _UNIT,
    count("n_rows", "turns", "Turns", "话轮数", "its turns", "其话轮数"),
    count("n_connections", "pairs of codes", "Connections", "连接数", "pairs of codes that it connects",
          "其连接的编码对数"),
    *_X, *_TURNS, NOTE,
)
_CODES = (
    CODE,
    count("n_rows", "turns", "Turns", "话轮数", "turns that have it", "含该编码的话轮数"),
    *_X, *_TURNS, NOTE,
)
_STRENGTHS = (
    _UNIT, CODE_1, CODE_2,
    count("n", "turns", "n", "次数", "turns of the unit that connect the two; with --weighted connections",
          "该单位中连接两编码的话轮数；用 --weighted 时为连接次数"),
    number("strength", "", SHARE, ("Strength", "强度"), ("n over the length of the unit's vector",
                                                       "n 除以该单位向量的长度"),
           formula="n / sqrt(sum of n^2)"),
    *_TURNS,
)
_AXES = (
    text("axis", "Axis", "坐标轴", "the axis", "坐标轴", "x1, x2"),
    number("variance", "share", SHARE, ("Variance", "方差占比"),
           ("its share of all variance", "其方差占总方差的比例")),
    number("fit", "", "-1 to 1", ("Fit", "拟合"),
           ("correlation of where units lie with the middle of their connections",
            "单位位置与其连接重心的相关系数")),
    *_TURNS, NOTE,
)
# fmt: on

RELATIONS: Mapping[str, tuple[Described, ...]] = {
    "sequence": _SEQUENCE,
    "network_nodes": _NODES,
    "network_edges": _EDGES,
    "codemap": _CODEMAP,
    "epistemic_units": _UNITS,
    "epistemic_codes": _CODES,
    "epistemic_strengths": _STRENGTHS,
    "epistemic_axes": _AXES,
}
"""The entries of these tables by name."""
