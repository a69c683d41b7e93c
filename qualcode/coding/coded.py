"""What coding one document gives: its units and the codings in them, as columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from qualcode.coding.aside import Aside
from qualcode.coding.said import Said
from qualcode.terms import Flags, Ints, Offsets
from qualcode.text.document import Document


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one document that hold words of the population.

    One entry a unit, in text order. `number` counts from 1 over all units of the document,
    so it does not change with the population. `start` and `end` are the unit's part in the
    population, trimmed of white space and without labels; `first_turn` and `last_turn` (both
    inclusive) are turns of the document; `tokens` counts the words of the population.
    """

    kind: str
    number: Ints
    start: Offsets
    end: Offsets
    first_turn: Offsets
    last_turn: Offsets
    tokens: Ints

    def __len__(self) -> int:
        """Number of units."""
        return len(self.number)


@dataclass(frozen=True, slots=True)
class Coded:
    """What the rules coded in one document: one entry a coding, sorted by unit, then code.

    unit, code
        (n,) index into the document's `Units` and into the codebook's codes.
    rules
        (n,) the true rules in canonical spelling, sorted, joined by " || ".
    evidence
        int32, (m, 2): the spans of the text that made the rules true, grouped by coding,
        sorted and distinct within each.
    negated
        (m,) whether each span of `evidence` is negated where it stands.
    aside
        Hits that word cuts set aside.
    foreign
        Units that no pattern which needs a trained pipeline can match: they are in another language.
    first_evidence
        (n + 1,): the evidence of coding i is `evidence[first_evidence[i]:first_evidence[i + 1]]`.
    """

    unit: Ints
    code: Ints
    rules: tuple[str, ...]
    evidence: Offsets
    negated: Flags
    first_evidence: Ints
    aside: tuple[Aside, ...] = ()
    foreign: int = 0

    def __len__(self) -> int:
        """Number of codings."""
        return len(self.unit)


def nothing_coded() -> Coded:
    """What rules code where they are not asked."""
    none: Ints = np.zeros(0, np.int64)
    flags, spans = np.zeros(0, np.bool_), np.zeros((0, 2), np.int32)
    return Coded(none, none, (), spans, flags, np.zeros(1, np.int64))


class Marked(NamedTuple):
    """What a person coded in one document: one entry a coding, by start, end and code, equal ones once.

    said
        The words of the population, on which all lies.
    code, start, end
        (m,) index into the codebook's codes, and the span in the text as the person set it.
    first, last
        (m,) its characters in `said`, half-open; every coding has one.
    """

    coder: str
    said: Said
    code: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """One document with all that tables need of it.

    turns
        Which turns belong to the population.
    turn_tokens, turn_characters
        Words of each turn's speech (of every turn), and how many of them are Han or kana
        characters; remarks hold none.
    units, coded
        The coding units of the population, and the codings of the rules in them.
    counted
        The units of other kinds that are counted, by kind.
    marked
        The codings of a person, where they count.
    offered
        (codes,) which codes could be given here: a code that was not on offer is missing, not absent. None
        where all could.
    """

    document: Document
    turns: Flags
    turn_tokens: Ints
    turn_characters: Ints
    units: Units
    coded: Coded
    counted: Mapping[str, Units] = field(default_factory=dict)
    marked: Marked | None = None
    offered: Flags | None = None

    @property
    def n_codings(self) -> int:
        """Codings of the rules and of the person."""
        return len(self.coded) + (len(self.marked.code) if self.marked else 0)

    def units_of(self, kind: str) -> Units:
        """The units of `kind`, which must be the coding unit or one of `counted`."""
        return self.units if kind == self.units.kind else self.counted[kind]

    @property
    def speaking(self) -> Flags:
        """Which turns hold words of the population."""
        return self.turns & (self.turn_tokens > 0)
