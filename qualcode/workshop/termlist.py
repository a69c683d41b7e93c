"""The terms of a codebook, each once for every code that uses it, as they are written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.coding.plan import Prepared
from qualcode.rules.compile import Atom, lone_atoms
from qualcode.rules.expand import Term, spelled
from qualcode.rules.show import show
from qualcode.rules.syntax import Expr, Phrase, Reading, Regex, children
from qualcode.text.patterns import lazy

_HAN = lazy(r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term or regex of a code.

    atom
        Its number in the plan, and the same for all codes.
    written
        As it first stands in the code's rules, braces written out, an inflected form by itself; a regex
        between slashes.
    kind
        `term`, `exact` or `regex`.
    language
        `zh` where it holds a Han character, else `en`, as for documents; empty for a regex.
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
    """All terms and regexes of a codebook, by their number in the plan, then in the order of the codes."""
    plan, rules = prepared.plan, iter(prepared.plan.rules)
    atoms: dict[Term | str, int] = {term: number for number, term in enumerate(plan.terms)}
    atoms |= {body: len(plan.terms) + number for number, body in enumerate(plan.regexes)}
    found: dict[tuple[int, int], TermUse] = {}
    lone: set[tuple[int, int]] = set()
    for position, code in enumerate(prepared.codebook.codes):
        for rule, node in zip(code.rules, rules, strict=False):
            alone = lone_atoms(node, negated=False) | lone_atoms(node, negated=True)
            lone.update((atom, position) for atom in alone)
            for kind, term, written in _written(rule, prepared.codebook.reading):
                place = atoms[term], position
                if place not in found:
                    language = "" if kind == "regex" else language_of_term(written)
                    found[place] = TermUse(position, atoms[term], written, kind, language, lone=False)
    return tuple(replace(found[place], lone=place in lone) for place in sorted(found))


def language_of_term(written: str) -> str:
    """`zh` for a term with a Han character, else `en`."""
    return "zh" if _HAN.search(written) else "en"


def _written(expr: Expr, reading: Reading) -> Iterator[tuple[str, Term | str, str]]:
    """Kind, term (or the body of a regex) and spelling of all that a rule looks for, left to right."""
    match expr:
        case Phrase():
            for term, written in spelled(expr, reading):
                yield ("exact", term, f"exact:{written}") if reading.exact else ("term", term, written)
        case Regex(body=body):
            yield "regex", body, show(expr)
        case _:
            for part in children(expr):
                yield from _written(part, reading.below(expr))
