"""Codings after their text has changed: kept where their quote is told from others, else orphans."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.journal.anchor import anchor_at, anchored
from qualcode.journal.events import Event
from qualcode.text.digest import sha256_of
from tests.journal.made import coding, codings

OLD = (
    "访谈者：谁带头？\n王：能人带头。大家都信任他。\n\n访谈者：后来呢？\n王：后来没人管了，大家都不信任他。\n"
)


def places(done):
    return {move.coding: (move.start, move.end) for move in done.moves}


def test_an_anchor_holds_up_to_32_characters_on_each_side():
    text = "a" * 40 + "能人" + "b" * 40
    assert anchor_at(text, 40, 42) == (40, 42, "能人", "a" * 32, "b" * 32)
    assert anchor_at("能人", 0, 2) == (0, 2, "能人", "", "")


def test_a_move_is_a_whole_event():
    new = "整理人：李\n" + OLD
    (before,) = codings(OLD, "能人")
    done = anchored([before], OLD, new)
    assert done.orphans == ()
    assert done.moves == (
        Event(
            "move",
            coder="li",
            coding="c0",
            document="d",
            sha256=sha256_of(new),
            start=new.index("能人"),
            end=new.index("能人") + 2,
            quote="能人",
            before="整理人：李\n访谈者：谁带头？\n王：",
            after="带头。大家都信任他。\n\n访谈者：后来呢？\n王：后来没人管了，大家",
        ),
    )


def test_a_coding_that_fits_already_is_not_moved():
    fits = codings(OLD, "能人", "后来呢")
    assert anchored(fits, OLD, OLD).moves == ()
    assert anchored(fits, "another", OLD) == anchored([], OLD, OLD)


def test_a_text_that_changed_elsewhere_needs_a_move_all_the_same():
    done = anchored(codings(OLD, "能人"), OLD, OLD + "王：就这些。\n")
    assert places(done) == {"c0": (OLD.index("能人"), OLD.index("能人") + 2)}


def test_the_one_that_is_gone_is_an_orphan_though_another_says_the_same():
    old = "我觉得好。他来了。我觉得好。她走了。我觉得好。他们都在。"
    one, two, three = (coding(old, at, at + 5, id=str(at)) for at in (0, 9, 18))
    done = anchored([one, two, three], old, old[:9] + old[14:])
    assert places(done) == {"0": (0, 5), "18": (13, 18)}
    assert [orphan.quote for orphan in done.orphans] == ["我觉得好。"]


def test_a_passage_that_went_elsewhere_is_found_by_its_context():
    first = "王：那时候楼里谁也不认识谁，后来有了微信群，大家才慢慢熟起来，对，是这样。\n"
    second = "李：停车的事情吵了三年，物业不管，最后是书记把两边叫到一起谈的，对，就这么回事。\n"
    before = codings(first + second, "对", "大家才慢慢熟起来", "物业不管")
    before.append(
        coding(first + second, len(first) + second.index("对"), len(first) + second.index("对") + 1)
    )
    done = anchored(before, first + second, second + first)
    starts = {move.coding: move.start for move in done.moves}
    shift = len(second)
    assert starts == {
        "c0": shift + first.index("对"),
        "c1": shift + first.index("大家才"),
        "c2": second.index("物业"),
        "c": second.index("对"),
    }


def test_a_changed_quote_is_an_orphan_with_its_text():
    before = codings(OLD, "后来没人管了")
    done = anchored(before, OLD, OLD.replace("没人管", "没有人管"))
    assert done.moves == ()
    assert done.orphans == tuple(before)
    assert done.orphans[0].quote == "后来没人管了"


@pytest.mark.parametrize(
    ("new", "place"),
    [
        ("引言。" + OLD, OLD.index("后来呢") + 3),  # the context is the same
        ("问：后来呢？答：", 2),  # too little is: a short quote alone tells nothing
    ],
)
def test_a_coding_of_an_unknown_text_is_found_by_quote_and_context_only(new, place):
    (before,) = codings(OLD, "后来呢")
    done = anchored([before], "", new)
    assert places(done) == ({"c0": (place, place + 3)} if new.startswith("引") else {})


def test_a_long_quote_that_stands_once_is_known_by_itself():
    (before,) = codings(OLD, "后来没人管了，大家都不信任他")
    assert places(anchored([before], "", "他说后来没人管了，大家都不信任他？")) == {"c0": (2, 16)}
    assert places(anchored([before], "", "后来没人管了，大家都不信任他？" * 2)) == {}


def test_of_two_equally_good_places_the_nearer_one_and_of_two_equally_near_none():
    line = "0123456789能人9876543210"
    before = coding("x" * 50 + line, 60, 62)
    assert places(anchored([before], "", line + "x" * 28 + line)) == {"c": (60, 62)}
    here = coding(line, 10, 12, start=31, end=33)
    assert anchored([here], "", line + "x" * 20 + line).moves == ()


def test_codings_without_quote_or_place():
    bare = coding(OLD, 12, 14, quote=None, before=None, after=None)
    assert places(anchored([bare], OLD, "x" + OLD)) == {"c": (13, 15)}
    assert anchored([bare], "", "x" + OLD).orphans == (bare,)
    nowhere = coding(OLD, 12, 14, start=None, end=None)
    assert places(anchored([nowhere], "", "x" + OLD)) == {"c": (13, 15)}
    empty = coding(OLD, 12, 12)
    assert anchored([empty], "", "x" + OLD).orphans == (empty,)


def test_a_coding_that_never_fitted_its_text_is_looked_for():
    off = coding(OLD, 12, 14, start=13, end=15)
    assert places(anchored([off], OLD, OLD)) == {"c": (12, 14)}


HAN = [chr(number) for number in range(0x4E00, 0x8E00)]


def edited(chance, old, most):
    """A new text, and the function that tells where a span of the old one is in it if no edit touched it."""
    cuts = sorted(chance.sample(range(len(old) + 1), 2 * chance.randint(1, most)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        kind = chance.choice(["insert", "delete", "replace"])
        edits.append(
            (
                start,
                start if kind == "insert" else min(end, start + 50),
                "" if kind == "delete" else "".join(chance.choices(old, k=chance.randint(1, 30))),
            )
        )
    pieces, done = [], 0
    for start, end, text in edits:
        pieces += [old[done:start], text]
        done = end

    def there(span):
        shift = 0
        for start, end, text in edits:
            if start < span[1] and end > span[0]:
                return None
            if end <= span[0]:
                shift += len(text) - (end - start)
        return span[0] + shift, span[1] + shift

    return "".join([*pieces, old[done:]]), there


@given(st.integers())
def test_edits_at_random_places_keep_each_coding_whose_quote_survives(seed):
    chance = random.Random(seed)
    old = "".join(chance.choices(HAN, k=chance.randint(60, 600)))
    new, there = edited(chance, old, 8)
    starts = chance.choices(range(len(old) - 4), k=30)
    spans = [(start, min(len(old), start + chance.randint(4, 60))) for start in starts]
    before = [coding(old, *span, id=str(number)) for number, span in enumerate(spans)]
    done = anchored(before, old, new)
    kept = {str(number): there(span) for number, span in enumerate(spans)}
    lost = [one for one in before if one.quote not in new]
    assert places(done) == {id: place for id, place in kept.items() if place}
    assert list(done.orphans) == lost
    assert all(move.quote == new[move.start : move.end] for move in done.moves)


SAID = [
    "嗯。",
    "是的。",
    "我觉得社区很好。",
    "居委会的人常来。",
    "对。",
    "没有人管。",
    "\n王：",
    "\n访谈者：后来呢？",
]


@given(st.integers())
def test_in_talk_that_repeats_itself_no_coding_is_lost_and_none_put_on_other_words(seed):
    chance = random.Random(seed)
    old = "".join(chance.choices(SAID, k=60))
    new, _ = edited(chance, old, 8)
    starts = chance.choices(range(len(old) - 1), k=30)
    before = [
        coding(old, at, min(len(old), at + chance.randint(1, 20)), id=str(n)) for n, at in enumerate(starts)
    ]
    done = anchored(before, old, new)
    quotes = {one.id: one.quote for one in before}
    assert {move.coding for move in done.moves} | {one.id for one in done.orphans} == set(quotes)
    assert all(new[move.start : move.end] == quotes[move.coding] for move in done.moves)
    assert all(one in before for one in done.orphans)


@given(st.integers())
def test_a_text_that_changes_twice(seed):
    """What is found after two changes one by one stands on its own words."""
    chance = random.Random(seed)
    old = "".join(chance.choices(HAN, k=200))
    middle, there = edited(chance, old, 3)
    new, there_again = edited(chance, middle, 3)
    before = coding(old, 90, 110)
    place = there((90, 110))
    last = there_again(place) if place else None
    first = anchored([before], old, middle)
    moved = [coding(middle, move.start, move.end) for move in first.moves]
    assert places(anchored(moved, middle, new)) == ({"c": last} if last else {})
