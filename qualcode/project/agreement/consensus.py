"""The agreed coding: what all gave a unit, and what was decided where they differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.journal.events import Event
from qualcode.journal.files import Appended
from qualcode.journal.passages import added
from qualcode.journal.state import Coding
from qualcode.project.agreement.decisions import Decision, Place, decision_event
from qualcode.project.agreement.finished import Adjudication, Disputed, Standing
from qualcode.project.study.journals import append_events
from qualcode.terms import CONSENSUS, CodeId
from qualcode.text.digest import sha256_of
from qualcode.workshop.examples import wanted_codes


class Ruling(NamedTuple):
    """What somebody decided on a unit; no codes: it has none."""

    disputed: Disputed
    codes: tuple[CodeId, ...]
    reason: str = ""


def record(adjudication: Adjudication, standing: Standing, rulings: Iterable[Ruling], by: str) -> Appended:
    """Write decisions on a document, and the agreed coding that follows from these and all before.

    Raises UsageError for a code that the codebook does not have, WriteError where it cannot be written.
    """
    order = adjudication.plan.codebook.index()
    new: dict[Place, Decision] = {}
    for one in rulings:
        codes = sorted(wanted_codes(adjudication.plan.codebook, one.codes), key=order.__getitem__)
        ruling = Decision(tuple(codes), by, one.reason.strip(), adjudication.basis)
        before = standing.decisions.get((one.disputed.start, one.disputed.end))
        if before is None or (before.codes, before.reason) != (ruling.codes, ruling.reason):
            new[one.disputed.start, one.disputed.end] = ruling
    drafts = list(_events(adjudication, standing, new))
    return append_events(adjudication.study.folder, CONSENSUS, standing.document.id, drafts)


def _events(adjudication: Adjudication, standing: Standing, new: Mapping[Place, Decision]) -> Iterator[Event]:
    """What has to be written so that the agreed coding is what the coders agree on and what is decided."""
    decisions, text = {**standing.decisions, **new}, standing.document.text
    wanted = Counter(_wanted(standing, decisions))
    surplus, lacking = _difference(_stands_now(standing), wanted, sha256_of(text))
    codes = _offer(adjudication, standing, decisions)
    hash = adjudication.plan.codebook.sha256 or None
    step = Event("open", codebook=hash, codes=codes, text=adjudication.basis)
    work = next((one for one in standing.state.work if (one.coder, one.round) == (CONSENSUS, 1)), None)
    is_settled = all(
        len(standing.sets(unit)) < 2 or standing.place(unit) in decisions for unit in standing.numbers
    )
    is_done = work is not None and work.is_finished
    is_changed = bool(new or surplus or lacking) or not is_settled or (work and work.codes != codes)
    if work is None:
        yield step
    elif is_done and is_changed:
        yield replace(step, event="reopen")
    yield from (decision_event(text, place, one) for place, one in sorted(new.items()))
    yield from (Event("remove", coding=one.id) for one in surplus)
    for start, end, code in lacking:
        yield added(text, sha256_of(text), start, end, code=code)
    if is_settled and (is_changed or not is_done):
        yield replace(step, event="finish")


def _wanted(standing: Standing, decisions: Mapping[Place, Decision]) -> Iterator[tuple[int, int, CodeId]]:
    """Whole units with the codes that all gave them, or that were decided."""
    for unit in standing.numbers:
        place, sets = standing.place(unit), standing.sets(unit)
        if len(sets) == 1:
            yield from ((*place, code) for code in next(iter(sets)))
        elif place in decisions:
            yield from ((*place, code) for code in decisions[place].codes)


def _stands_now(standing: Standing) -> list[Coding]:
    """The codings of the agreed coding as they stand, those that say the same as another one, too."""
    state = standing.state
    return [one for one in (*state.codings, *state.doubled) if one.coder == CONSENSUS]


def _difference(
    stands: Sequence[Coding], wanted: Counter[tuple[int, int, CodeId]], sha256: str
) -> tuple[list[Coding], list[tuple[int, int, CodeId]]]:
    """The codings that must go, and the places and codes that lack one."""
    left, surplus = Counter(wanted), []
    for coding in stands:
        key = (*(coding.span or (-1, -1)), coding.code)
        if left[key] and coding.sha256 == sha256:
            left[key] -= 1
        else:
            surplus.append(coding)
    return surplus, sorted(left.elements())


def _offer(
    adjudication: Adjudication, standing: Standing, decisions: Mapping[Place, Decision]
) -> tuple[CodeId, ...]:
    """The codes that count as looked for: those on offer to any coder, and those that were decided for."""
    chosen = standing.offered.union(*(one.codes for one in decisions.values()))
    return tuple(code.id for code in adjudication.plan.codebook.codes if code.id in chosen)
