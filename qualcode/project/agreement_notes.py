"""What must be said beside numbers of agreement: which codings were compared, and what was left out."""

from collections.abc import Collection, Iterable

from qualcode.project.coders import At, Hand
from qualcode.reliability.wording import CONSENSUS

CODED_ONLY = "units that nobody coded are left out: κ and its kin then ask which code, not whether any"


def notes_of(
    people: Iterable[Hand], compared: Collection[str], *, at: At, coded_only: bool
) -> tuple[str, ...]:
    """One line each, coder by coder."""
    notes = [line for hand in people for line in _of_coder(hand, compared, at)]
    return (*notes, *([CODED_ONLY] if coded_only else []))


def _of_coder(hand: Hand, compared: Collection[str], at: At) -> Iterable[str]:
    label = hand.coder.label
    yield f"{label}: {_state(hand, compared, at)}"
    if hand.assisted:
        yield f"{label}: left out, since other codings were in view: {', '.join(hand.assisted)}"
    alone = sorted(hand.documents.keys() - set(compared))
    if alone:
        yield f"{label}: left out, since no other coder finished them: {', '.join(alone)}"


def _state(hand: Hand, compared: Collection[str], at: At) -> str:
    """The state of the codings, with the days on which documents were first finished."""
    days = sorted(one.at[:10] for name, one in hand.documents.items() if name in compared and one.at)
    span = "" if not days else days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    if at == "now" or hand.coder.name == CONSENSUS:
        return "codings as they stand now" + (f" (first finished {span})" if span else "")
    return "codings as they were first finished" + (f", {span}" if span else "")
