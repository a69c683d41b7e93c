"""Every note that a table can have has a Chinese form."""

import re

import pytest

from qualcode.export.notes_zh import REASONS, note_in_chinese, notes_in_chinese

ANYWAY = "无论另一人如何编码，κ 均为 0"


@pytest.mark.parametrize(
    ("note", "chinese"),
    [
        ("same words", "依据同词"),
        ("coverage of whole sentences", "覆盖率按整个句计"),
        ("coverage of whole turns where rules code", "覆盖率按整个话轮计（限规则所编部分）"),
        ("on offer in 2 of 1,003 documents", "1,003 份文档中有 2 份可选用"),
        ("on offer in 2 of 3 units", "3 个单元中有 2 个可选用"),
        ("2 without 性别 left out", "没有“性别”取值、未计入的有 2 个"),
        ("3 times another value in the same unit", "同一单元内另有取值 3 次"),
        ("near:3 gives counts and shares only", "按 near:3 计数时只有次数与占比"),
        ("one code over 10 times as frequent", "一编码的频次为另一编码的 10 倍以上"),
        ("x2 undefined: units do not differ in so many ways", "各分析单位的差异没有这么多维，x2 无法计算"),
        ("li never gave the code", "li 从未给出该编码"),
        ("li never gave the code: κ is 0 whatever the other did", f"li 从未给出该编码，{ANYWAY}"),
        (
            "li gave every unit the code: κ is 0 whatever the other did",
            f"li 对每个单元都给出该编码，{ANYWAY}",
        ),
        ("li never gave the code; 张 三 never gave the code", "li 从未给出该编码；张 三 从未给出该编码"),
        ("undefined: rules gave the code to no unit", "rules 未对任何单元给出该编码，无法计算"),
        ("mean of 1 of 3 pairs", "3 对编码者中 1 对的均值"),
        (
            "3 of 7 codes defined; 1 left out that stand above other codes; no interval: fewer than 10 documents",
            "7 个代码中有 3 个可计算；上级代码 1 个未计入；文档少于 10 份，未计算置信区间",
        ),
        (
            "κ 0.01 to 0.65, precision 0.6 to 1, base rate of li, 10,000 units, 800 draws, seed 1",
            "κ 0.01–0.65，查准率 0.6–1，出现率取自 li，10,000 个单元，抽取 800 次，随机种子 1",
        ),
        ("undefined: more units than the whole of 10,000", "单元多于总体的 10,000 个，无法计算"),
        (
            "set aside by word cuts: 能人 3, 值日 1, …, 2 of terms that need others beside them",
            "因切断词界而不计入：能人 3、值日 1、…、须与他词相伴的词语共 2 处",
        ),
        ("what nobody knows", "what nobody knows"),
        ("", ""),
    ],
)
def test_notes_with_numbers_and_names(note, chinese):
    assert note_in_chinese(note) == chinese


def test_the_notes_of_a_row_are_told_one_by_one():
    assert notes_in_chinese("by rule || in no unit") == "规则相关；没有单元含该编码"


def test_no_reason_is_left_in_english():
    assert not [one for one in REASONS if re.search(r"[a-z]{3,} [a-z]{3,}", note_in_chinese(one))]
