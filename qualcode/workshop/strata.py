"""The population of an audit: which passages have a code, which are near ones, and which are far."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import Coded
from qualcode.coding.plan import Prepared, families
from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.rules.compile import Node, candidates, positive_atoms
from qualcode.rules.syntax import Condition, Expr, Not, children
from qualcode.terms import CodeId, Flags, Ints, UnitKind
from qualcode.text.chinese import Cut
from qualcode.text.document import Document
from qualcode.workshop.examples import wanted_codes
from qualcode.workshop.features import Features
from qualcode.workshop.passages import Judged, Laid, Part, Passages, coded_pairs, judged, lay, part_of
from qualcode.workshop.similar import Gatherer, ranked

Stratum: TypeAlias = Literal["coded", "near", "far"]
STRATA: tuple[Stratum, ...] = ("coded", "near", "far")
REASONS = ("part", "neighbour", "similar")
LEAST_SIMILAR = 20
"""So many passages count as similar to the coded ones at least, where few are coded."""

RARE, LEAST_RARE = 0.01, 5
"""A part of a rule is rare that stands in this share of the passages at most, or in so many."""


@dataclass(frozen=True, slots=True)
class Strata:
    """Every passage of the population in one of three strata.

    coded
        It has the code by rule.
    part
        It lacks the code and holds parts of a rule of it, also such as a shield, a longer term or a word
        cut keeps from counting: either all that the rule needs (too far apart, in another order, negated,
        forbidden by NOT or a condition), or a term, a regular expression or a named code outside NOT that
        is rare: in at most one passage of a hundred (RARE), or in LEAST_RARE. A word that everybody uses
        tells nothing.
    neighbour
        It lacks the code, and the unit of the population before or after it in the document has it.
    similar
        It lacks the code and is one of the K that are most similar to the coded ones; K is their
        number, at least LEAST_SIMILAR.
    """

    passages: Passages
    coded: Flags
    part: Flags
    neighbour: Flags
    similar: Flags

    @property
    def near(self) -> Flags:
        """Which passages lack the code and are near it, for any of the three reasons."""
        flags: Flags = (self.part | self.neighbour | self.similar) & ~self.coded
        return flags

    def members(self, stratum: Stratum) -> Ints:
        """The passages of a stratum."""
        flags = {"coded": self.coded, "near": self.near, "far": ~(self.coded | self.near)}
        return np.flatnonzero(flags[stratum])

    def reasons(self, index: int) -> tuple[str, ...]:
        """Why a passage is near; empty where it is not."""
        return tuple(name for name in REASONS if getattr(self, name)[index])


def stratify(
    documents: Iterable[Document],
    codebook: Codebook,
    code: CodeId,
    *,
    cut: Cut,
    unit: UnitKind | None = None,
    population: Population | None = None,
    split_at: str = "",
    rollup: bool = False,
) -> Strata:
    """Put every passage of a population in its stratum; with `rollup` codes below `code` count as it.

    Raises
    ------
    UsageError
        An unknown code, one without rules, or a unit that cannot be made.
    """
    family = family_of(codebook, code, rollup=rollup)
    if not any(codebook.codes[one].rules for one in family):
        cure = "audit a code with rules" + ("" if rollup else ", or count those below it with --rollup")
        raise UsageError(f"{code} has no rules", place=codebook.file, cure=cure, slug="no-rules")
    engine, gatherer = Engine(codebook), Gatherer(cut)
    rule_parts = _Parts(engine.prepared, family)
    kept: list[Part] = []
    codings: list[Coded] = []
    for document in documents:
        laid = lay(document, unit or codebook.unit, population or Population(), split_at)
        found = judged(laid, engine)
        gatherer.add(laid)
        kept.append(part_of(laid))
        codings.append(found.coded)
        rule_parts.look(laid, found)
    passages = Passages(tuple(kept))
    coded = has_code(passages, codings, family)
    part = rule_parts.flags(passages) & ~coded
    neighbour = _beside(coded, passages.owner) & ~coded
    return Strata(passages, coded, part, neighbour, _similar(gatherer, coded))


def family_of(codebook: Codebook, code: CodeId, *, rollup: bool) -> frozenset[int]:
    """The position of a code, with those below it where they count as it.

    Raises UsageError for an unknown code.
    """
    (wanted,) = wanted_codes(codebook, [code])
    return families(codebook)[wanted] if rollup else frozenset({codebook.index()[wanted]})


def has_code(passages: Passages, codings: Iterable[Coded], family: Collection[int]) -> Flags:
    """Which passages have one of some codes."""
    flags = np.zeros(len(passages), np.bool_)
    rows, codes = coded_pairs(codings, passages)
    flags[rows[np.isin(codes, sorted(family))]] = True
    return flags


def _beside(coded: Flags, owner: Ints) -> Flags:
    """Which passages stand next to a coded one in their document."""
    beside = np.zeros(len(coded), np.bool_)
    together = owner[1:] == owner[:-1]
    beside[1:] |= coded[:-1] & together
    beside[:-1] |= coded[1:] & together
    return beside


def _similar(gatherer: Gatherer, coded: Flags) -> Flags:
    """The passages without the code that are most similar to those with it."""
    flags = np.zeros(len(coded), np.bool_)
    own = np.flatnonzero(coded)
    if len(own):
        scores = gatherer.space().like_passages(own)
        flags[ranked(scores, ~coded, max(len(own), LEAST_SIMILAR))] = True
    return flags


class _Parts:
    """The parts of some codes' rules: terms, regexes and named codes outside NOT, and where they stand.

    A part is known by its atom; a named code by -1 - its position.
    """

    def __init__(self, prepared: Prepared, family: Collection[int]) -> None:
        nodes, self._family_of = iter(prepared.plan.rules), prepared.family
        owned = [(code, [next(nodes) for _ in code.rules]) for code in prepared.codebook.codes]
        mine = [owned[position] for position in sorted(family)]
        self._rules: list[Node] = [node for _, own in mine for node in own]
        atoms = frozenset[int]().union(*map(positive_atoms, self._rules))
        named = {name for code, _ in mine for rule in code.rules for name in _asked(rule)}
        self._atoms = np.array(sorted(atoms), np.int64)
        self._codes = np.array(sorted({one for name in named for one in self._family_of[name]}), np.int64)
        self._found: list[Features] = []
        self._whole: list[Flags] = []

    def look(self, laid: Laid, found: Judged) -> None:
        """Note the parts in the units of a document, and where a rule has all that it needs."""
        inside, coded = found.looked.inside, found.coded
        hits, codes = np.isin(inside.atom, self._atoms), np.isin(coded.code, self._codes)
        unit = np.searchsorted(laid.units.start, inside.start[hits], "right") - 1
        rows = (
            np.concatenate([unit, coded.unit[codes]]),
            np.concatenate([inside.atom[hits], -1 - coded.code[codes]]),
        )
        pairs = np.unique(np.stack(rows, axis=1).reshape(-1, 2), axis=0).astype(np.int64)
        self._found.append(Features(pairs[:, 0], pairs[:, 1]))
        self._whole.append(self._candidates(len(laid.units), pairs))

    def _candidates(self, size: int, pairs: Ints) -> Flags:
        """The units where a rule lacks no part that it surely needs."""
        units_with: dict[int, set[int]] = {}
        for unit, part in pairs.tolist():
            units_with.setdefault(part, set()).add(unit)

        def units_coded(name: str) -> set[int]:
            return set().union(*(units_with.get(-1 - one, ()) for one in self._family_of[name]))

        flags = np.zeros(size, np.bool_)
        for rule in self._rules:
            flags[sorted(candidates(rule, units_with, units_coded) or ())] = True
        return flags

    def flags(self, passages: Passages) -> Flags:
        """Which passages hold a rule's parts: all that it needs, or one that is rare."""
        flags = np.concatenate([np.zeros(0, np.bool_), *self._whole])
        firsts = passages.first.tolist()
        rows = [one.unit + first for one, first in zip(self._found, firsts, strict=False)]
        row = np.concatenate([np.zeros(0, np.int64), *rows])
        _, place, number = np.unique(
            np.concatenate([np.zeros(0, np.int64), *(one.kind for one in self._found)]),
            return_inverse=True,
            return_counts=True,
        )
        flags[row[number[place] <= max(RARE * len(passages), LEAST_RARE)]] = True
        return flags


def _asked(rule: Expr) -> Iterator[str]:
    """The codes that a rule names outside NOT."""
    if isinstance(rule, Condition) and rule.kind == "code":
        yield rule.value
    for part in () if isinstance(rule, Not) else children(rule):
        yield from _asked(part)
