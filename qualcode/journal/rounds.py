"""Codings as they stood when a document was finished for the first time in a round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qualcode.journal.events import Event
from qualcode.journal.fold import (
    CHANGES,
    VERDICTS,
    changed,
    changes_of,
    first_adds,
    fold,
    in_order,
    is_removed,
)
from qualcode.journal.state import Coding, State

_Order = tuple[str, str]
_Cuts = Mapping[tuple[str, str], _Order]


def at_first_finish(events: Iterable[Event], *, round: int = 1) -> State:
    """For each coder and document what stood at the first `finish` of `round`: the ratings to compare.

    Only codings of that round, of documents that were finished in it. What was done later has no effect,
    but codings follow their text: a later `move` to another text (another `sha256`) moves their edges as
    far as it moves those of the coding as it is by then. Decisions on rule codings are no ratings and are
    left out.
    """
    ordered, _ = in_order(events)
    cuts = _first_finishes(ordered, round)
    added = first_adds(ordered)
    state = fold(event for event in ordered if _was_there(event, round, cuts, added))
    later = changes_of(event for event in ordered if event.event == "move")
    return replace(
        state,
        codings=_followed(state.codings, cuts, later),
        removed=_followed(state.removed, cuts, later),
    )


def _first_finishes(ordered: Sequence[Event], round: int) -> dict[tuple[str, str], _Order]:
    cuts: dict[tuple[str, str], _Order] = {}
    changes = changes_of(ordered)
    for event in ordered:
        if event.event == "finish" and event.round == round and not is_removed(changes.get(event.id, ())):
            cuts.setdefault((event.coder, event.document or ""), event.order)
    return cuts


def late(events: Iterable[Event]) -> dict[tuple[str, str, int], int]:
    """By coder, document and round that are finished: how many codings came or changed after the last finish.

    On one machine a finished document is reopened first: these came from another one that did not know of it.
    """
    ordered, _ = in_order(events)
    added, changes, found = first_adds(ordered), changes_of(ordered), {}
    finished = {(one.coder, one.document, one.round) for one in fold(ordered).work if one.is_finished}
    for event in ordered:
        owner = added.get(event.coding or event.id)
        key = (event.coder, event.document or "", event.round) if owner is None else _key(owner)
        if event.event == "finish" and not is_removed(changes.get(event.id, ())):
            found[key] = set[str]()
        elif owner is not None and event.event in ("add", *CHANGES) and event.event != "move":
            found.setdefault(key, set()).add(event.coding or event.id)
    return {key: len(ids) for key, ids in sorted(found.items()) if ids and key in finished}


def _key(event: Event) -> tuple[str, str, int]:
    return event.coder, event.document or "", event.round


def _was_there(event: Event, round: int, cuts: _Cuts, added: Mapping[str, Event]) -> bool:
    """Whether an event is of this round and had happened when its document was first finished."""
    owner = event
    if event.event in CHANGES:
        owner = added.get(event.coding or "", event)
    cut = cuts.get((owner.coder, owner.document or ""))
    if cut is None or owner.round != round or event.event in VERDICTS:
        return False
    return event.order <= cut


def _followed(
    codings: Iterable[Coding], cuts: _Cuts, moves: Mapping[str, Sequence[Event]]
) -> tuple[Coding, ...]:
    found = []
    for coding in codings:
        cut = cuts[coding.coder, coding.document]
        found.append(_follow(coding, [move for move in moves.get(coding.id, ()) if move.order > cut]))
    return tuple(sorted(found, key=lambda coding: coding.order))


def _follow(coding: Coding, moves: Iterable[Event]) -> Coding:
    """The coding in the text of today: moves to another text carry it along, others do not."""
    now = coding
    for move in moves:
        after = changed(now, move)
        if move.sha256 not in (None, now.sha256):
            coding = _carried(coding, now, after)
        now = after
    return coding


def _carried(coding: Coding, before: Coding, after: Coding) -> Coding:
    """`coding` moved as `before` was moved to `after`."""
    if (coding.start, coding.end) == (before.start, before.end):
        return after
    edges = _shifted(coding.start, before.start, after.start), _shifted(coding.end, before.end, after.end)
    return replace(coding, sha256=after.sha256, start=edges[0], end=edges[1])


def _shifted(edge: int | None, before: int | None, after: int | None) -> int | None:
    return after if edge is None or before is None or after is None else edge + after - before
