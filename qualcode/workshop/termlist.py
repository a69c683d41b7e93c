"""The terms of a codebook, each once for every code that uses it, as they are written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.coding.plan import Prepared
from qualcode.rules.compile import Atom, lone_atoms
from qualcode.rules.expand import Term, spelled
from qualcode.rules.show import show
from qualcode.rules.syntax import Expr, Pattern, Phrase, Reading, Regex, children
from qualcode.text.chars import HAN, classes, code_points


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term, regex or pattern of a code.

    atom
        Its number in the plan, and the same for all codes.
    written
        As it first stands in the code's rules, braces written out, an inflected form by itself; a regex
        between slashes, a pattern as `show` spells it.
    kind
        `term`, `exact`, `regex` or `pattern`.
    language
        `zh` where it holds a Han character, else `en`, as for documents; empty for a regex or pattern.
    lone
        Whether one hit of it is a coding by itself.
    """

    code: int
    atom: Atom
    written: str
    kind: str
    language: str
    lone: bool


def term_uses(prepared: Prepared) -> tuple[TermUse, ...]:
    """All terms, regexes and patterns of a codebook, by their number in the plan, then by code."""
    plan, rules = prepared.plan, iter(prepared.plan.rules)
    looked_for: tuple[Term | str | Pattern, ...] = (*plan.terms, *plan.regexes, *plan.patterns)
    atoms = {one: number for number, one in enumerate(looked_for)}
    found: dict[tuple[int, int], TermUse] = {}
    lone: set[tuple[int, int]] = set()
    for position, code in enumerate(prepared.codebook.codes):
        for rule, node in zip(code.rules, rules, strict=False):
            alone = lone_atoms(node, negated=False) | lone_atoms(node, negated=True)
            lone.update((atom, position) for atom in alone)
            for kind, term, written in _written(rule, prepared.codebook.reading):
                place = atoms[term], position
                if place not in found:
                    language = "" if kind in ("regex", "pattern") else language_of_term(written)
                    found[place] = TermUse(position, atoms[term], written, kind, language, lone=False)
    return tuple(replace(found[place], lone=place in lone) for place in sorted(found))


def language_of_term(written: str) -> str:
    """`zh` for a term with a Han character, else `en`."""
    return "zh" if (classes(code_points(written)) == HAN).any() else "en"


def _written(expr: Expr, reading: Reading) -> Iterator[tuple[str, Term | str | Pattern, str]]:
    """Kind, term (or body of a regex, or pattern) and spelling of all that a rule looks for."""
    match expr:
        case Phrase():
            for term, written in spelled(expr, reading):
                yield ("exact", term, f"exact:{written}") if reading.exact else ("term", term, written)
        case Regex(body=body):
            yield "regex", body, show(expr)
        case Pattern():
            yield "pattern", expr, show(expr)
        case _:
            for part in children(expr):
                yield from _written(part, reading.below(expr))
