"""The stretches of a text that come back in another version of it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.journal.align import Block, align, common_prefix, common_suffix

TEXTS = st.text("ab", max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        ("", "", ()),
        ("abc", "", ()),
        ("abc", "abc", (Block(0, 0, 3),)),
        ("abcdef", "abXdef", (Block(0, 0, 2), Block(3, 3, 3))),
        ("abcdef", "abdef", (Block(0, 0, 2), Block(3, 2, 3))),
        ("abdef", "abcdef", (Block(0, 0, 2), Block(2, 3, 3))),
        ("XabcY", "ZabcW", (Block(1, 1, 3),)),
    ],
)
def test_blocks_of_small_texts(old, new, blocks):
    assert align(old, new).blocks == blocks


def test_long_texts_are_held_by_what_occurs_once():
    rows = [f"{n}: this is what was said in row {n} of it.\n" for n in range(400)]
    old = "".join(rows)
    new = "".join(row.replace(": ", "| ") for row in rows if not row.startswith("7"))
    aligned = align(old, new)
    for n in (0, 69, 80, 399):
        at = old.index(rows[n]) + 6
        block = aligned.block_of(at, at + 20)
        assert block is not None
        assert new[at + block.new - block.old :].startswith(old[at : at + 20])
    assert aligned.block_of(old.index(rows[71]), old.index(rows[71]) + 20) is None


def test_places_between_blocks():
    aligned = align("abcdefgh", "abXYZefgh")
    assert [aligned.shifted(at) for at in (0, 2, 3, 4, 8)] == [0, 2, 3, 5, 9]
    assert aligned.block_of(1, 5) is None
    assert aligned.block_of(4, 8) == Block(4, 5, 4)
    assert aligned.is_taken(5, 9)
    assert not aligned.is_taken(4, 9)


@given(TEXTS, TEXTS)
def test_common_ends(one, other):
    first, last = common_prefix(one, other), common_suffix(one, other)
    assert one[:first] == other[:first]
    assert one[first : first + 1] != other[first : first + 1] or first == min(len(one), len(other))
    assert last == common_prefix(one[::-1], other[::-1])


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_blocks_are_equal_sorted_and_apart(one, other, times):
    old, new = one * 3 + other * times, other + one * times
    done_old = done_new = 0
    for block in align(old, new).blocks:
        assert block.size > 0
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
        assert block.old >= done_old
        assert block.new >= done_new
        done_old, done_new = block.old + block.size, block.new + block.size


@given(st.integers())
def test_an_edit_in_a_text_of_many_signs_leaves_all_others_aligned(seed):
    chance = random.Random(seed)
    old = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(300))
    start = chance.randrange(300)
    end = min(300, start + chance.randrange(40))
    new = old[:start] + "字" * chance.randrange(40) + old[end:]
    aligned = align(old, new)
    assert start == 0 or aligned.block_of(0, start)
    assert end == 300 or aligned.block_of(end, 300)
