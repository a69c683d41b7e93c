"""Events about a passage: its place, its characters and what stands on both sides of it."""

from typing import Any

from qualcode.journal.events import Event

CONTEXT = 32
"""Characters that are kept on each side of a passage."""


def place_of(text: str, sha256: str, start: int, end: int) -> dict[str, Any]:
    """The keys of an event that say where `text[start:end]` stands; `sha256` is that of the text.

    Raises ValueError where the passage is empty or not in the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no passage of a text of {len(text)} characters")
    return {
        "sha256": sha256,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
    }


def added(text: str, sha256: str, start: int, end: int, *, code: str, round: int = 1) -> Event:
    """The event that gives `text[start:end]` a code; raises ValueError as `place_of`."""
    return Event("add", round=round, code=code, **place_of(text, sha256, start, end))
