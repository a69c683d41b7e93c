"""Why a passage is coded, and why not: every rule of a code, clause by clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.codebook.model import Codebook, Example
from qualcode.coding.apply import Engine
from qualcode.coding.population import ALL, Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.rules.compile import Atom, parts_of
from qualcode.rules.trace import Clause, trace
from qualcode.terms import CodeId, Flags, UnitKind
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import map_words
from qualcode.workshop.examples import example_document, wanted_codes
from qualcode.workshop.sightings import Scene, Sighting, sightings


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
    outside
        Why nothing there can be coded; empty where something can.
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
    outside: str
    codes: tuple[CodeExplained, ...]

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

    Raises
    ------
    UsageError
        A place outside the text, an unknown code, or exchanges of a document without an interviewer.
    """
    wanted = wanted_codes(codebook, codes)
    if codes is None:
        wanted = {code.id for code in codebook.codes if code.rules}
    if not 0 <= position < len(document.text):
        raise UsageError(
            f"{document.id} has {len(document.text):,} characters; there is none at {position}",
            cure="give a place from 0, such as start in codings.csv",
            slug="position",
        )
    kind, asked = unit or codebook.unit, population or Population()
    words, turns = map_words(document.text, document.hidden), population_turns(document, asked)
    segments = segment(document, kind, split_at=split_at, words=words)
    units = population_units(document, segments, turns, words)
    at = int(np.searchsorted(units.start, position, "right")) - 1
    who = _speaker_at(document, position)
    if at < 0 or position >= units.end[at]:
        place, outside = (0, position, position + 1), _outside(document, turns, position, kind)
        return Explanation(document, kind, *place, *who, asked.label, outside, ())
    place = int(units.number[at]), int(units.start[at]), int(units.end[at])
    engine = Engine(codebook)
    scene = Scene(engine, document, units, engine.look(document, units, turns, words), at, 0)
    return Explanation(document, kind, *place, *who, asked.label, "", tuple(_codes(scene, turns, wanted)))


def explain_text(
    text: str, codebook: Codebook, *, codes: Sequence[CodeId] | None = None, speaker: str = "", role: str = ""
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
    everyone = Population((ALL,))
    return [explain(document, codebook, at, codes=codes, unit=kind, population=everyone) for at in starts]


def _speaker_at(document: Document, position: int) -> tuple[str, str]:
    """Name and role of who speaks at a place."""
    turn = int(np.searchsorted(document.turn_spans[:, 0], position, "right")) - 1
    speaker = document.speaker_of(turn) if turn >= 0 and position < document.turn_spans[turn, 2] else None
    return (speaker.label, speaker.role) if speaker else ("", "")


def _outside(document: Document, turns: Flags, position: int, kind: UnitKind) -> str:
    """Why no unit holds a place."""
    turn = int(np.searchsorted(document.turn_spans[:, 0], position, "right")) - 1
    if turn < 0 or not document.turn_spans[turn, 1] <= position < document.turn_spans[turn, 2]:
        return "nobody speaks there: a label, a header, a blank line or text before the first label"
    if not turns[turn]:
        return "who speaks there is not in the population"
    return f"there is no {kind} there: white space between two, or one without a word"


def _codes(scene: Scene, turns: Flags, wanted: set[CodeId]) -> Iterator[CodeExplained]:
    """What the wanted codes make of one unit."""
    engine = scene.engine
    coded = engine.code(scene.document, scene.units, turns, scene.looked.words)
    pairs = set(zip(coded.unit.tolist(), coded.code.tolist(), strict=True))
    judge = engine.judge(scene.looked, scene.document, scene.units, turns, pairs)
    node_of = parts_of(engine.prepared.plan)
    for position, code in enumerate(engine.prepared.codebook.codes):
        if code.id in wanted:
            view = judge.view(position, scene.unit)
            rules = tuple(trace(rule, node_of, view) for rule in code.rules)
            atoms = {atom for rule in rules for atom in _atoms(rule)}
            seen = sightings(replace(scene, code=position), atoms)
            yield CodeExplained(code.id, any(rule.true for rule in rules), rules, seen)


def _atoms(clause: Clause) -> Iterator[Atom]:
    """The numbers of all terms and regexes of a rule."""
    yield from clause.atoms
    for part in clause.of:
        yield from _atoms(part)
