"""Human codings from files: tables, and texts with marks; into the journals of a study."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import Problem, QualcodeError, UsageError, WriteError, as_argument
from qualcode.journal.anchor import stands
from qualcode.journal.events import Event, Mode
from qualcode.journal.files import new_id
from qualcode.journal.fold import fold
from qualcode.journal.passages import added
from qualcode.journal.state import Coding, State
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.codings.marked_texts import offers_of_marked
from qualcode.project.codings.offers import MarkedFile, Offer, Offers, offers_of_table
from qualcode.project.codings.passage_places import Edited, Places
from qualcode.project.codings.rows import is_table
from qualcode.project.codings.steps import finishing, opening, work_of
from qualcode.project.study.journals import append_events, journal_file, read_journals, read_state
from qualcode.project.teams.coder_twins import refuse_twin
from qualcode.terms import CodeId
from qualcode.text.digest import sha256_of


@dataclass(frozen=True, slots=True)
class Adding:
    """How codings are added.

    round
        0: the one that a row tells, or that a marked text was written for, else the first.
    mode
        None: as the document was opened, or blind.
    finish
        Whether the coder is then done with the documents.
    sync
        Whether codings are removed that a marked text no longer has.
    skip_bad
        Whether the good ones are added where others are not.
    """

    coder: str
    round: int = 0
    document: str = ""
    mode: Mode | None = None
    finish: bool = False
    sync: bool = False
    skip_bad: bool = False
    dry_run: bool = False


class Done(NamedTuple):
    """What became of a document: codings that are new, were there already and are removed; memos.

    `opened` and `finished` say whether the work began or ended with it.
    """

    document: str
    round: int
    new: int
    there: int
    removed: int
    memos: int
    opened: bool
    finished: bool


class Added(NamedTuple):
    """What was added, what could not be, and what deserves a look; `written`: whether anything was."""

    documents: tuple[Done, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    written: bool


class _Plan(NamedTuple):
    done: Done
    events: tuple[Event, ...]


def add_files(opened: ByHand, files: Sequence[str], asked: Adding) -> Added:
    """Add the codings of files: tables (.csv, .tsv, .xlsx), and texts with marks (all others).

    Nothing is written where a row or mark cannot be placed, unless `skip_bad` says so. What is there already
    (coder, round, code and passage, white space at its ends aside) is not added again.

    Raises
    ------
    ReadError
        A file or journal cannot be read.
    UsageError
        A marked text is of no known document, or of another coder; codings that bear another name are
        added without a word on `mode`.
    WriteError
        A journal cannot be written; a second call adds the rest.
    """
    found = [_offers(opened, file, asked) for file in files]
    return add_offers(opened, _joined(found), asked)


def check_added(opened: ByHand, file: str, *, document: str, coder: str, round: int) -> None:
    """Raise WriteError where writing a marked text anew would lose what somebody put into it."""
    if Path(file).is_dir():
        cure = "name a file, such as lane.txt"
        raise WriteError("this is a folder", place=file, cure=cure, slug="exists")
    if Path(file).exists() and not _is_added(opened, file, document, coder, round):
        cure = (
            f"add it first (qualcode codings add {as_argument(file)}), move it away, or choose another name"
        )
        message = "there is a file already, and what stands in it is not added"
        raise WriteError(message, place=file, cure=cure, slug="exists")


def _is_added(opened: ByHand, file: str, document: str, coder: str, round: int) -> bool:
    """Whether a file is a marked text of a document, unchanged but for marks that are codings already."""
    asked = Adding(coder, round=round, document=document, sync=True, dry_run=True)
    try:
        done = add_files(opened, [file], asked)
    except QualcodeError:
        return False
    is_same = not any(one.new or one.removed for one in done.documents)
    return is_same and not (done.problems or done.notes)


def _offers(opened: ByHand, file: str, asked: Adding) -> Offers:
    if is_table(file):
        return offers_of_table(opened, file, document=asked.document)
    return offers_of_marked(opened, file, document=asked.document, coder=asked.coder, round=asked.round)


def _joined(found: Iterable[Offers]) -> Offers:
    parts = zip(*found, strict=True)
    return Offers(*(tuple(one for part in parts_of for one in part) for parts_of in parts))


def add_offers(opened: ByHand, found: Offers, asked: Adding) -> Added:
    """Add what was found; as `add_files`."""
    refuse_twin(opened.study, asked.coder)
    _check_named(found, asked)
    if asked.sync and not found.marked:
        cure = "leave it out; qualcode codings remove takes codings back"
        raise UsageError("--sync is for texts with marks", cure=cure, slug="idle-option")
    parts = _by_document(found, asked)
    before = {document: _stamp(opened, asked, document) for document, _ in parts}
    state, damaged = read_state(opened.study.folder)
    plans: dict[tuple[str, int], _Plan] = {}
    problems, notes = [*found.problems], [*found.notes, *_told(damaged)]
    if problems and asked.finish:  # a first finish stands for ever
        asked = replace(asked, finish=False)
        notes.append("no document is finished while something cannot be placed")
    for (document, round), part in parts.items():
        try:
            own = _Own(opened, document, round, state, asked)
            plans[document, round] = own.plan(*part)
            notes += own.notes
        except QualcodeError as fault:
            problems.append(Problem(fault.message, document, cure=fault.cure, slug=fault.slug))
    write = not asked.dry_run and (asked.skip_bad or not problems)
    for (document, round), plan in plans.items() if write else ():

        def again(document: str = document, round: int = round) -> _Plan:
            known = read_journals(opened.study.folder, document=document)
            own = _Own(opened, document, round, fold(known.events), asked)
            return own.plan(*parts[document, round])

        plans[document, round] = _written(opened, asked, plan, again, before[document])
    return Added(tuple(plan.done for plan in plans.values()), tuple(problems), tuple(notes), write)


def _stamp(opened: ByHand, asked: Adding, document: str) -> tuple[int, int]:
    """When the coder's journal on a document was written last, and how long it is."""
    try:
        found = journal_file(opened.study.folder, asked.coder, opened.document(document).id).stat()
    except (OSError, QualcodeError):
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _written(
    opened: ByHand, asked: Adding, plan: _Plan, again: Callable[[], _Plan], before: tuple[int, int]
) -> _Plan:
    """Write what was planned; planned anew, while nobody else writes, where the journal is another one."""
    document, made = plan.done.document, plan

    def events() -> Sequence[Event]:
        nonlocal made
        if _stamp(opened, asked, document) != before:
            made = again()
        return made.events

    append_events(opened.study.folder, asked.coder, document, events if plan.events else ())
    return made


