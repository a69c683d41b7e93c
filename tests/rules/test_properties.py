"""What must hold of codings whatever the codebook and the transcript."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from tests.oracle.evaluate import tree_of
from tests.oracle.grammar import RuleMaker
from tests.oracle.letters import fold_text
from tests.oracle.plain import PlainBook, PlainCode, PlainText
from tests.oracle.reader import Node, children
from tests.oracle.vocabulary import CLUSTERS
from tests.oracle.worlds import World, make_document, make_shields, make_world, named_codes
from tests.rules.bridge import Spelled, run_engine

SEEDS = range(900_000, 900_040)

Evidence = dict[tuple[int, str], tuple[tuple[int, int], ...]]


def codings(world: World, book: PlainBook) -> list[Spelled]:
    """What a codebook codes in each transcript of a world."""
    return [
        run_engine(book, document, population)[1]
        for document, population in zip(world.documents, world.populations, strict=True)
    ]


def shuffled(rng: Random, book: PlainBook) -> PlainBook:
    """The codebook with its codes, their rules and all shields in another order."""
    waiting, codes = rng.sample(book.codes, len(book.codes)), []
    while waiting:
        placed = {code.id for code in codes} | {None}
        free = next(code for code in waiting if code.parent in placed)
        waiting.remove(free)
        rules, shields = rng.sample(free.rules, len(free.rules)), rng.sample(free.shields, len(free.shields))
        codes.append(replace(free, rules=tuple(rules), shields=tuple(shields)))
    return replace(book, codes=tuple(codes), shields=tuple(rng.sample(book.shields, len(book.shields))))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_codes_rules_and_shields_is_irrelevant(seed: int) -> None:
    world = make_world(seed)
    assert codings(world, world.book) == codings(world, shuffled(Random(seed), world.book))


def evidence_of(rule: str, document: PlainText) -> Evidence:
    """Evidence of one rule by unit."""
    book = PlainBook((PlainCode("c", (rule,)),), unit="turn")
    coded = run_engine(book, document, [True] * len(document.turns))[1]
    return {key: spans for key, (_, spans) in coded.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_what_an_operator_joins_is_irrelevant(seed: int) -> None:
    rng = Random(seed)
    clusters = rng.sample(CLUSTERS, 2)
    maker, document = RuleMaker(rng, clusters=clusters), make_document(rng, clusters, kind="turn")
    rules = [f"({maker.rule(1)})" for _ in range(3)]
    operands = [maker.operand(1) for _ in range(3)]
    for joined, operator in [(rules, "OR"), (rules, "AND"), (operands[:2], "NEAR/2")]:
        turned = f" {operator} ".join(reversed(joined))
        assert evidence_of(f" {operator} ".join(joined), document) == evidence_of(turned, document)
    for number in (1, 2, 3):
        there, back = (f"ATLEAST/{number}({' OR '.join(o)})" for o in (operands, operands[::-1]))
        assert evidence_of(there, document) == evidence_of(back, document)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_new_code_never_changes_another(seed: int) -> None:
    world = make_world(seed)
    book = replace(world.book, nested="code")
    rules = tuple(RuleMaker(Random(seed), codes=[code.id for code in book.codes]).rule(2) for _ in range(3))
    longer = replace(book, codes=(*book.codes, PlainCode("new", rules, shields=("社区", "trust"))))
    before, after = codings(world, book), codings(world, longer)
    assert before == [without(coded, "new") for coded in after]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_changes_when_a_code_is_taken_out_that_no_other_names(seed: int) -> None:
    world = make_world(seed)
    book = replace(world.book, nested="code")
    named = set().union(*(named_codes(code) for code in book.codes))
    unused = next((c for c in book.codes[::-1] if c.id not in named and not above(book, c.id) & named), None)
    if unused is None or any(code.parent == unused.id for code in book.codes):
        return
    shorter = replace(book, codes=tuple(code for code in book.codes if code != unused))
    before, after = codings(world, book), codings(world, shorter)
    assert [without(coded, unused.id) for coded in before] == after


def above(book: PlainBook, code_id: str) -> set[str]:
    """The codes over a code."""
    return {code.id for code in book.codes if code_id in book.family(code.id)}


def without(coded: Spelled, code_id: str) -> Spelled:
    """The codings of all codes but one."""
    return {key: found for key, found in coded.items() if key[1] != code_id}


def holds(tree: Node, wanted: Callable[[Node], bool]) -> bool:
    """Whether any node of a tree is wanted."""
    return wanted(tree) or any(holds(part, wanted) for part in children(tree))


def rising(book: PlainBook) -> PlainBook:
    """The codebook with only those rules in which more hits never mean less: no NOT, no `code:`."""
    codes = []
    for code in book.codes:
        kept = [rule for rule in code.rules if not holds(tree_of(rule), lambda n: n[0] in ("not", "code"))]
        codes.append(replace(code, rules=tuple(kept)))
    return replace(book, codes=tuple(codes))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shield_never_adds_a_hit(seed: int) -> None:
    world, rng = make_world(seed), Random(seed)
    book = rising(world.book)
    more = replace(book, shields=(*book.shields, *make_shields(rng, CLUSTERS, 1.0)))
    shielded = rng.choice(more.codes)
    own = replace(shielded, shields=(*shielded.shields, *make_shields(rng, CLUSTERS, 1.0)))
    more = replace(more, codes=tuple(own if code == shielded else code for code in more.codes))
    for before, after in zip(codings(world, book), codings(world, more), strict=True):
        assert after.keys() <= before.keys()
        for key, (rules, spans) in after.items():
            assert rules <= before[key][0]
            assert set(spans) <= set(before[key][1])


@pytest.mark.parametrize("seed", SEEDS)
def test_evidence_lies_inside_its_unit_and_the_population(seed: int) -> None:
    world = make_world(seed)
    for document, population in zip(world.documents, world.populations, strict=True):
        speech = [turn for turn, counts in zip(document.turns, population, strict=True) if counts]
        units, coded = run_engine(world.book, document, population)
        for (number, _), (_, spans) in coded.items():
            assert spans == tuple(sorted(set(spans)))
            for start, end in spans:
                assert units[number].start <= start < end <= units[number].end
                assert any(turn.speech <= start and end <= turn.end for turn in speech)
                assert not any(a < end and start < b for a, b in document.asides)


@pytest.mark.parametrize("seed", SEEDS)
def test_evidence_leads_back_to_the_characters_of_its_term(seed: int) -> None:
    rng = Random(seed)
    clusters = rng.sample(CLUSTERS, 3)
    document = make_document(rng, clusters, kind="turn")
    for word in {word for cluster in clusters for word in cluster}:
        for exact in (False, True):
            rule = f"{'exact:' if exact else ''}“{word}”"
            for spans in evidence_of(rule, document).values():
                found = {fold_text(document.text[a:b], exact=exact) for a, b in spans}
                assert found == {fold_text(word, exact=exact)}
                assert not any(
                    document.text[i] in "\u200b\u00ad " for span in spans for i in (span[0], span[1] - 1)
                )
