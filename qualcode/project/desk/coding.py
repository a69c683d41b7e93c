"""What a coder does to passages: give codes, change and take them back, decide on rule codings; and undo."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.errors import UsageError
from qualcode.journal.events import Event, Kind
from qualcode.journal.passages import added, place_of
from qualcode.project.desk.change import Change, Deed
from qualcode.project.desk.core import IN_USE, Act, Check, Core, Drafts
from qualcode.project.desk.marks import Mark
from qualcode.terms import CodeId

_CODING: tuple[Deed, ...] = ("add", "remove", "recode", "move", "accept", "reject", "unreview", "in-vivo")


class CodingActs(Core):
    """Acts on passages. Each is on the disk when it returns what it changed, and can be undone.

    All raise UsageError where the document is finished, and WriteError where the disk refuses; then nothing
    has changed.
    """

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A selection without white space at its ends, and in its right order.

        Raises UsageError where nothing else is selected.
        """
        first, last = sorted((max(start, 0), min(end, len(self.text))))
        words = self.text[first:last]
        if not words.strip():
            raise UsageError("no words are selected", cure="select some, then choose a code", slug="no-words")
        first += len(words) - len(words.lstrip())
        return first, first + len(words.strip())

    def add(self, start: int, end: int, code: CodeId) -> Change:
        """Give a passage a code.

        Raises UsageError for an unknown code, and where the passage has this code from the coder already.
        """
        self._may_code()
        self._known(code)
        span = self.trimmed(start, end)
        self._refuse_equal(span, code)
        drafts = [added(self.text, self.sha256, *span, code=code, round=self.round)]
        [event] = self._code(drafts, lambda: self._refuse_equal(span, code))
        id = event.coding or event.id
        return self._did(self._about("add", id, code, span), _one("remove", id), _one("restore", id))

    def remove(self, id: str) -> Change:
        """Take an own coding back."""
        self._may_code()
        coding = self.coding(id)
        ids = self._standing.same(id)
        self._code(_each("remove", ids)())
        told = self._about("remove", id, coding.code, coding.span)
        return self._did(told, _each("restore", ids), _each("remove", ids))

    def recode(self, id: str, code: CodeId) -> Change:
        """Give an own coding another code; raises UsageError as `add`."""
        self._may_code()
        coding = self.coding(id)
        self._known(code)
        self._refuse_equal(coding.span, code)
        ids = self._standing.same(id)
        back, again = _recoded(ids, coding.code), _recoded(ids, code)
        self._code(again(), lambda: self._refuse_equal(coding.span, code))
        return self._did(self._about("recode", id, code, coding.span), back, again)

    def move(self, id: str, start: int, end: int) -> Change:
        """Give an own coding other edges; raises UsageError as `add`."""
        self._may_code()
        coding = self.coding(id)
        span = self.trimmed(start, end)
        self._refuse_equal(span, coding.code)
        ids = self._standing.same(id)
        old = Event(
            "move",
            sha256=coding.sha256,
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
            before=coding.before,
            after=coding.after,
            round=self.round,
        )
        new = Event("move", round=self.round, **place_of(self.text, self.sha256, *span))
        again = _of_each(new, ids)
        self._code(again(), lambda: self._refuse_equal(span, coding.code))
        # a coding that named no place cannot be sent back to none
        back = _of_each(old, ids) if coding.span else again
        return self._did(self._about("move", id, coding.code, span), back, again)

    def accept(self, mark: Mark) -> Change:
        """Agree with a rule coding."""
        return self._decide(mark, True)

    def reject(self, mark: Mark) -> Change:
        """Disagree with a rule coding; `rules+NAME` is without it."""
        return self._decide(mark, False)

    def unreview(self, mark: Mark) -> Change:
        """Take a decision on a rule coding back."""
        return self._decide(mark, None)

    def undo(self) -> Change | None:
        """Take back what was done last, by writing the opposite; None where nothing is left to undo.

        Raises UsageError where the document is finished; and for a new code that others have used: it stays,
        and the next call undoes what was done before it.
        """
        if not self._done:
            return None
        act = self._done[-1]
        try:
            told = replace(self._repeat(act, act.back), way="undo")
        except UsageError as error:
            if error.slug == IN_USE:
                self._done.pop()
            raise
        self._undone.append(self._done.pop())
        return told

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing."""
        if not self._undone:
            return None
        act = self._undone[-1]
        told = replace(self._repeat(act, act.again), way="redo")
        self._done.append(self._undone.pop())
        return told

    def _repeat(self, act: Act, drafts: Callable[[], Drafts]) -> Change:
        check = self._may_code if act.change.deed in _CODING else None
        if check:
            check()
        drafted = drafts()
        if drafted:
            self._write(drafted, document=act.document, check=check)
        return self._now(act.change)

    def _did(
        self,
        change: Change,
        back: Callable[[], Drafts],
        again: Callable[[], Drafts],
        *,
        document: str | None = None,
    ) -> Change:
        """Remember an act, so that it can be undone; what was undone before cannot be done again."""
        self._done.append(Act(change, back, again, document))
        self._undone.clear()
        return self._now(change)

    def _now(self, change: Change) -> Change:
        """A change with the mark that it is about as it is now."""
        mark = self.marks.get(change.about)
        gone = (change.about,) if change.about and mark is None else ()
        return replace(change, marks=(mark,) if mark else (), gone=gone)

    def _about(self, deed: Deed, id: str, code: CodeId, span: tuple[int, int] | None) -> Change:
        return Change(deed, code, self.text[slice(*span)] if span else "", id=id, about=id)

    def _decide(self, mark: Mark, verdict: bool | None) -> Change:
        self._may_code()
        if mark.kind != "rule":
            raise UsageError("this is no rule coding", cure="choose one of a rule", slug="no-rule-coding")
        before = self._decided.get(mark.id)
        old = before.accepted if before else None
        id = before.first if before else mark.id

        def decided(verdict: bool | None) -> Callable[[], Drafts]:
            return lambda: self._verdict(mark, id, verdict)

        drafts = decided(verdict)() if verdict != old else []
        if drafts:
            self._code(drafts)
        deed: Deed = "unreview" if verdict is None else "accept" if verdict else "reject"
        change = self._about(deed, mark.id, mark.code, (mark.start, mark.end))
        return self._did(change, decided(old), decided(verdict)) if drafts else self._now(change)

    def _verdict(self, mark: Mark, id: str, verdict: bool | None) -> Drafts:
        if verdict is None:
            return _one("remove", id)()
        place = place_of(self.text, self.sha256, mark.start, mark.end)
        event = Event("accept" if verdict else "reject", coding=id, code=mark.code, round=self.round, **place)
        was_undone = self._standing.was_undone(id, self.coder)
        return [event, *(_one("restore", id)() if was_undone else [])]

    def _code(self, drafts: Drafts, check: Check | None = None) -> tuple[Event, ...]:
        """Write events on codings, unless the document was finished or `check` refuses them by then."""

        def checked() -> None:
            self._may_code()
            if check:
                check()

        return self._write(drafts, check=checked)

    def _may_code(self) -> None:
        if self.is_finished:
            cure = "reopen it to go on coding"
            raise UsageError(f"{self.document.id} is finished", cure=cure, slug="finished")

    def _known(self, code: CodeId) -> None:
        if code not in self.codebook.index():
            cure = "choose a code of the codebook, or add it there"
            raise UsageError(f"there is no code {code}", cure=cure, slug="unknown-code")

    def _refuse_equal(self, span: tuple[int, int] | None, code: CodeId) -> None:
        there = self.marks.between(*span) if span else ()
        if any((one.kind, one.start, one.end, one.code) == ("own", *span, code) for one in there if span):
            raise UsageError(f"you gave {code} to these words already", cure="", slug="same-coding")


def _one(kind: Kind, id: str) -> Callable[[], Drafts]:
    return lambda: [Event(kind, coding=id)]


def _each(kind: Kind, ids: Sequence[str]) -> Callable[[], Drafts]:
    """An event for each of the codings that say the same."""
    return _of_each(Event(kind), ids)


def _of_each(event: Event, ids: Sequence[str]) -> Callable[[], Drafts]:
    return lambda: [replace(event, coding=id) for id in ids]


def _recoded(ids: Sequence[str], code: CodeId) -> Callable[[], Drafts]:
    return _of_each(Event("recode", code=code), ids)
