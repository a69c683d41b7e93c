"""Captions as they are shown: lines with times, and those that only repeat what was shown before."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.text.patterns import lazy

TAGS = lazy(
    r"</?(?:c|i|b|u|s|em|strong|font|span|lang|ruby|rt|v)(?:[.\s][^<>\n]{0,300})?/?>"
    r"|<[\d:.]{5,15}>|<br[ ]?/?>",
    re.IGNORECASE,
)
"""Tags of captions; what stands in other angle brackets is said."""
_ROLLING = 0.75
_FEWEST = 4


class Caption(NamedTuple):
    """Lines that are shown together from `begin` to `end` (milliseconds, -1: not known)."""

    begin: int
    end: int
    lines: Sequence[str]


def without_repeats(captions: Sequence[Caption]) -> tuple[Sequence[Caption], int]:
    """Captions without the lines that roll up from the one before, and how many lines these are.

    Captions roll where at least four have text, none names a voice, and three of four begin with
    the last lines of the one before: somebody who says a thing twice does not make a file roll.
    """
    filled = [caption for caption in captions if any(map(_shown, caption.lines))]
    shown = [[text for line in caption.lines if (text := _shown(line))] for caption in filled]
    overlaps = [_overlap(one, two) for one, two in pairwise(shown)]
    voices = any("<v" in line for caption in filled for line in caption.lines)
    if voices or len(filled) < _FEWEST or sum(map(bool, overlaps)) < _ROLLING * len(overlaps):
        return captions, 0
    kept = [filled[0]]
    for caption, repeated in zip(filled[1:], overlaps, strict=True):
        lines = [line for line in caption.lines if _shown(line)]
        kept.append(caption._replace(lines=lines[repeated:]))
    return kept, sum(overlaps)


def _shown(line: str) -> str:
    """What a viewer sees of a line, without tags."""
    return " ".join(TAGS.sub("", line).split())


def _overlap(one: Sequence[str], two: Sequence[str]) -> int:
    """How many lines the end of one caption and the beginning of the next share."""
    most = min(len(one), len(two))
    return next((n for n in range(most, 0, -1) if list(one[-n:]) == list(two[:n])), 0)
