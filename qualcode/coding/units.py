"""Counting units: what a table counts, and where the codings of a document lie in it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.coding.coded import Units
from qualcode.coding.sweep import spread
from qualcode.errors import UsageError
from qualcode.terms import UNIT_KINDS, Ints, UnitKind

PairCounting: TypeAlias = Literal["unit", "window", "near", "overlap"]

MOST_REACH = 1000
"""The largest K of `window:K` and `near:K`."""

SPELLINGS = f"{', '.join(UNIT_KINDS)}, window:K, window:K:turn, near:K, overlap"


@dataclass(frozen=True, slots=True)
class Counting:
    """How the tables of one run count.

    coding_unit
        The passage in which the rules were judged.
    unit
        What frequencies count; never finer than `coding_unit`.
    pairs, reach
        What co-occurrence counts: units, windows of `reach` units, pairs of units at most
        `reach` apart, or overlapping codings.
    pair_unit
        The units of which `pairs` speaks.
    rollup
        Whether a unit that has a code also has all codes above it.
    population
        Whose speech counts, as it was asked for, and whose codings.
    by_rules
        Whether rules code, at least beside a person.
    """

    coding_unit: UnitKind = "sentence"
    unit: UnitKind = "sentence"
    pairs: PairCounting = "unit"
    pair_unit: UnitKind = "sentence"
    reach: int = 0
    rollup: bool = False
    population: str = ""
    by_rules: bool = True

    @property
    def pair_label(self) -> str:
        """What co-occurrence counts, spelled as on the command line."""
        match self.pairs:
            case "unit":
                return self.pair_unit
            case "overlap":
                return "overlap"
            case "near":
                return f"near:{self.reach}"
        ending = "" if self.pair_unit == "sentence" else f":{self.pair_unit}"
        return f"window:{self.reach}{ending}"


def counting(
    count_by: str | None,
    coding_unit: UnitKind,
    *,
    rollup: bool = False,
    population: str = "",
    by_rules: bool = True,
) -> Counting:
    """Read `--count-by`.

    `count_by` is a unit, `window:K`, `window:K:turn`, `near:K` or `overlap`; None or "" is the
    coding unit. The last four are of co-occurrence only: frequencies then count coding units.
    Raises UsageError for another word, and for a unit finer than the coding unit.
    """
    asked = count_by or coding_unit
    unit, pairs, pair_unit, reach = _read(asked, coding_unit)
    for kind in (unit, pair_unit):
        if UNIT_KINDS.index(kind) < UNIT_KINDS.index(coding_unit):
            raise _too_fine(asked, kind, coding_unit)
    return Counting(coding_unit, unit, pairs, pair_unit, reach, rollup, population, by_rules)


def _read(asked: str, coding_unit: UnitKind) -> tuple[UnitKind, PairCounting, UnitKind, int]:
    if asked in UNIT_KINDS:
        kind = UNIT_KINDS[UNIT_KINDS.index(asked)]
        return kind, "unit", kind, 0
    head, *rest = asked.split(":")
    if asked == "overlap":
        return coding_unit, "overlap", coding_unit, 0
    if head == "near" and len(rest) == 1:
        return coding_unit, "near", coding_unit, _reach(asked, rest[0], least=0)
    if head == "window" and (len(rest) == 1 or rest[1:] == ["turn"]):
        base: UnitKind = "turn" if len(rest) == 2 else "sentence"
        return coding_unit, "window", base, _reach(asked, rest[0], least=1)
    raise _unknown(asked)


def _reach(asked: str, digits: str, *, least: int) -> int:
    if not (digits.isascii() and digits.isdigit()) or not least <= int(digits) <= MOST_REACH:
        raise UsageError(
            f"'{asked}' needs a whole number from {least} to {MOST_REACH} in place of K",
            cure=f"For example {asked.split(':')[0]}:3.",
            slug="count-by",
        )
    return int(digits)


def _unknown(asked: str) -> UsageError:
    return UsageError(f"nothing can be counted by '{asked}'", cure=f"Count by {SPELLINGS}.", slug="count-by")


def _too_fine(asked: str, kind: UnitKind, coding_unit: UnitKind) -> UsageError:
    allowed = ", ".join(UNIT_KINDS[UNIT_KINDS.index(coding_unit) :])
    by_turn = asked.startswith("window") and coding_unit == "turn"
    advice = " For windows write window:K:turn." if by_turn else ""
    return UsageError(
        f"counting by {asked} is finer than the coding unit {coding_unit}: "
        f"a coded {coding_unit} does not make each {kind} in it coded",
        cure=f"Count by {allowed}, or code by {kind} (--unit {kind}).{advice}",
        slug="count-by",
    )


def places(fine: Units, coarse: Units) -> Ints:
    """For each unit of `fine` the index of the unit of `coarse` that holds it, or -1 where none does.

    Both are units of one document and one population; none of `fine` runs over an edge of
    `coarse`.
    """
    if len(coarse) == 0:
        return np.full(len(fine), -1, np.int64)
    place = np.searchsorted(coarse.start, fine.start, side="right").astype(np.int64) - 1
    outside = (place < 0) | (fine.start >= coarse.end[np.maximum(place, 0)])
    return np.where(outside, -1, place)


def n_windows(n_units: Ints, size: int) -> Ints:
    """Number of windows of `size` units in documents of `n_units`: max(1, n - size + 1), 0 where n is 0."""
    return np.where(n_units > 0, np.maximum(1, n_units - size + 1), 0)


def windows_with(unit: Ints, n_units: Ints, size: int) -> tuple[Ints, Ints]:
    """The windows of `size` consecutive units that hold each unit, sliding by one.

    `unit` counts from 0 within its document, `n_units` is the number of units of that document,
    one entry each. Returns the index into `unit` and the window (from 0 within the document).
    """
    first = np.maximum(0, unit - size + 1)
    last = np.minimum(unit, n_windows(n_units, size) - 1)
    return spread(first, last - first + 1)
