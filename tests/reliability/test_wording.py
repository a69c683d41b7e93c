import numpy as np
import pytest

from qualcode.reliability.agreement import agreement
from qualcode.reliability.ratings import ratings
from qualcode.reliability.wording import Circumstances, agreement_sentence
from tests.reliability.material import two

THREE = [(40, 10, 10, 140), (5, 5, 5, 185), (1, 4, 3, 192), (0, 0, 0, 200)]
MEASURES = ["percent_agreement", "cohen_kappa", "holsti", "composite_reliability"]


def found(counts=THREE, *, coders=("li", "wu"), draws=0, measures=MEASURES, unit="sentence"):
    values = np.stack([two(*one) for one in counts], axis=2)
    values = np.concatenate([values] + [values[:, :1]] * (len(coders) - 2), axis=1)
    document = np.arange(200) % 12
    given = ratings(values, document=document, coders=coders, codes="abcd"[: len(counts)], unit=unit)
    return agreement(given, draws=draws, measures=measures)


def test_english():
    assert agreement_sentence(found(), Circumstances(30, adjudicated=True)) == (
        "Two coders independently coded 12 interviews (40% of all; 200 sentences compared; as first finished, "
        "before any discussion). Means over codes: percent agreement 0.95; Cohen's κ 0.47 (3 of 4 codes); "
        "Holsti's coefficient 0.51; composite reliability R 0.64; pooled κ 0.64. "
        "Differences were settled by agreement."
    )


def test_chinese():
    assert agreement_sentence(found(), Circumstances(30, adjudicated=True), lang="zh") == (
        "由两名编码者独立编码 12 份访谈（占 40%，句为单元，共 200 个单元；协商之前），平均一致率 0.95，"
        "Kappa 系数 0.47（4 个代码中可计算的 3 个的均值；合并 Kappa 系数 0.64），相互同意度 0.51，"
        "编码信度 R 为 0.64；分歧经协商裁定。"
    )


def test_intervals_name_their_draws_once():
    given = found(draws=50, measures=["cohen_kappa", "krippendorff_alpha"])
    english = agreement_sentence(given, Circumstances())
    assert english.count("50 bootstrap draws of documents") == 1
    assert english.count("95% interval") == 2
    chinese = agreement_sentence(given, Circumstances(), lang="zh")
    assert chinese.count("按文档自助抽样 50 次") == 1
    assert chinese.count("95% 置信区间") == 2


def test_one_code_is_no_mean():
    given = found(THREE[:1], measures=["cohen_kappa"])
    assert agreement_sentence(given, Circumstances()).endswith("Agreement: Cohen's κ 0.73.")
    assert agreement_sentence(given, Circumstances(), lang="zh").endswith("，Kappa 系数 0.73。")


@pytest.mark.parametrize(
    ("coders", "english", "chinese"),
    [
        (("li", "wu", "qi"), "Three coders independently coded", "由三名编码者独立编码"),
        (
            ("rules", "wu"),
            "The rules of the codebook and one coder independently coded",
            "由编码本规则与一名编码者独立编码",
        ),
        (("li#1", "li#2"), "One coder coded 12 interviews more than once (", "由一名编码者先后多次编码"),
        (
            ("li", "consensus"),
            "One coder and the agreed coding are compared on",
            "由一名编码者与协商一致结果比较",
        ),
    ],
)
def test_who_coded(coders, english, chinese):
    given = found(coders=coders)
    assert agreement_sentence(given, Circumstances()).startswith(english)
    assert agreement_sentence(given, Circumstances(), lang="zh").startswith(chinese)


def in_part(by_all=4):
    """Three coders; the third rated the first documents only."""
    values = np.stack([two(*one) for one in THREE[:2]], axis=2)
    document = np.arange(200) % 12
    third = np.where((document < by_all)[:, None], values[:, 0], -1)
    values = np.concatenate([values, third[:, None]], axis=1)
    given = ratings(values, document=document, coders=("li", "wu", "qi"), codes=("a", "b"), unit="sentence")
    return agreement(given, draws=0, measures=["cohen_kappa"], parents={"b": "a"})


def test_what_not_all_coded_is_not_told_as_theirs():
    assert agreement_sentence(in_part(), Circumstances(12)).startswith(
        "Three coders independently coded 12 interviews, 4 of them by all, each by two at least (100% of all; "
        "200 sentences compared, 68 of them by all; as first finished"
    )
    assert agreement_sentence(in_part(), Circumstances(12), lang="zh").startswith(
        "由三名编码者独立编码 12 份访谈，其中 4 份由全部编码者、其余由至少两名编码者编码（占 100%，句为单元，"
        "共 200 个单元，其中 68 个由全部编码者编码；"
    )
    assert "12 interviews, none of them by all, each" in agreement_sentence(in_part(0), Circumstances())


def test_codes_above_others_are_named_where_means_leave_them_out():
    values = np.stack([two(*one) for one in THREE[:3]], axis=2)
    given = ratings(values, document=np.arange(200) % 12, coders=("li", "wu"), codes=("a", "b", "c"))
    found = agreement(given, draws=0, measures=["cohen_kappa"], parents={"b": "a", "c": "a"})
    assert "Means over codes, without those above others (a): Cohen's" in agreement_sentence(
        found, Circumstances()
    )
    assert "；均值不含上位代码 a。" in agreement_sentence(found, Circumstances(), lang="zh")


def test_later_states_and_left_out_units_are_named():
    about = Circumstances(first_finish=False, coded_only=True)
    given = found(unit="character")
    assert "(200 characters compared; as they stand now; units that nobody coded left out)" in (
        agreement_sentence(given, about)
    )
    assert "（字为单元，共 200 个单元；目前的编码；不含无人编码的单元）" in agreement_sentence(
        given, about, lang="zh"
    )


def test_an_agreed_coding_is_not_of_before_the_discussion():
    both, alone = found(coders=("li", "consensus")), found(coders=("rules", "consensus"))
    first = "coders as first finished, before any discussion; the agreed coding as it stands now)."
    assert first in agreement_sentence(both, Circumstances())
    assert "；编码者为协商之前，协商一致结果为目前的编码）" in agreement_sentence(
        both, Circumstances(), lang="zh"
    )
    assert "compared; as they stand now)." in agreement_sentence(alone, Circumstances())
    assert "；目前的编码）" in agreement_sentence(alone, Circumstances(), lang="zh")


def test_what_is_undefined_is_left_out():
    english = agreement_sentence(found(THREE[3:]), Circumstances())
    assert "κ" not in english
    assert "percent agreement 1.00" in english


def test_nothing_to_tell_is_told_of_nothing():
    given = found(THREE[3:], measures=["cohen_kappa"])
    assert agreement_sentence(given, Circumstances()).endswith("before any discussion).")
    assert agreement_sentence(given, Circumstances(), lang="zh").endswith("协商之前）。")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_verdicts(lang):
    text = agreement_sentence(found(draws=20), Circumstances(30), lang=lang)
    for word in (
        "good",
        "excellent",
        "substantial",
        "acceptable",
        "satisf",
        "良好",
        "优秀",
        "较高",
        "可接受",
    ):
        assert word not in text
