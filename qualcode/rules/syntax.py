"""The tree of a rule. Every node is a frozen value; `show.show` writes it down again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that stand for themselves; a blank stands for any white space."""

    text: str


@dataclass(frozen=True, slots=True)
class Wild:
    """`*` or `?`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Choice:
    """`{a,b}`: one of several sequences of parts; a sequence may be empty."""

    options: tuple["Parts", ...]


ConditionKind: TypeAlias = OneOf["code", "speaker", "role", "where"]
Part: TypeAlias = Literal | Wild | Choice
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term: parts that follow each other, no two literals side by side."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression in RE2 syntax; `body` has plain slashes."""

    body: str


@dataclass(frozen=True, slots=True)
class Exact:
    """`exact:`: case and script of the terms in `of` as they are written."""

    of: "Expr"


@dataclass(frozen=True, slots=True)
class Lemma:
    """`lemma:`: every inflected form of the terms in `of`; in a phrase the last word inflects."""

    of: "Expr"


@dataclass(frozen=True, slots=True)
class Polarity:
    """`negated:` or, where not `negated`, `affirmed:`: hits of the terms in `of` that are (not) negated."""

    of: "Expr"
    negated: bool


@dataclass(frozen=True, slots=True)
class Near:
    """`A NEAR/n B`, or `A BEFORE/n B` where `ordered`."""

    left: "Expr"
    right: "Expr"
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`ATLEAST/n(...)`."""

    count: int
    of: "Expr"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of the turn, the document or the unit's other codes.

    `name` is used by `where` only; `equal` is False for `!=`.
    """

    kind: ConditionKind
    value: str
    name: str = ""
    equal: bool = True


@dataclass(frozen=True, slots=True)
class Not:
    """`NOT A`."""

    of: "Expr"


@dataclass(frozen=True, slots=True)
class And:
    """`A AND B …`, at least two parts, none of them an And."""

    of: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """`A OR B …`, at least two parts, none of them an Or."""

    of: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """`pattern:`, a rule by itself: a row of tokens as `patterns.canonical` writes it."""

    tokens: str


Expr: TypeAlias = (
    Phrase | Regex | Exact | Lemma | Polarity | Near | AtLeast | Condition | Not | And | Or | Pattern
)


class Reading(NamedTuple):
    """What stands above a term and decides how it is read.

    `exact` and `lemma`: the term stands under that prefix; `inflections`: plain terms of the
    whole codebook match their inflected forms.
    """

    exact: bool = False
    lemma: bool = False
    inflections: bool = False

    @property
    def inflected(self) -> bool:
        """Whether the term stands for its inflected forms too."""
        return self.lemma or (self.inflections and not self.exact)

    def below(self, expr: Expr) -> "Reading":
        """How the terms directly below `expr` are read."""
        match expr:
            case Exact():
                return self._replace(exact=True)
            case Lemma():
                return self._replace(lemma=True)
        return self


PLAIN = Reading()


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below `expr`, left to right."""
    if isinstance(expr, Phrase):  # most are terms, and need no comparing
        return ()
    match expr:
        case And(of=of) | Or(of=of):
            return of
        case Not(of=one) | Exact(of=one) | Lemma(of=one) | Polarity(of=one) | AtLeast(of=one):
            return (one,)
        case Near(left=left, right=right):
            return (left, right)
    return ()


def phrases(expr: Expr, reading: Reading = PLAIN) -> Iterator[tuple[Phrase, Reading]]:
    """Every term of `expr` with how it is read, from left to right."""
    if isinstance(expr, Phrase):
        yield expr, reading
        return
    below = reading.below(expr)
    for child in children(expr):
        if isinstance(child, Phrase):
            yield child, below
        else:
            yield from phrases(child, below)


def walk(expr: Expr) -> Iterator[Expr]:
    """`expr` and all that is below it, from the top, left to right."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def named_codes(expr: Expr) -> frozenset[str]:
    """The codes that `expr` names with `code:`."""
    if isinstance(expr, Phrase):  # most rules are
        return frozenset()
    found: set[str] = set()
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Condition) and node.kind == "code":
            found.add(node.value)
        waiting += [one for one in children(node) if not isinstance(one, Phrase)]  # most are terms
    return frozenset(found)


def is_positive(expr: Expr) -> bool:
    """Whether `expr` needs something to be there: every branch of OR, some part of AND, never NOT."""
    match expr:
        case Or(of=of):
            return all(is_positive(part) for part in of)
        case And(of=of):
            return any(is_positive(part) for part in of)
        case Not():
            return False
    return True


def is_condition(expr: Expr) -> bool:
    """Whether `expr` can be true without any hit: conditions, and what joins only them."""
    match expr:
        case Condition():
            return True
        case Or(of=of):
            return any(is_condition(part) for part in of)
        case And(of=of):
            return all(is_condition(part) or not is_positive(part) for part in of)
    return False
