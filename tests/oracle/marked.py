"""Texts with expected spans between ‹ and ›, and units for small texts."""

import re

from tests.oracle.plain import PlainText, PlainUnit


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans that were marked."""
    spans, at = [], 0
    for part in re.split(r"(‹[^›]*›)", marked):
        inner = part.strip("‹›")
        if part.startswith("‹"):
            spans.append((at, at + len(inner)))
        at += len(inner)
    return re.sub("[‹›]", "", marked), spans


def whole(document: PlainText) -> list[PlainUnit]:
    """One unit a turn."""
    return [PlainUnit(turn.speech, turn.end, i, i) for i, turn in enumerate(document.turns)]
