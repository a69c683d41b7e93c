"""When turns were said: times of the recording, in milliseconds."""

from collections.abc import Sequence

import numpy as np

from qualcode.terms import Ints, Offsets
from qualcode.text.patterns import lazy

UNKNOWN = -1
_CLOCK = lazy(r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?\s*")


def turn_times(given: Sequence[tuple[int, int, int]], spans: Offsets) -> Ints:
    """For each turn of `spans` when it begins and ends; a turn that joins several has the times of all.

    `given` are (place in the text, begin, end), sorted by place; empty where nothing is known.
    """
    if not given:
        return np.zeros((0, 2), np.int64)
    found = np.full((len(spans), 2), UNKNOWN, np.int64)
    owners = np.searchsorted(spans[:, 0], [place for place, _, _ in given], side="right") - 1
    for turn, (_, begin, end) in zip(owners.tolist(), given, strict=True):
        if turn >= 0:
            found[turn] = _spanning(found[turn].tolist(), begin, end)
    return found


def _spanning(known: Sequence[int], begin: int, end: int) -> tuple[int, int]:
    """The earliest beginning and the latest end of two stretches, as far as they are known."""
    begins = [time for time in (known[0], begin) if time >= 0]
    return min(begins, default=UNKNOWN), max(known[1], end)


def spanning(times: Ints, firsts: Ints) -> Ints:
    """The times of runs of turns, each from one of `firsts` to the next: first beginning, last end."""
    if not len(times):
        return times
    last = np.iinfo(np.int64).max
    begins = np.minimum.reduceat(np.where(times[:, 0] < 0, last, times[:, 0]), firsts)
    ends = np.maximum.reduceat(times[:, 1], firsts)
    return np.stack([np.where(begins == last, UNKNOWN, begins), ends], axis=1)


def clock(text: str) -> int:
    """`1:02:03,5`, `02:03.250` or `0:12` in milliseconds; -1 where it is no time."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return UNKNOWN
    hours, minutes, seconds, part = found.groups(default="0")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(part[:3].ljust(3, "0"))


def seconds(value: object) -> int:
    """A number of seconds, or its text, in milliseconds; -1 where it is none, or negative."""
    try:
        number = float(str(value).strip().rstrip("s"))
    except ValueError:
        return UNKNOWN
    return round(number * 1000) if 0 <= number < 1e9 else UNKNOWN
