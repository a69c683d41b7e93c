"""Why a passage is coded, and why not: every rule of a code, clause by clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook, Example
from qualcode.coding.apply import Engine, Looked
from qualcode.coding.coded import Coded
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.rules.compile import Atom, Node, all_atoms, parts_of
from qualcode.rules.evaluate import View, evaluate
from qualcode.rules.trace import Clause, atoms_of, silent, trace
from qualcode.terms import CodeId, Flags, UnitKind
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import map_words
from qualcode.workshop.examples import EVERYONE, example_document, wanted_codes
from qualcode.workshop.reason_words import ENGLISH, Emptiness
from qualcode.workshop.sightings import Scene, Sighting, rows_between, sightings


@dataclass(frozen=True, slots=True)
class CodeExplained:
    """What one code makes of a passage.

    `rules` has a tree for each of its rules, in the order of the file; the code stands where any
    of them is true. `sightings` are the hits of its terms and regexes in or across the passage,
    those that do not count too, by the number of the term.
    """

    code: CodeId
    coded: bool
    rules: tuple[Clause, ...]
    sightings: dict[Atom, tuple[Sighting, ...]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A passage, and what the codes make of it.

    unit, number, start, end
        Kind, number and span of the unit that holds the place; number 0 where no unit holds it.
    speaker, role
        Of the turn at the place; empty where nobody is named.
    emptiness
        Why nothing there can be coded: nobody speaks, who speaks is not in the population, or it is blank;
        None where something can.
    codes
        In the order of the codebook.
    """

    document: Document
    unit: UnitKind
    number: int
    start: int
    end: int
    speaker: str
    role: str
    population: str
    emptiness: Emptiness | None
    codes: tuple[CodeExplained, ...]

    @property
    def outside(self) -> str:
        """Why nothing there can be coded, in English; empty where something can."""
        return ENGLISH.emptiness(self.emptiness, self.unit) if self.emptiness else ""

    @property
    def text(self) -> str:
        """The passage."""
        return self.document.text[self.start : self.end]


def explain(
    document: Document,
    codebook: Codebook,
    position: int,
    *,
    codes: Sequence[CodeId] | None = None,
    unit: UnitKind | None = None,
    population: Population | None = None,
    split_at: str = "",
    brief: bool = False,
) -> Explanation:
    """Explain the codes of the unit at one place of a document, and the absence of others.

    Parameters
    ----------
    position
        A character of the fixed text, from 0, as `start` in `codings.csv`.
    codes
        Only these (default: all that have rules).
    unit
        The passage in which rules are judged (default: the codebook's).
    population
        Whose speech counts (default: everyone but the interviewer).
    split_at
        Characters that end a sentence besides the usual ones.
    brief
        Leave out the parts of rules that are false and find nothing.

    Raises
    ------
    UsageError
        A place outside the text, an unknown code, or exchanges of a document without an interviewer.
    """
    explainer = Explainer(document, codebook, unit=unit, population=population, split_at=split_at)
    return explainer.explain(position, codes=codes, brief=brief)


