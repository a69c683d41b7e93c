"""Numbers of a spreadsheet as people see them: whole numbers, dates and times."""

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from qualcode.ingest.formats.xmltree import attribute, local_name
from qualcode.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATES, _TIMES, _BOTH = (
    (14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)),
    (18, 19, 20, 21, 45, 46, 47),
    (22,),
)
"""Numbers of the formats that are not spelled out in a file."""
_PLAIN = lazy(r'"[^"]*"|\\.|_.|\*.|\[(?!h|hh|m|mm|s|ss\])[^\]]*\]|general')
_DAY, _CLOCK = lazy("[yde年月日]"), lazy("[hs时分秒]|am/pm")
_LAST_DAY = 2_958_466
_MILLISECONDS = 86_400_000


class Looks(NamedTuple):
    """Whether a number is shown as a date, as a time of day or a length of time, as both or neither."""

    date: bool = False
    time: bool = False


def looks_of(styles: "_Element") -> list[Looks]:
    """How the numbers of cells look, by the number of their style."""
    formats = {
        attribute(one, "numFmtId"): attribute(one, "formatCode")
        for part in styles
        if local_name(part) == "numFmts"
        for one in part
    }
    found = (part for part in styles if local_name(part) == "cellXfs")
    return [_look(attribute(style, "numFmtId"), formats) for part in found for style in part]


def _look(number: str, formats: dict[str, str]) -> Looks:
    if number not in formats:
        known = int(number) if number.isdecimal() and number.isascii() and len(number) < 5 else 0
        return Looks(known in _DATES or known in _BOTH, known in _TIMES or known in _BOTH)
    code = _PLAIN.sub("", formats[number].lower().partition(";")[0])
    time = bool(_CLOCK.search(code))
    return Looks(bool(_DAY.search(code)) or (not time and "m" in code), time)


def shown_number(value: str, looks: Looks, *, from_1904: bool = False) -> str:
    """A number as text: `62` for 62.0, `2025-03-12` for a date, `1:02:03` for a time."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    if not (looks.date or looks.time) or not 0 <= number < _LAST_DAY:
        return f"{number:.15g}" if abs(number) < 1e15 else f"{number:.0f}"
    total = round(number * _MILLISECONDS)
    if not looks.date:
        return _clock(total)
    days, rest = divmod(total, _MILLISECONDS)
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    day = f"{first + timedelta(days=days):%Y-%m-%d}"
    return f"{day} {_clock(rest)}" if looks.time and rest else day


def _clock(milliseconds: int) -> str:
    seconds, part = divmod(milliseconds, 1000)
    text = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{part:03}" if part else text
