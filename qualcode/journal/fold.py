"""Events of any number of files, in any order, become the state that they describe."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualcode.coding.ids import rule_coding_id
from qualcode.journal.events import Event, event_line
from qualcode.journal.state import Coding, Decision, State, Work

CHANGES = ("move", "recode", "remove", "restore")
VERDICTS = ("accept", "reject")
STEPS = ("open", "finish", "reopen")
_PLACE = ("sha256", "start", "end", "quote", "before", "after")


def fold(events: Iterable[Event]) -> State:
    """The state after `events`, whatever their order and however often each is given.

    Of codings that say the same (coder, round, document, passage and code) the oldest counts.
    Events are sorted by `at` and id. The first `add` of a coding counts, and of each kind of change the
    last: of `move`, of `recode`, and of `remove` and `restore` together. So a change holds also where the
    clock of another machine puts it before the `add`. A `finish` that is removed was a slip: it never was.
    """
    ordered, clashing = in_order(events)
    changes = changes_of(ordered)
    added = first_adds(ordered)
    verdicts = _verdicts(ordered)
    memos = {event.id: event for event in ordered if event.event == "memo"}
    adjudged = {event.id: event for event in ordered if event.event == "adjudicate"}
    finishes = {event.id for event in ordered if event.event == "finish"}
    known = {*added, *(id for _, id in verdicts), *memos, *finishes, *adjudged}
    codings = [(settled(add, changes[id]), is_removed(changes[id])) for id, add in added.items()]
    once, doubled = _once(coding for coding, gone in codings if not gone)
    return State(
        codings=once,
        removed=_sorted(coding for coding, gone in codings if gone),
        doubled=doubled,
        decisions=_decisions(verdicts, changes),
        memos=tuple(memo for id, memo in memos.items() if not is_removed(changes[id])),
        work=_work(ordered, changes),
        adjudications=tuple(one for id, one in adjudged.items() if not is_removed(changes[id])),
        unknown=tuple(event for event in ordered if event.event in CHANGES and event.coding not in known),
        clashing=clashing,
    )


def in_order(events: Iterable[Event]) -> tuple[list[Event], tuple[Event, ...]]:
    """Each event once, by `at` and id; and those that bear the id of another one and differ from it.

    Of several with one id the first by `at`, then by its line, counts.
    """
    by_id: dict[str, Event] = {}
    clashing: set[Event] = set()
    for event in events:
        known = by_id.setdefault(event.id, event)
        if known != event:
            by_id[event.id], other = sorted((known, event), key=_line_order)
            clashing.add(other)
    ordered = sorted(by_id.values(), key=lambda event: event.order)
    return ordered, tuple(sorted(clashing, key=_line_order))


def first_of(events: Iterable[Event]) -> Event:
    """Of events with one id the one that counts."""
    return min(events, key=_line_order)


def _line_order(event: Event) -> tuple[tuple[str, str], bytes]:
    return event.order, event_line(event)


def changes_of(ordered: Iterable[Event]) -> defaultdict[str, list[Event]]:
    """By coding, the events that change it, in order."""
    changes: defaultdict[str, list[Event]] = defaultdict(list)
    for event in ordered:
        if event.event in CHANGES and event.coding is not None:
            changes[event.coding].append(event)
    return changes


def first_adds(ordered: Iterable[Event]) -> dict[str, Event]:
    """By coding, the event that adds it; what adds it again is ignored."""
    added: dict[str, Event] = {}
    for event in ordered:
        if event.event == "add":
            added.setdefault(event.coding or event.id, event)
    return added


def settled(first: Event, changes: Iterable[Event]) -> Coding:
    """The coding that `first` adds, after its changes."""
    coding = Coding(
        id=first.coding or first.id,
        document=first.document or "",
        **_place(first),
        code=first.code or "",
        coder=first.coder,
        round=first.round,
        at=first.at,
        more=first.more,
    )
    for change in changes:
        coding = changed(coding, change)
    return coding


def changed(coding: Coding, event: Event) -> Coding:
    """The coding after one change of its place or code."""
    news: dict[str, Any] = {}
    if event.event == "move":
        news = {key: value for key, value in _place(event).items() if value is not None}
    elif event.event == "recode" and event.code is not None:
        news = {"code": event.code}
    more = tuple((dict(coding.more) | dict(event.more)).items()) if event.more else coding.more
    return replace(coding, **news, more=more)


def _place(event: Event) -> dict[str, Any]:
    return {key: getattr(event, key) for key in _PLACE}


def is_removed(changes: Sequence[Event]) -> bool:
    """Whether the last of remove and restore is a remove."""
    last = [event.event for event in changes if event.event in ("remove", "restore")][-1:]
    return last == ["remove"]


def _once(codings: Iterable[Coding]) -> tuple[tuple[Coding, ...], tuple[Coding, ...]]:
    """Of codings that say the same the oldest; and the others."""
    once: dict[Any, Coding] = {}
    doubled = []
    for coding in sorted(codings, key=lambda coding: coding.age):
        if once.setdefault(coding.said or coding.id, coding) is not coding:
            doubled.append(coding)
    return _sorted(once.values()), _sorted(doubled)


def _sorted(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    return tuple(sorted(codings, key=lambda coding: coding.order))


def _verdicts(ordered: Iterable[Event]) -> dict[tuple[str, str], Event]:
    """By person and rule coding, the last decision."""
    return {(e.coder, e.coding): e for e in ordered if e.event in VERDICTS and e.coding is not None}


def _decisions(
    verdicts: Mapping[tuple[str, str], Event], changes: Mapping[str, Sequence[Event]]
) -> tuple[Decision, ...]:
    """Decisions by where their rule codings lie now; of two on one rule coding the later one."""
    now: dict[tuple[str, str], Decision] = {}
    for (coder, first), event in sorted(verdicts.items(), key=lambda item: item[1].order):
        own = [change for change in changes.get(first, ()) if change.coder == coder]
        if not is_removed(own):
            coding = _renamed(settled(event, own))
            now[coder, coding.id] = Decision(coding, event.event == "accept", first)
    return tuple(sorted(now.values(), key=lambda decision: decision.coding.order))


def _renamed(coding: Coding) -> Coding:
    """A rule coding with the id that follows from its place, where that is known."""
    if not coding.sha256 or not coding.span or not coding.code:
        return coding
    return replace(coding, id=rule_coding_id(coding.sha256, *coding.span, coding.code))


def _work(ordered: Iterable[Event], changes: Mapping[str, Sequence[Event]]) -> tuple[Work, ...]:
    steps: defaultdict[tuple[str, str, int], list[Event]] = defaultdict(list)
    for event in ordered:
        if event.event in STEPS and not is_removed(changes.get(event.id, ())):
            steps[event.coder, event.document or "", event.round].append(event)
    return tuple(_work_of(*key, of_one) for key, of_one in sorted(steps.items()))


def _work_of(coder: str, document: str, round: int, steps: Sequence[Event]) -> Work:
    finishes = [event for event in steps if event.event == "finish"]
    turns = [event.event for event in steps if event.event != "open"]
    offers = [*(event for event in steps if event.event != "finish"), *finishes]
    modes = {event.mode for event in steps}
    return Work(
        coder=coder,
        document=document,
        round=round,
        finished=finishes[0].at if finishes else "",
        is_finished=turns[-1:] == ["finish"],
        mode="assisted" if "assisted" in modes else "blind" if "blind" in modes else None,
        codebook=next((event.codebook for event in reversed(offers) if event.codebook is not None), None),
        codes=next((event.codes for event in reversed(offers) if event.codes is not None), None),
    )
