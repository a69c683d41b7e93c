"""Words of the page and its reader: all are used, none is missing, each is in both languages."""

import re
from importlib.resources import files

import pytest

from qualcode.export.report.words import READER, WORDS, reader_words, say

FOLDER = files("qualcode.export.report")
SCRIPT, PAGE = (FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("reader.js", "page.html"))


def test_the_reader_uses_all_its_words_and_no_others():
    named = set(re.findall(r"words\.(\w+)", SCRIPT)) | set(re.findall(r'said\("(\w+)"', SCRIPT))
    assert named <= set(READER)
    assert [word for word in READER if not re.search(rf"\b{word}\b", SCRIPT)] == []


def test_the_page_uses_no_word_that_is_not_there():
    assert set(re.findall(r'say\("(\w+)"', PAGE)) <= set(WORDS)


@pytest.mark.parametrize("word", [*WORDS, *READER])
def test_both_languages_say_the_same_numbers(word: str):
    en, zh = (WORDS | READER)[word]
    assert en
    assert zh
    assert set(re.findall(r"{\w+}", en)) == set(re.findall(r"{\w+}", zh))


def test_a_word_is_filled_in():
    assert say("table", "en", n=2, title="Pairs") == "Table 2. Pairs"
    assert say("table", "zh", n=2, title="共现") == "表 2　共现"
    assert reader_words("zh")["search"] == "搜索"
