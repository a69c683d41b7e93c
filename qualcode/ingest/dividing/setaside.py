"""Tables among labelled paragraphs that are no dialogue: nobody's speech."""

from collections.abc import Sequence

import numpy as np

from qualcode.terms import Offsets

Spans = Sequence[tuple[int, int]]


def tables_aside(tables: Spans, turns: Offsets) -> tuple[tuple[int, int], ...]:
    """Those of `tables` that lie within a turn; where a turn begins in a table, the table is talk."""
    starts, ends = turns[:, 0], turns[:, 2]
    kept = []
    for start, end in tables:
        turn = int(np.searchsorted(starts, start, side="right")) - 1
        if start < end and turn >= 0 and start < ends[turn] and not _any_between(starts, start, end):
            kept.append((start, end))
    return tuple(kept)


def _any_between(places: Offsets, start: int, end: int) -> bool:
    return bool(((places >= start) & (places < end)).any())


def without_tables(text: str, turns: Offsets, asides: Offsets, tables: Spans) -> tuple[Offsets, Offsets]:
    """The turns and asides when `tables` are no speech: a turn ends before a table that ends it."""
    if not tables:
        return turns, asides
    turns = turns.copy()
    inside = []
    for start, end in reversed(tables):
        begun = start + len(text[start:end]) - len(text[start:end].lstrip())
        turn = int(np.searchsorted(turns[:, 0], start, side="right")) - 1
        if turns[turn, 2] <= end:
            turns[turn, 2] = max(int(turns[turn, 1]), len(text[:start].rstrip()))
        else:
            inside.append((begun, end))
        asides = asides[(asides[:, 1] <= begun) | (asides[:, 0] >= end)]
    both = np.concatenate((asides, np.array(inside, np.int32).reshape(-1, 2))).astype(np.int32)
    return turns, both[np.argsort(both[:, 0], kind="stable")]


def about_tables(tables: Spans) -> tuple[str, ...]:
    """The sentence about tables that were set aside."""
    if not tables:
        return ()
    what = "table that is no dialogue" if len(tables) == 1 else "tables that are no dialogue"
    return (f"{len(tables)} {what} set aside",)
