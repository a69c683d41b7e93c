"""Who codes in a study, and how far they are: by coder and round, or by document."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from qualcode.ingest import natural_key
from qualcode.journal.events import Event
from qualcode.journal.fold import first_adds, fold, in_order
from qualcode.journal.rounds import late
from qualcode.journal.state import Work
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from qualcode.project.teams.assigned import FILE, Assignment, read_assignments

ASSIGNED = "assigned"
_COUNTS = ("codings", "removed", "memos", "accepted", "rejected", "first", "last")
CODER_COLUMNS = ("coder", "round", "mode", ASSIGNED, "opened", "finished", *_COUNTS)
DOCUMENT_COLUMNS = ("coder", "round", "document", "mode", ASSIGNED, "state", "finished", *_COUNTS)
"""`assigned` stands only where the study has assignments."""

Key: TypeAlias = tuple[str, int, str]
"""Coder, round and document; the document is empty for memos on the study and its codes."""
Row: TypeAlias = tuple[str | int | None, ...]


class WhoCoded(NamedTuple):
    """A table of coders, and what could not be read."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


class _Counted(NamedTuple):
    """What was counted of each coder, round and document; `numbers` are those of `_COUNTS`, in order."""

    numbers: tuple[Counter[Key], ...]
    moments: dict[Key, list[str]]
    work: dict[Key, Work]
    assigned: dict[Key, str]

    def of(self, keys: Sequence[Key]) -> Row:
        """The cells of `_COUNTS` for some documents of one coder and round."""
        moments = [moment for key in keys for moment in self.moments.get(key, ()) if moment]
        numbers = (sum(one[key] for key in keys) for one in self.numbers)
        return (*numbers, min(moments, default=""), max(moments, default=""))


def coders_in(study: Study, *, documents: bool = False) -> WhoCoded:
    """A row for each coder and round, or with `documents` for each document that they have touched too.

    The agreed coding (`consensus`) is a coder like any other. Dates are those of the first and the last
    event.

    Raises
    ------
    ReadError
        An event asks for a newer version of qualcode; `assignments.csv` cannot be read.
    """
    journal = read_journals(study.folder)
    found = _count(journal.events, read_assignments(study))
    rows = _by_document(found) if documents else _by_coder(found)
    columns: tuple[str, ...] = DOCUMENT_COLUMNS if documents else CODER_COLUMNS
    if not (study.folder / FILE).is_file():
        at = columns.index(ASSIGNED)
        columns = (*columns[:at], *columns[at + 1 :])
        rows = [(*row[:at], *row[at + 1 :]) for row in rows]
    notes = [f"{one.place}: {one.message}" for one in journal.problems]
    told = "{coder}: {n} codings in {document} came or changed after it was finished, from another copy"
    for (coder, document, _), n in late(journal.events).items():
        notes.append(told.format(coder=coder, n=n, document=document))
    return WhoCoded(columns, tuple(rows), tuple(notes))


def _count(events: Iterable[Event], assignments: Sequence[Assignment]) -> _Counted:
    known = tuple(events)
    state = fold(known)
    accepted = [one.coding for one in state.decisions if one.accepted]
    rejected = [one.coding for one in state.decisions if not one.accepted]
    lists: tuple[Sequence[Any], ...] = (state.codings, state.removed, state.memos, accepted, rejected)
    return _Counted(
        tuple(Counter(map(_key, one)) for one in lists),
        _moments(known),
        {_key(one): one for one in state.work},
        {(one.coder, one.round, one.document): one.purpose for one in assignments},
    )


def _key(one: Any) -> Key:
    return one.coder, one.round, one.document or ""


def _moments(events: Iterable[Event]) -> dict[Key, list[str]]:
    """When something was done, by coder, round and document; a change counts where its coding was added."""
    ordered, _ = in_order(events)
    added = first_adds(ordered)
    moments: defaultdict[Key, list[str]] = defaultdict(list)
    for event in ordered:
        owner = added.get(event.coding or "", event)
        round = owner.round if owner.coder == event.coder else event.round
        moments[event.coder, round, event.document or ""].append(event.at)
    return moments


def _keys(found: _Counted) -> list[Key]:
    every = {*found.moments, *found.work, *found.assigned, *(key for one in found.numbers for key in one)}
    return sorted(every, key=lambda key: (key[0], key[1], natural_key(key[2])))


def _by_coder(found: _Counted) -> list[Row]:
    keys: defaultdict[tuple[str, int], list[Key]] = defaultdict(list)
    for key in _keys(found):
        keys[key[:2]].append(key)
    return [_coder_row(found, *who, of_one) for who, of_one in keys.items()]


def _coder_row(found: _Counted, coder: str, round: int, keys: Sequence[Key]) -> Row:
    work = [found.work[key] for key in keys if key in found.work]
    modes = sorted({one.mode for one in work if one.mode})
    assigned = sum(key in found.assigned for key in keys)
    finished = sum(one.is_finished for one in work)
    return (coder, round, ", ".join(modes), assigned, len(work), finished, *found.of(keys))


def _by_document(found: _Counted) -> list[Row]:
    return [_document_row(found, key) for key in _keys(found) if key[2]]


def _document_row(found: _Counted, key: Key) -> Row:
    work = found.work.get(key)
    mode, finished = (work.mode or "", work.finished) if work else ("", "")
    assigned = found.assigned.get(key, "")
    return (*key, mode, assigned, _state(work), finished, *found.of([key]))


def _state(work: Work | None) -> str:
    """`open`, `finished`, or `reopened` for what had been finished; empty where it was never opened."""
    if work is None:
        return ""
    return "finished" if work.is_finished else "reopened" if work.finished else "open"
