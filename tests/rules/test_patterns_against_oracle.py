"""Patterns in random transcripts: what the program codes is what the oracle does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from qualcode.coding.apply import Engine
from tests.oracle.evaluate import judged
from tests.oracle.hits import pieces_of
from tests.oracle.letters import fold_text
from tests.oracle.patterns import chinese, runs_of, tokens_of
from tests.oracle.plain import PlainText
from tests.oracle.vocabulary import respell
from tests.oracle.worlds import World, make_world
from tests.rules.bridge import judge_with_engine, spell, to_codebook

pytestmark = pytest.mark.usefixtures("one_dictionary")
WORLDS = 50
OPERATORS = ("?", "*", "+", "{1,2}", "{,2}", "{0,3}")
ANY: tuple[dict[str, Any], ...] = (
    {},
    {"IS_ALPHA": True},
    {"LENGTH": {">=": 2}},
    {"LOWER": {"NOT_IN": ["的", "the"]}},
)


@pytest.mark.parametrize("seed", range(WORLDS))
def test_engine_and_oracle_agree(seed: int):
    world = with_patterns(make_world(seed), Random(seed))
    engine = Engine(to_codebook(world.book))
    for document, population in zip(world.documents, world.populations, strict=True):
        units, *ours = judge_with_engine(engine, world.book, document, population)
        found, flags = judged(world.book, document, units, population)
        assert ours == [spell(world.book, found), flags], (seed, world.book, document.text)


def test_the_worlds_hold_matches():
    hits = sum(count_hits(with_patterns(make_world(seed), Random(seed))) for seed in range(20))
    assert hits > 100


def count_hits(world: World) -> int:
    engine = Engine(to_codebook(world.book))
    both = zip(world.documents, world.populations, strict=True)
    found = [judge_with_engine(engine, world.book, *each)[1] for each in both]
    return sum(rule.startswith("pattern") for one in found for rules, _ in one.values() for rule in rules)


def with_patterns(world: World, rng: Random) -> World:
    """A world in which each code has one rule more: a pattern after what stands in some transcript."""
    codes = [
        replace(
            item, rules=(*item.rules, f"pattern: {json.dumps(make_pattern(rng, world), ensure_ascii=False)}")
        )
        for item in world.book.codes
    ]
    return replace(world, book=replace(world.book, codes=tuple(codes)))


def make_pattern(rng: Random, world: World) -> list[dict[str, Any]]:
    rows = [row for document in world.documents for row in rows_of(document)]
    row = rng.choice(rows)
    start = rng.randrange(len(row))
    words = row[start : start + rng.randint(1, 4)]
    asked = [make_token(rng, word) for word in words]
    place = rng.randrange(len(asked) + 1)
    if rng.random() < 0.5:
        asked[place:place] = [{**rng.choice(ANY), "OP": rng.choice(OPERATORS)}]
    if all(token.get("OP", "+") in ("?", "*", "{,2}", "{0,3}") for token in asked):
        asked.append(make_token(rng, words[-1], plain=True))
    return asked


def rows_of(document: PlainText) -> Iterator[list[str]]:
    for piece in pieces_of(document):
        for run in runs_of(piece.exact_key):
            words = [token.text for token in tokens_of(run, document.text, chinese(()))]
            if words:
                yield words


def make_token(rng: Random, word: str, *, plain: bool = False) -> dict[str, Any]:
    other = respell(rng, word)
    spelled = other if fold_text(other) and " " not in fold_text(other) else word
    kind = rng.random()
    if plain or kind < 0.4:
        asked: dict[str, Any] = {"LOWER": spelled}
    elif kind < 0.55:
        asked = {"LEMMA": word}
    elif kind < 0.65:
        asked = {"ORTH": word}
    elif kind < 0.75:
        asked = {"LOWER": {"IN": [spelled, "社区", "trust"]}}
    elif kind < 0.85:
        asked = {"LENGTH": len(word)}
    else:
        asked = {rng.choice(("IS_ALPHA", "IS_DIGIT", "IS_UPPER")): rng.random() < 0.5}
    if not plain and rng.random() < 0.3:
        asked["OP"] = rng.choice((*OPERATORS, "!", "{2}"))
    return asked
