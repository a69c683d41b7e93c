"""Memos at the desk: on a coding, the document, a code, or the study."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.desk.change import Change, Deed
from qualcode.project.desk.coding import CodingActs
from qualcode.project.desk.core import Drafts

On: TypeAlias = Literal["coding", "document", "code", "study"]


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo that stands.

    on, of
        What it is about, and the id of that: of the coding (human or of a rule), document or code; empty for
        the study.
    at
        When it was written, as in the journal (UTC).
    """

    id: str
    text: str
    on: On
    of: str
    coder: str
    at: str


class MemoActs(CodingActs):
    """Memos can be written and changed in a finished document, too."""

    def memos(self, on: On | None = None, of: str = "") -> tuple[Memo, ...]:
        """Memos that may be seen, the oldest first: all, those on something, or those on one thing."""
        seen = (_memo(event) for event in self._standing.memos() if self._may_see(event.coder))
        return tuple(one for one in seen if on in (None, one.on) and of in ("", one.of, self._shown(one)))

    def _shown(self, memo: Memo) -> str:
        """What a memo is about, as it is shown."""
        return self._standing.shown(memo.of) if memo.on == "coding" else memo.of

    def memo(self, text: str, *, on: On = "document", of: str = "") -> Change:
        """Write a memo.

        Parameters
        ----------
        on, of
            What it is about: a `coding` by the id of its mark, a `code` by its id; the `document` and the
            `study` have no `of`.

        Raises
        ------
        UsageError
            There is no text, no such mark, no such code.
        """
        draft = self._memo_draft(text, on, of)
        journal = "" if on in ("code", "study") else None
        [event] = self._write([draft], document=journal)
        return self._wrote("memo", event, journal)

    def edit_memo(self, id: str, text: str) -> Change:
        """Put another text in place of an own memo; the earlier one stays in the journal."""
        old = self._own_memo(id)
        draft = self._memo_draft(text, *_subject(old))
        journal = _journal(old)
        _, event = self._write([_remove(id), draft], document=journal)
        return self._wrote("edit-memo", event, journal, old=id)

    def remove_memo(self, id: str) -> Change:
        """Take an own memo back."""
        old = self._own_memo(id)
        journal = _journal(old)
        self._write([_remove(id)], document=journal)
        told = _told("remove-memo", old)
        return self._did(told, lambda: [_restore(id)], lambda: [_remove(id)], document=journal)

    def _wrote(self, deed: Deed, event: Event, journal: str | None, *, old: str = "") -> Change:
        def back() -> Drafts:
            return [_remove(event.id), *([_restore(old)] if old else [])]

        def again() -> Drafts:
            return [*([_remove(old)] if old else []), _restore(event.id)]

        return self._did(_told(deed, event), back, again, document=journal)

    def _memo_draft(self, text: str, on: On, of: str) -> Event:
        words = text.strip()
        if not words:
            raise UsageError("the memo is empty", cure="write something", slug="no-text")
        if on == "code":
            self._known(of)
            return Event("memo", code=of, text=words)
        if on == "coding":
            if of not in self.marks:
                raise UsageError("there is no such coding", cure="choose one that is shown", slug="no-coding")
            return Event("memo", coding=of, round=self.round, text=words)
        return Event("memo", round=self.round if on == "document" else 1, text=words)

    def _own_memo(self, id: str) -> Event:
        found = self._standing.memo(id)
        if found is None or found.coder != self.coder or self._standing.was_undone(id, self.coder):
            raise UsageError(
                "there is no such memo of yours", cure="only your own memos can be changed", slug="no-memo"
            )
        return found


def _memo(event: Event) -> Memo:
    on, of = _subject(event)
    return Memo(event.id, event.text or "", on, of, event.coder, event.at)


def _subject(event: Event) -> tuple[On, str]:
    if event.coding:
        return "coding", event.coding
    if event.code:
        return "code", event.code
    return ("document", event.document) if event.document else ("study", "")


def _journal(event: Event) -> str | None:
    """The journal that a memo stands in, as `Core._write` names it."""
    return None if event.document else ""


def _told(deed: Deed, event: Event) -> Change:
    return Change(deed, event.code or "", event.text or "", id=event.id, about=event.coding or "")


def _remove(id: str) -> Event:
    return Event("remove", coding=id)


def _restore(id: str) -> Event:
    return Event("restore", coding=id)
