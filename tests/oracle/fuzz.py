"""Rules from the grammar and mutations of them, put through reading, showing and matching.

Run `python -m tests.oracle.fuzz --rules 100000`: prints how many rules of each operator were
tried, what share parses, the slowest rule, and how often the oracle reads another way.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from qualcode.coding.apply import Engine
from qualcode.errors import RuleError
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from tests.oracle.evaluate import judged
from tests.oracle.grammar import REGEXES, RuleMaker, mutate
from tests.oracle.plain import PlainBook, PlainCode, PlainNegation
from tests.oracle.reader import CONDITIONS, Node, children, read_rule
from tests.oracle.terms import BadRuleError
from tests.oracle.vocabulary import CLUSTERS
from tests.oracle.worlds import BOUNDARIES, conditions_of, make_document, make_negation
from tests.rules.bridge import judge_with_engine, spell, to_codebook

NAMED = ("a", "b")
BATCH = 50


@dataclass
class Tally:
    """What a run has seen."""

    rules: int = 0
    parsed: int = 0
    mutants: int = 0
    mutants_parsed: int = 0
    matched: int = 0
    operators: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    read_otherwise: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def sample(seed: int) -> tuple[str, bool]:
    """A rule, and whether it is a mutation: every other one is."""
    rng = Random(seed)
    rule = RuleMaker(rng, codes=NAMED).rule(rng.choice((1, 2, 3)))
    return (mutate(rng, rule), True) if seed % 2 else (rule, False)


def samples(first: int, count: int) -> Iterator[tuple[str, bool]]:
    """`count` samples from a seed on."""
    return (sample(seed) for seed in range(first, first + count))


def fault_in_reading(rule: str, *, mutant: bool) -> str:
    """What is wrong with how the program reads and shows a rule; empty where nothing is."""
    try:
        tree = parse(rule)
    except RuleError as error:
        well_placed = 1 <= error.column <= len(rule) + 1 and error.rule == rule and error.message
        if mutant and well_placed:
            return ""
        return f"refused: {error} at column {error.column}"
    except Exception as error:
        return f"crashed: {error!r}"
    shown = show(tree)
    try:
        again = parse(shown)
    except RuleError as error:
        return f"shown as {shown!r}, which is refused: {error}"
    return "" if again == tree and show(again) == shown else f"shown as {shown!r}, read as another rule"


def tree_of(rule: str) -> Node | None:
    """The oracle's tree of a rule that it can judge, else None."""
    try:
        tree = read_rule(rule)
    except BadRuleError:
        return None
    return tree if conditions_of(tree) <= set(NAMED) else None


def is_common(tree: Node) -> bool:
    """Whether all regexes are of the family that RE2 and Python read alike."""
    if tree[0] == "regex":
        return tree[1] in REGEXES
    return all(is_common(part) for part in children(tree))


def operators_in(tree: Node) -> Iterator[str]:
    """Names of all operators, prefixes and kinds of item in a tree."""
    if tree[0] == "term":
        yield "lemma" if tree[3] else "exact" if tree[2] else "term"
        yield "alternatives" if len(tree[1]) > 1 else "one spelling"
        yield from (
            name
            for sign, name in zip("\ue000\ue001\ue002\ue003", WILDCARDS, strict=True)
            if any(sign in t for t in tree[1])
        )
    else:
        yield tree[0]
    for part in children(tree):
        yield from operators_in(part)


WILDCARDS = ("Han ?", "Han *", "Latin ?", "Latin *")


def book_of(rng: Random, rules: list[str]) -> PlainBook:
    """A codebook with a code a rule, and the codes that rules may name; word cuts and negation vary."""
    named = tuple(PlainCode(name, (term,)) for name, term in zip(NAMED, ("社区", "community"), strict=True))
    own = [rng.choice(("", "", "none", *BOUNDARIES)) for _ in rules]
    codes = tuple(
        PlainCode(f"r{i}", (rule,), boundaries=cuts)
        for i, (rule, cuts) in enumerate(zip(rules, own, strict=True))
    )
    negation = make_negation(rng, CLUSTERS) if rng.random() < 0.3 else PlainNegation()
    return PlainBook(named + codes, boundaries=rng.choice(BOUNDARIES), negation=negation)


