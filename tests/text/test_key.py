"""The search key: what folds, what vanishes, what stops a term; offsets lead back."""

import re

import numpy as np
import pytest
from hypothesis import given

from qualcode.terms import Offsets
from qualcode.text.chars import HAN, VANISHING, classes, code_points
from qualcode.text.key import BARRIER, fold, fold_exact, search_key
from tests.text.made import spans, texts, texts_and_spans

FOLDED = [
    ("Capable PERSON", "capable person"),
    ("ＡＢＣ１２３！，", "abc123!,"),
    ("“x” ‘y’ „z‟ ‚w‛ 5′ 6″", "\"x\" 'y' \"z\" 'w' 5' 6\""),
    ("a\u3000b\tc\u00a0d\u2009e\nf", "a b c d e f"),
    ("a  b \u200b c", "a b c"),
    ("co\u00adoperate\u200b\ufeff", "cooperate"),
    ("社 区", "社区"),
    ("社区 centre 2", "社区centre 2"),
    ("社\n区", "社区"),
    ("か な", "か な"),
    ("　精英　领导　", "精英领导"),
    ("İSTANBUL", "İstanbul"),
    ("ΣΑΣ", "σασ"),
    ("𐐀", "𐐨"),
    ("社\u200b 区", "社区"),
    ("々 x", "々x"),
]

SAME = [
    "瞭了",
    "畫画划劃",
    "覆复復複",
    "藉借",
    "著着",
    "沈沉",
    "甚什",
    "彷仿",
    "佔占",
    "妳你",
    "牠它",
    "祂他",
    "裡裏里",
    "臺台",
    "麼么",
    "於于",
    "後后",
    "隻只衹",
    "乾幹干",
    "嗎吗",
    "區区",
    "領领",
    "導导",
    "國国",
    "份分",
    "眾众衆",
    "裝装",
    "帳账",
    "姊姐",
    "搜蒐",
]
APART = ["他她", "它他", "已己", "未末", "的地", "在再", "做作", "土士", "人入", "千干", "欠缺", "儿几"]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert search_key(text).text.strip(" ") == folded


@pytest.mark.parametrize("group", SAME)
def test_variants_fold_to_one(group: str) -> None:
    assert len({fold(c) for c in group}) == 1


@pytest.mark.parametrize("pair", APART)
def test_different_characters_stay_apart(pair: str) -> None:
    assert fold(pair[0]) != fold(pair[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("計畫", "计划"),
        ("社區營造", "社区营造"),
        ("瞭解", "了解"),
        ("身分", "身份"),
        ("藉由", "借由"),
        ("彷彿", "仿佛"),
    ],
)
def test_words_of_both_sides_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_ascii_folds_alike_in_any_company() -> None:
    for character in map(chr, range(128)):
        assert search_key(f"x{character}x").text == search_key(f"x{character}x社").text[:-1]


def test_exact_keeps_case_and_script() -> None:
    assert fold_exact(" ＵＳ  “A” 後 來 里\u200b ") == 'US "A"後來里'
    assert fold_exact("US") != fold_exact("us")
    assert fold_exact("後") != fold_exact("后")


def test_clean_text_has_no_offsets() -> None:
    for text in ("One line.\n", "It's plain, isn't it?", "社区的事情，大家商量。", "It’s “curly”.", ""):
        key = search_key(text)
        assert key.offsets is None
        assert len(key.text) == len(text)


def test_blank_lines_and_hidden_stretches_are_barriers_one_for_one() -> None:
    text = "Li: ab \n\n cd\nWu: ef [x y] gh"
    hidden = spans((0, 4), (12, 17), (20, 25))
    key = search_key(text, hidden)
    assert key.text.replace(BARRIER, "#") == "####ab####cd#####ef ##### gh"
    assert key.offsets is None


def test_one_line_break_is_a_blank() -> None:
    assert search_key("capable\n person").text == "capable person"
    assert search_key("capable\n \n person").text == f"capable{BARRIER * 4}person"


def test_hidden_characters_neither_vanish_nor_merge() -> None:
    key = search_key("社 \u200b\u200b  区", spans((1, 6)))
    assert key.text == f"社{BARRIER * 5}区"
    assert key.offsets is None


def test_blanks_beside_a_hidden_ideograph_stay() -> None:
    assert search_key("a 社 b", spans((2, 3))).text == f"a {BARRIER} b"


def test_a_span_of_the_key_covers_the_original_characters() -> None:
    text = "这是 精\u200b英　 领导 Ｃａｐａｂｌｅ  Person 😀"
    key = search_key(text)
    assert key.offsets is not None
    for term, original in (("精英领导", "精\u200b英　 领导"), ("capable person", "Ｃａｐａｂｌｅ  Person")):
        at = key.text.index(fold(term))
        assert text[key.offsets[at] : key.offsets[at + len(term) - 1] + 1] == original
    assert key.offsets[-1] == len(text)
    assert key.offsets.dtype == np.int32


@given(texts_and_spans())
def test_key_equals_a_slow_one(case: tuple[str, Offsets]) -> None:
    text, hidden = case
    key = search_key(text, hidden)
    expected, offsets = slow_key(text, hidden)
    assert key.text == expected
    assert (list(range(len(text) + 1)) if key.offsets is None else key.offsets.tolist()) == [
        *offsets,
        len(text),
    ]


@given(texts())
def test_fold_is_the_key_without_barriers(text: str) -> None:
    line = text.replace("\n", " ")
    assert fold(text) == search_key(line).text.strip(" ")
    assert fold(fold(text)) == fold(text)
    assert BARRIER not in fold(text + BARRIER)
    assert fold(fold_exact(text)) == fold(text)


def slow_key(text: str, hidden: Offsets) -> tuple[str, list[int]]:
    """The key and its offsets, one character after another."""
    secret = {i for start, end in hidden.tolist() for i in range(start, end)}
    cells = [
        (BARRIER if i in secret else slow_fold(c), i, c)
        for i, c in enumerate(text)
        if i in secret or kind(c) != VANISHING
    ]
    folded = "".join(cell[0] for cell in cells)
    out: list[tuple[str, int]] = []
    for run in re.finditer(" +|[^ ]", folded):
        block = cells[run.start() : run.end()]
        around = folded[max(0, run.start() - 1) : run.start()] + folded[run.end() : run.end() + 1]
        if run[0][0] != " ":
            out.append((run[0], block[0][1]))
        elif sum(cell[2] == "\n" for cell in block) > 1:
            out += [(BARRIER, cell[1]) for cell in block]
        elif not any(kind(c) == HAN for c in around):
            out.append((" ", block[0][1]))
    return "".join(c for c, _ in out), [i for _, i in out]


def slow_fold(character: str) -> str:
    return " " if character.isspace() else fold(character)


def kind(character: str) -> int:
    return int(classes(code_points(character))[0])
