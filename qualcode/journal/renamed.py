"""Events of codes that have another id by now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qualcode.journal.events import Event
from qualcode.terms import CodeId


def as_renamed(events: Iterable[Event], renamed: Mapping[CodeId, CodeId]) -> tuple[Event, ...]:
    """The events with the ids that their codes have now; `renamed` gives them by the old ones.

    The ids of a coding's code and of the codes on offer change, and nothing else: when it was given, and
    what stood at a finish, stays.
    """
    return tuple(_as_renamed(event, renamed) for event in events) if renamed else tuple(events)


def _as_renamed(event: Event, renamed: Mapping[CodeId, CodeId]) -> Event:
    if event.code is not None and event.code in renamed:
        event = replace(event, code=renamed[event.code])
    if event.codes and not renamed.keys().isdisjoint(event.codes):
        event = replace(event, codes=tuple(dict.fromkeys(renamed.get(id, id) for id in event.codes)))
    return event
