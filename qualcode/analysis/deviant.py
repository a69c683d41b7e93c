"""Deviant cases: who lacks a code that most others have, or has one that most others lack."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

MOST, FEW = Fraction(3, 4), Fraction(1, 4)
"""Shares of the other cases from which, and up to which, one that differs from them is deviant."""
LEAST = 4
"""Other cases that there must be."""

Kind: TypeAlias = Literal["lacks", "has"]


class Deviant(NamedTuple):
    """A case by its number: it `lacks` what `n_have` of `n_others` have, or `has` what only so few have."""

    case: int
    kind: Kind
    n_have: int
    n_others: int


def deviant(has: Sequence[bool]) -> list[Deviant]:
    """The deviant ones among cases of which each has a code or not.

    A case lacks a code where at least three quarters of the others have it, and has one where at most a
    quarter of the others do; with fewer than four others nobody is deviant. Nor is anybody by a code that
    nobody has, or everybody. Those that lack come first, and of each kind the rarest.
    """
    n_others, n_all = len(has) - 1, sum(has)
    if n_others < LEAST:
        return []
    found = []
    for at, mine in enumerate(has):
        n_have = n_all - mine
        if not mine and n_have >= MOST * n_others:
            found.append(Deviant(at, "lacks", n_have, n_others))
        elif mine and n_have <= FEW * n_others:
            found.append(Deviant(at, "has", n_have, n_others))
    return sorted(found, key=lambda one: one.kind == "has")
