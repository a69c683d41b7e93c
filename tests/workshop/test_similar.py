"""Scores of passages: what they are made of, their limits, ties, and that nothing is compared with itself."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.coding.population import ALL, Population
from qualcode.text.chinese import segmenter
from qualcode.workshop.passages import lay
from qualcode.workshop.similar import Gatherer, Space, ranked
from tests.workshop.spoken import talk

EVERYONE = Population((ALL,))
SPEECH = ["Trust grows.", "trust grows", "Neighbours trust.", "社区信任。", "停车难。", "The and of."]


def space(*turns: str) -> Space:
    gatherer = Gatherer(segmenter())
    gatherer.add(lay(talk(*turns), "turn", EVERYONE))
    return gatherer.space()


def test_the_score_is_the_mean_of_two_cosines_of_tf_idf():
    """Two passages of one word each side by side, counted by hand."""
    found = space("ab", "ab cd").like_passages(np.array([0]))
    common, rare = log(3 / 3) + 1, log(3 / 2) + 1
    words = common / sqrt(common**2 + rare**2)
    grams = 2 * common**2 / sqrt(2 * common**2) / sqrt(2 * common**2 + 2 * rare**2)
    assert found[1] == pytest.approx((words + grams) / 2)
    assert np.isnan(found[0])


def test_equal_passages_have_1_and_strangers_0():
    found = space(*SPEECH).like_passages(np.array([0]))
    assert found[1] == pytest.approx(1)
    assert found[3] == found[4] == 0
    assert 0 < found[2] < 1


def test_a_text_is_like_the_passage_that_it_is():
    made = space(*SPEECH)
    for number, text in enumerate(SPEECH[2:5], 2):
        assert made.like_text(text)[number] == pytest.approx(1)
    assert made.like_text("社區信任")[3] == pytest.approx(1)
    assert not made.like_text("xyz 猫").any()


def test_what_has_no_word_but_function_words_lacks_one_part():
    assert space(*SPEECH).like_text("the and of")[5] == pytest.approx(0.5)


def test_words_that_nobody_says_do_not_change_the_vocabulary():
    made = space(*SPEECH)
    before = made.like_text("trust").tolist()
    made.like_text("quite unheard")
    assert made.like_text("trust").tolist() == before


def test_nothing_is_compared_with_itself_in_a_centroid():
    made = space(*SPEECH)
    pair = made.like_passages(np.array([0, 2, 2]))
    assert pair[0] == pytest.approx(made.like_passages(np.array([2]))[0])
    assert pair[2] == pytest.approx(made.like_passages(np.array([0]))[2])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text("ab 社区信任。", min_size=1, max_size=12).filter(str.strip), min_size=2, max_size=7),
    st.data(),
)
def test_leaving_one_out_is_the_centroid_of_the_others(turns: list[str], data: st.DataObject):
    made = space(*turns)
    size = made.words.rows.shape[0]
    if size < 2:
        return
    own = data.draw(st.sets(st.integers(0, size - 1), min_size=2))
    found = made.like_passages(np.array(sorted(own)))
    assert ((found >= 0) & (found <= 1)).all()
    for one in own:
        others = made.like_passages(np.array(sorted(own - {one})))
        assert found[one] == pytest.approx(others[one], abs=1e-6)


def test_ties_stand_in_the_order_of_the_documents():
    scores = np.array([0.2, 0.5, np.nan, 0.5 + 1e-12, 0.0, 0.5])
    everyone = np.ones(6, np.bool_)
    assert ranked(scores, everyone, 0) == [1, 3, 5, 0]
    assert ranked(scores, everyone, 2) == [1, 3]
    assert ranked(scores, ~everyone, 2) == []


@pytest.mark.parametrize("turns", [(), ("…",)])
def test_a_corpus_without_a_word_has_no_scores(turns):
    assert space(*turns).like_text("trust").tolist() == []
