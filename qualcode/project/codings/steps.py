"""Work on a document begins, is done, begins again: the events that say so."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError, as_argument
from qualcode.journal.events import Event, Mode
from qualcode.journal.fold import CHANGES, VERDICTS, changes_of, first_adds, fold, in_order, is_removed
from qualcode.journal.state import State, Work
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.study.journals import append_events, read_journals, read_state
from qualcode.project.teams.coder_twins import refuse_twin


class Step(NamedTuple):
    """What became of a document: `did` is false where it stood so already."""

    document: str
    did: bool


def work_of(state: State, coder: str, document: str, round: int) -> Work | None:
    """How far somebody is with a document; None where they have not opened it in this round."""
    wanted = coder, document, round
    return next((one for one in state.work if (one.coder, one.document, one.round) == wanted), None)


def opening(
    codebook: Codebook, work: Work | None, mode: Mode | None, *, document: str, round: int
) -> list[Event]:
    """The events by which a document is open to its coder in this mode; none where it is already.

    A document is opened in the mode that is asked for, by default `blind`.

    Raises
    ------
    UsageError
        It is finished; or it was opened in view of other codings, and `blind` is asked for.
    """
    check_mode(work, mode, document)
    if work is not None and work.is_finished:
        again = f"--round {round + 1}"
        reopen = f"qualcode codings reopen {as_argument(document)}"
        cure = f"{reopen} opens it again; {again} codes it once more from the start"
        message = f"{work.coder} has finished {document} in round {round}"
        raise UsageError(message, cure=cure, slug="finished")
    if work is not None and (mode is None or mode == work.mode):
        return []
    return [_step("open", codebook, mode or "blind", round)]


def check_mode(work: Work | None, mode: Mode | None, document: str) -> None:
    """Raise UsageError where a document that was coded in view of others is said to be coded blind."""
    if work is not None and work.mode == "assisted" and mode == "blind":
        message = f"{work.coder} has coded {document} while other codings were in view"
        cure = "leave --mode out, or code it blind in another --round"
        raise UsageError(message, cure=cure, slug="assisted")


def finishing(codebook: Codebook, work: Work | None, mode: Mode | None, *, round: int) -> Event:
    """The event by which a document is done."""
    return _step("finish", codebook, mode or (work.mode if work else None) or "blind", round)


def _step(kind: str, codebook: Codebook, mode: Mode, round: int) -> Event:
    """`open` or `finish`, with the hash of the whole codebook file: definitions decide what people code."""
    codes = tuple(code.id for code in codebook.codes)
    return Event(
        "open" if kind == "open" else "finish",
        round=round,
        codebook=codebook.sha256,
        codes=codes,
        mode=mode,
    )


def finish(
    opened: ByHand, documents: Sequence[str], *, coder: str, round: int = 1, mode: Mode | None = None
) -> list[Step]:
    """Say that somebody is done with documents; one that was never opened is opened first.

    Raises
    ------
    UsageError
        There is no such document; it was opened in view of other codings and `blind` is asked for. Then
        nothing is written.
    """
    refuse_twin(opened.study, coder)
    ids = [opened.document(name).id for name in dict.fromkeys(documents)]
    state, _ = read_state(opened.study.folder)
    works = {id: work_of(state, coder, id, round) for id in ids}
    for id, work in works.items():
        check_mode(work, mode, id)
    return [Step(id, _finish(opened, id, work, coder, round, mode)) for id, work in works.items()]


def _finish(
    opened: ByHand, document: str, work: Work | None, coder: str, round: int, mode: Mode | None
) -> bool:
    if work is not None and work.is_finished:
        return False
    begin = opening(opened.codebook, work, mode, document=document, round=round)
    events = [*begin, finishing(opened.codebook, work, mode, round=round)]
    append_events(opened.study.folder, coder, document, events)
    return True


def reopen(
    opened: ByHand, documents: Sequence[str], *, coder: str, round: int = 1, slip: bool = False
) -> list[Step]:
    """Say that somebody works on documents again that they had finished.

    What they are compared by stays what stood when they first finished. With `slip` the last finish was a
    mistake and does not count, as long as nothing was coded since.

    Raises
    ------
    UsageError
        There is no such document, or they have never opened it in this round; it is no slip any more, since
        something was coded since. Then nothing is written.
    """
    journal = read_journals(opened.study.folder)
    state = fold(journal.events)
    known = {one.document for one in state.work if (one.coder, one.round) == (coder, round)}
    ids = [name if name in known else opened.document(name).id for name in dict.fromkeys(documents)]
    never = [id for id in ids if id not in known]
    if never:
        cure = "qualcode coders --documents lists who has opened what"
        raise UsageError(f"{coder} has not opened {never[0]} in round {round}", cure=cure, slug="not-opened")
    works = {id: work_of(state, coder, id, round) for id in ids}
    news = {
        id: _slip(journal.events, coder, id, round) if slip else [Event("reopen", round=round)]
        for id, work in works.items()
        if slip or (work and work.is_finished)
    }
    for id, events in news.items():
        append_events(opened.study.folder, coder, id, events)
    return [Step(id, bool(news.get(id))) for id in ids]


def _slip(events: Iterable[Event], coder: str, document: str, round: int) -> list[Event]:
    """The event that takes the last finish of a document back; none where it was never finished."""
    ordered, _ = in_order(events)
    changes, added = changes_of(ordered), first_adds(ordered)
    own = [one for one in ordered if (one.coder, one.document or "") == (coder, document)]
    finishes = [one for one in own if one.event == "finish" and one.round == round]
    standing = [one for one in finishes if not is_removed(changes.get(one.id, ()))]
    if not standing:
        return []
    last = standing[-1]
    if any(one.order > last.order and _is_of_coding(one, added, round) for one in own):
        message = f"{coder} has coded in {document} since it was finished: the finish was no slip"
        cure = "reopen it without --slip; qualcode agree --at now compares what stands now"
        raise UsageError(message, cure=cure, slug="no-slip")
    return [Event("remove", coding=last.id, round=round)]


def _is_of_coding(event: Event, added: Mapping[str, Event], round: int) -> bool:
    """Whether an event codes in a round: a change belongs to the round of its coding, whatever it says."""
    if event.event in VERDICTS:
        return event.round == round
    owner = added.get(event.coding or event.id) if event.event in ("add", *CHANGES) else None
    return owner is not None and owner.round == round
