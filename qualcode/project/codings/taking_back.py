"""Own codings are taken back, and put back: by their ids, or all of a document and code."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.state import Coding, State
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.codings.by_id import with_id
from qualcode.project.codings.listed import Choice, chosen
from qualcode.project.codings.steps import opening, work_of
from qualcode.project.study.journals import append_events, read_state

Way: TypeAlias = Literal["remove", "restore"]


class TakenBack(NamedTuple):
    """The codings that change, by their places; those that stood so already.

    `same` are codings that say the same as those that change, and change with them.
    """

    changed: tuple[Coding, ...]
    already: tuple[Coding, ...]
    same: tuple[Coding, ...] = ()


def codings_meant(
    opened: ByHand,
    ids: Sequence[str],
    way: Way,
    *,
    coder: str,
    document: str = "",
    code: str = "",
    round: int = 0,
) -> TakenBack:
    """The own codings that are named by the beginnings of their ids, or all of a document and code.

    Raises
    ------
    UsageError
        Neither is named, or both; a beginning that no own coding has, or several; their document is finished.
    """
    if bool(ids) == bool(document or code or round):
        cure = "name ids (qualcode codings list), or choose by --document, --code and --round"
        raise UsageError("it is not said which codings", cure=cure, slug="no-codings")
    state, _ = read_state(opened.study.folder)
    if ids:
        found = [_of_id(state, id, coder) for id in dict.fromkeys(ids)]
    else:
        choice = Choice(coder, document, code, round, removed=way == "restore")
        found = chosen(opened, state, choice)
    standing = (*state.codings, *state.doubled)
    there = {one.id for one in (standing if way == "remove" else state.removed)}
    changed = {one.id: one for one in found if one.id in there}
    already = {one.id: one for one in found if one.id not in there}
    _check_open(opened, state, changed.values())
    every = state.with_same(changed.values()) if way == "remove" else tuple(changed.values())
    return TakenBack(tuple(changed.values()), tuple(already.values()), every[len(changed) :])


def _of_id(state: State, id: str, coder: str) -> Coding:
    """The own coding whose id begins so."""
    cure = f"qualcode codings list --coder {coder} lists the ids"
    known = (*state.codings, *state.doubled, *state.removed)
    return with_id(known, id, "coding", coder=coder, cure=cure)


def _check_open(opened: ByHand, state: State, codings: Iterable[Coding]) -> None:
    """Raise UsageError where a document is finished."""
    for coder, document, round in {(one.coder, one.document, one.round) for one in codings}:
        work = work_of(state, coder, document, round)
        if work is not None and work.is_finished:
            opening(opened.codebook, work, None, document=document, round=round)


def take_back(opened: ByHand, codings: Iterable[Coding], way: Way) -> None:
    """Write the events that remove codings, or restore them. Raises WriteError as `append_events`."""
    events: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for one in codings:
        events[one.coder, one.document].append(Event(way, round=one.round, coding=one.id))
    for (coder, document), changes in events.items():
        append_events(opened.study.folder, coder, document, changes)
