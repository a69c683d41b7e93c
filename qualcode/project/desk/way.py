"""Ways through a document at the desk: the next place of a kind, a search, and whose speech is dimmed."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from qualcode.coding.population import Population, population_turns
from qualcode.errors import UsageError
from qualcode.journal.fit import Misfit
from qualcode.journal.fit import misfits as misfits_of
from qualcode.project.desk.book import BookActs
from qualcode.project.desk.marks import Mark
from qualcode.project.desk.rulings import Reasons, reasons
from qualcode.reliability.ground import Ground, ground
from qualcode.terms import CONSENSUS, CodeId, Flags, Ints
from qualcode.text.key import Key, fold, search_key
from qualcode.workshop.reason_words import Language
from qualcode.workshop.reasons import NO_NAMES, Manner

Aim: TypeAlias = Literal["uncoded", "unreviewed", "disputed", "own"]


class Stop(NamedTuple):
    """A place to go to: its passage, the id of the mark that it is (or none).

    `wrapped` says that it was found from the other end of the document on.
    """

    start: int
    end: int
    id: str = ""
    wrapped: bool = False


class Ways(BookActs):
    """Where to go next; nothing here writes anything."""

    @cached_property
    def ground(self) -> Ground:
        """The population in sentences: what progress is counted in."""
        return ground(self.document, "sentence", self.plan.population, split_at=self.plan.split_at)

    def coded_units(self) -> Flags:
        """(sentences of the population,) which hold a word of an own coding, or an accepted one by rule."""
        done = [mark for mark in self.marks.all() if mark.kind == "own" or mark.status == "accepted"]
        return _held(self.ground, done)

    def jump(
        self, aim: Aim, at: int, *, backward: bool = False, is_hidden: Callable[[int], bool] | None = None
    ) -> Stop | None:
        """The next place that begins behind `at`, or before it; from the other end on where there is none.

        Parameters
        ----------
        aim
            `uncoded`: a sentence of the population that is not among `coded_units`. `unreviewed`: a rule
            coding that is not decided on yet. `disputed`: a sentence to which the coder and others who have
            finished the document gave different codes. `own`: an own coding.
        is_hidden
            Whether the place at a character is passed over.

        Raises
        ------
        UsageError
            What a blind desk does not show is asked for.
        """
        return _nearest(_seen(self._stops(aim), is_hidden), at, backward=backward)

    def _stops(self, aim: Aim) -> list[Stop]:
        if aim in ("unreviewed", "disputed") and self.is_blind:
            message = "a blind desk shows neither rule codings nor those of others"
            raise UsageError(message, cure="open the document in assisted mode", slug="blind")
        if aim == "own":
            return [_stop(mark) for mark in self.marks.all() if mark.kind == "own"]
        if aim == "unreviewed":
            return [_stop(mark) for mark in self.marks.all() if mark.status == "unreviewed"]
        units = ~self.coded_units() if aim == "uncoded" else self.disputed_units()
        found = np.flatnonzero(units)
        spans = zip(self.ground.start[found].tolist(), self.ground.end[found].tolist(), strict=True)
        return [Stop(*span) for span in spans]

    def disputed_units(self) -> Flags:
        """(sentences of the population,) whose codes differ between this coder and others who have finished.

        The agreed coding and the rules are nobody's.
        """
        marks = [mark for mark in self.marks.all() if mark.kind != "rule"]
        labels = {mark.coder for mark in marks if mark.kind == "other"} & self._finished_labels()
        own = [mark for mark in marks if mark.kind == "own"]
        others = [[mark for mark in marks if mark.coder == label] for label in sorted(labels)]
        disputed = np.zeros(len(self.ground.start), np.bool_)
        for code in {mark.code for mark in marks}:
            mine = _held(self.ground, _with(own, code))
            for one in others:
                disputed |= mine != _held(self.ground, _with(one, code))
        return disputed

    def _finished_labels(self) -> set[str]:
        """The labels of the others who have finished the document."""
        done = (work for work in self._standing.works() if work.is_finished and work.coder != CONSENSUS)
        return {self._label(work.coder, work.round) for work in done}

    def misfits(self) -> tuple[Misfit, ...]:
        """Own codings whose words are gone from the text (they cannot be drawn), or whose code is unknown."""
        return misfits_of(self.own_codings(), self.text, codes=self.codebook.index())

    def search(
        self, words: str, at: int, *, backward: bool = False, is_hidden: Callable[[int], bool] | None = None
    ) -> Stop | None:
        """The next place of some words; case, width, traditional and simplified characters are one.

        `is_hidden` as in `jump`.
        """
        hits = [Stop(*span) for span in self.hits(words)]
        return _nearest(_seen(hits, is_hidden), at, backward=backward)

    def hits(self, words: str) -> tuple[tuple[int, int], ...]:
        """All places of some words, apart; labels are searched, too."""
        folded, key = fold(words), self._key
        found: list[tuple[int, int]] = []
        at = key.text.find(folded) if folded else -1
        while at >= 0:
            last = at + len(folded) - 1
            first, end = (at, last) if key.offsets is None else key.offsets[[at, last]].tolist()
            found.append((first, end + 1))
            at = key.text.find(folded, last + 1)
        return tuple(found)

    @cached_property
    def _key(self) -> Key:
        """The text as it is searched."""
        return search_key(self.text)

    def dimmed(self, speakers: Sequence[str]) -> Flags:
        """(turns,) which turns to dim where only some speakers are wanted, by label or role.

        Where nobody is wanted none is dimmed. A turn without a label is dimmed as soon as anybody is wanted.
        """
        if not speakers:
            return np.zeros(self.document.n_turns, np.bool_)
        dim: Flags = ~population_turns(self.document, Population(tuple(speakers)))
        return dim

    def explanation(
        self,
        mark: Mark,
        *,
        width: int = 0,
        language: Language = "en",
        names: Mapping[CodeId, str] = NO_NAMES,
    ) -> Reasons:
        """Why the rules gave a passage its code; lines are cut at `width` cells, 0: uncut, with all rules.

        Codes are called by `names`, with their ids behind them, or by their ids alone.

        Raises UsageError where the mark is none of the rules.
        """
        found = None if self.is_blind else self.rule_codings.get(mark.id)
        if found is None:
            cure = "a person's coding has no rule; see its memos"
            raise UsageError("no rule gave this code", cure=cure, slug="no-rule-coding")
        manner = Manner(asked=True, width=width, language=language, hints=False, names=names)
        return reasons(found, self._seen, manner)


def _seen(stops: list[Stop], is_hidden: Callable[[int], bool] | None) -> list[Stop]:
    return stops if is_hidden is None else [stop for stop in stops if not is_hidden(stop.start)]


def _held(words: Ground, marks: Iterable[Mark]) -> Flags:
    """(units,) which hold a word character of a mark."""
    spans = np.array([(mark.start, mark.end) for mark in marks], np.int64).reshape(-1, 2)
    edges: Ints = np.searchsorted(words.place, spans)
    edges = edges[edges[:, 1] > edges[:, 0]]
    change = np.zeros(len(words.start) + 1, np.int64)
    np.add.at(change, words.unit[edges[:, 0]], 1)
    np.add.at(change, words.unit[edges[:, 1] - 1] + 1, -1)
    held: Flags = np.cumsum(change)[:-1] > 0
    return held


def _with(marks: Iterable[Mark], code: CodeId) -> Collection[Mark]:
    return [mark for mark in marks if mark.code == code]


def _stop(mark: Mark) -> Stop:
    return Stop(mark.start, mark.end, mark.id)


def _nearest(stops: Sequence[Stop], at: int, *, backward: bool) -> Stop | None:
    """The stop behind or before a place; the first or the last of all where there is none."""
    if not stops:
        return None
    starts = [stop.start for stop in stops]
    number = bisect_left(starts, at) - 1 if backward else bisect_right(starts, at)
    if 0 <= number < len(stops):
        return stops[number]
    return stops[-1 if backward else 0]._replace(wrapped=True)
