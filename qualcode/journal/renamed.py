"""Events of codes, coders and documents that are called otherwise by now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from qualcode.journal.events import Event
from qualcode.terms import CONSENSUS, ROUND, CodeId

_BASIS = "; "
_LIST = ", "


@dataclass(frozen=True, slots=True)
class Names:
    """By the names that codes, coders and documents had, those that they have now."""

    codes: Mapping[CodeId, CodeId] = field(default_factory=dict)
    coders: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was renamed."""
        return bool(self.codes or self.coders or self.documents)


def as_renamed(events: Iterable[Event], names: Names) -> tuple[Event, ...]:
    """The events with the names of today.

    The ids of a coding's code and of the codes on offer change, who did it, and in which document; in the
    journal of the agreed coding also who decided and whose codings were compared. Nothing else changes: when
    a coding was given, and what stood at a finish, stays.
    """
    return tuple(_as_renamed(event, names) for event in events) if names else tuple(events)


def _as_renamed(event: Event, names: Names) -> Event:
    if event.code is not None and event.code in names.codes:
        event = replace(event, code=names.codes[event.code])
    if event.codes and not names.codes.keys().isdisjoint(event.codes):
        event = replace(event, codes=tuple(dict.fromkeys(names.codes.get(id, id) for id in event.codes)))
    if event.coder in names.coders:
        event = replace(event, coder=names.coders[event.coder])
    if event.document is not None and event.document in names.documents:
        event = replace(event, document=names.documents[event.document])
    if event.coder == CONSENSUS and names.coders and event.text and event.event != "memo":
        event = replace(event, text=_told(event, names.coders))
    return event


def _told(event: Event, coders: Mapping[str, str]) -> str:
    """What an event of the agreed coding says, with the names of today.

    A decision has three parts, a line each: who decided, what was compared, why. A step says what was
    compared. Who was compared stands at the end of that line.
    """
    text = event.text or ""
    if event.event != "adjudicate":
        return _basis(text, coders)
    by, one, rest = text.partition("\n")
    basis, two, reason = rest.partition("\n")
    return "".join((coders.get(by, by), one, _basis(basis, coders), two, reason))


def _basis(line: str, coders: Mapping[str, str]) -> str:
    """`sentence, speakers!=interviewer; li, zhang#2` with the names of today."""
    head, sign, labels = line.rpartition(_BASIS)
    return head + sign + _LIST.join(_label(label, coders) for label in labels.split(_LIST))


def _label(label: str, coders: Mapping[str, str]) -> str:
    name, sign, number = label.partition(ROUND)
    return coders.get(name, name) + sign + number
