"""Chinese words: both segmenters cut alike, by the dictionary that is named."""

import hashlib
import random
import subprocess
import sys
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import chinese
from qualcode.text.chinese import (
    DICTIONARY,
    dictionary_sha256,
    joining,
    segmenter,
    segmenter_name,
    simplified,
)

SAMPLES = Path(__file__).parent.parent.parent / "sample_transcripts"
TRICKY = [
    "他是高技能人才",
    "可能人家不来",
    "推行政府服务，行政村的行政",
    "全国会计和国会",
    "社区ABC志愿者2024年",
    "",
    "一",
    "不同情况同情",
    "𠮷野家的𠮷",
    "內捲得厲害",
    "䶿䶵䶿䶵",
    "我䶵们𠮷𠮷社区é地鿿鿿",
]


def texts() -> list[str]:
    talk = "".join(
        path.read_text("utf-8")
        for path in sorted(SAMPLES.glob("[01]*_*.txt"))
        if path.name[:2] in ("01", "05", "11")
    )
    words = random.Random(1).sample(sorted(jieba.dt.FREQ), 3000) if jieba.dt.initialized else []
    lines = [line.strip() for line in talk.splitlines() if line.strip()]
    return [*TRICKY, *lines, *("".join(words[at : at + 6]) for at in range(0, len(words), 6))]


def test_rjieba_and_jieba_cut_alike():
    pytest.importorskip("rjieba", reason="rjieba is not installed")
    jieba.setLogLevel(60)
    jieba.initialize()
    own = chinese._python_jieba()
    assert segmenter_name() == "rjieba"
    found = texts()
    assert len(found) > 500
    assert [segmenter()(text) for text in found] == [own(text) for text in found]


def test_words_joined_are_the_text():
    assert all("".join(segmenter()(text)) == text for text in texts())


def test_the_dictionary_is_the_one_named():
    with jieba.Tokenizer().get_dict_file() as file:
        assert hashlib.sha256(file.read()).hexdigest() == DICTIONARY == dictionary_sha256()


def test_without_rjieba_jieba_is_taken(monkeypatch):
    monkeypatch.setattr(chinese, "find_spec", lambda name: None)
    segmenter.cache_clear()
    try:
        assert segmenter_name() == "jieba"
        assert dictionary_sha256() == DICTIONARY
        assert segmenter()("高技能人才") == ["高技能", "人才"]
    finally:
        segmenter.cache_clear()


def test_simplified_forms_keep_the_length():
    assert simplified("內捲 ABC 臺灣 無論 乾杯") == "内卷 ABC 台湾 无论 干杯"
    assert simplified("社区") == "社区"


def test_rjieba_is_not_loaded_twice_and_can_still_be_imported():
    pytest.importorskip("rjieba", reason="rjieba is not installed")
    ask = (
        "import sys; from qualcode.text.chinese import segmenter; print(segmenter()('可能人家'), 'rjieba' in sys.modules); "
        "import rjieba; print(rjieba.cut('可能人家'), segmenter()('高技能人才'))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", ask],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines() == ["['可能', '人家'] False", "['可能', '人家'] ['高技能', '人才']"]


def test_words_side_by_side_that_are_known_are_joined():
    def joined(text: str) -> list[str]:
        return joining(lambda text: text.split("|"), ["五社", "五社联动", "聯動机制", "动机"])(text)

    assert joined("五|社|联动|机制|好") == ["五社联动", "机制", "好"]
    assert joined("社|联动|机制") == ["社", "联动机制"]
    assert joined("五|社联|动") == ["五社联动"]
    assert joined("五|社联|好") == ["五", "社联", "好"]
    assert joined("联|动机|制") == ["联动机制"]
    assert joined("五") == ["五"]


@given(
    st.text("五社联动机制好", min_size=1, max_size=12), st.lists(st.text("五社联动", min_size=1, max_size=4))
)
def test_joined_words_are_still_the_text(text: str, words: list[str]):
    assert "".join(joining(segmenter(), words)(text)) == text


def test_taggers_give_the_text_back_with_parts_of_speech():
    text = "王建国住在北京市。😀OK"
    quick, own = chinese.tagger()(text), chinese._python_tagger()(text)
    assert "".join(word for word, _ in quick) == "".join(word for word, _ in own) == text
    assert {("王建国", "nr"), ("北京市", "ns")} <= set(quick) & set(own)
