"""Terms that are one to a search: alternatives that look for the same, and terms of several codes."""

from collections.abc import Iterator
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.rules.compile import compile_rules, lone_atoms
from qualcode.rules.expand import Term, spelled
from qualcode.rules.syntax import PLAIN, Exact, Expr, Lemma, Or, Phrase, Reading, children
from qualcode.terms import CodeId

Written = list[tuple[Term, str]]


class Twice(NamedTuple):
    """Two alternatives of `code` that look for the same, as 社區 and 社区 do, in `n` places."""

    code: CodeId
    one: str
    other: str
    n: int


class InCodes(NamedTuple):
    """A term that codes several codes by itself; parents and their children are left out."""

    term: str
    codes: tuple[CodeId, ...]


def written_twice(codebook: Codebook) -> tuple[Twice, ...]:
    """All such alternatives of one OR or of one pair of braces, in the order of the codes."""
    found: dict[tuple[CodeId, str, str], int] = {}
    for code in codebook.codes:
        for rule in code.rules:
            for group in _groups(rule, PLAIN):
                for one, other in _twice(group):
                    place = (code.id, other, one) if (code.id, other, one) in found else (code.id, one, other)
                    found[place] = found.get(place, 0) + 1
    return tuple(Twice(*place, n) for place, n in found.items())


def _twice(group: Written) -> Iterator[tuple[str, str]]:
    first: dict[Term, str] = {}
    for term, written in group:
        if term in first:
            yield first[term], written
        first.setdefault(term, written)


def _groups(expr: Expr, reading: Reading) -> Iterator[Written]:
    """The terms of a rule as they are written; those of one OR together, and those of one phrase."""
    match expr:
        case Phrase():
            yield _of_phrase(expr, reading)
        case Or(of=of):
            found = [_of_phrase(part, reading) for part in of]
            yield [pair for pairs in found for pair in pairs]
            for part, pairs in zip(of, found, strict=True):
                if not pairs:
                    yield from _groups(part, reading)
        case _:
            for part in children(expr):
                yield from _groups(part, reading.below(expr))


def _of_phrase(expr: Expr, reading: Reading) -> Written:
    """The terms of a phrase, with or without a prefix, and without their forms; of anything else none."""
    if isinstance(expr, Exact | Lemma):
        return _of_phrase(expr.of, reading.below(expr))
    plain = reading._replace(lemma=False)
    return list(spelled(expr, plain)) if isinstance(expr, Phrase) else []


def in_several_codes(codebook: Codebook) -> tuple[InCodes, ...]:
    """Terms of which one hit codes two codes or more, neither above the other, in the order of the codes."""
    owners: dict[Term, dict[CodeId, None]] = {}
    for code in codebook.codes:
        plan = compile_rules(code.rules, codebook.reading)
        for node in plan.rules:
            for atom in sorted(lone_atoms(node, negated=False) | lone_atoms(node, negated=True)):
                if atom < len(plan.terms) and plan.terms[atom].is_literal:
                    owners.setdefault(plan.terms[atom], {})[code.id] = None
    parents = {code.id: code.parent for code in codebook.codes}
    found = []
    for term, codes in owners.items():
        above = {parent for code in codes for parent in _above(code, parents)}
        apart = tuple(code for code in codes if code not in above)
        if len(apart) > 1:
            found.append(InCodes(term.literal, apart))
    return tuple(found)


def _above(code: CodeId, parents: dict[CodeId, CodeId | None]) -> Iterator[CodeId]:
    parent = parents[code]
    while parent is not None:
        yield parent
        parent = parents[parent]
