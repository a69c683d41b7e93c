"""A document on the desk: its codings as they stand, kept in step with the journals on disk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from qualcode.codebook.load import load_codebook
from qualcode.codebook.model import Codebook
from qualcode.errors import Problem, ReadError, UsageError
from qualcode.journal.anchor import stands
from qualcode.journal.events import Event, Mode, event_line
from qualcode.journal.files import joined, refuse_newer
from qualcode.journal.state import Coding, Decision, Work
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.desk.change import Change
from qualcode.project.desk.marks import Mark, Marks, Status
from qualcode.project.desk.rulings import RuleCoding, explainer, rule_codings
from qualcode.project.desk.standing import Standing
from qualcode.project.job.pipeline import Plan
from qualcode.project.study.journals import (
    append_events,
    as_now,
    coding_files,
    journal_file,
    memo_files,
    read_codings,
    read_memos,
)
from qualcode.terms import ROUND
from qualcode.text.digest import sha256_of
from qualcode.text.document import Document
from qualcode.workshop.explain import Explainer

Drafts: TypeAlias = Sequence[Event]
Check: TypeAlias = Callable[[], object]
"""Raises where something cannot be done as things stand now."""
IN_USE = "code-in-use"
"""The slug of the error where a new code cannot be undone, since passages have it."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done: how it is taken back, and how it is done once more.

    `document` is the journal that this is written into: None for that of the document, "" for the memos.
    """

    change: Change
    back: Callable[[], Drafts]
    again: Callable[[], Drafts]
    document: str | None = None


class Core:
    """One document, one coder, one round; see `qualcode.project.desk.session.Session`.

    Attributes
    ----------
    document, codebook, coder, round, mode
        What is coded, with what, by whom, and whether anything but their own codings is shown.
    marks
        What is drawn.
    problems
        Lines of journals that could not be read.
    """

    def __init__(self, study: ByHand, coder: str, document: Document, mode: Mode, round: int) -> None:
        self.study, self.document, self.coder = study, document, coder
        self.mode: Mode = mode
        self.round = round
        self.codebook: Codebook = study.codebook
        self.sha256 = sha256_of(document.text)
        self._text_file = next(file.read_from for file in study.files if file.id == document.id)
        self._text_stamp = _stamp(self._text_file)
        self._book_stamp = _stamp(Path(study.codebook_file))
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._read()

    @property
    def text(self) -> str:
        """The fixed text of the document."""
        return self.document.text

    @property
    def plan(self) -> Plan:
        """How rules are run, with the codebook as it is now."""
        return self.study.prepared.job.plan._replace(codebook=self.codebook)

    @property
    def is_blind(self) -> bool:
        """Whether nothing but own codings of this round is shown."""
        return self.mode == "blind"

    @property
    def work(self) -> Work | None:
        """How far the coder is with the document; None before it was opened."""
        return self._standing.work(self.coder, self.round)

    @property
    def is_finished(self) -> bool:
        """Whether the coder has finished the document."""
        return bool(self.work and self.work.is_finished)

    def own_codings(self) -> tuple[Coding, ...]:
        """The coder's codings of this round that stand, those that do not fit the text too, in order."""
        shown = self._standing.shown
        every = self._standing.codings.items()
        found = (coding for id, coding in every if self._is_own(coding) and shown(id) == id)
        return tuple(sorted(found, key=lambda coding: coding.order))

    def coding(self, id: str) -> Coding:
        """An own coding; raises UsageError where there is none of this id."""
        found = self._standing.codings.get(id)
        if found is None or not self._is_own(found):
            cure = "only your own codings of this round can be changed"
            raise UsageError("there is no such coding of yours", cure=cure, slug="no-coding")
        return found

    def refresh(self) -> bool:
        """Read journals and codebook again where another program has written them.

        Whether something stands otherwise now; what a full disk refused to add is nothing new.

        Raises
        ------
        CodebookError
            The codebook has errors now: the one that was read before still holds.
        ReadError
            The text itself is another one now: nothing can be written until the document is opened again.
        """
        self._check_text()
        book = self.is_other_codebook()
        if not book and self._stamps == self._stamps_now():
            return False
        before = self._as_known
        if book:
            self._take_codebook()
        self.__dict__.pop("_finished_others", None)
        self._read()
        return self._as_known != before

    @property
    def _as_known(self) -> tuple[Any, ...]:
        """What tells whether anything stands otherwise."""
        return self.codebook.sha256, self._standing.seen, self.problems

    def _take_codebook(self) -> None:
        """Take the codebook over, with what its rules code."""
        self._read_codebook()
        for name in ("rule_codings", "_seen"):
            self.__dict__.pop(name, None)

    def is_other_codebook(self) -> bool:
        """Whether the codebook was written since it was read."""
        return _stamp(Path(self.study.codebook_file)) != self._book_stamp

    def _check_text(self) -> None:
        """Raise ReadError where the text on the disk is no longer the one on the desk."""
        if not self.has_same_text():
            cure = "open the document again; what you coded is kept"
            place = self._text_file.as_posix()
            raise ReadError("the text has changed meanwhile", place=place, cure=cure, slug="text-changed")

    def has_same_text(self) -> bool:
        """Whether the text on the disk is still the one on the desk."""
        now = _stamp(self._text_file)
        if now == self._text_stamp:
            return True
        try:
            same = sha256_of(self._text_file.read_bytes().decode("utf-8")) == self.sha256
        except (OSError, UnicodeDecodeError):
            return False
        if same:
            self._text_stamp = now
        return same

    def _read_codebook(self) -> None:
        """Take over the codebook as it is on the disk now."""
        file, old = Path(self.study.codebook_file), self.study.codebook
        self._book_stamp = _stamp(file)
        new = load_codebook(file, spacy_model=old.spacy_model)
        self.codebook = replace(new, unit=old.unit, file=old.file)

    def _read(self) -> None:
        stamps = self._stamps_now()  # taken first: what is written while it is read is noticed later
        folder = self.study.study.folder
        journal = refuse_newer(joined([read_codings(folder, document=self.document.id), read_memos(folder)]))
        self.problems: tuple[Problem, ...] = journal.problems
        self._standing = Standing(as_now(folder, journal.events))
        self._draw()
        self._stamps = stamps

    def _stamps_now(self) -> Mapping[Path, tuple[int, int]]:
        """When each journal was written last, and how long it is."""
        folder = self.study.study.folder
        files = [*coding_files(folder, document=self.document.id), *memo_files(folder)]
        return {file: _stamp(file) for file in files}

    def _draw(self) -> None:
        """All marks, from what stands."""
        self._decided = {one.coding.id: one for one in self._standing.decisions(self.coder)}
        self._count_memos()
        codings = (self._drawn(coding) for coding in self._standing.codings.values())
        rules = () if self.is_blind else (one.mark for one in self.rule_codings.values())
        self.marks = Marks([*filter(None, codings), *map(self._reviewed, rules)])

    def _count_memos(self) -> None:
        counts: dict[str, int] = {}
        for memo in self._standing.memos():
            if memo.coding and self._may_see(memo.coder):
                coding = self._standing.shown(memo.coding)
                counts[coding] = counts.get(coding, 0) + 1
        self._n_memos = counts

    def _may_see(self, coder: str) -> bool:
        return coder == self.coder or not self.is_blind

    def _is_own(self, coding: Coding) -> bool:
        return (coding.coder, coding.round) == (self.coder, self.round) and self._is_here(coding)

    def _is_here(self, coding: Coding) -> bool:
        return coding.document == self.document.id

    def _fits(self, coding: Coding) -> bool:
        return coding.sha256 in (None, self.sha256) and stands(coding, self.text)

    def _drawn(self, coding: Coding) -> Mark | None:
        """The mark of a human coding, where it fits the text and may be seen."""
        own = self._is_own(coding)
        if self._standing.shown(coding.id) != coding.id:
            return None
        if not (own or not self.is_blind) or not self._is_here(coding) or not self._fits(coding):
            return None
        start, end = coding.span or (0, 0)
        label = coding.coder if own else self._label(coding.coder, coding.round)
        memos = self._n_memos.get(coding.id, 0)
        return Mark(coding.id, start, end, coding.code, label, "own" if own else "other", None, memos)

    @cached_property
    def rule_codings(self) -> Mapping[str, RuleCoding]:
        """What the rules code, by id and in text order; a blind desk does not ask for it.

        Raises UsageError where the coding unit cannot be made.
        """
        return {one.mark.id: one for one in rule_codings(self._seen, self.sha256)}

    @cached_property
    def _seen(self) -> Explainer:
        """The document as the rules see it."""
        return explainer(self.document, self.plan)

    def _label(self, coder: str, round: int) -> str:
        """What others are called: `zhang`, `zhang#2`; the coder's own other rounds with their number."""
        return coder if coder != self.coder and round == 1 else f"{coder}{ROUND}{round}"

    def _reviewed(self, mark: Mark) -> Mark:
        """A rule coding with what the coder decided."""
        decision, n_memos = self._decided.get(mark.id), self._n_memos.get(mark.id, 0)
        if decision is None and (mark.status, mark.n_memos) == ("unreviewed", n_memos):
            return mark
        return replace(mark, status=_status(decision), n_memos=n_memos)

    def _write(
        self, drafts: Iterable[Event], *, document: str | None = None, check: Check | None = None
    ) -> tuple[Event, ...]:
        """Write events, those on the document in this round, and take them over once they are on the disk.

        `check` raises where they are not to be written; it is asked when nobody else can write for the coder,
        and what another desk of the coder wrote is known.
        """
        own = [replace(one, round=self.round) if document is None else one for one in drafts]
        is_same = self.has_same_text()
        if not is_same and not all(map(self._is_placeless, own)):
            self._check_text()
        name = self.document.id if document is None else document
        folder = self.study.study.folder
        file = journal_file(folder, self.coder, name)

        def checked() -> Sequence[Event]:
            if is_same and _stamp(file) != self._stamps.get(file, (0, 0)):
                self._read()
            if check:
                check()
            return own

        written = append_events(folder, self.coder, name, checked).events
        self._follow(file, written, is_same=is_same)
        return written

    def _is_placeless(self, event: Event) -> bool:
        """Whether an event holds in whatever text: memos have no place in it."""
        is_change = event.event in ("remove", "restore")
        return event.event == "memo" or (is_change and self._standing.memo(event.coding or "") is not None)

    def _follow(self, file: Path, written: Sequence[Event], *, is_same: bool) -> None:
        """Take over what was written; all anew where others wrote at the same moment.

        Where the text is another one by now, what is on the desk stays until the document is opened again.
        """
        now, known = _stamp(file), self._stamps.get(file, (0, 0))[1]
        if not is_same:
            self._take(written)
        elif now[1] == known + sum(len(event_line(event)) for event in written):
            self._stamps = {**self._stamps, file: now}
            self._take(written)
        else:
            self._read()

    def _take(self, events: Iterable[Event]) -> None:
        """Update what is drawn by a few events."""
        touched = self._standing.take(events)
        memos = any(event.event in ("memo", "remove", "restore") for event in events)
        if memos:
            self._count_memos()
        for id in touched | {event.coding or "" for event in events}:
            self._redraw(id)

    def _redraw(self, id: str) -> None:
        coding = self._standing.codings.get(id)
        mark = self._drawn(coding) if coding else None
        if mark:
            self.marks.put(mark)
        elif self._standing.knows(id):
            self.marks.drop(id)
        elif self._standing.is_decision(id):
            self._redecide(id)
        else:
            self._redraw_rule(id)

    def _redecide(self, first: str) -> None:
        """Take over a decision on a rule coding; `first` is the id that events name."""
        stale = [id for id, decision in self._decided.items() if decision.first == first]
        decision = self._standing.decision(self.coder, first)
        for id in stale:
            del self._decided[id]
        if decision:
            self._decided[decision.coding.id] = decision
        for id in {first, *stale, *([decision.coding.id] if decision else [])}:
            self._redraw_rule(id)

    def _redraw_rule(self, id: str) -> None:
        mark = self.marks.get(id)
        if mark and mark.kind == "rule":
            self.marks.put(self._reviewed(mark))


def _status(decision: Decision | None) -> Status:
    return "unreviewed" if decision is None else "accepted" if decision.accepted else "rejected"


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
