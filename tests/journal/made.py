"""Events and codings made by hand."""

import unicodedata
from dataclasses import replace
from itertools import count
from typing import Any

from qualcode.journal.anchor import anchor_at
from qualcode.journal.events import Event, Kind
from qualcode.journal.state import Coding
from qualcode.text.digest import sha256_of

AT = "2026-11-20T09:30:01.123Z"


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def at(second: int) -> str:
    return f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z"


def event(second: int, kind: Kind, **more: Any) -> Event:
    """An event by li in document d, its id made of the second."""
    return replace(Event(kind, id=f"e{second:03}", at=at(second), coder="li", document="d"), **more)


def coding(text: str, first: int, stop: int, **more: Any) -> Coding:
    """A coding of the passage `[first, stop)` of `text`; `more` replaces its fields."""
    anchor = anchor_at(text, first, stop)
    made = Coding("c", "d", sha256_of(text), *anchor, code="x", coder="li", round=1, at=AT)
    return replace(made, **more)


def codings(text: str, *quotes: str) -> list[Coding]:
    """A coding of the first place where each quote stands."""
    numbers = count()
    return [
        coding(text, text.index(quote), text.index(quote) + len(quote), id=f"c{next(numbers)}")
        for quote in quotes
    ]
