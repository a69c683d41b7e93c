"""Codes that have another id in a later codebook and are still the same, known by what they hold."""

from collections import Counter
from collections.abc import Hashable, Sequence, Set
from typing import NamedTuple, TypeAlias

from qualcode.codebook.fields import CODE_FIELDS, Side
from qualcode.codebook.model import Code, Codebook
from qualcode.terms import CodeId

Content: TypeAlias = Set[tuple[str, Hashable]]
"""What a code holds: kind and key of each piece."""

LEAST = 0.5
"""Codes that share less than this, or just this, are two codes."""


class Rename(NamedTuple):
    """A code that was called `old` and is called `new`, and what that rests on."""

    old: CodeId
    new: CodeId
    is_sure: bool
    why: str


def find_renames(old: Codebook, new: Codebook) -> tuple[Rename, ...]:
    """Pairs of a code that is gone and one that has come and share most of what they hold.

    A code holds its rules, shields, examples and near misses, its name, definition, include, exclude
    and source in each language, and the ids of its children. Two codes are taken for one where
    2 × shared / (pieces of the one + pieces of the other) is above one half (Dice), the most similar
    pair first, then in the order of the old codebook. A rename is sure where all they hold is the same
    and no other code has it.
    """
    gone = _contents(old, set(new.index()))
    come = _contents(new, set(old.index()))
    pairs = sorted(
        (-_dice(mine, yours), i, j)
        for i, mine in enumerate(gone.values())
        for j, yours in enumerate(come.values())
        if _dice(mine, yours) > LEAST
    )
    olds, news = list(gone), list(come)
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, i, j in pairs:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            others = [*gone.values(), *come.values()]
            found.append((i, _rename(olds[i], news[j], gone[olds[i]], come[news[j]], others)))
    return tuple(rename for _, rename in sorted(found))


def _contents(codebook: Codebook, known: Set[CodeId]) -> dict[CodeId, Content]:
    """What those codes hold that have no namesake among `known`."""
    return {code.id: _content(code, codebook) for code in codebook.codes if code.id not in known}


def _content(code: Code, codebook: Codebook) -> Content:
    side = Side(codebook, {})
    held: set[tuple[str, Hashable]] = {
        (field.item or field.name, (piece.key, "" if field.item else piece.text))
        for field in CODE_FIELDS
        if field.is_content
        for piece in field.pieces(code, side)
    }
    return held | {("child", one.id) for one in codebook.codes if one.parent == code.id}


def _dice(mine: Content, yours: Content) -> float:
    return 2 * len(mine & yours) / (len(mine) + len(yours)) if mine or yours else 0.0


def _rename(old: CodeId, new: CodeId, mine: Content, yours: Content, all_held: Sequence[Content]) -> Rename:
    if mine == yours:
        alone = sum(held == mine for held in all_held) == 2
        why = f"all that it holds is the same ({_listed(mine)})"
        return Rename(old, new, alone, why if alone else f"{why}; so does another code")
    shared = mine & yours
    why = f"{len(shared)} of {len(mine)} and {len(yours)} pieces are the same ({_listed(shared)})"
    return Rename(old, new, False, why)


def _listed(held: Content) -> str:
    """`1 name, 3 rules, 2 near misses`."""
    numbers = Counter(kind for kind, _ in held)
    kinds = [field.item or field.name for field in CODE_FIELDS if field.is_content] + ["child"]
    return ", ".join(f"{numbers[kind]} {_plural(kind, numbers[kind])}" for kind in kinds if numbers[kind])


def _plural(kind: str, number: int) -> str:
    if number == 1:
        return kind
    return {"child": "children", "near miss": "near misses"}.get(kind, f"{kind}s")
