"""Rules to one plan: the distinct things to look for, and expressions over their hits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from qualcode.rules.expand import Term, terms
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
)

Atom: TypeAlias = int
"""Number of something to look for: terms first, then regexes, then patterns."""


class Hits(NamedTuple):
    """True where any of `atoms` has a hit."""

    atoms: tuple[Atom, ...]


class Pair(NamedTuple):
    """NEAR and BEFORE."""

    left: "Node"
    right: "Node"
    distance: int
    ordered: bool


class Count(NamedTuple):
    """ATLEAST."""

    least: int
    of: "Node"


class Absent(NamedTuple):
    """NOT."""

    of: "Node"


class Polar(NamedTuple):
    """`negated:`, or `affirmed:` where not `negated`."""

    of: "Node"
    negated: bool


class All(NamedTuple):
    """AND."""

    of: tuple["Node", ...]


class Any(NamedTuple):
    """OR."""

    of: tuple["Node", ...]


Node: TypeAlias = Hits | Polar | Pair | Count | Absent | All | Any | Condition


class Plan(NamedTuple):
    """All that a set of rules looks for. Atom numbers run through `terms`, `regexes` and `patterns`."""

    terms: tuple[Term, ...]
    regexes: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    rules: tuple[Node, ...]

    @property
    def n_atoms(self) -> int:
        """How many atoms there are."""
        return len(self.terms) + len(self.regexes) + len(self.patterns)


@dataclass(slots=True)
class _Compiler:
    terms: dict[Term, int] = field(default_factory=dict)
    others: dict[str | Pattern, int] = field(default_factory=dict)

    def other(self, wanted: str | Pattern) -> Atom:
        """The number of a regex or pattern: negative until all terms are known."""
        return -1 - self.others.setdefault(wanted, len(self.others))


def compile_rules(rules: Iterable[Expr], reading: Reading = PLAIN) -> Plan:
    """The plan of `rules`, in their order; equal terms of several rules are one atom.

    `reading` is how terms are read that no prefix stands above.
    """
    compiler = _Compiler()
    in_turn = sorted(enumerate(rules), key=lambda one: isinstance(one[1], Pattern))
    nodes = {place: _node(compiler, rule, reading) for place, rule in in_turn}
    shifted = (_shift(nodes[place], len(compiler.terms)) for place in range(len(nodes)))
    regexes = tuple(other for other in compiler.others if isinstance(other, str))
    patterns = tuple(other for other in compiler.others if isinstance(other, Pattern))
    return Plan(tuple(compiler.terms), regexes, patterns, tuple(shifted))


def parts_of(plan: Plan) -> Callable[[Expr, Reading], Node]:
    """What gives a part of one of the plan's rules over its atoms, told how its terms are read."""
    terms = {term: number for number, term in enumerate(plan.terms)}
    others: tuple[str | Pattern, ...] = (*plan.regexes, *plan.patterns)
    compiler = _Compiler(terms, {other: number for number, other in enumerate(others)})
    return lambda expr, reading: _shift(_node(compiler, expr, reading), len(plan.terms))


def _node(compiler: _Compiler, expr: Expr, reading: Reading) -> Node:
    """`expr` over atoms; `_shift` gives regexes and patterns their numbers."""
    match expr:
        case Phrase():
            return Hits(_atoms(compiler, expr, reading))
        case Regex(body=body):
            return Hits((compiler.other(body),))
        case Pattern():
            return Hits((compiler.other(expr),))
        case Exact(of=one) | Lemma(of=one):
            return _node(compiler, one, reading.below(expr))
        case Polarity(of=one, negated=negated):
            return Polar(_node(compiler, one, reading), negated)
        case Near(left=left, right=right, distance=n, ordered=ordered):
            return Pair(_node(compiler, left, reading), _node(compiler, right, reading), n, ordered)
        case AtLeast(count=count, of=one):
            return Count(count, _node(compiler, one, reading))
        case Not(of=one):
            return Absent(_node(compiler, one, reading))
        case And(of=of):
            return All(tuple(_node(compiler, part, reading) for part in of))
        case Or(of=of):
            return _any(compiler, of, reading)
        case Condition():
            return expr


def _any(compiler: _Compiler, parts: Iterable[Expr], reading: Reading) -> Node:
    """OR with its plain hits gathered in one node."""
    atoms: dict[Atom, None] = {}
    others: list[Node] = []
    for part in parts:
        if isinstance(part, Phrase):  # most are
            atoms.update(dict.fromkeys(_atoms(compiler, part, reading)))
            continue
        node = _node(compiler, part, reading)
        if isinstance(node, Hits):
            atoms.update(dict.fromkeys(node.atoms))
        else:
            others.append(node)
    gathered: tuple[Node, ...] = ((Hits(tuple(atoms)),) if atoms else ()) + tuple(others)
    return gathered[0] if len(gathered) == 1 else Any(gathered)


def _atoms(compiler: _Compiler, phrase: Phrase, reading: Reading) -> tuple[Atom, ...]:
    """The atoms of a phrase: one for each of its terms."""
    known = compiler.terms
    return tuple([known.setdefault(term, len(known)) for term in terms(phrase, reading)])


