"""What stands in a document while it is coded: the state after all events, kept up to date one by one."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from qualcode.journal.events import Event
from qualcode.journal.fold import CHANGES, STEPS, VERDICTS, fold, in_order, is_removed, settled
from qualcode.journal.state import Coding, Decision, Said, Work


class Standing:
    """The state after some events, as `qualcode.journal.fold.fold` tells it, for one coding at a time.

    `take` costs as much as the codings that its events name, however many others there are.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._seen: set[str] = set()
        self._adds: dict[str, Event] = {}
        self._changes: defaultdict[str, list[Event]] = defaultdict(list)
        self._verdicts: defaultdict[str, list[Event]] = defaultdict(list)
        self._memos: dict[str, Event] = {}
        self._steps: list[Event] = []
        self.codings: dict[str, Coding] = {}
        self._same: defaultdict[Said, set[str]] = defaultdict(set)
        self.take(in_order(events)[0])  # of several with one id the one that counts

    def take(self, events: Iterable[Event]) -> set[str]:
        """Add events; the ids of the codings, decisions and memos that they change."""
        new = [event for event in events if event.id not in self._seen]
        touched = {self._take(event) for event in new}
        touched |= {self._memos[id].coding or "" for id in touched & self._memos.keys()}
        for id in touched & self._adds.keys():
            touched |= self._settle(id)
        return touched

    def _settle(self, id: str) -> set[str]:
        """Bring a coding up to date; the ids of those that say or said the same."""
        before = self.codings.pop(id, None)
        same: set[str] = set()
        if before and before.said:
            self._same[before.said].discard(id)
            same |= self._same[before.said]
        if not is_removed(self._changes.get(id, ())):
            now = self.codings[id] = settled(self._adds[id], self._changes.get(id, ()))
            if now.said:
                same |= self._same[now.said]
                self._same[now.said].add(id)
        return same

    def same(self, id: str) -> tuple[str, ...]:
        """The codings that say the same as that of this id, and it, the oldest first."""
        coding = self.codings.get(id)
        found = self._same[coding.said] if coding and coding.said else {id}
        return tuple(sorted(found, key=lambda one: self.codings[one].age)) if len(found) > 1 else (id,)

    def shown(self, id: str) -> str:
        """The coding that is shown for the one of this id: the oldest of those that say the same."""
        return self.same(id)[0]

    @property
    def seen(self) -> frozenset[str]:
        """The ids of all events so far."""
        return frozenset(self._seen)

    def _take(self, event: Event) -> str:
        self._seen.add(event.id)
        subject = event.coding or event.id
        if event.event == "add":
            self._adds[subject] = min(self._adds.get(subject, event), event, key=_order)
        elif event.event in CHANGES:
            insort(self._changes[subject], event, key=_order)
        elif event.event in VERDICTS:
            insort(self._verdicts[subject], event, key=_order)
        elif event.event == "memo":
            self._memos[event.id] = event
        elif event.event in STEPS:
            insort(self._steps, event, key=_order)
        return subject

    def knows(self, id: str) -> bool:
        """Whether a coding of this id was ever added."""
        return id in self._adds

    def memos(self) -> Iterator[Event]:
        """The memos that stand, the oldest first."""
        kept = (memo for id, memo in self._memos.items() if not is_removed(self._changes.get(id, ())))
        return iter(sorted(kept, key=_order))

    def decisions(self, coder: str) -> tuple[Decision, ...]:
        """What a coder has decided on rule codings."""
        found = [(id, event) for id, events in self._verdicts.items() for event in events]
        own = [event for _, event in found if event.coder == coder]
        ids = {event.coding for event in own}
        changes = [one for id in ids if id for one in self._changes.get(id, ())]
        return fold([*own, *changes]).decisions

    def decision(self, coder: str, first: str) -> Decision | None:
        """What a coder has decided on the rule coding that had the id `first` then."""
        own = [event for event in self._verdicts.get(first, ()) if event.coder == coder]
        return next(iter(fold([*own, *self._changes.get(first, ())]).decisions), None) if own else None

    def is_decision(self, id: str) -> bool:
        """Whether somebody decided on a rule coding that had this id."""
        return id in self._verdicts

    def memo(self, id: str) -> Event | None:
        """The memo of an id, also one that was removed."""
        return self._memos.get(id)

    def was_undone(self, id: str, coder: str) -> bool:
        """Whether a coder's last word on their decision or memo was that it is taken back.

        Several coders may have decided on one rule coding: what the others say is theirs.
        """
        return is_removed([one for one in self._changes.get(id, ()) if one.coder == coder])

    def work(self, coder: str, round: int) -> Work | None:
        """How far a coder is, or None where the document was never opened."""
        own = (step for step in self._steps if (step.coder, step.round) == (coder, round))
        return next(iter(self._works(own)), None)

    def works(self) -> tuple[Work, ...]:
        """How far everybody is."""
        return self._works(self._steps)

    def _works(self, steps: Iterable[Event]) -> tuple[Work, ...]:
        known = list(steps)
        return fold([*known, *(change for step in known for change in self._changes.get(step.id, ()))]).work


def _order(event: Event) -> tuple[str, str]:
    return event.order
