"""Nesting: which hits stand inside a longer one or inside a shield, and for which codes."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import numpy as np

from qualcode.rules.match import Found
from qualcode.terms import Ints

Hidden: TypeAlias = dict[int, frozenset[int]]
"""Codes for which a hit (by its index) does not count; EVERY for all of them."""

EVERY: frozenset[int] = frozenset({-1})
NOBODY: frozenset[int] = frozenset()


class Nesting(NamedTuple):
    """What hides what.

    hiders
        For each atom whose hits hide shorter ones, the codes that use it outside NOT.
    everywhere
        Whether they hide them for all codes (`nested: codebook`), not for their own only.
    shields
        For each shield the codes that it covers, or EVERY.
    n_terms
        Atoms from this number on are regexes, which nothing hides.
    """

    hiders: Mapping[int, frozenset[int]]
    everywhere: bool
    shields: tuple[frozenset[int], ...]
    n_terms: int


def is_hidden(hidden: Hidden, hit: int, code: int) -> bool:
    """Whether hit number `hit` does not count for `code`."""
    codes = hidden.get(hit)
    return codes is not None and (code in codes or codes is EVERY or -1 in codes)


def hide(
    found: Found,
    shields: Found,
    nesting: Nesting,
    absent: Mapping[int, frozenset[int]] = MappingProxyType({}),
) -> Hidden:
    """For each hit that is hidden, the codes for which it is.

    `absent` names codes for which a hit does not exist at all: there it hides nothing.
    """
    hidden = dict(absent)
    spans = list(zip(found.start.tolist(), found.end.tolist(), found.atom.tolist(), strict=True))
    for hit, outer in _containers(found, spans):
        codes = nesting.hiders.get(spans[outer][2])
        if not codes or spans[hit][2] >= nesting.n_terms:
            continue
        if outer in absent:
            codes -= absent[outer]
        if codes:
            _add(hidden, hit, EVERY if nesting.everywhere else codes)
    for hit, number in _shielded(found.start, found.end, shields):
        if spans[hit][2] < nesting.n_terms:
            _add(hidden, hit, nesting.shields[number])
    return hidden


def _add(hidden: Hidden, hit: int, codes: frozenset[int]) -> None:
    """Hide a hit for more codes; sets are shared where nothing is added, since there may be very many."""
    known = hidden.get(hit)
    if known is None:
        hidden[hit] = codes
    elif not codes <= known:
        hidden[hit] = known | codes


def _shielded(start: Ints, end: Ints, shields: Found) -> Iterator[tuple[int, int]]:
    """Pairs (hit, shield) where the hit lies inside the shield's hit or equals it."""
    order = np.argsort(start, kind="stable")
    starts, ends = start[order], end[order]
    first, last = np.searchsorted(starts, shields.start), np.searchsorted(starts, shields.end)
    rows = zip(first.tolist(), last.tolist(), shields.end.tolist(), shields.atom.tolist(), strict=True)
    for low, high, edge, number in rows:
        for place in range(low, high):
            if ends[place] <= edge:
                yield int(order[place]), number


def _containers(found: Found, spans: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Pairs (hit, hit that holds it and is longer), from one sweep from left to right."""
    order = np.lexsort((-found.end, found.start))
    pairs: list[tuple[int, int]] = []
    open_hits: list[int] = []
    for hit in _crowded(found, order):
        start, end, _ = spans[hit]
        open_hits = [other for other in open_hits if spans[other][1] > start]
        pairs.extend(
            (hit, other) for other in open_hits if spans[other][1] >= end and spans[other][:2] != (start, end)
        )
        open_hits.append(hit)
    return pairs


def _crowded(found: Found, order: Ints) -> list[int]:
    """The hits that overlap another one, in sweep order: most hits stand alone."""
    if len(order) < 2:
        return []
    start, end = found.start[order], found.end[order]
    reach = np.maximum.accumulate(end)
    touches_before = np.concatenate(([False], start[1:] < reach[:-1]))
    touched = touches_before | np.concatenate((touches_before[1:], [False]))
    return [int(hit) for hit in order[touched]]
