"""Where a passage may be whose words were changed."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.journal.anchor import anchor_at
from qualcode.project.codings.nearest import Near, nearest
from qualcode.project.codings.passage_places import Places

OLD = "访谈者：谁带头？\n王：王书记是能人。大家都信任他。\n访谈者：后来呢？\n王：下雨了，没有人管了。\n"
NEW = "访谈者：谁带头？\n王：那个王书记他是个能人。大家都很信任他的。\n访谈者：后来呢？\n王：天晴😀了，没有人管了。\n"
TALK = "Lin: Anna is the leader. She has helpers. We trust her. It rained.\n"
LATER = "Lin: Anna was always our leader here. She has helpers. Most of us do trust her. It rained.\n"


def found(old, quote, new):
    """The words at the places where a passage of an old text may be in the new one."""
    start = old.index(quote)
    near = nearest(Places(new), anchor_at(old, start, start + len(quote)))
    return [new[one.start : one.end] for one in near]


@pytest.mark.parametrize(
    ("old", "quote", "new", "first"),
    [
        (OLD, "王书记是能人。", NEW, "王书记他是个能人。"),
        (OLD, "大家都信任他", NEW, "大家都很信任他"),
        (OLD, "下雨了", NEW, "天晴😀了"),  # known by what stands around it alone
        (OLD, "能人", NEW, "能人"),
        (TALK, "Anna is the leader.", LATER, "Anna was always our leader here."),
        (TALK, "We trust her.", LATER, "Most of us do trust her."),
        (TALK, "is the", LATER, "was always our"),
    ],
)
def test_the_likeliest_place(old, quote, new, first):
    assert found(old, quote, new)[0] == first


def test_of_places_with_the_same_words_that_with_the_same_words_around_comes_first():
    text = "甲：对。\n乙：不是吧。\n甲：他信任书记，对，就是这样。\n乙：对。\n"
    lost = anchor_at("甲：他信任书记，对，就是这样。", 8, 9)
    near = nearest(Places(text), lost)
    assert near[0][:2] == (text.index("，对") + 1, text.index("，对") + 2)
    assert [one.similarity for one in near] == [1.0, 1.0, 1.0]
    assert near[0].around > near[1].around


@pytest.mark.parametrize(
    ("quote", "text"), [("", "some text"), ("能人", ""), ("能", "没有"), ("能人带头", "xyz. abc")]
)
def test_where_nothing_is_like_it(quote, text):
    assert nearest(Places(text), anchor_at(quote, 0, len(quote))) == []


def test_what_stood_around_it_cannot_make_a_place_of_nothing():
    assert found("before it—gone—after it", "—gone—", "before itafter it") == []


@given(
    st.text("能人带 头ab.。\n", max_size=60),
    st.text("能人带 头ab.。\n", min_size=1, max_size=12),
    st.integers(1, 7),
)
def test_places_lie_in_the_text_apart_from_each_other_and_are_sorted(text, quote, most):
    near = nearest(Places(text), anchor_at(f"{text[:9]}{quote}{text[9:]}", 9, 9 + len(quote)), most=most)
    assert len(near) <= most
    for one in near:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.similarity <= 1
        assert 0 <= one.around <= 1
    spans = sorted((one.start, one.end) for one in near)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert near == sorted(near, key=lambda one: one.rank)


@given(st.permutations([chr(0x4E00 + 7 * n) for n in range(60)]), st.integers(0, 40), st.integers(5, 9))
def test_a_passage_with_one_character_changed_is_found(characters, start, length):
    text = "".join(characters)
    changed = text[: start + 2] + "X" + text[start + 3 :]
    (first, *_) = nearest(Places(changed), anchor_at(text, start, start + length))
    assert first.start <= start + 2 < first.end
    assert first.similarity >= 1 - 1 / length - 1e-9


def test_a_long_quote_in_a_long_text_is_found_in_bounded_time():
    rng = random.Random(1)
    words = "能人 带头 大家 信任 社区 居民 书记 活动 组织 参与".split()
    text = "".join(rng.choices(words, k=150_000))
    quote = text[100_000:103_000]
    new = text[:101_000] + "改了" + text[101_050:]
    before = time.process_time()
    (first, *_) = nearest(Places(new), anchor_at(text, 100_000, 103_000))
    assert time.process_time() - before < 20
    assert abs(first.start - 100_000) < 60
    assert first.similarity > 0.9
    assert isinstance(first, Near)
    assert len(quote) == 3000