class Explainer:
    """A document as the rules of a codebook see it, for any number of explanations.

    Parameters are those of `explain`; raises UsageError for exchanges of a document without an interviewer.
    """

    def __init__(
        self,
        document: Document,
        codebook: Codebook,
        *,
        unit: UnitKind | None = None,
        population: Population | None = None,
        split_at: str = "",
    ) -> None:
        self.document, self.codebook = document, codebook
        self.unit, self.population = unit or codebook.unit, population or Population()
        self._words = map_words(document.text, document.hidden)
        self._turns = population_turns(document, self.population)
        segments = segment(document, self.unit, split_at=split_at, words=self._words)
        self.units = population_units(document, segments, self._turns, self._words)

    @cached_property
    def _engine(self) -> Engine:
        return _engine(_Same(self.codebook))

    @cached_property
    def _looked(self) -> Looked:
        return self._engine.look(self.document, self.units, self._turns, self._words)

    @cached_property
    def coded(self) -> Coded:
        """What the rules code in the units of the population."""
        return self._engine.code(self.document, self.units, self._turns, self._words, looked=self._looked)

    def explain(
        self, position: int, *, codes: Sequence[CodeId] | None = None, brief: bool = False
    ) -> Explanation:
        """Explain one place, as the function `explain` does."""
        wanted = wanted_codes(self.codebook, codes)
        if codes is None:
            wanted = {code.id for code in self.codebook.codes if code.rules}
        self._check(position)
        at = int(np.searchsorted(self.units.start, position, "right")) - 1
        if at < 0 or position >= self.units.end[at]:
            emptiness = _emptiness(self.document, self._turns, position)
            return self._told(position, (0, position, position + 1), emptiness, ())
        units = self.units
        place = int(units.number[at]), int(units.start[at]), int(units.end[at])
        scene = Scene(self._engine, self.document, units, self._looked, at, 0)
        return self._told(position, place, None, tuple(self._codes(scene, wanted, brief=brief)))

    def _check(self, position: int) -> None:
        if not 0 <= position < len(self.document.text):
            raise UsageError(
                f"{self.document.id} has {len(self.document.text):,} characters; there is none at {position}",
                cure="give a place from 0, such as start in codings.csv",
                slug="position",
            )

    def _told(
        self,
        position: int,
        place: tuple[int, int, int],
        emptiness: Emptiness | None,
        codes: tuple[CodeExplained, ...],
    ) -> Explanation:
        who = _speaker_at(self.document, position)
        return Explanation(self.document, self.unit, *place, *who, self.population.label, emptiness, codes)

    def _codes(self, scene: Scene, wanted: set[CodeId], *, brief: bool) -> Iterator[CodeExplained]:
        """What the wanted codes make of one unit."""
        engine, looked = scene.engine, scene.looked
        judge = engine.judge(looked, scene.document, scene.units, self._turns, self._pairs)
        node_of, nodes = parts_of(engine.prepared.plan), iter(engine.prepared.plan.rules)
        reading = engine.prepared.codebook.reading
        seen = frozenset(atom for atom, _, _ in rows_between(looked.everywhere, *scene.span))
        for position, code in enumerate(engine.prepared.codebook.codes):
            own = [next(nodes) for _ in code.rules]
            if code.id in wanted:
                view = judge.view(position, scene.unit)
                rules = tuple(
                    silent(rule)
                    if brief and _is_silent(node, seen, view)
                    else trace(rule, node_of, view, reading)
                    for rule, node in zip(code.rules, own, strict=True)
                )
                atoms = {atom for rule in rules for atom in atoms_of(rule)}
                found = sightings(replace(scene, code=position), atoms)
                yield CodeExplained(code.id, any(rule.true for rule in rules), rules, found)

    @cached_property
    def _pairs(self) -> set[tuple[int, int]]:
        """The (unit, code) that are coded."""
        return set(zip(self.coded.unit.tolist(), self.coded.code.tolist(), strict=True))


def explain_text(
    text: str,
    codebook: Codebook,
    *,
    codes: Sequence[CodeId] | None = None,
    speaker: str = "",
    role: str = "",
    brief: bool = False,
) -> list[Explanation]:
    """Explain what the codes make of each unit of a text, as if one person had said it.

    Raises
    ------
    UsageError
        An unknown code, or a text without a word.
    """
    document = replace(example_document(Example(text, speaker=speaker, role=role)), id="text")
    kind: UnitKind = "document" if codebook.unit == "exchange" else codebook.unit
    starts = segment(document, kind).start.tolist()
    if not starts:
        raise UsageError("the text holds no word", cure="give a sentence", slug="no-text")
    one = partial(explain, document, codebook, codes=codes, unit=kind, population=EVERYONE, brief=brief)
    return [one(at) for at in starts]


def _speaker_at(document: Document, position: int) -> tuple[str, str]:
    """Name and role of who speaks at a place."""
    turn = int(np.searchsorted(document.turn_spans[:, 0], position, "right")) - 1
    speaker = document.speaker_of(turn) if turn >= 0 and position < document.turn_spans[turn, 2] else None
    return (speaker.label, speaker.role) if speaker else ("", "")


def _emptiness(document: Document, turns: Flags, position: int) -> Emptiness:
    """Why no unit holds a place."""
    turn = int(np.searchsorted(document.turn_spans[:, 0], position, "right")) - 1
    if turn < 0 or not document.turn_spans[turn, 1] <= position < document.turn_spans[turn, 2]:
        return "nobody"
    return "blank" if turns[turn] else "population"


class _Same(NamedTuple):
    """A codebook as a key: it is itself, and no other is, however alike."""

    codebook: Codebook

    def __hash__(self) -> int:
        return id(self.codebook)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.codebook is self.codebook


@lru_cache(maxsize=2)
def _engine(same: _Same) -> Engine:
    """The engine of a codebook, kept for the next explanation."""
    return Engine(same.codebook)


def _is_silent(node: Node, seen: frozenset[Atom], view: View) -> bool:
    """Whether a rule is false and nothing that it looks for stands in the unit."""
    return not (all_atoms(node) & seen) and evaluate(node, view) is None
