"""The codings and memos of another copy of a study come into this one."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.columns import frame_of_rows
from qualcode.codebook.load import check_codebook
from qualcode.errors import Problem, UsageError
from qualcode.ingest import natural_key
from qualcode.journal.anchor import Place, anchored, as_moves, stands
from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.journal.renamed import Names, as_renamed
from qualcode.journal.state import Coding, State
from qualcode.journal.union import Clash, Overlap, overlaps, union
from qualcode.journal.versions import in_texts
from qualcode.project.job.options import read_settings
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.journals import CODINGS, MEMOS, append_events, placed, renamed_in, take_over
from qualcode.project.study.renames import Table
from qualcode.project.teams.copies import Copy, Home, Text, homes, read_copy
from qualcode.project.teams.unzipped import is_zip, unzipped
from qualcode.terms import CodeId

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("new", "equal", "conflicts", "codings", "memos", "moved", "orphans", "left_out")
COLUMNS = ("coder", "document", *NUMBERS, "note")
TORN = "torn"


class Row(NamedTuple):
    """What came of the events of a coder on a document; see `Merged.table`."""

    coder: str
    document: str
    new: int
    equal: int
    conflicts: int
    codings: int
    memos: int
    moved: int
    orphans: int
    left_out: int
    note: str


class Renamed(NamedTuple):
    """What has another name in the settings of the other copy: `what` is the table that says so."""

    what: Table
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What another copy of a study brought.

    rows
        By coder and document; the document has the id that it has here, and none for memos on the study.
    conflicts
        Events that have one id and differ: both are kept, and by their times one counts.
    orphans
        Codings, and decisions on rule codings, whose passage cannot be found in the text here, or whose text
        is not here. Their events are kept.
    homes
        By id there, where the events on each document belong.
    codes
        Codes of codings that came from there and that the codebook here has not, with how many.
    overlaps
        Coders who worked in both copies at one time.
    renamed
        Codes and coders that are called otherwise there, by its settings, and not here.
    problems
        What could not be read there, and so was not merged.
    """

    rows: tuple[Row, ...]
    conflicts: tuple[Clash, ...]
    orphans: tuple[Coding, ...]
    homes: tuple[Home, ...]
    codes: Mapping[CodeId, int]
    overlaps: tuple[Overlap, ...]
    renamed: tuple[Renamed, ...]
    problems: tuple[Problem, ...]

    @property
    def table(self) -> "pd.DataFrame":
        """A row a coder and document: `coder`, `document`, then how many events are `new`, `equal` to what
        was here, or `conflicts`; of the new ones `codings` added and `memos`; codings `moved` into the text
        here and `orphans`; events `left_out`; and a `note` on the document."""
        return frame_of_rows(COLUMNS, self.rows)

    @property
    def is_settled(self) -> bool:
        """Whether all could be read, was taken in, and has its place."""
        damaged = any(one.slug != TORN for one in self.problems)
        return not (self.conflicts or self.orphans or damaged or any(row.left_out for row in self.rows))


def merge_in(study: Study, other: Path, *, coders: Collection[str] = (), write: bool = True) -> Merged:
    """Bring the codings and memos of another copy of a study, a folder or a zip file, into this one.

    Parameters
    ----------
    coders
        Only theirs; by default everybody's.
    write
        False: only say what would be done.

    Raises
    ------
    UsageError
        `other` is no copy of a study, or this study itself; it has no such coder.
    ReadError
        One of the two was written by a newer version; the zip file is damaged.
    WriteError
        A journal cannot be written. What was written stands, and a second call writes the rest.
    """
    with _opened(study, other) as folder:
        _refuse_newer_settings(folder)
        here, there = read_copy(study.folder), read_copy(folder)
        there = _only(there, coders, here.names.coders, there.names.coders)
    done = _Merge(here, there)
    if write:
        done.write(study)
    return done.told(_codes_of(study))


def _opened(study: Study, other: Path) -> AbstractContextManager[Path]:
    """The folder of the other copy, for as long as it is read."""
    if other.is_file() and is_zip(other):
        return unzipped(other)
    if not other.is_dir() or not any((other / name).exists() for name in (SETTINGS, CODINGS, MEMOS)):
        cure = f"name its folder, with {SETTINGS} and {CODINGS}/ in it, or a zip file of that"
        raise UsageError("this is no copy of a study", place=other.as_posix(), cure=cure, slug="no-study")
    if other.samefile(study.folder):
        cure = "name the folder of another copy"
        raise UsageError(
            "a study is not merged with itself", place=other.as_posix(), cure=cure, slug="itself"
        )
    return nullcontext(other)


