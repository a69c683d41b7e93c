"""Codings as passages that can be quoted: read again in their documents, within a population."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.analysis.quotable import Passage, Ranked, Wording, best_length, ranked
from qualcode.codebook.model import Codebook
from qualcode.coding.population import ALL, Population
from qualcode.errors import UsageError
from qualcode.export.quotes import spans_of
from qualcode.project.job.population import listed
from qualcode.project.quotes.document import Heard, Place
from qualcode.terms import RULES_CODER, SEPARATOR, CodeId, UnitKind
from qualcode.text.document import Document

Row = Mapping[str, str]
EVERYONE = Population((ALL,))
MOST = 3
"""Passages that are quoted for a code where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which quotes are asked for.

    codes
        Only these; empty: all.
    most
        So many of each code; 0: all.
    least, longest
        Bounds of a passage in words; `longest` 0: none.
    context
        Units before and behind each passage.
    population
        Whose speech is quoted, within that of the codings.
    seed
        Draws the order of passages with equal scores; None: they stand in document order.
    cite
        The pattern of a citation; empty: that of the language.
    lang
        `en` or `zh`; empty: the first of the codebook's languages that is one of them, else `en`.
    """

    codes: tuple[CodeId, ...] = ()
    most: int = MOST
    least: int = 1
    longest: int = 200
    context: int = 0
    population: Population = EVERYONE
    seed: int | None = None
    cite: str = ""
    lang: str = ""
    negative: bool = False


class Material(NamedTuple):
    """What is quoted from: rows of `codings.csv`, in its order, and the documents that they are of.

    label
        The population as tables write it, with whose codings count; empty: that of `population`.
    missing
        By code, documents in which a person could not give it.
    """

    codebook: Codebook
    rows: Sequence[Row]
    documents: Sequence[Document]
    unit: UnitKind
    population: Population
    split_at: str
    label: str = ""
    missing: Mapping[CodeId, frozenset[str]] = {}


@dataclass(slots=True)
class Quotable:
    """The passages of each code, documents by id, and who has which code: ids of documents and labels.

    `missing` is that of the material.
    """

    heard: dict[str, Heard]
    passages: dict[CodeId, list[Passage]] = field(default_factory=dict)
    having: dict[CodeId, set[tuple[str, str]]] = field(default_factory=dict)
    missing: Mapping[CodeId, frozenset[str]] = field(default_factory=dict)


def chosen_codes(codebook: Codebook, codes: Sequence[CodeId]) -> set[CodeId]:
    """The codes that are asked for; raises UsageError for one that there is not."""
    known = [one.id for one in codebook.codes]
    for code in codes:
        if code not in known:
            cure = f"choose one of {listed(known)}"
            raise UsageError(f"there is no code {code}", cure=cure, slug="unknown-code")
    return set(codes) or set(known)


def quotable(material: Material, asked: Asked) -> Quotable:
    """All codings within the population that is asked for, as passages."""
    populations = (material.population, asked.population)
    found = Quotable(
        {one.id: Heard(one, material.unit, populations, material.split_at) for one in material.documents},
        missing=material.missing,
    )
    for row in material.rows:
        heard, unit, code = found.heard[row["document"]], int(row["unit"]), row["code"]
        is_rule, span = row["coder"] == RULES_CODER, (int(row["start"]), int(row["end"]))
        place = heard.place(unit, spans_of(row["evidence"])) if is_rule else heard.place_of(*span)
        if place:
            found.passages.setdefault(code, []).append(_passage(row, heard, place, asked))
            labels = heard.voices_in(unit) if is_rule else heard.voices_over(*span)
            people = ((heard.document.id, label) for label in labels)
            found.having.setdefault(code, set()).update(people)
    return found


def _passage(row: Row, heard: Heard, place: Place, asked: Asked) -> Passage:
    speaker = heard.speaker(place.turn)
    return Passage(
        row["code"],
        heard.document.id,
        int(row["unit"]),
        place.start,
        place.end,
        place.turn,
        speaker.label,
        speaker.role,
        heard.text(place.start, place.end),
        tuple(filter(None, row["rule"].split(SEPARATOR))),
        tuple(heard.text(*span) for span in spans_of(row["evidence"])),
        row["negated"],
        heard.tokens_of(place) if place.is_part else heard.tokens(place.start, place.end),
        best_length(heard.document.main_language, asked.least, asked.longest),
    )


def rankings(found: Quotable, codes: set[CodeId], asked: Asked) -> dict[CodeId, list[Ranked]]:
    """The passages of each code that have a length that is asked for, ranked."""
    wording = Wording(one for passages in found.passages.values() for one in passages)
    return {
        code: ranked([one for one in passages if fits(one, asked)], wording, seed=asked.seed)
        for code, passages in found.passages.items()
        if code in codes
    }


def fits(one: Passage, asked: Asked) -> bool:
    """Whether a passage has a length that is asked for."""
    return asked.least <= one.tokens and (not asked.longest or one.tokens <= asked.longest)