def _shift(node: Node, offset: int) -> Node:
    """`node` with the numbers of its regexes and patterns behind those of the terms."""
    match node:
        case Hits(atoms=atoms):
            return Hits(tuple(atom if atom >= 0 else offset - 1 - atom for atom in atoms))
        case Polar(of=one, negated=negated):
            return Polar(_shift(one, offset), negated)
        case Pair(left=left, right=right, distance=n, ordered=ordered):
            return Pair(_shift(left, offset), _shift(right, offset), n, ordered)
        case Count(least=least, of=one):
            return Count(least, _shift(one, offset))
        case Absent(of=one):
            return Absent(_shift(one, offset))
        case All(of=of):
            return All(tuple(_shift(part, offset) for part in of))
        case Any(of=of):
            return Any(tuple(_shift(part, offset) for part in of))
    return node


def positive_atoms(node: Node) -> frozenset[Atom]:
    """The atoms of `node` that stand outside NOT."""
    match node:
        case Hits(atoms=atoms):
            return frozenset(atoms)
        case Pair(left=left, right=right):
            return positive_atoms(left) | positive_atoms(right)
        case Count(of=one) | Polar(of=one):
            return positive_atoms(one)
        case All(of=of) | Any(of=of):
            return frozenset[int]().union(*(positive_atoms(part) for part in of))
    return frozenset()


def all_atoms(node: Node) -> frozenset[Atom]:
    """The atoms of `node`, those under NOT too."""
    match node:
        case Hits(atoms=atoms):
            return frozenset(atoms)
        case Pair(left=left, right=right):
            return all_atoms(left) | all_atoms(right)
        case Count(of=one) | Polar(of=one) | Absent(of=one):
            return all_atoms(one)
        case All(of=of) | Any(of=of):
            return frozenset[int]().union(*map(all_atoms, of))
    return frozenset()


def polar_atoms(node: Node) -> frozenset[Atom]:
    """The atoms of which `node` asks whether they are negated."""
    match node:
        case Polar(of=one):
            return all_atoms(one)
        case Pair(left=left, right=right):
            return polar_atoms(left) | polar_atoms(right)
        case Count(of=one) | Absent(of=one):
            return polar_atoms(one)
        case All(of=of) | Any(of=of):
            return frozenset[int]().union(*map(polar_atoms, of))
    return frozenset()


def lone_atoms(node: Node, *, negated: bool) -> frozenset[Atom]:
    """The atoms of which one hit by itself, negated or not, makes `node` true.

    Taken for granted are that no NOT forbids it and that conditions hold.
    """
    match node:
        case Hits(atoms=atoms):
            return frozenset(atoms)
        case Polar(of=one):
            return lone_atoms(one, negated=negated) if node.negated is negated else frozenset()
        case Count(least=1, of=one):
            return lone_atoms(one, negated=negated)
        case Any(of=of):
            return frozenset[int]().union(*(lone_atoms(part, negated=negated) for part in of))
        case All(of=of):
            needed = [lone_atoms(part, negated=negated) for part in of if _needs_words(part)]
            return frozenset.intersection(*needed) if needed else frozenset()
    return frozenset()


def _needs_words(node: Node) -> bool:
    """Whether `node` is false where nothing is found and no condition holds it up."""
    match node:
        case Absent() | Condition():
            return False
        case Any(of=of):
            return all(map(_needs_words, of))
        case All(of=of):
            return any(map(_needs_words, of))
    return True


def candidates(
    node: Node, units_with: Mapping[Atom, set[int]], units_coded: Callable[[str], set[int]]
) -> set[int] | None:
    """The units where `node` can be true, or None where that may be any.

    `units_with` has the units that hold a hit of each atom, `units_coded` gives those with a
    code. A unit is left out only where something that the rule surely needs is missing.
    """
    match node:
        case Hits(atoms=atoms):
            return set().union(*(units_with[atom] for atom in atoms if atom in units_with))
        case Count(of=one) | Polar(of=one):
            return candidates(one, units_with, units_coded)
        case Condition(kind="code", value=value):
            return units_coded(value)
        case Pair(left=left, right=right):
            return _in_all([candidates(side, units_with, units_coded) for side in (left, right)])
        case All(of=of):
            return _in_all([candidates(part, units_with, units_coded) for part in of])
        case Any(of=of):
            found = [candidates(part, units_with, units_coded) for part in of]
            known = [units for units in found if units is not None]
            return set().union(*known) if len(known) == len(found) else None
    return None


def _in_all(found: list[set[int] | None]) -> set[int] | None:
    """The units that stand in every set; what may be anywhere does not narrow them."""
    known = [units for units in found if units is not None]
    return set.intersection(*known) if known else None


def needed_atoms(node: Node) -> frozenset[Atom] | None:
    """Atoms without any of which `node` is false everywhere, or None where it may be true without hits."""
    match node:
        case Hits(atoms=atoms):
            return frozenset(atoms)
        case Count(of=one) | Polar(of=one):
            return needed_atoms(one)
        case Pair(left=left, right=right):
            return _fewest([needed_atoms(left), needed_atoms(right)])
        case All(of=of):
            return _fewest([needed_atoms(part) for part in of])
        case Any(of=of):
            found = [needed_atoms(part) for part in of]
            known = [atoms for atoms in found if atoms is not None]
            return frozenset[int]().union(*known) if len(known) == len(found) else None
    return None


def _fewest(found: list[frozenset[Atom] | None]) -> frozenset[Atom] | None:
    """The smallest of the sets that are all needed: the one that is seldom there."""
    return min((atoms for atoms in found if atoms is not None), key=len, default=None)
