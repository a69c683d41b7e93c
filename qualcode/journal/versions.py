"""A coding in several versions of its text: in each it has a place, and one of them is that of today."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from qualcode.journal.events import Event
from qualcode.journal.fold import VERDICTS, first_adds, in_order

_Key: TypeAlias = tuple[str, str]
_PLACING = ("add", "move", *VERDICTS)


class _Stand(NamedTuple):
    """A place of a coding after one of its events: in which text, and what it quotes."""

    event: Event
    sha256: str | None
    quote: str | None


def in_texts(events: Iterable[Event], text_of: Callable[[str], str]) -> tuple[Event, ...]:
    """The events without those moves that do not count in the texts that are there.

    A coding that was taken into another version of its text keeps its place in the version that it comes
    from; where that is the text that is there, the move does not count. So copies of a study with different
    versions of a text share their moves, and each finds its own place. But a passage that somebody chose
    anew in one version (a later move in the same text to other words) counts in all of them, until the same
    words, or an answer to it, stand in the text that is there.

    Parameters
    ----------
    text_of
        By the id of a document the SHA-256 of the text that is there; empty where there is none. It is asked
        only about documents whose codings have places in several texts.
    """
    known, text_of = tuple(events), cache(text_of)
    unclear = _unclear(known, text_of)
    if not unclear:
        return known
    passed = {event.id for row in _rows(known, unclear) for event in _passed(row, text_of)}
    return tuple(event for event in known if event.id not in passed) if passed else known


def _unclear(known: Sequence[Event], text_of: Callable[[str], str]) -> set[str]:
    """Codings with places in several texts of which the last move does not lie in the text that is there.

    All others are as their last move says, and need not be looked at; they are nearly all there are.
    """
    first: dict[str, str | None] = {}
    last: dict[_Key, Event] = {}
    several: set[str] = set()
    for event in known:
        if event.coding is None or event.event not in _PLACING:
            continue
        if first.setdefault(event.coding, event.sha256) != event.sha256:
            several.add(event.coding)
        if event.event == "move":
            key = event.coding, event.coder
            if key not in last or last[key].order < event.order:
                last[key] = event
    moves = (move for (coding, _), move in last.items() if coding in several)
    return {move.coding or "" for move in moves if move.sha256 != text_of(move.document or "")}


def _rows(known: Sequence[Event], wanted: set[str]) -> Iterator[list[Event]]:
    """For each coding, and each decision on a rule coding, what gave it its first place, and its moves."""
    about = (event for event in known if event.coding in wanted and event.event in _PLACING)
    ordered, _ = in_order(about)
    added = first_adds(ordered)
    rows: defaultdict[_Key, list[Event]] = defaultdict(list)
    begins: dict[_Key, Event] = {(coding, ""): event for coding, event in added.items()}
    for event in ordered:
        coding = event.coding or ""
        key = coding, "" if coding in added else event.coder
        if event.event == "move":
            rows[key].append(event)
        elif event.event in VERDICTS and coding not in added:
            begins[key] = event
    yield from ([begins[key], *moves] for key, moves in rows.items() if key in begins)


def _passed(row: Sequence[Event], text_of: Callable[[str], str]) -> list[Event]:
    """The moves of a coding that do not count in the text that is there."""
    stands = list(_stands(row))
    if len({one.sha256 for one in stands}) < 2:
        return []
    sha256 = text_of(row[0].document or "")
    last = max((number for number, one in enumerate(stands) if one.sha256 == sha256), default=-1)
    if last < 0:
        return []
    chosen = _chosen(stands)
    counts = last if last > chosen or stands[last].quote == stands[chosen].quote else chosen
    return [one.event for one in stands[counts + 1 :]]


def _stands(row: Iterable[Event]) -> Iterator[_Stand]:
    """Where a coding stands after each event; what an event does not say stays."""
    sha256 = quote = None
    for event in row:
        sha256 = sha256 if event.sha256 is None else event.sha256
        quote = quote if event.quote is None else event.quote
        yield _Stand(event, sha256, quote)


def _chosen(stands: Iterable[_Stand]) -> int:
    """The number of the place whose words somebody chose last: the first, or another passage of one text."""
    quotes: dict[str | None, str | None] = {}
    chosen = 0
    for number, one in enumerate(stands):
        if quotes.setdefault(one.sha256, one.quote) != one.quote:
            chosen = number
        quotes[one.sha256] = one.quote
    return chosen
