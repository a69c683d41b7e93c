"""The human codings of a study as a list: those that stand, were taken back, or lost their place."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from qualcode.errors import UsageError
from qualcode.ingest import natural_key
from qualcode.journal.state import Coding, State
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.study.journals import misfits, read_state
from qualcode.terms import SEPARATOR, CodeId

CODING_COLUMNS = (
    *("id", "document", "start", "end", "code", "coder", "round", "at", "quote", "memo", "state"),
)
"""The columns of the list; `codings add` reads it as a table of codings."""

Row: TypeAlias = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which codings are listed; what is empty (0 for `round`) is not asked.

    removed, orphans
        Those that were taken back, or that have no place in the text of today, in place of those that stand.
    """

    coder: str = ""
    document: str = ""
    code: str = ""
    round: int = 0
    removed: bool = False
    orphans: bool = False


class Listed(NamedTuple):
    """The rows of the list below CODING_COLUMNS, and what could not be read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def list_in(opened: ByHand, choice: Choice) -> Listed:
    """The codings of a study by document, place, code and coder.

    Raises
    ------
    UsageError
        There is no such document, code or coder.
    ReadError
        An event asks for a newer version of qualcode.
    """
    state, problems = read_state(opened.study.folder)
    codings = chosen(opened, state, choice)
    memos = _memos(state)
    lost = {one.id for one in (codings if choice.orphans else _orphans(opened, codings))}
    rows = [(one, _state(one, choice, lost)) for one in codings]
    notes = [f"{one.place}: {one.message}" for one in problems]
    return Listed(tuple(_row(one, said, memos) for one, said in rows), tuple(notes))


def _state(coding: Coding, choice: Choice, lost: Collection[str]) -> str:
    return "removed" if choice.removed else "orphan" if coding.id in lost else ""


def chosen(opened: ByHand, state: State, choice: Choice) -> list[Coding]:
    """The codings that are asked for. Raises UsageError where there is no such document, code or coder."""
    everything, coder = (*state.codings, *state.removed), unicodedata.normalize("NFC", choice.coder)
    document = _document(opened, everything, choice.document)
    code = _code(opened, everything, choice.code)
    _check_coder(state, coder)
    found = state.removed if choice.removed else state.codings
    kept = [
        one
        for one in found
        if document in ("", one.document)
        and code in ("", one.code)
        and coder in ("", one.coder)
        and choice.round in (0, one.round)
    ]
    if choice.orphans:
        kept = _orphans(opened, kept)
    return sorted(kept, key=lambda one: (natural_key(one.document), one.order))


def _document(opened: ByHand, codings: Iterable[Coding], name: str) -> str:
    """The id of a document; also of one that is no longer there, where codings name it."""
    if not name or any(one.document == name for one in codings):
        return name
    return opened.document(name).id


def _code(opened: ByHand, codings: Iterable[Coding], name: str) -> CodeId:
    if not name or any(one.code == name for one in codings):
        return name
    return opened.names.code(name)


def _check_coder(state: State, name: str) -> None:
    codings = (one.coder for one in (*state.codings, *state.removed))
    known = {*codings, *(one.coder for one in state.work)}
    if name and name not in known:
        cure = f"there are {', '.join(sorted(known))}" if known else "nobody has coded yet"
        raise UsageError(f"{name} has coded nothing", cure=cure, slug="coders")


def _orphans(opened: ByHand, codings: Sequence[Coding]) -> list[Coding]:
    """Those whose document is gone, that lie in another text of it, or whose words are not at their place."""
    by_document: defaultdict[str, list[Coding]] = defaultdict(list)
    for one in codings:
        by_document[one.document].append(one)
    found = []
    for name, here in by_document.items():
        if name not in opened.documents:
            found += here
            continue
        text = opened.document(name).text
        lost = {one.coding.id for one in misfits(State(codings=tuple(here)), name, text)}
        found += [one for one in here if one.id in lost]
    return found


def _memos(state: State) -> dict[str, str]:
    """By coding, the texts of its memos, and of those on codings that say the same."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    shown = state.shown()
    for memo in state.memos:
        if memo.coding and memo.text:
            texts[shown.get(memo.coding, memo.coding)].append(memo.text)
    return {coding: SEPARATOR.join(several) for coding, several in texts.items()}


def _row(one: Coding, said: str, memos: Mapping[str, str]) -> Row:
    who = one.code, one.coder, one.round, one.at
    return (one.id, one.document, one.start, one.end, *who, one.quote or "", memos.get(one.id, ""), said)
