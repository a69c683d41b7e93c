"""Why a number of agreement is undefined, and what a reader must know of it."""

import numpy as np

from qualcode.reliability.measures import Drawn, Measure
from qualcode.reliability.quotients import Floats
from qualcode.reliability.ratings import Ratings
from qualcode.terms import Flags

ONE_VALUE = "undefined: everyone gave one value"
NOBODY = "undefined: nobody gave the code"
NO_UNITS = {
    "pair": "undefined: no unit was rated by two coders",
    "two": "undefined: no unit was rated by two coders",
    "all": "undefined: no unit was rated by all coders",
    "reference": "undefined: no unit was rated by both",
}
BEYOND_CHANCE = {"cohen_kappa", "fleiss_kappa", "krippendorff_alpha"}
"""Measures that are undefined where everyone gave one value."""


def note_on_pair(measure: Measure, coders: tuple[str, str], tables: Floats, values: Floats) -> list[str]:
    """(codes,) notes on the values of two coders, from tables (codes, 2, 2) of what was observed."""
    return [_on_pair(measure, coders, table, value) for table, value in zip(tables, values, strict=True)]


def _on_pair(measure: Measure, coders: tuple[str, str], table: Floats, value: float) -> str:
    if not table.sum():
        return NO_UNITS[measure.needs]
    given = table[1].sum(), table[:, 1].sum()
    if np.isnan(value):
        return _undefined(measure, coders)
    if measure.name not in BEYOND_CHANCE:
        return ""
    never = [coder for coder, n in zip(coders, given, strict=True) if not n]
    always = [coder for coder, n in zip(coders, given, strict=True) if n == table.sum()]
    return "; ".join(_never(name, value) for name in never) or "; ".join(_always(name) for name in always)


def _never(coder: str, value: float) -> str:
    return f"{coder} never gave the code" + (": κ is 0 whatever the other did" if value == 0 else "")


def _always(coder: str) -> str:
    return f"{coder} gave every unit the code: κ is 0 whatever the other did"


def _undefined(measure: Measure, coders: tuple[str, str]) -> str:
    if measure.name in BEYOND_CHANCE:
        return ONE_VALUE
    if measure.name == "precision":
        return f"undefined: {coders[1]} gave the code to no unit"
    if measure.name == "recall":
        return f"undefined: {coders[0]} gave the code to no unit"
    return NOBODY


def note_on_all(measure: Measure, given: Ratings, drawn: Drawn, values: Floats, units: Floats) -> list[str]:
    """(codes,) notes on the values of all coders together, which rest on so many `units` each."""
    n_yes, n_rated = (given.values == 1).sum(axis=0), (given.values >= 0).sum(axis=0)
    never: Flags = (n_yes == 0) & (n_rated > 0) & n_yes.any(axis=0)
    n_pairs = _defined_pairs(measure, drawn)
    return [
        _on_all(measure, given, never[:, at], n_pairs[at], values[at], units[at])
        for at in range(len(given.codes))
    ]


def _defined_pairs(measure: Measure, drawn: Drawn) -> list[int]:
    """(codes,) pairs of coders in which the measure of a pair is defined; all where there is none."""
    observed = drawn.tables[0]
    if measure.of_pair is None or measure.needs != "pair":
        return [observed.shape[1]] * observed.shape[0]
    counts: list[int] = (~np.isnan(measure.of_pair(observed))).sum(axis=1).tolist()
    return counts


def _on_all(measure: Measure, given: Ratings, never: Flags, n_pairs: int, value: float, units: float) -> str:
    if not units:
        return NO_UNITS[measure.needs]
    if np.isnan(value):
        return ONE_VALUE if measure.name in BEYOND_CHANCE else NOBODY
    notes = []
    if n_pairs < len(given.pairs):
        notes.append(f"mean of {n_pairs} of {len(given.pairs)} pairs")
    if measure.name in BEYOND_CHANCE and never.any():
        notes += [f"{given.coders[at]} never gave the code" for at in np.flatnonzero(never).tolist()]
    return "; ".join(notes)


def note_over_codes(n_codes: int, n_asked: int, n_above: int) -> str:
    """What a figure over codes is taken from: those defined of those asked for, without those above them."""
    defined = f"{n_codes} of {n_asked} codes defined"
    return f"{defined}; {n_above} left out that stand above other codes" if n_above else defined
