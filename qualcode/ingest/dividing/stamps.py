"""Times in labels of a text: when its turns begin, where that is a time of the recording."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.ingest.dividing.labels import TIME
from qualcode.ingest.dividing.marks import Marks
from qualcode.ingest.times import UNKNOWN, clock
from qualcode.text.patterns import lazy

_TIMES = lazy(rf"({TIME})(?:[ ]*(?:-->|[-–—~～至到])[ ]*({TIME}))?")
_OF_DAY = lazy(r"\d{4}[-/.年]\d|\d月|\d[ ]?[ap]\.?m\b|上午|下午|晚上|凌晨|中午", re.IGNORECASE)
_ABOVE = lazy(rf"[ \t]*[\[(（【<]?[ ]*({TIME})(?:[ ]*(?:-->|[-–—~～至到])[ ]*({TIME}))?[ ]*[\])）】>]?[ \t]*")
_LATEST_MINUTES, _LATEST_HOURS = 5 * 60_000, 6 * 3_600_000
_LONGEST = 60


class Stamps(NamedTuple):
    """Turns by their places in the text, with beginning and end in milliseconds; a sentence about them."""

    times: tuple[tuple[int, int, int], ...] = ()
    guess: str = ""


def label_times(text: str, turns: Marks) -> Stamps:
    """The times in the labels of `turns`, or on the line above one.

    A time with a date, or one of which the first is later than an interview begins (`10:02`,
    `14:30:05`), is the time of day: it is not taken.
    """
    found = list(_found(text, turns))
    if not found:
        return Stamps()
    shown = min(found, key=lambda one: one[1])[3]
    latest = _LATEST_MINUTES if shown.count(":") < 2 else _LATEST_HOURS
    if min(begin for _, begin, _, _ in found) > latest:
        return Stamps(guess=f"times in labels, from {shown} on, taken for the time of day")
    return Stamps(
        tuple((place, begin, end) for place, begin, end, _ in found),
        f"times of {len(found)} turns read from their labels",
    )


def _found(text: str, turns: Marks) -> Iterator[tuple[int, int, int, str]]:
    """Place, beginning, end, and the time as it is written."""
    starts = turns.start.tolist()
    labels = [text[start:after] for start, after in zip(starts, turns.after.tolist(), strict=True)]
    timed = {label: _TIMES.search(label) for label in set(labels)}  # most stand before many turns
    for line, start, label in zip(turns.line.tolist(), starts, labels, strict=True):
        match = timed[label] or _above(text, line)
        if match and not _OF_DAY.search(match.string):
            times = [time.replace("：", ":") for time in match.groups(default="")]
            begin, end = map(clock, times)
            if begin >= 0:
                yield start, begin, end if end >= begin else UNKNOWN, times[0]


def _above(text: str, line: int) -> re.Match[str] | None:
    """The time on the line above, where it holds nothing else."""
    if line < 2 or text[line - 2] not in "0123456789])）】>":
        return None
    above = text[text.rfind("\n", max(0, line - _LONGEST), line - 1) + 1 : line - 1]
    return _ABOVE.fullmatch(above) if len(above) < _LONGEST else None
