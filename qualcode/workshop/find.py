"""A rule as a query: every hit with what stands around it, and how many there are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.aside import ANY_CODE, SetAsides, add_asides, count_aside, worst
from qualcode.coding.coded import Units
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.rules.syntax import Expr
from qualcode.terms import Boundaries, Flags, UnitKind
from qualcode.text.document import Document, Speaker
from qualcode.text.key import fold
from qualcode.text.patterns import lazy
from qualcode.text.segment import segment
from qualcode.text.words import map_words

FIND_COLUMNS = ("document", "unit", "start", "end", "speaker", "role", "left", "keyword", "right")
COUNT_COLUMNS = ("value", "n_hits", "n_units", "n_documents", "share_units", "N")
Sort: TypeAlias = Literal["place", "left", "right", "keyword"]

RESPONDENTS = Population()
"""Everyone but the interviewer."""
_WORD = lazy(r"[^\W\d_]+|\d+")
_HAN = lazy(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit of the rule: the span that makes it true in its unit, or the unit where it needs no words.

    `left` and `right` are what the same person says before and after it; `unit` is the number of
    the unit in its document. `value` is that of the groups that were asked for.
    """

    document: str
    unit: int
    start: int
    end: int
    speaker: str
    role: str
    left: str
    keyword: str
    right: str
    value: str = ""

    @property
    def row(self) -> tuple[str | int, ...]:
        """The cells below FIND_COLUMNS."""
        return (
            self.document,
            self.unit,
            self.start,
            self.end,
            self.speaker,
            self.role,
            self.left,
            self.keyword,
            self.right,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """All hits in the order of the text; for each group its units; what word cuts set aside.

    A unit is (group, document, number).
    """

    hits: tuple[Hit, ...]
    units: frozenset[tuple[str, str, int]]
    aside: SetAsides

    @property
    def n_aside(self) -> int:
        """Hits that word cuts set aside, because they cut through words."""
        return sum(one.n for _, one in worst(self.aside, ANY_CODE, crossing=True))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, where, and how much is shown around it.

    context
        Characters on each side.
    by
        How hits are grouped: `speaker`, `document`, `role` or an attribute; empty: not at all.
    """

    rule: Expr
    unit: UnitKind = "sentence"
    population: Population = RESPONDENTS
    split_at: str = ""
    boundaries: Boundaries = "crossing"
    context: int = 40
    by: str = ""


def find(documents: Iterable[Document], query: Query) -> Found:
    """Find a rule in documents.

    Raises
    ------
    UsageError
        The rule names a code, or the unit cannot be made.
    """
    code = Code("query", rules=(query.rule,), boundaries=query.boundaries)
    engine = Engine(Codebook((code,), unit=query.unit))
    hits: list[Hit] = []
    units: set[tuple[str, str, int]] = set()
    aside: SetAsides = {}
    for document in documents:
        found = _find(document, query, engine)
        hits += found.hits
        units |= found.units
        aside = add_asides(aside, found.aside)
    return Found(tuple(hits), frozenset(units), aside)


def _find(document: Document, query: Query, engine: Engine) -> Found:
    words, turns = map_words(document.text, document.hidden), population_turns(document, query.population)
    segments = segment(document, query.unit, split_at=query.split_at, words=words)
    units = population_units(document, segments, turns, words)
    coded = engine.code(document, units, turns, words)
    spans = list(_spans(coded.unit.tolist(), coded.evidence.tolist(), coded.first_evidence.tolist(), units))
    speaking = turns & (words.begun[document.turn_spans[:, 2]] > words.begun[document.turn_spans[:, 1]])
    hits = tuple(_hit(document, query, int(units.number[unit]), start, end) for unit, start, end in spans)
    aside = count_aside(coded.aside, document.text)
    return Found(hits, frozenset(_groups(document, query, units, speaking)), aside)


def _spans(
    unit: Sequence[int], evidence: Sequence[tuple[int, int]], first: Sequence[int], units: Units
) -> Iterator[tuple[int, int, int]]:
    """Unit and span of each hit; of a rule that is true without words, the unit's."""
    for row, at in enumerate(unit):
        own = evidence[first[row] : first[row + 1]]
        for start, end in own or [(int(units.start[at]), int(units.end[at]))]:
            yield at, start, end


def _hit(document: Document, query: Query, unit: int, start: int, end: int) -> Hit:
    turn = int(np.searchsorted(document.turn_spans[:, 0], start, "right")) - 1
    _, speech, stop = document.turn_spans[turn].tolist()
    speaker = document.speaker_of(turn) or Speaker("")
    left = document.text[max(speech, start - query.context) : start]
    right = document.text[end : min(max(stop, end), end + query.context)]
    keyword = " ".join(document.text[start:end].split())
    value = value_of(document, speaker, query.by)
    place = (document.id, unit, start, end, speaker.label, speaker.role)
    return Hit(*place, _in_line(left).lstrip(), keyword, _in_line(right).rstrip(), value)


def _in_line(text: str) -> str:
    """White space as one blank."""
    return re.sub(r"\s+", " ", text)


def _groups(
    document: Document, query: Query, units: Units, speaking: Flags
) -> Iterator[tuple[str, str, int]]:
    """Each unit once for every group that speaks in it."""
    rows = zip(units.number.tolist(), units.first_turn.tolist(), units.last_turn.tolist(), strict=True)
    for number, first, last in rows:
        for turn in first + np.flatnonzero(speaking[first : last + 1]):
            speaker = document.speaker_of(int(turn)) or Speaker("")
            yield value_of(document, speaker, query.by), document.id, number


def value_of(document: Document, speaker: Speaker, by: str) -> str:
    """The group of a speaker."""
    if by == "speaker":
        return f"{document.id}: {speaker.label}"
    known = {"": "", "document": document.id, "role": speaker.role}
    if by in known:
        return known[by]
    wanted = fold(by)
    for source in (speaker.attributes, document.attributes, document.header):
        for name, value in source.items():
            if fold(name) == wanted and value:
                return value
    return ""


def count(found: Found) -> list[tuple[str, int, int, int, float, int]]:
    """How often the rule was found in each group, most units first; cells below COUNT_COLUMNS.

    `share_units` is n_units / N, `N` the units of the population in which the group speaks.
    """
    whole: dict[str, int] = {}
    for value, _, _ in found.units:
        whole[value] = whole.get(value, 0) + 1
    by_value: dict[str, list[Hit]] = {}
    for hit in found.hits:
        by_value.setdefault(hit.value, []).append(hit)
    rows = []
    for value, n in whole.items():
        mine = by_value.get(value, [])
        n_units = len({(hit.document, hit.unit) for hit in mine})
        n_documents = len({hit.document for hit in mine})
        rows.append((value, len(mine), n_units, n_documents, n_units / n, n))
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))


def in_order(hits: Sequence[Hit], sort: Sort) -> list[Hit]:
    """The hits sorted: as they stand, or by the words next to them, outwards."""
    if sort == "place":
        return list(hits)
    if sort == "keyword":
        return sorted(hits, key=lambda hit: _words(hit.keyword))
    if sort == "right":
        return sorted(hits, key=lambda hit: _words(hit.right))
    return sorted(hits, key=lambda hit: _words(hit.left)[::-1])


def _words(text: str) -> list[str]:
    """The words of a text as they are compared; each Han character is one."""
    folded = fold(text)
    return [piece for word in _WORD.findall(folded) for piece in _pieces(word)]


def _pieces(word: str) -> list[str]:
    return list(word) if _HAN.search(word) else [word]
