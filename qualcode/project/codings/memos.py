"""Memos: on the study, a document, a coding or a code; written, listed, taken back."""

from dataclasses import replace
from typing import NamedTuple, TypeAlias

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.state import Coding, State
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.codings.by_id import with_id
from qualcode.project.study.journals import append_events, read_state
from qualcode.project.teams.coder_twins import refuse_twin
from qualcode.text.normalise import fix_text

MEMO_COLUMNS = ("id", "at", "coder", "about", "document", "coding", "code", "quote", "text")
"""`about` is study, document, coding or code."""

Row: TypeAlias = tuple[str, ...]


class About(NamedTuple):
    """What a memo is about: one of these, or the study where all are empty; `coding`: how its id begins."""

    document: str = ""
    coding: str = ""
    code: str = ""


def add_memo(opened: ByHand, text: str, about: About, *, coder: str, round: int = 1) -> Event:
    """Write a memo; it is on the disk when this returns. Returns the event, with its id.

    Raises
    ------
    UsageError
        It is about more than one thing, or about something that is not there; it says nothing.
    WriteError
        The journal cannot be written.
    """
    said = fix_text(text).text.strip()
    if not said:
        raise UsageError("the memo says nothing", cure="write its text", slug="no-text")
    if sum(map(bool, about)) > 1:
        cure = "one of --document, --coding and --code; none of them for the study"
        raise UsageError("a memo is about one thing", cure=cure, slug="two-things")
    refuse_twin(opened.study, coder)
    draft = Event("memo", round=round, text=said)
    document = ""
    if about.document:
        document = opened.document(about.document).id
    elif about.coding:
        coding = _coding(read_state(opened.study.folder)[0], about.coding)
        document = coding.document
        draft = replace(draft, coding=coding.id)
    elif about.code:
        draft = replace(draft, code=opened.names.code(about.code))
    return append_events(opened.study.folder, coder, document, [draft]).events[0]


def _coding(state: State, id: str) -> Coding:
    """The coding of anybody whose id begins so."""
    known = (*state.codings, *state.doubled, *state.removed)
    return with_id(known, id, "coding", cure="qualcode codings list lists the ids")


class Memos(NamedTuple):
    """Rows below MEMO_COLUMNS in the order of time, and what could not be read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def memos_in(opened: ByHand, about: About | None = None, *, coder: str = "") -> Memos:
    """The memos that stand; `about` and `coder` choose among them.

    Raises UsageError where there is no such coding.
    """
    state, problems = read_state(opened.study.folder)
    codings = {one.id: one for one in (*state.codings, *state.doubled, *state.removed)}
    asked = about or About()
    rows = [_row(memo, codings.get(memo.coding or "")) for memo in state.memos if coder in ("", memo.coder)]
    if asked.coding:
        id = _coding(state, asked.coding).id
        rows = [row for row in rows if row[5] == id]
    if asked.document:
        document = asked.document
        known = any(row[4] == document for row in rows)
        document = document if known else opened.document(document).id
        rows = [row for row in rows if row[4] == document]
    if asked.code:
        code = opened.names.find(asked.code) or asked.code
        rows = [row for row in rows if row[6] == code]
    return Memos(tuple(rows), tuple(f"{one.place}: {one.message}" for one in problems))


def _row(memo: Event, coding: Coding | None) -> Row:
    """A memo, with the passage that it is about."""
    about = "coding" if memo.coding else "code" if memo.code else "document" if memo.document else "study"
    document = memo.document or (coding.document if coding else "")
    code = memo.code or (coding.code if coding else "")
    quote = (coding.quote or "") if coding else ""
    return (memo.id, memo.at, memo.coder, about, document, memo.coding or "", code, quote, memo.text or "")


def remove_memo(opened: ByHand, id: str, *, coder: str) -> Event:
    """Take an own memo back, by the beginning of its id; returns the memo.

    Raises UsageError where there is no such memo, several are, or it is somebody else's.
    """
    state, _ = read_state(opened.study.folder)
    memo = with_id(state.memos, id, "memo", coder=coder, cure="qualcode memo --list lists the ids")
    event = Event("remove", round=memo.round, coding=memo.id)
    append_events(opened.study.folder, coder, memo.document or "", [event])
    return memo
