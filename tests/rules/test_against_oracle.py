"""The program's codings are those of the oracle, on random codebooks and transcripts."""

from collections.abc import Iterator

import pytest

from qualcode.coding.apply import Engine
from qualcode.text.key import fold, fold_exact
from tests.oracle.evaluate import code
from tests.oracle.letters import fold_text
from tests.oracle.plain import PlainBook, PlainCode, PlainText, PlainUnit, one_turn
from tests.oracle.vocabulary import (
    ATTRIBUTES,
    CLUSTERS,
    FILLERS,
    OTHER_VARIANT,
    ROLES,
    SPEAKERS,
    TRADITIONAL,
    full_width,
)
from tests.oracle.worlds import make_world
from tests.rules.bridge import Spelled, run_engine, run_made_engine, spell, to_codebook

CHUNKS = 40
PAIRS_PER_CHUNK = 550  # rule × document evaluations; 40 × 550 = 22,000 in all


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_engine_and_oracle_agree(chunk: int) -> None:
    pairs, seed = 0, chunk * 10_000
    while pairs < PAIRS_PER_CHUNK:
        world = make_world(seed)
        engine = Engine(to_codebook(world.book))
        for number, (document, population) in enumerate(zip(world.documents, world.populations, strict=True)):
            units, ours = run_made_engine(engine, world.book, document, population)
            theirs = spell(world.book, code(world.book, document, units, population))
            report = describe(world.book, document, units, ours, theirs)
            assert ours == theirs, f"world {seed}, document {number}\n{report}"
            pairs += sum(len(item.rules) for item in world.book.codes)
        seed += 1


EDGES = [
    ("社? team", "社区 team 社区team"),
    ("?区 team", "社区 team 社区team"),
    ("team ?区", "team 社区 team区"),
    ("着急? ?", "着急了 吗"),
    ("12.", "12.5 and 12."),
    ("don'", "don't, don'"),
    ("'t trust", "don't trust 't trust"),
    ("12.5*", "12.5.6 12.55"),
    ("team*", "team12.5 teams team's"),
    ("*dent", "can'tresident resident"),
    ("can'*", "can't cannot"),
    ("co*op", "co-op coop co'op"),
    ("s team", "community's team"),
    ("社区's", "社区's 社区"),
    ("US?", "US's USA"),
    ("社 区", "社区 社\n区 社\n\n区"),
    ('"社区" "US"', "社区US 社区 US"),
    ("社*区", "社区区 社一二三四区 社一二三四五区"),
    ("ATLEAST/2(人人)", "人人人 人人人人"),
]


@pytest.mark.parametrize(("rule", "text"), EDGES)
def test_engine_and_oracle_agree_at_the_edges_of_words(rule: str, text: str) -> None:
    book, document = PlainBook((PlainCode("c", (rule,)),), unit="turn"), one_turn(text)
    units, ours = run_engine(book, document, [True])
    theirs = spell(book, code(book, document, units, [True]))
    assert ours == theirs, describe(book, document, units, ours, theirs)


def describe(
    book: PlainBook, document: PlainText, units: list[PlainUnit], ours: Spelled, theirs: Spelled
) -> str:
    """Where the two differ, in words that lead to the cause."""
    lines = [f"text={document.text!r} asides={document.asides}"]
    lines += [f"unit={book.unit} nested={book.nested} shields={book.shields}"]
    for number, code_id in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get((number, code_id)), theirs.get((number, code_id))
        if mine != other:
            item = next(item for item in book.codes if item.id == code_id)
            lines += [f"{item} in unit {number} {units[number]}"]
            lines += [f"  engine {_named(mine, document)}", f"  oracle {_named(other, document)}"]
    return "\n".join(lines)


def _named(found: tuple[frozenset[str], tuple[tuple[int, int], ...]] | None, document: PlainText) -> str:
    if found is None:
        return "not coded"
    return f"{sorted(found[0])} {[(a, b, document.text[a:b]) for a, b in found[1]]}"


def test_the_two_fold_the_vocabulary_alike() -> None:
    characters = sorted(_characters())
    for kind, exact in ((fold, False), (fold_exact, True)):
        classes = {}
        for character in characters:
            classes.setdefault(kind(character), set()).add(fold_text(character, exact=exact))
        assert {key: group for key, group in classes.items() if len(group) > 1} == {}
        assert len(classes) == len({fold_text(character, exact=exact) for character in characters})


def _characters() -> Iterator[str]:
    words = [*sum(CLUSTERS, ()), *FILLERS, *SPEAKERS, *ROLES, *ATTRIBUTES, *sum(ATTRIBUTES.values(), ())]
    spelled = {c for word in words for c in word + full_width(word) + word.upper() if not c.isspace()}
    yield from spelled | set(TRADITIONAL) | set(TRADITIONAL.values()) | set(OTHER_VARIANT.values())
