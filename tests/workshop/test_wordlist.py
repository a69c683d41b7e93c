"""Words: what is one, how often each is said, which stand near a hit, and how surprising that is."""

from collections import Counter
from math import log

import numpy as np
import pytest

from qualcode.coding.population import ALL, Population
from qualcode.text.chinese import segmenter, segmenter_with
from qualcode.text.document import Document, Speaker
from qualcode.text.remarks import find_remarks
from qualcode.text.words import map_words
from qualcode.workshop.wordlist import Tally, frequency_rows, g2, near_rows, tally_words, tokens

NONE: frozenset[str] = frozenset()


def talk(*turns: str, name: str = "t") -> Document:
    """Turns of two speakers in turn, the first of whom asks."""
    spans, text = [], ""
    for turn in turns:
        spans.append([len(text), len(text), len(text) + len(turn)])
        text += turn + "\n"
    people = (Speaker("Q", "interviewer"), Speaker("A"))
    who = np.arange(len(turns), dtype=np.int32) % 2
    return Document(name, text, np.array(spans, np.int32), who, people, asides=find_remarks(text))


def counted(*documents: Document, **options: object) -> Tally:
    return tally_words(documents, Population((ALL,)), segmenter(), **options)


def test_words_of_both_languages_stand_in_the_order_of_the_text():
    text = "We Don't trust社区志愿者, it's 3.5（笑） ok"
    document = talk(text)
    ((_, found),) = tokens(document, map_words(text + "\n", document.hidden), np.array([True]), segmenter())
    assert [document.text[one.start : one.end] for one in found] == [
        *("We", "Don't", "trust", "社区", "志愿者", "it", "3.5", "ok"),
    ]
    assert [one.key for one in found][:2] == ["we", "don't"]


def test_words_that_differ_in_case_or_script_are_one_and_shown_as_mostly_written():
    tally = counted(talk("Trust trust 書記 书记 书记"))
    assert frequency_rows(tally, NONE, 1) == [("书记", 3, 1, 600.0), ("trust", 2, 1, 400.0)]


def test_only_the_population_is_counted_and_documents_are_counted_once():
    documents = [talk("问问题", "信任 信任", name="a"), talk("问", "信任", name="b")]
    tally = tally_words(documents, Population(), segmenter())
    assert frequency_rows(tally, NONE, 1) == [("信任", 3, 2, 1000.0)]


def test_stop_words_are_left_out_but_count_as_words():
    tally = counted(talk("the trust the"))
    assert frequency_rows(tally, frozenset({"the"}), 1) == [("trust", 1, 1, pytest.approx(1000 / 3))]
    assert frequency_rows(tally, NONE, 2) == [("the", 2, 1, pytest.approx(2000 / 3))]


def test_words_near_a_hit_lie_within_the_window_of_its_turn():
    document = talk("a b c hit d e f", "g h")
    start = document.text.index("hit")
    tally = counted(document, hits={"t": [(start, start + 3)]}, window=2)
    assert sorted(tally.near) == ["b", "c", "d", "e"]
    assert (tally.n_near_tokens, tally.n_tokens) == (4, 8)
    assert "hit" not in tally.n


def test_a_hit_that_ends_with_a_sign_at_the_edge_of_its_turn_has_a_window():
    document = talk("we use C++")
    assert sorted(counted(document, hits={"t": [(7, 10)]}, window=2).near) == ["use", "we"]
    document = talk("$50 gift paid")
    assert sorted(counted(document, hits={"t": [(0, 3)]}, window=2).near) == ["gift", "paid"]


def test_a_word_in_two_windows_counts_once():
    document = talk("hit x hit")
    tally = counted(document, hits={"t": [(0, 3), (6, 9)]}, window=3)
    assert dict(tally.near) == {"x": 1}


def test_hits_that_overlap_take_their_words_away_once():
    document = talk("one two three four")
    tally = counted(document, hits={"t": [(0, 7), (4, 13), (4, 7)]}, window=1)
    assert dict(tally.near) == {"four": 1}
    assert tally.n_tokens == 1


def test_g2_of_a_table_by_hand():
    """Cells 10, 20, 30, 940: expected 1.2, 28.8, 38.8, 931.2."""
    expected = 2 * (10 * log(10 / 1.2) + 20 * log(20 / 28.8) + 30 * log(30 / 38.8) + 940 * log(940 / 931.2))
    assert g2(10, 30, 40, 1000) == pytest.approx(expected)
    assert g2(3, 30, 100, 1000) == pytest.approx(0, abs=1e-9)


def test_near_words_are_sorted_by_surprise_and_rarer_ones_are_negative():
    tally = Tally(n_tokens=1000, n_near_tokens=100)
    for word, n, near in (("more", 20, 10), ("same", 50, 5), ("less", 100, 2)):
        tally.n[word], tally.near[word], tally.near_documents[word] = n, near, 1
        tally.forms[word] = Counter({word: n})
    rows = near_rows(tally, NONE, 1)
    assert [(row[0], row[3]) for row in rows] == [("more", 2.0), ("same", 5.0), ("less", 10.0)]
    assert rows[0][4] > 0 > rows[2][4]
    assert rows[0][5] == pytest.approx(log(10 * 1000 / (100 * 20)) / -log(10 / 1000))
    assert rows[1][5] == pytest.approx(0)


def test_terms_of_a_codebook_are_words():
    assert segmenter()("搞五社联动") != ["搞", "五社联动"]
    assert segmenter_with(["五社联动"])("搞五社联动") == ["搞", "五社联动"]