def _refuse_newer_settings(folder: Path) -> None:
    settings = folder / SETTINGS
    if settings.is_file():
        read_settings(settings.as_posix())


def _only(copy: Copy, coders: Collection[str], *renamed: Mapping[str, str]) -> Copy:
    """The events of some coders, under the names that they have in either copy, or had."""
    if not coders:
        return copy
    coders_there = {event.coder for event in copy.events}
    called = {name: {name, *(names.get(name, name) for names in renamed)} for name in coders_there}
    known = set().union(*called.values())
    wanted = {unicodedata.normalize("NFC", coder) for coder in coders}
    missing = sorted(wanted - known)
    if missing:
        cure = f"there are: {', '.join(sorted(known)) or 'nobody'}"
        raise UsageError(f"nobody is called {missing[0]} there", cure=cure, slug="coder")
    return replace(copy, events=tuple(event for event in copy.events if called[event.coder] & wanted))


def _codes_of(study: Study) -> frozenset[CodeId] | None:
    """The codes of the codebook here, and ids that they had; None where it has none that can be read."""
    place = study.folder / "codebook.yaml"
    codebook = check_codebook(place).codebook if place.is_file() else None
    return frozenset({*codebook.index(), *renamed_in(study.folder)}) if codebook else None


class _Merge:
    """Two copies of a study, and what follows when the events of one come to those of the other."""

    def __init__(self, here: Copy, there: Copy) -> None:
        self.here, self.there = here, there
        self.homes = homes(here, there)
        brought = [(self._home(event), event) for event in there.events]
        self.left_out = [event for home, event in brought if not _can_come(event, home)]
        self.brought = [_at_home(event, home) for home, event in brought if _can_come(event, home)]
        self.union = union(here.events, self.brought)
        events = self._as_called([*here.events, *self.union.lacking])
        self.state = fold(in_texts(events, self._text_here))
        self.moves, self.orphans = self._places()

    def _home(self, event: Event) -> Home:
        return self.homes[event.document or ""]

    def _as_called(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Events with the names that coders have here today."""
        return as_renamed(events, Names(coders=self.here.names.coders))

    def _text_here(self, document: str) -> str:
        text = self.here.texts.get(document)
        return text.sha256 if text else ""

    def write(self, study: Study) -> None:
        """Write what is new, then the places of codings in the texts here."""
        take_over(study.folder, self.union.lacking)
        for (coder, document), moves in _by_journal(self.moves).items():
            append_events(study.folder, coder, document, moves)

    def _places(self) -> tuple[list[Event], list[Coding]]:
        """The events that take codings into the texts here, and the codings that have no place in them."""
        codings = _by_document(placed(self.state))
        moves: list[Event] = []
        orphans: list[Coding] = []
        ids = _ids_by_document(self.there.events)
        for home in filter(_can_have_codings, self.homes.values()):
            own = [one for one in codings.get(home.id, ()) if one.id in ids[home.document]]
            if home.here is None:
                orphans += own
                continue
            done = anchored(own, home.there.text if home.there else "", home.here.text)
            moves += done.moves
            back, lost = self._back(done.orphans, home.here)
            moves += back
            orphans += lost
        gone = {one.id for one in self.state.removed}
        return moves, [one for one in orphans if one.id not in gone]

    def _back(self, codings: Iterable[Coding], text: Text) -> tuple[tuple[Event, ...], tuple[Coding, ...]]:
        """Codings whose new words are not here keep the place in this text that they had before."""
        found = as_moves(((one, self._earlier_place(one, text)) for one in codings), text.text)
        return found.moves, found.orphans

    def _earlier_place(self, coding: Coding, text: Text) -> Place | None:
        for event in self._about[coding.id]:
            there = replace(coding, start=event.start, end=event.end, quote=event.quote)
            if event.sha256 == text.sha256 and there.span and stands(there, text.text):
                return there.span
        return None

    @cached_property
    def _about(self) -> defaultdict[str, list[Event]]:
        """By coding its events here and there, the last ones first."""
        found: defaultdict[str, list[Event]] = defaultdict(list)
        both = (*self.here.events, *self.brought)
        for event in sorted(both, key=lambda event: event.order, reverse=True):
            found[event.coding or ""].append(event)
        return found

    def told(self, codes: Collection[CodeId] | None) -> Merged:
        """What is said of it; `codes` are those of the codebook here."""
        return Merged(
            rows=tuple(self._rows()),
            conflicts=self.union.clashes,
            orphans=tuple(sorted(self.orphans, key=lambda one: one.order)),
            homes=tuple(home for document, home in sorted(self.homes.items()) if document),
            codes=_unknown(self.state, {event.coding for event in self.brought}, codes),
            overlaps=overlaps(self._as_called(self.here.events), self._as_called(self.brought)),
            renamed=_only_there(self.here.names, self.there.names),
            problems=self.there.problems,
        )

    def _rows(self) -> Iterator[Row]:
        counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        called = self.here.names.coders

        def count(events: Iterable[Event | Coding], what: str) -> None:
            for one in events:
                counts[called.get(one.coder, one.coder), one.document or ""][what] += 1

        count(self.union.new, "new")
        count(self.union.equal, "equal")
        count((clash.there for clash in self.union.clashes), "conflicts")
        count((event for event in self.union.new if event.event == "add"), "codings")
        count((event for event in self.union.new if event.event == "memo"), "memos")
        count(self.moves, "moved")
        count(self.orphans, "orphans")
        count(self.left_out, "left_out")
        notes = _notes(self.homes.values())
        for (coder, document), of_one in sorted(counts.items(), key=_row_order):
            numbers = {column: of_one[column] for column in NUMBERS}
            yield Row(coder, document, **numbers, note=notes.get(document, ""))


def _only_there(here: Names, there: Names) -> tuple[Renamed, ...]:
    """The names of codes and coders that were changed in the other copy alone."""
    tables: tuple[tuple[Table, Mapping[str, str], Mapping[str, str]], ...] = (
        ("renamed", here.codes, there.codes),
        ("renamed_coders", here.coders, there.coders),
    )
    return tuple(
        Renamed(table, old, new)
        for table, ours, theirs in tables
        for old, new in sorted(theirs.items())
        if ours.get(old) != new
    )


def _row_order(row: tuple[tuple[str, str], Counter[str]]) -> tuple[object, ...]:
    """By coder, then documents in natural order."""
    (coder, document), _ = row
    return coder, natural_key(document), document


def _can_come(event: Event, home: Home) -> bool:
    """Whether there is a journal here that the event belongs into; one that names nobody has none."""
    return home.is_open and bool(event.coder)


def _at_home(event: Event, home: Home) -> Event:
    """The event with the id that its document has here."""
    return replace(event, document=home.id) if event.document and event.document != home.id else event


def _can_have_codings(home: Home) -> bool:
    return home.is_open and bool(home.document)


def _ids_by_document(events: Iterable[Event]) -> Mapping[str, set[str]]:
    """By id of a document there, the codings that its events are about."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.coding:
            ids[event.document or ""].add(event.coding)
    return ids


def _by_document(codings: Iterable[Coding]) -> Mapping[str, list[Coding]]:
    found: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.document].append(coding)
    return found


def _by_journal(events: Sequence[Event]) -> dict[tuple[str, str], list[Event]]:
    found: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        found[event.coder, event.document or ""].append(event)
    return dict(sorted(found.items()))


def _unknown(
    state: State, brought: Collection[str | None], codes: Collection[CodeId] | None
) -> Counter[CodeId]:
    """Codes that the codebook has not, of codings that stand and came from the other copy."""
    if codes is None:
        return Counter()
    return Counter(one.code for one in state.codings if one.id in brought and one.code not in codes)


def _notes(all_homes: Iterable[Home]) -> dict[str, str]:
    """What is to be said of documents, by their ids here."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for home in all_homes:
        if home.id != home.document:
            found[home.id].append(f"called {home.document} there")
        if home.fit != "same text":
            found[home.id].append(_FITS[home.fit])
    return {id: "; ".join(dict.fromkeys(notes)) for id, notes in found.items()}


_FITS = {
    "other text": "another text there",
    "no text": "no text here",
    "name taken": "left out: another document here has this name",
    "real names": "left out: here pseudonyms stand in the text, there not",
}
