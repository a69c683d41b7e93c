"""Tokens of patterns: English by spaCy, Chinese by jieba, signs and remarks of both."""

import pytest

from qualcode.text.tokens import LONGEST, Tokenizer
from qualcode.text.words import map_words


def cut(text: str, *words: str) -> str:
    """The tokens of a text with bars between; what is no token drops out."""
    ideographs = map_words(text).ideographs[: len(text)].tolist()
    return "|".join(text[token.start : token.end] for token in Tokenizer(words).cut(text, ideographs))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ""),
        ("   ", ""),
        ("They mobilised  the residents.", "They|mobilised|the|residents|."),
        ("I don’t, can't, cannot", "I|do|n’t|,|ca|n't|,|can|not"),
        ("self-help at 10:30 in the U.S.", "self|-|help|at|10:30|in|the|U.S."),
        ("ＷｅＣｈａｔ，ｏｋ", "ＷｅＣｈａｔ|，|ｏｋ"),
        ("KPI、OKR；「x」（y）", "KPI|、|OKR|；|「|x|」|（|y|）"),
        ("👍🏽 ok 😀", "👍|🏽|ok|😀"),
        ("résumé, naïve", "résumé|,|naïve"),
    ],
)
def test_english(text: str, tokens: str):
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "words", "tokens"),
    [
        ("他说：《红楼梦》好看。", (), "他|说|：|《|红楼梦|》|好看|。"),
        ("他OK吧、we都去", (), "他|OK|吧|、|we|都|去"),
        ("發動了社區精英", (), "發動|了|社區|精英"),
        ("發動了社區精英", ("社区精英",), "發動|了|社區精英"),
        ("カラオケへ", (), "カ|ラ|オ|ケ|へ"),
    ],
)
def test_chinese(text: str, words: tuple[str, ...], tokens: str):
    assert cut(text, *words) == tokens


def test_norms_of_the_tokenizer():
    found = Tokenizer().cut("We can't, gonna go", [False] * 18)
    assert [token.norm for token in found] == ["", "can", "not", "", "going", "to", ""]


def test_a_long_row_of_signs_is_cut_in_stretches():
    """spaCy alone takes a minute over so many brackets."""
    text = "x" * LONGEST + "(" * 20_000 + " end"
    found = Tokenizer().cut(text, [False] * len(text))
    assert [text[token.start : token.end] for token in found[-2:]] == ["(", "end"]
    assert len(found) == 20_002


def test_a_long_row_of_characters_is_cut_in_stretches():
    """jieba alone takes hours over so many."""
    assert cut("能" * 20_000).replace("|", "") == "能" * 20_000


def test_one_vocabulary_for_both_languages():
    vocab = Tokenizer().english.vocab
    assert vocab["ＷｅＣｈａｔ"].lower_ == "wechat"
    assert vocab["發"].lower_ == vocab["发"].lower_
    assert vocab["的"].is_stop
    assert vocab["the"].is_stop
    assert vocab["三"].like_num
    assert vocab["three"].like_num
    assert not vocab["street"].is_stop
