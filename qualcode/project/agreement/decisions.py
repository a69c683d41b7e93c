"""What was decided on units where coders differ: read from the journal of the agreed coding."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from qualcode.journal.anchor import anchored
from qualcode.journal.events import Event
from qualcode.journal.fold import STEPS, fold
from qualcode.journal.passages import place_of
from qualcode.journal.state import Coding
from qualcode.terms import CONSENSUS, ROUND, RULES_CODER, CodeId
from qualcode.text.digest import sha256_of

Place: TypeAlias = tuple[int, int]


class Decision(NamedTuple):
    """Which codes a unit has, as somebody decided (none: no code), who did, and why.

    basis
        What was compared: unit, population and coders.
    """

    codes: tuple[CodeId, ...]
    by: str
    reason: str
    basis: str


def decision_event(text: str, place: Place, decision: Decision) -> Event:
    """The event that keeps a decision: its text is who decided, what was compared, and why, a line each."""
    said = "\n".join((decision.by, decision.basis, decision.reason)).rstrip("\n")
    return Event("adjudicate", codes=decision.codes, text=said, **place_of(text, sha256_of(text), *place))


def decisions_in(events: Iterable[Event], text: str) -> Mapping[Place, Decision]:
    """The last decision on each passage of a text; decisions on an earlier text are found again by quote."""
    mine = [event for event in events if event.coder == CONSENSUS and event.event == "adjudicate"]
    places = dict(_places(mine, text))
    found = {places[event.id]: _decision(event) for event in mine if event.id in places}
    return dict(sorted(found.items()))


def basis_of(event: Event) -> str:
    """What was compared when an event of the agreed coding was written; empty where it does not say.

    The text of steps (open, reopen, finish) says it, and the second line of that of a decision.
    """
    if event.event == "adjudicate":
        return _decision(event).basis
    return (event.text or "") if event.event in STEPS else ""


def were_settled(events: Iterable[Event], documents: Collection[str], coders: Iterable[str]) -> bool:
    """Whether the differences between coders, by their labels, were decided on in all of these documents.

    In each the agreed coding is finished and rests on these coders; that the rules differ from it, where it
    is compared itself, is no such difference.
    """
    mine = [event for event in events if event.coder == CONSENSUS and event.document in documents]
    labels = {label.removesuffix(f"{ROUND}1") for label in coders}
    asked = labels - ({CONSENSUS, RULES_CODER} if CONSENSUS in labels else set())
    state = fold(mine)
    done = {one.document for one in state.work if one.is_finished}
    rests_on: defaultdict[str, set[str]] = defaultdict(set)
    for event in mine:
        names = basis_of(event).rpartition("; ")[2].split(", ")
        rests_on[event.document or ""] |= {name.removesuffix(f"{ROUND}1") for name in names}
    return bool(state.adjudications) and all(one in done and asked <= rests_on[one] for one in documents)


def _decision(event: Event) -> Decision:
    by, _, rest = (event.text or "").partition("\n")
    basis, _, reason = rest.partition("\n")
    return Decision(event.codes or (), by, reason, basis)


def _places(events: Iterable[Event], text: str) -> Iterator[tuple[str, Place]]:
    """Where each event's passage stands in the text, if it does."""
    passages = [_passage(event) for event in events if event.start is not None]
    moved = {one.coding: (one.start, one.end) for one in anchored(passages, "", text).moves}
    for one in passages:
        start, end = moved.get(one.id, one.span or (None, None))
        if start is not None and end is not None and text[start:end] == one.quote:
            yield one.id, (start, end)


def _passage(event: Event) -> Coding:
    place = event.sha256, event.start, event.end, event.quote, event.before, event.after
    return Coding(event.id, event.document or "", *place, "", event.coder, event.round, event.at)
