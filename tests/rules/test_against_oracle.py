"""The program's codings are those of the oracle, on random codebooks and transcripts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

import qualcode
from qualcode.coding.apply import Engine
from qualcode.text.key import fold, fold_exact
from tests.oracle.evaluate import judged
from tests.oracle.letters import fold_text
from tests.oracle.negation import AFTER, BEFORE, CLAUSE_ENDS, HARMLESS, value
from tests.oracle.plain import PlainBook, PlainCode, PlainText, PlainUnit, one_turn
from tests.oracle.vocabulary import (
    ATTRIBUTES,
    CLUSTERS,
    FILLERS,
    NEAR_NEGATORS,
    NUMBERS,
    OTHER_VARIANT,
    PARTICLES,
    REPEATED,
    ROLES,
    SPEAKERS,
    TRADITIONAL,
    full_width,
)
from tests.oracle.worlds import BOUNDARIES, make_world
from tests.rules.bridge import Flagged, Spelled, judge_with_engine, spell, to_codebook, to_document

Judged = tuple[Spelled, Flagged]

CHUNKS = 40
PAIRS_PER_CHUNK = 550  # rule × document evaluations; 40 × 550 = 22,000 in all


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_engine_and_oracle_agree(chunk: int) -> None:
    pairs, seed = 0, chunk * 10_000
    while pairs < PAIRS_PER_CHUNK:
        world = make_world(seed)
        engine = Engine(to_codebook(world.book))
        for number, (document, population) in enumerate(zip(world.documents, world.populations, strict=True)):
            units, *ours = judge_with_engine(engine, world.book, document, population)
            theirs = by_oracle(world.book, document, units, population)
            report = describe(world.book, document, units, tuple(ours), theirs)
            assert tuple(ours) == theirs, f"world {seed}, document {number}\n{report}"
            pairs += sum(len(item.rules) for item in world.book.codes)
        seed += 1


def by_oracle(
    book: PlainBook, document: PlainText, units: list[PlainUnit], population: Sequence[bool]
) -> Judged:
    """What the oracle codes, spelled as the program's codings are, and what of it is negated."""
    found, flags = judged(book, document, units, population)
    return spell(book, found), flags


@pytest.mark.parametrize("seed", range(990_000, 990_020))
def test_codings_say_whether_their_evidence_is_negated(seed: int) -> None:
    world = make_world(seed)
    book = replace(world.book, unit="sentence")
    documents = [replace(to_document(plain), id=f"talk{i}") for i, plain in enumerate(world.documents)]
    table = qualcode.codings(qualcode.code(documents, to_codebook(book), speakers="all"))
    columns = table[["document", "unit", "code", "negated"]].itertuples(index=False)
    said = {(document, unit - 1, code): negated for document, unit, code, negated in columns}
    expected = {}
    for document, plain in zip(documents, world.documents, strict=True):
        everyone = [True] * len(plain.turns)
        units = judge_with_engine(Engine(to_codebook(book)), book, plain, everyone)[0]
        flags = judged(book, plain, units, everyone)[1]
        expected |= {(document.id, *key): value(found) for key, found in flags.items()}
    assert said == expected


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


@pytest.mark.parametrize("boundaries", BOUNDARIES)
@pytest.mark.parametrize(("rule", "text"), EDGES)
def test_engine_and_oracle_agree_at_the_edges_of_words(rule: str, text: str, boundaries: str) -> None:
    assert_agreement(
        PlainBook((PlainCode("c", (rule,)),), unit="turn", boundaries=boundaries), one_turn(text)
    )


def assert_agreement(book: PlainBook, document: PlainText) -> None:
    """The two code all turns of a transcript alike."""
    population = [True] * len(document.turns)
    units, *ours = judge_with_engine(Engine(to_codebook(book)), book, document, population)
    theirs = by_oracle(book, document, units, population)
    assert tuple(ours) == theirs, describe(book, document, units, tuple(ours), theirs)


def describe(
    book: PlainBook, document: PlainText, units: list[PlainUnit], ours: Judged, theirs: Judged
) -> str:
    """Where the two differ, in words that lead to the cause."""
    lines = [f"text={document.text!r} asides={document.asides} wrapped={document.wrapped}"]
    lines += [f"unit={book.unit} nested={book.nested} shields={book.shields}"]
    lines += [f"boundaries={book.boundaries} {book.negation}"]
    for number, code_id in sorted(ours[0].keys() | theirs[0].keys()):
        mine, other = (_named(one, (number, code_id), document) for one in (ours, theirs))
        if mine != other:
            item = next(item for item in book.codes if item.id == code_id)
            lines += [f"{item} in unit {number} {units[number]}", f"  engine {mine}", f"  oracle {other}"]
    return "\n".join(lines)


def _named(one: Judged, key: tuple[int, str], document: PlainText) -> str:
    if key not in one[0]:
        return "not coded"
    rules, spans = one[0][key]
    marks = ["negated" if flag else "affirmed" for flag in one[1][key]]
    shown = [(a, b, document.text[a:b], mark) for (a, b), mark in zip(spans, marks, strict=True)]
    return f"{sorted(rules)} {shown}"


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
    words += [*BEFORE, *AFTER, *HARMLESS, *CLAUSE_ENDS, *REPEATED, *NEAR_NEGATORS, *NUMBERS, *PARTICLES]
    spelled = {c for word in words for c in word + full_width(word) + word.upper() if not c.isspace()}
    yield from spelled | set(TRADITIONAL) | set(TRADITIONAL.values()) | set(OTHER_VARIANT.values())
