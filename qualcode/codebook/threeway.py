"""Three-way merges of plain things: values, lines, and the order of keys."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from qualcode.codebook.conflicts import Chunk, Conflict

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Lines = tuple[str, ...]


def differing(base: T, ours: T, theirs: T) -> bool:
    """Whether both sides changed a thing, and not to the same."""
    return ours != theirs and base not in (ours, theirs)


def either(base: T, ours: T, theirs: T) -> T:
    """The side that changed; ours where both did."""
    return theirs if ours == base else ours


def merge_lines(base: Lines, ours: Lines, theirs: Lines, what: str) -> list[Chunk]:
    """Merge line by line: what only one side changed is as that side has it, the rest a conflict."""
    if not differing(base, ours, theirs):
        return [*either(base, ours, theirs)]
    merged: list[Chunk] = []
    for was, mine, yours in _hunks(base, ours, theirs):
        if differing(was, mine, yours):
            merged.append(Conflict(mine, yours, what))
        else:
            merged += either(was, mine, yours)
    return merged


def _hunks(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """The three texts in pieces: lines that all have, and what lies between them."""
    mine, yours = _matches(base, ours), _matches(base, theirs)
    i = j = k = 0
    for at in range(len(base)):
        if at in mine and at in yours:
            yield base[i:at], ours[j : mine[at]], theirs[k : yours[at]]
            yield (base[at : at + 1],) * 3
            i, j, k = at + 1, mine[at] + 1, yours[at] + 1
    yield base[i:], ours[j:], theirs[k:]


def _matches(base: Lines, other: Lines) -> dict[int, int]:
    """For each line of `base` that is kept its place in `other`."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}


def merge_order(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K]) -> list[K]:
    """All keys of both sides, in an order that both could have made.

    Where both have put the keys that they share into another order, ours holds. What only one side
    has stands behind what it stands behind there; at one place ours come first.
    """
    here, there = set(ours), set(theirs)
    shared = here & there
    order = [[key for key in side if key in shared] for side in (ours, theirs)]
    known = [key for key in base if key in shared]
    kept = [key for key in order[0] if key in set(known)] == known
    if order[0] != order[1] and kept:
        return _put_in(theirs, ours, lambda key: False)
    return _put_in(ours, theirs, lambda key: key not in there)


def _put_in(into: Sequence[K], added: Sequence[K], passes: Callable[[K], bool]) -> list[K]:
    """`into` with the other keys of `added`, each behind the one before it, and behind what it lets pass."""
    merged = list(into)
    known = set(into)
    at = 0
    for key in added:
        if key in known:
            at = merged.index(key) + 1
            continue
        while at < len(merged) and passes(merged[at]):
            at += 1
        merged.insert(at, key)
        at += 1
    return merged
