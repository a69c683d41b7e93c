"""A rule in one unit, clause by clause: what is true of it, and by which characters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from qualcode.rules.compile import Atom, Node, Pair, all_atoms
from qualcode.rules.evaluate import Evidence, View, evaluate, fewest_between
from qualcode.rules.show import show
from qualcode.rules.syntax import (
    PLAIN,
    And,
    AtLeast,
    Condition,
    Exact,
    Expr,
    Lemma,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Polarity,
    Reading,
    Regex,
    children,
)

Kind: TypeAlias = Literal[
    "term",
    "regex",
    "pattern",
    "exact",
    "lemma",
    "negated",
    "affirmed",
    "near",
    "before",
    "atleast",
    "not",
    "and",
    "or",
    "condition",
]
KINDS: dict[type[Expr], Kind] = {
    Regex: "regex",
    Pattern: "pattern",
    Exact: "exact",
    Lemma: "lemma",
    AtLeast: "atleast",
    Not: "not",
    And: "and",
    Or: "or",
    Condition: "condition",
}
NodeOf: TypeAlias = Callable[[Expr, Reading], Node]
"""`compile.parts_of` of the plan that holds the rule."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a rule, judged in one unit.

    kind, text
        What it is, and its canonical spelling.
    true, evidence
        Whether it is true by itself, and the spans that make it so, sorted.
    atoms
        Of a term, a regex or a pattern: the numbers of what it looks for.
    between
        Of a NEAR or BEFORE that is false: how many words lie between the nearest two of its sides that only
        the distance can keep apart; None where there are none.
    of
        The clauses that it joins, left to right.
    """

    kind: Kind
    text: str
    true: bool
    evidence: Evidence
    atoms: tuple[Atom, ...] = ()
    between: int | None = None
    of: tuple["Clause", ...] = ()


def atoms_of(clause: Clause) -> Iterator[Atom]:
    """The numbers of all terms and regexes of a clause and its parts."""
    yield from clause.atoms
    for part in clause.of:
        yield from atoms_of(part)


def trace(rule: Expr, node_of: NodeOf, view: View, reading: Reading = PLAIN) -> Clause:
    """Judge a rule and every part of it in the unit that `view` shows; `reading`: what stands above it."""
    node = node_of(rule, reading)
    found = evaluate(node, view)
    kind = _kind(rule)
    below = reading.below(rule)
    parts = () if kind == "term" else children(rule)
    return Clause(
        kind=kind,
        text=show(rule),
        true=found is not None,
        evidence=found or (),
        atoms=() if parts else tuple(sorted(all_atoms(node))),
        between=fewest_between(node, view) if isinstance(node, Pair) and found is None else None,
        of=tuple(trace(part, node_of, view, below) for part in parts),
    )


def silent(rule: Expr) -> Clause:
    """A rule that is known to be false and to find nothing, without its parts."""
    return Clause(_kind(rule), show(rule), true=False, evidence=())


def _kind(rule: Expr) -> Kind:
    match rule:
        case Phrase() | Exact(of=Phrase()) | Lemma(of=Phrase()):
            return "term"
        case Polarity(negated=negated):
            return "negated" if negated else "affirmed"
        case Near(ordered=ordered):
            return "before" if ordered else "near"
    return KINDS[type(rule)]