def _told(damaged: Iterable[Problem]) -> Iterator[str]:
    return (f"{one.place}: {one.message}" for one in damaged)


def _check_named(found: Offers, asked: Adding) -> None:
    """Codings of somebody else are not blind ones by themselves."""
    others = [name for name in found.named if name != asked.coder]
    if others and asked.mode is None:
        cure = "add --mode assisted where they were looked at, --mode blind where the name alone differs"
        message = f"the codings bear the name {', '.join(others)} and are added as {asked.coder}"
        raise UsageError(message, cure=cure, slug="other-coder")


def _by_document(found: Offers, asked: Adding) -> dict[tuple[str, int], tuple[list[Offer], list[MarkedFile]]]:
    """What is offered by document and round, in the order of the files."""
    parts: defaultdict[tuple[str, int], tuple[list[Offer], list[MarkedFile]]] = defaultdict(lambda: ([], []))
    for offer in found.offers:
        parts[offer.document, asked.round or offer.round or 1][0].append(offer)
    for marked in found.marked:
        parts[marked.document, marked.round or asked.round or 1][1].append(marked)
    return dict(parts)


class _Own:
    """What a coder has in a document and round, and what is to become of it."""

    def __init__(self, opened: ByHand, document: str, round: int, state: State, asked: Adding) -> None:
        self._codebook, self._asked, self._round, self._state = opened.codebook, asked, round, state
        self._document = opened.document(document)
        self._places = Places(self._document.text)
        self._sha256 = sha256_of(self._document.text)
        self._work = work_of(state, asked.coder, self._document.id, round)
        mine = (asked.coder, self._document.id, round)
        self._codings = [
            one
            for one in state.codings
            if (one.coder, one.document, one.round) == mine
            and one.sha256 == self._sha256
            and stands(one, self._document.text)
        ]
        self._there = {key: one.id for one in self._codings if (key := self._key_of(one))}
        shown = {one.id: one.id for one in self._codings} | dict(state.shown())
        own_memos = (one for one in state.memos if one.coder == asked.coder)
        self._memos = {(shown.get(one.coding or ""), one.text) for one in own_memos}
        self.notes: list[str] = []

    def _key_of(self, coding: Coding) -> tuple[CodeId, int, int] | None:
        return (coding.code, *self._places.tight(*coding.span)) if coding.span else None

    def plan(self, offers: Iterable[Offer], marked: Sequence[MarkedFile]) -> _Plan:
        """The events, and what they amount to. Raises UsageError where the document is finished."""
        asked = self._asked
        wanted = {self._key(one) for one in offers} if asked.sync else set()
        before = set(self._there)
        adds, memos = self._adds(offers)
        removes = list(self._removes(wanted, marked)) if asked.sync and marked else []
        work = self._work
        is_done = bool(work and work.is_finished)
        changes = bool(adds or removes)
        begin = self._opening() if changes or (asked.finish and not is_done) else []
        ends = asked.finish and (changes or not is_done)
        last = [finishing(self._codebook, work, asked.mode, round=self._round)] if ends else []
        there = len({self._key(one) for one in offers} & before)
        counts = len(adds), there, len(removes), len(memos)
        done = Done(self._document.id, self._round, *counts, bool(begin), ends)
        return _Plan(done, (*begin, *removes, *adds, *memos, *last))

    def _opening(self) -> list[Event]:
        return opening(
            self._codebook, self._work, self._asked.mode, document=self._document.id, round=self._round
        )

    def _key(self, offer: Offer) -> tuple[CodeId, int, int]:
        return (offer.code, *self._places.tight(offer.start, offer.end))

    def _adds(self, offers: Iterable[Offer]) -> tuple[list[Event], list[Event]]:
        """Codings that are not there yet, and memos that are not."""
        adds, memos = [], []
        for offer in sorted(offers, key=lambda one: (one.start, -one.end, one.code)):
            id = self._there.get(self._key(offer))
            if id is None:
                id = self._there[self._key(offer)] = new_id()
                span = offer.start, offer.end
                event = added(self._document.text, self._sha256, *span, code=offer.code, round=self._round)
                adds.append(replace(event, coding=id))
            if offer.memo and (id, offer.memo) not in self._memos:
                self._memos.add((id, offer.memo))
                memos.append(Event("memo", round=self._round, coding=id, text=offer.memo))
        return adds, memos

    def _removes(self, wanted: set[tuple[CodeId, int, int]], marked: Sequence[MarkedFile]) -> Iterator[Event]:
        """Codings that the marked texts had and no longer have.

        Those stay that are younger than the file, whose passage is not in it, or whose code is gone.
        """
        name = self._document.id
        if not all(one.is_whole for one in marked):
            self.notes.append(f"{name}: nothing is removed, since marks of its text could not be placed")
            return
        known = set(self._codebook.index())
        codings = [one for one in self._codings if self._key_of(one) not in wanted and one.code in known]
        spans = [one.span for one in codings if one.span]
        found = [Edited(self._document.text, Places(one.text)).find(spans) for one in marked]
        for number, coding in enumerate(codings):
            had = [
                places[number] and (not one.at or coding.at <= one.at)
                for one, places in zip(marked, found, strict=True)
            ]
            for one in self._state.with_same([coding]) if any(had) else ():
                yield Event("remove", round=self._round, coding=one.id)
