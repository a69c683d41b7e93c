"""Spans inside speech that are not speech: a transcriber's remarks, time stamps, labels of joined turns."""

import numpy as np

from qualcode.ingest.dividing.labels import TIME
from qualcode.terms import CodePoints, Flags, Offsets
from qualcode.text.patterns import lazy
from qualcode.text.remarks import find_remarks

_BRACKETS = "(（[［【"
_RANGE = rf"{TIME}(?:[ ]*(?:-->|[-–—~～至到])[ ]*{TIME})?"
_LONG = r"\d{1,2}[:：]\d{2}[:：]\d{2}(?:[.,]\d{1,3})?"
_STAMP = lazy(
    rf"[\[【<]{_RANGE}[\]】>]|[（(](?:{_LONG}|0\d[:：]\d{{2}})(?:[ ]*[-–~～至到][ ]*{TIME})?[)）]"
    rf"|(?<=\n)[ \t]*{_RANGE}[ \t]*(?=\n|\Z)|(?<=\n){_LONG}(?=[ \t])"
)

_PROGRAM = lazy(
    r"(?<=\n)[ \t]*(?:Transcribed by https?://\S{4,40}|[^\n.!?。！？]{1,60} (?:start|stopp)ed transcription)"
    r"[ \t]*(?=\n|\Z)"
)
"""Lines that a transcription program writes between the turns or below them."""


def find_asides(
    text: str, points: CodePoints, turns: Offsets, *, remarks: tuple[str, ...], labels: Offsets
) -> Offsets:
    """Asides within the speech of `turns` (int32, (k, 3)): remarks, time stamps, and `labels`.

    `points` are the code points of `text`.

    int32, shape (k, 2), sorted and apart.
    """
    spans = [labels]
    if any(bracket in text for bracket in _BRACKETS):
        spans.append(find_remarks(text, remarks))
    if _has_time(points):
        spans.append(np.array([m.span() for m in _STAMP.finditer(text)], np.int32).reshape(-1, 2))
    if "transcri" in text or "Transcri" in text:
        spans.append(np.array([m.span() for m in _PROGRAM.finditer(text)], np.int32).reshape(-1, 2))
    found = np.concatenate(spans)
    if not len(found) or not len(turns):
        return np.zeros((0, 2), np.int32)
    found = found[np.lexsort((found[:, 1], found[:, 0]))]
    turn = np.searchsorted(turns[:, 0], found[:, 0], side="right") - 1
    inside = (turn >= 0) & (found[:, 0] >= turns[turn, 1]) & (found[:, 1] <= turns[turn, 2])
    return _apart(found[inside])


def _has_time(points: CodePoints) -> bool:
    """Whether a colon stands between two digits anywhere."""
    colons = np.flatnonzero((points == 58) | (points == 0xFF1A))
    colons = colons[(colons > 0) & (colons < len(points) - 1)]
    return bool((_is_digit(points[colons - 1]) & _is_digit(points[colons + 1])).any())


def _is_digit(points: CodePoints) -> Flags:
    found: Flags = (points >= 48) & (points <= 57)
    return found


def _apart(spans: Offsets) -> Offsets:
    """Sorted spans with those that overlap made one."""
    if len(spans) < 2 or (spans[1:, 0] >= spans[:-1, 1]).all():
        return spans.astype(np.int32)
    highest = np.maximum.accumulate(spans[:, 1])
    heads = np.flatnonzero(np.concatenate(([True], spans[1:, 0] >= highest[:-1])))
    tails = np.append(heads[1:], len(spans)) - 1
    return np.stack([spans[heads, 0], highest[tails]], axis=1).astype(np.int32)
