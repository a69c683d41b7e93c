"""The random worlds ask all that there is to ask about negation and word cuts.

What is changed or left out here, one part at a time, must change the codings of some worlds:
otherwise the comparison of the program with the oracle would not notice its loss.
"""

from collections.abc import Callable, Iterable
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


@cache
def as_they_are() -> dict[int, tuple[World, tuple[Found, Flags]]]:
    """The worlds and what is coded in them."""
    worlds = {seed: make_world(seed, documents=1) for seed in SEEDS}
    return {seed: (world, coded(world, world.book)) for seed, world in worlds.items()}


def coded(world: World, book: PlainBook, **of_text: Any) -> tuple[Found, Flags]:
    """What the oracle codes in a world with this codebook, and its text changed."""
    document = replace(world.documents[0], **of_text)
    return judged(book, document, whole(document), world.populations[0])


def first_changed(changes: Iterable[bool]) -> int:
    """How many worlds are changed, counted up to what is enough."""
    return sum(islice((change for change in changes if change), ENOUGH))


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
    worlds = as_they_are().values()
    assert first_changed(coded(one, BOOKS[name](one.book)) != found for one, found in worlds) == ENOUGH


def test_wrapped_lines_decide_something() -> None:
    worlds = as_they_are().values()
    turned = (coded(one, one.book, wrapped=not one.documents[0].wrapped) != found for one, found in worlds)
    assert first_changed(turned) == ENOUGH


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
    worlds = as_they_are().values()
    for attribute, value in PARTS[name].items():
        monkeypatch.setattr(negation, attribute, value)
    assert first_changed(coded(one, one.book) != found for one, found in worlds) == ENOUGH


CUTS: dict[str, dict[str, Any]] = {
    "every character is cut off": {"cut": tuple},
    "blanks part a run": {"_follow": lambda text, before, after: before + 1 == after},
    "every blank is in a run": {"_follow": lambda text, before, after: True},
    "only Han characters are in a run": {"_is_of_a_run": cuts.is_han},
    "characters are not simplified": {"cut": lambda run: tuple(cuts.segmenter().cut(run))},
}


@pytest.mark.parametrize("name", CUTS)
def test_a_part_of_word_cuts_decides_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = as_they_are().values()
    for attribute, value in CUTS[name].items():
        monkeypatch.setattr(cuts, attribute, value)
    assert first_changed(coded(one, one.book) != found for one, found in worlds) == ENOUGH
