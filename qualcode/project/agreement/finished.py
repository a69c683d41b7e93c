"""Documents that several coders finished, unit by unit: which codes each of them gave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.journal.state import State
from qualcode.project.agreement.decisions import Decision, Place, basis_of, decisions_in
from qualcode.project.agreement.marks import Marks, marks_of
from qualcode.project.job.batch import Failure
from qualcode.project.job.coders import Coder, hands
from qualcode.project.job.left_out import LeftOut, by_document, told_left_out
from qualcode.project.job.pipeline import Plan
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from qualcode.reliability.ground import Ground, ground
from qualcode.terms import CONSENSUS, RULES_CODER, CodeId, UnitKind
from qualcode.text.digest import sha256_of
from qualcode.text.document import Document

Given: TypeAlias = frozenset[CodeId]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """Coders of a study whose differences are settled.

    by
        The unit that has a set of codes by each coder.
    documents
        By id those that two coders or more have finished, in order.
    by_rules
        By document what the rules mark, where they are among the coders.
    singles
        Whether documents that one coder alone has finished are among them.
    failures, warnings
        What could not be read, and what the researcher should know.
    """

    study: Study
    coders: tuple[Coder, ...]
    plan: Plan
    by: UnitKind
    documents: Mapping[str, Document]
    by_rules: Mapping[str, Marks]
    singles: bool = False
    failures: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The coders as they were named."""
        return tuple(coder.label for coder in self.coders)

    @property
    def population(self) -> str:
        """Whose speech counts, and what else ends a sentence."""
        split = f"; split at {self.plan.split_at}" if self.plan.split_at else ""
        return self.plan.population.label + split

    @property
    def units(self) -> str:
        """What a unit is, in words."""
        return f"{self.by}; {self.population}"

    @property
    def basis(self) -> str:
        """What is compared: units and coders."""
        return f"{self.units}; {', '.join(self.labels)}"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A unit to which coders gave different sets of codes.

    unit, start, end
        Its number in the document, and its place in the fixed text, whose SHA-256 is `sha256`.
    given
        By coder the codes that it was given, in the order of the codebook; None where that coder has not
        finished the document.
    decision
        What was decided, if anything was.
    """

    document: str
    unit: int
    start: int
    end: int
    speaker: str
    text: str
    sha256: str
    coders: tuple[str, ...]
    given: tuple[tuple[CodeId, ...] | None, ...]
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A document: its units, the codes each coder gave to each of them, and what is decided.

    given
        By coder (None: not finished) the codes of each unit.
    offered
        The codes that were on offer to any of them.
    outside
        By coder how many codings lie outside the population.
    left_out
        Codings that do not fit text and codebook.
    """

    document: Document
    units: Ground
    given: tuple[tuple[Given, ...] | None, ...]
    offered: frozenset[CodeId]
    decisions: Mapping[Place, Decision]
    state: State
    outside: tuple[int, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def numbers(self) -> range:
        """The units, counted from 0 over the population."""
        return range(len(self.units.start))

    def place(self, unit: int) -> Place:
        """Where a unit stands."""
        return int(self.units.start[unit]), int(self.units.end[unit])

    def sets(self, unit: int) -> set[Given]:
        """The different sets of codes that a unit was given."""
        return {one[unit] for one in self.given if one is not None}


def standing_of(adjudication: Adjudication, name: str) -> Standing:
    """A document as it stands in the journals now.

    Raises
    ------
    UsageError
        It was adjudicated by other units or between other coders; or fewer than two of these coders have
        it finished by now.
    """
    document, plan = adjudication.documents[name], adjudication.plan
    events = read_journals(adjudication.study.folder, document=name).events
    _check_basis(events, adjudication, name)
    state = fold(events)
    done = {(one.coder, one.round) for one in state.work if one.is_finished}
    there = [one for one in adjudication.coders if one.is_rules or (one.name, one.round) in done]
    people = [coder for coder in there if not coder.is_rules]
    if not people or len(there) < 2 - adjudication.singles:
        cure = "what is reopened has to be finished first"
        raise UsageError(f"{name} is no longer finished by two of them", cure=cure, slug="nothing-shared")
    done_now = hands(events, people, at="now", include_assisted=True)
    marked = marks_of(people, done_now, {name: document}, plan)
    marks = {**marked.by_coder, RULES_CODER: dict(adjudication.by_rules)}
    units = ground(document, adjudication.by, plan.population, split_at=plan.split_at)
    found = [marks.get(label, {}).get(name) for label in adjudication.labels]
    every = frozenset(plan.codebook.index())
    offered = [every if one.codes is None else one.codes & every for one in found if one]
    return Standing(
        document,
        units,
        tuple(None if one is None else _sets(one, units) for one in found),
        frozenset[CodeId]().union(*offered),
        decisions_in(state.adjudications, document.text),
        state,
        tuple(_outside(one, units) if one else 0 for one in found),
        marked.left_out,
    )


def _sets(marks: Marks, units: Ground) -> tuple[Given, ...]:
    """The codes of each unit."""
    found: list[set[CodeId]] = [set() for _ in units.start]
    for mark in marks.marks:
        for one in found[units.units_of(mark.start, mark.end)]:
            one.add(mark.code)
    return tuple(map(frozenset, found))


def _outside(marks: Marks, units: Ground) -> int:
    held = (units.units_of(mark.start, mark.end) for mark in marks.marks)
    return sum(one.start == one.stop for one in held)


def _check_basis(events: Iterable[Event], adjudication: Adjudication, name: str) -> None:
    """Refuse other units than those decided on, or without a coder whose codings were compared then."""
    bases = (basis_of(event) for event in events if event.coder == CONSENSUS)
    for basis in filter(None, bases):
        units, _, coders = basis.rpartition("; ")
        missing = set(coders.split(", ")) - set(adjudication.labels)
        if units != adjudication.units or missing:
            raise UsageError(
                f"{name} was adjudicated by {basis}, and this would be by {adjudication.basis}",
                cure="compare the same units of the same coders (others may come in); to begin again, move "
                f"away what codings/{CONSENSUS} holds of it",
                slug="other-units",
            )


def disputed_in(adjudication: Adjudication, standing: Standing) -> Iterator[Disputed]:
    """The units of one document where the sets of codes differ."""
    document, units, place = standing.document, standing.units, adjudication.plan.codebook.index()
    sha256 = sha256_of(document.text)
    for unit in standing.numbers:
        if len(standing.sets(unit)) > 1:
            start, end = standing.place(unit)
            speaker = document.speaker_of(int(units.turn[unit]))
            given = (None if one is None else one[unit] for one in standing.given)
            yield Disputed(
                document.id,
                int(units.number[unit]),
                start,
                end,
                speaker.label if speaker else "",
                document.text[start:end],
                sha256,
                adjudication.labels,
                tuple(None if one is None else tuple(sorted(one, key=place.__getitem__)) for one in given),
                standing.decisions.get((start, end)),
            )


def left_out(adjudication: Adjudication, standings: Sequence[Standing]) -> Iterator[str]:
    """What of the coders' work does not come into the agreed coding, a line for each reason."""
    yield from told_left_out(each for one in standings for each in one.left_out)
    outside = [
        LeftOut(one.document.id, label, n, n)
        for one in standings
        for label, n in zip(adjudication.labels, one.outside, strict=True)
        if n
    ]
    if outside:
        total = sum(one.n for one in outside)
        what = "1 coding is" if total == 1 else f"{total:,} codings are"
        where = by_document([(one, f"{one.n:,}") for one in outside])
        yield (
            f"{what} without a word of the population ({adjudication.population}), so no part of the agreed "
            f"coding: {where}"
        )
