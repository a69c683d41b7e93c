"""Events of two copies of a study become one set: what is new, what both have, what contradicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from qualcode.journal.events import Event
from qualcode.journal.fold import first_of


class Clash(NamedTuple):
    """Two events with one id that say different things: the one here, and the one of the other copy."""

    here: Event
    there: Event

    @property
    def counts(self) -> Literal["here", "there"]:
        """Which of the two counts: the earlier one; of two with one time that whose line sorts first."""
        return "here" if first_of(self) is self.here else "there"

    @property
    def is_tie(self) -> bool:
        """Whether both bear one time."""
        return self.here.at == self.there.at


class Overlap(NamedTuple):
    """A coder who worked in both copies at one time: events that only one of them has lie between each other.

    first, last
        The times between which both copies have events of their own.
    """

    coder: str
    n_here: int
    n_there: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Union:
    """The events of another copy, by what they are to this one; each in the order of time.

    new
        Events that are not here; of several with one id that differ the first.
    equal
        Events that are here already. The name of the document need not be the same.
    clashes
        Events whose id is here with another content.
    lacking
        What is to be written here so that both copies say the same: all new events, and of the clashing ones
        those that do not stand here yet. Which of two counts follows from their times, wherever they stand.
    """

    new: tuple[Event, ...]
    equal: tuple[Event, ...]
    clashes: tuple[Clash, ...]
    lacking: tuple[Event, ...]


def union(here: Iterable[Event], there: Iterable[Event]) -> Union:
    """What the events `there` are to those `here`; an event that is given twice is one."""
    known: defaultdict[str, list[Event]] = defaultdict(list)
    for event in here:
        known[event.id].append(event)
    new, equal, clashes, lacking = [], [], [], []
    for event in sorted(dict.fromkeys(there), key=lambda event: event.order):
        others = known[event.id]
        is_here = any(_says_the_same(event, other) for other in others)
        different = next((other for other in others if not _says_the_same(event, other)), None)
        if different:
            clashes.append(Clash(different, event))
        elif is_here:
            equal.append(event)
        else:
            new.append(event)
        if not is_here:
            others.append(event)
            lacking.append(event)
    return Union(tuple(new), tuple(equal), tuple(clashes), tuple(lacking))


def _says_the_same(one: Event, other: Event) -> bool:
    return one == other or one == replace(other, document=one.document)


def overlaps(here: Iterable[Event], there: Iterable[Event]) -> tuple[Overlap, ...]:
    """Coders with events that only one copy has, in both copies and at one time, by name.

    Events that take a coding along into another text are nobody's work, and not looked at.
    """
    mine, theirs = _by_coder(here), _by_coder(there)
    found = (_overlap(coder, mine[coder], theirs[coder]) for coder in sorted(mine.keys() & theirs.keys()))
    return tuple(one for one in found if one)


def _by_coder(events: Iterable[Event]) -> Mapping[str, dict[str, str]]:
    """By coder the times of events by their ids."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for event in events:
        if event.event != "move":
            found[event.coder][event.id] = event.at
    return found


def _overlap(coder: str, here: Mapping[str, str], there: Mapping[str, str]) -> Overlap | None:
    mine = [at for id, at in here.items() if id not in there]
    theirs = [at for id, at in there.items() if id not in here]
    if not mine or not theirs or max(mine) < min(theirs) or max(theirs) < min(mine):
        return None
    first, last = max(min(mine), min(theirs)), min(max(mine), max(theirs))
    return Overlap(coder, len(mine), len(theirs), first, last)