def fault_in_matching(rules: list[str], seed: int) -> str:
    """Where the program and the oracle code a random transcript differently."""
    rng = Random(seed)
    book, document = book_of(rng, rules), make_document(rng, rng.sample(CLUSTERS, 5), kind="sentence")
    population = [True] * len(document.turns)
    units, ours, our_flags = judge_with_engine(Engine(to_codebook(book)), book, document, population)
    found, their_flags = judged(book, document, units, population)
    theirs = spell(book, found)
    differing = sorted(
        key
        for key in ours.keys() | theirs.keys()
        if (ours.get(key), our_flags.get(key)) != (theirs.get(key), their_flags.get(key))
    )
    return "".join(
        f"\n{book.codes[int(name[1:]) + 2] if name[0] == 'r' else name} in {document!r} {units[unit]}:"
        f"\n  {book.boundaries} {book.negation}"
        f"\n  engine {ours.get((unit, name))} {our_flags.get((unit, name))}"
        f"\n  oracle {theirs.get((unit, name))} {their_flags.get((unit, name))}"
        for unit, name in differing
    )


def try_rule(tally: Tally, rule: str, mutant: bool) -> Node | None:
    """Read a rule, note what came of it; its tree where the program reads it too."""
    started = time.perf_counter()
    fault = fault_in_reading(rule, mutant=mutant)
    tally.slowest = max(tally.slowest, (time.perf_counter() - started, rule))
    tally.rules += 1
    tally.mutants += mutant
    if fault:
        tally.failures.append(f"{rule!r}: {fault}")
    tree, parses = tree_of(rule), reads(rule)
    tally.parsed += parses
    tally.mutants_parsed += parses and mutant
    if parses != (tree is not None) and not later(rule):
        tally.read_otherwise.append(f"{'engine' if parses else 'oracle'} alone reads {rule!r}")
    if not parses or tree is None:
        return None
    tally.operators.update(set(operators_in(tree)))
    return tree


def reads(rule: str) -> bool:
    """Whether the program reads the rule."""
    try:
        parse(rule)
    except RuleError:
        return False
    return True


def later(rule: str) -> bool:
    """Whether the rule holds what the oracle does not judge."""
    return any(f"{word}{colon}" in rule for word in CONDITIONS for colon in ":：")


def run(first: int, count: int, *, match: bool) -> Tally:
    """Try `count` rules from a seed on."""
    tally, batch = Tally(), []
    for rule, mutant in samples(first, count):
        tree = try_rule(tally, rule, mutant)
        if tree is not None and is_common(tree):
            batch.append(rule)
        if match and len(batch) == BATCH:
            started = time.perf_counter()
            fault = fault_in_matching(batch, tally.rules)
            tally.slowest = max(
                tally.slowest, ((time.perf_counter() - started) / BATCH, f"a batch up to {rule}")
            )
            tally.matched += len(batch)
            tally.failures += [fault] if fault else []
            batch = []
    return tally


def main() -> int:
    """Run from the command line; 1 where anything failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1_000_000)
    options.add_argument("--no-match", action="store_true", help="only read and show")
    options.add_argument("--bound", type=float, default=1.0, help="seconds that one rule may take")
    chosen = options.parse_args()
    tally = run(chosen.seed, chosen.rules, match=not chosen.no_match)
    lines = [
        f"{tally.rules} rules, {tally.parsed / tally.rules:.1%} parse",
        f"{tally.mutants} mutations, {tally.mutants_parsed / max(1, tally.mutants):.1%} parse",
        f"{tally.matched} rules matched against the oracle",
        *(f"{count:8} {name}" for name, count in tally.operators.most_common()),
        f"slowest: {tally.slowest[0] * 1000:.1f} ms: {tally.slowest[1]}",
        f"{len(tally.read_otherwise)} read by one side only",
        *tally.read_otherwise[:20],
        f"{len(tally.failures)} failures",
        *tally.failures[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(tally.failures) or tally.slowest[0] > chosen.bound)


if __name__ == "__main__":
    sys.exit(main())
