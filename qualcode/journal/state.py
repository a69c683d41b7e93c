"""What stands after all events: codings, decisions on rule codings, memos, and who has finished what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from qualcode.journal.events import Event, Mode
from qualcode.terms import CodeId

Said: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """A passage that a person gave a code.

    sha256, start, end, quote, before, after
        The text that it lies in, and its place there; see `Event`. `start` and `end` are None where its
        events name no place.
    at
        When it was added.
    more
        What its events hold beyond the keys of this version: the last value of each key, as JSON.
    """

    id: str
    document: str
    sha256: str | None
    start: int | None
    end: int | None
    quote: str | None
    before: str | None
    after: str | None
    code: CodeId
    coder: str
    round: int
    at: str
    more: tuple[tuple[str, str], ...] = ()

    @property
    def span(self) -> tuple[int, int] | None:
        """`start` and `end`, where there is a place."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    @property
    def said(self) -> Said | None:
        """What it says: two that say the same are one. None where it has no place."""
        if self.start is None:
            return None
        return (self.coder, self.document, self.round, self.code, self.sha256, self.start, self.end)

    @property
    def age(self) -> tuple[str, str]:
        """The older of two comes first."""
        return self.at, self.id

    @property
    def order(self) -> tuple[Any, ...]:
        """Codings are sorted by document, place, code, coder and id; those without a place come first."""
        return (self.document, *(self.span or (-1, -1)), self.code, self.coder, self.id)


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule coding that a person accepted or rejected.

    `coding` is the rule coding with the id that it has in the text that it lies in now, `coding.coder` who
    decided. `first` is the id under which it was decided; events go on naming that.
    """

    coding: Coding
    accepted: bool
    first: str


@dataclass(frozen=True, slots=True)
class Work:
    """How far a coder is with a document in one round.

    finished
        When it was finished for the first time; empty where it never was.
    is_finished
        Whether it is finished now: the last of finish and reopen is a finish. An open that comes later is of
        another machine that did not know of it.
    mode
        `assisted` where any open or finish says so, else `blind`; None where none says anything.
    codebook, codes
        The codebook's hash and the ids on offer when it was last finished, or else last opened.
    """

    coder: str
    document: str
    round: int
    finished: str
    is_finished: bool
    mode: Mode | None
    codebook: str | None
    codes: tuple[CodeId, ...] | None


@dataclass(frozen=True, slots=True)
class State:
    """What stands after a set of events; each part is sorted.

    codings, removed
        Human codings that stand, and those that were taken back.
    doubled
        Codings that say the same as an older one among `codings`: one coder gave one passage one code in two
        copies of the study, which were then joined. They are changed and removed with it.
    decisions
        One for each person and rule coding.
    memos, adjudications
        The events themselves, in the order of time; what was removed is not among them.
    work
        By coder, document and round.
    unknown
        Events that change a coding, decision or memo of which no event tells. They are not lost: they take
        effect as soon as the file that adds it is there.
    clashing
        Events that bear the id of another event and say something else; they have no effect.
    """

    codings: tuple[Coding, ...] = ()
    removed: tuple[Coding, ...] = ()
    doubled: tuple[Coding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    memos: tuple[Event, ...] = ()
    work: tuple[Work, ...] = ()
    adjudications: tuple[Event, ...] = ()
    unknown: tuple[Event, ...] = ()
    clashing: tuple[Event, ...] = ()

    def shown(self) -> Mapping[str, str]:
        """By the ids of doubled codings, those of the ones that stand for them."""
        wanted = {one.said for one in self.doubled}
        standing = {one.said: one.id for one in self.codings if one.said in wanted} if wanted else {}
        return {one.id: standing[one.said] for one in self.doubled}

    def with_same(self, codings: Iterable[Coding]) -> tuple[Coding, ...]:
        """Codings, and with each all that say the same."""
        given = tuple(codings)
        wanted = {one.said for one in given if one.said} if self.doubled else set()
        ids = {one.id for one in given}
        beside = (one for one in (*self.codings, *self.doubled) if one.said in wanted and one.id not in ids)
        return (*given, *beside)
