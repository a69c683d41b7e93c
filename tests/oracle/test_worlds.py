"""The random worlds ask all that there is to ask about negation and word cuts.

What is changed or left out here, one part at a time, must change the codings of some worlds:
otherwise the comparison of the program with the oracle would not notice its loss.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import pytest

from tests.oracle import cuts, negation
from tests.oracle.evaluate import Flags, Found, judged
from tests.oracle.marked import whole
from tests.oracle.plain import PlainBook
from tests.oracle.worlds import World, make_world

SEEDS = range(800_000, 800_400)
ENOUGH = 3


CHANGED_BEFORE: dict[str, tuple[int, ...]] = {
    "no before-list": (0, 3, 4),
    "no after-list": (0, 1, 3),
    "no harmless words": (4, 6, 26),
    "no words that end a clause": (0, 7, 9),
    "a window of no words": (0, 3, 4),
    "a window of 9 words": (3, 5, 9),
    "a window of 11 words": (0, 5, 8),
    "boundaries: none": (4, 5, 7),
    "boundaries: crossing": (7, 23, 37),
    "boundaries: token": (3, 5, 16),
    "no boundaries of codes": (5, 23, 25),
    "wrapped": (0, 3, 5),
    "no clause ends at ，,": (11, 40, 51),
    "no clause ends at ；;": (80, 99, 137),
    "no clause ends at ：:": (8, 15, 40),
    "no clause ends at 。": (16, 19, 32),
    "no clause ends at .": (1, 13, 40),
    "no clause ends at ！!": (0, 10, 28),
    "no clause ends at ？?": (0, 1, 2),
    "no clause ends at …": (3, 114, 146),
    "no clause ends at —": (30, 94, 117),
    "no clause ends at ()": (11, 16, 28),
    "no clause ends at []": (3, 64, 75),
    "no clause ends at {}": (8, 21, 103),
    "no clause ends at 【】": (226, 242, 255),
    "no clause ends at 〔〕": (22, 63, 122),
    "no clause ends at 〈〉": (39, 92, 103),
    "no clause ends at 《》": (19, 136, 141),
    "吗 may follow the after-list": (46, 66, 318),
    "opening quotes may follow the after-list": (12, 114, 117),
    "no particles": (0, 8, 16),
    "no closing quotes": (0, 21, 26),
    "no clause is closed by more": (0, 3, 8),
    "X不X is not known": (0, 3, 4),
    "list words stand in words": (3, 6, 15),
    "n't is a word": (9, 12, 28),
    "signs end clauses between digits": (40, 53, 90),
    "blanks and signs of no width are one": (3, 19, 162),
    "every character is cut off": (4, 5, 7),
    "blanks part a run": (5, 16, 32),
    "every blank is in a run": (8, 12, 36),
    "only Han characters are in a run": (35, 126, 336),
    "characters are not simplified": (5, 51, 88),
}
"""Where each was seen to decide something when this was written, as numbers in `SEEDS`."""


@cache
def as_it_is(seed: int) -> tuple[World, tuple[Found, Flags]]:
    """A world and what is coded in it."""
    world = make_world(seed, documents=1)
    return world, coded(world, world.book)


def coded(world: World, book: PlainBook, **of_text: Any) -> tuple[Found, Flags]:
    """What the oracle codes in a world with this codebook, and its text changed."""
    document = replace(world.documents[0], **of_text)
    return judged(book, document, whole(document), world.populations[0])


def changed(name: str, recoded: Callable[[World], tuple[Found, Flags]]) -> list[int]:
    """The worlds in which `recoded` finds something else, as many as are enough.

    Those where it did before come first: the others are asked only where these no longer answer.
    """
    hints = [SEEDS[number] for number in CHANGED_BEFORE.get(name, ())]
    seeds = (*hints, *(seed for seed in SEEDS if seed not in hints))
    differs = (seed for seed in seeds if recoded(as_it_is(seed)[0]) != as_it_is(seed)[1])
    return list(islice(differs, ENOUGH))


def with_lists(**changed: Any) -> Callable[[PlainBook], PlainBook]:
    return lambda book: replace(book, negation=replace(book.negation, **changed))


def without_own_boundaries(book: PlainBook) -> PlainBook:
    return replace(book, codes=tuple(replace(code, boundaries="") for code in book.codes))


BOOKS: dict[str, Callable[[PlainBook], PlainBook]] = {
    "no before-list": with_lists(before=()),
    "no after-list": with_lists(after=()),
    "no harmless words": with_lists(harmless=()),
    "no words that end a clause": with_lists(clause_ends=()),
    "a window of no words": with_lists(window=0),
    "a window of 9 words": with_lists(window=9),
    "a window of 11 words": with_lists(window=11),
    "boundaries: none": lambda book: replace(book, boundaries="none"),
    "boundaries: crossing": lambda book: replace(book, boundaries="crossing"),
    "boundaries: token": lambda book: replace(book, boundaries="token"),
    "no boundaries of codes": without_own_boundaries,
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_setting_decides_something(name: str) -> None:
    assert len(changed(name, lambda one: coded(one, BOOKS[name](one.book)))) == ENOUGH


def test_wrapped_lines_decide_something() -> None:
    found = changed("wrapped", lambda one: coded(one, one.book, wrapped=not one.documents[0].wrapped))
    assert len(found) == ENOUGH


PARTS: dict[str, dict[str, Any]] = {
    **{
        f"no clause ends at {signs}": {"SIGNS": negation.SIGNS.translate(dict.fromkeys(map(ord, signs)))}
        for signs in "，, ；; ：: 。 . ！! ？? … — () [] {} 【】 〔〕 〈〉 《》".split()
    },
    "吗 may follow the after-list": {"PARTICLES": negation.PARTICLES + "吗"},
    "opening quotes may follow the after-list": {"CLOSING_QUOTES": negation.CLOSING_QUOTES + "“"},
    "no particles": {"PARTICLES": ""},
    "no closing quotes": {"CLOSING_QUOTES": ""},
    "no clause is closed by more": {"_closes": lambda document, start, end: start == end},
    "X不X is not known": {"_repeated": lambda key, at: 0},
    "list words stand in words": {"_is_whole": lambda piece, word, span: True},
    "n't is a word": {"END_OF_A_WORD": ""},
    "signs end clauses between digits": {"category": lambda char: ""},
    "blanks and signs of no width are one": {"ZERO_WIDTH": ()},
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_negation_decides_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def recoded(world: World) -> tuple[Found, Flags]:
        with monkeypatch.context() as patch:
            for attribute, value in PARTS[name].items():
                patch.setattr(negation, attribute, value)
            return coded(world, world.book)

    assert len(changed(name, recoded)) == ENOUGH


CUTS: dict[str, dict[str, Any]] = {
    "every character is cut off": {"cut": tuple},
    "blanks part a run": {"_follow": lambda text, before, after: before + 1 == after},
    "every blank is in a run": {"_follow": lambda text, before, after: True},
    "only Han characters are in a run": {"_is_of_a_run": cuts.is_han},
    "characters are not simplified": {"cut": lambda run: tuple(cuts.segmenter().cut(run))},
}


@pytest.mark.parametrize("name", CUTS)
def test_a_part_of_word_cuts_decides_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def recoded(world: World) -> tuple[Found, Flags]:
        with monkeypatch.context() as patch:
            for attribute, value in CUTS[name].items():
                patch.setattr(cuts, attribute, value)
            return coded(world, world.book)

    assert len(changed(name, recoded)) == ENOUGH
