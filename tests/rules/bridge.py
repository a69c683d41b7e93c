"""From the oracle's plain values to the program's, and the program's codings back."""

import json
from collections.abc import Sequence
from functools import cache

import numpy as np

from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.read import read_codebook
from qualcode.coding.apply import Engine
from qualcode.coding.coded import Coded
from qualcode.coding.population import population_units
from qualcode.rules.parse import parse
from qualcode.rules.patterns import canonical
from qualcode.rules.show import show
from qualcode.rules.syntax import Expr
from qualcode.terms import SEPARATOR
from qualcode.text.document import Document, Speaker
from qualcode.text.segment import Segments, segment
from qualcode.text.words import map_words
from tests.oracle.evaluate import Found
from tests.oracle.plain import Edit, PlainBook, PlainNegation, PlainText, PlainUnit, Words

Spelled = dict[tuple[int, str], tuple[frozenset[str], tuple[tuple[int, int], ...]]]
"""(unit from 0, code) -> canonical spellings of the true rules, evidence."""
Flagged = dict[tuple[int, str], tuple[bool, ...]]
"""(unit from 0, code) -> for each span of the evidence whether it is negated."""


def to_document(plain: PlainText) -> Document:
    """The transcript as the program holds it; turns of one label share a speaker."""
    people = {turn.speaker: turn for turn in plain.turns if turn.speaker is not None}
    labels = list(people)
    return Document(
        id="talk",
        text=plain.text,
        turn_spans=np.array([(t.start, t.speech, t.end) for t in plain.turns], np.int32),
        turn_speakers=np.array([labels.index(t.speaker) if t.speaker else -1 for t in plain.turns], np.int32),
        speakers=tuple(Speaker(name, turn.role, turn.attributes) for name, turn in people.items()),
        asides=np.array(plain.asides, np.int32).reshape(-1, 2),
        wrapped=plain.wrapped,
        attributes=plain.attributes,
        header=plain.header,
    )


def rule_of(text: str) -> Expr:
    """A rule as the program holds it: an expression, or what stands behind `pattern: `."""
    if text.startswith("pattern: "):
        return canonical(json.loads(text.removeprefix("pattern: ")))
    return parse(text)


def to_codebook(plain: PlainBook) -> Codebook:
    """The codebook as the program holds it."""
    depths: dict[str | None, int] = {None: -1}
    codes = []
    for code in plain.codes:
        depths[code.id] = depths[code.parent] + 1
        rules = tuple(map(rule_of, code.rules))
        own = {"boundaries": code.boundaries, "shields": code.shields}
        codes.append(Code(code.id, code.parent, depths[code.id], rules=rules, **own))
    return Codebook(
        tuple(codes),
        unit=plain.unit,
        nested=plain.nested,
        shields=plain.shields,
        boundaries=plain.boundaries,
        inflections=plain.inflections,
        negation=read_settings(plain.negation).negation,
    )


@cache
def read_settings(negation: PlainNegation) -> Codebook:
    """A codebook file with nothing but settings of negation, as the program reads it."""
    lists = {
        name: as_setting(words)
        for name in ("before", "after", "harmless", "clause_ends")
        if (words := getattr(negation, name)) != Edit()
    }
    settings = {"name": "negation", "negation": {**lists, "window": negation.window}}
    text = json.dumps({"format": 1, "codebook": settings, "codes": [{"id": "c"}]}, ensure_ascii=False)
    codebook, errors, _ = read_codebook(text, advice=False)
    assert codebook is not None, errors
    return codebook


def as_setting(words: Words) -> object:
    """The words of a list as they stand in a codebook file."""
    if not isinstance(words, Edit):
        return list(words)
    return {name: list(some) for name, some in (("add", words.add), ("drop", words.drop)) if some}


def to_units(segments: Segments) -> list[PlainUnit]:
    """The units that segmentation found."""
    columns = (segments.start, segments.end, segments.first_turn, segments.last_turn)
    return [PlainUnit(*map(int, row)) for row in zip(*columns, strict=True)]


def run_engine(
    book: PlainBook, plain: PlainText, population: Sequence[bool]
) -> tuple[list[PlainUnit], Spelled]:
    """The units of a transcript and what the program codes in them."""
    return run_made_engine(Engine(to_codebook(book)), book, plain, population)


def run_made_engine(
    engine: Engine, book: PlainBook, plain: PlainText, population: Sequence[bool]
) -> tuple[list[PlainUnit], Spelled]:
    """The same with an engine that was made before."""
    return judge_with_engine(engine, book, plain, population)[:2]


def judge_with_engine(
    engine: Engine, book: PlainBook, plain: PlainText, population: Sequence[bool]
) -> tuple[list[PlainUnit], Spelled, Flagged]:
    """The units of a transcript, what the program codes in them, and what of the evidence is negated."""
    document = to_document(plain)
    segments = segment(document, book.unit)
    flags = np.array(population, np.bool_)
    units = population_units(document, segments, flags, map_words(document.text, document.hidden))
    coded = engine.code(document, units, flags)
    keys = [
        (int(units.number[unit]) - 1, book.codes[code].id)
        for unit, code in zip(coded.unit, coded.code, strict=True)
    ]
    spelled = {key: _codings(coded, row) for row, key in enumerate(keys)}
    negated = {key: _negated(coded, row) for row, key in enumerate(keys)}
    return to_units(segments), spelled, negated


def _codings(coded: Coded, row: int) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    first, last = coded.first_evidence[row], coded.first_evidence[row + 1]
    spans = tuple((int(a), int(b)) for a, b in coded.evidence[first:last])
    return frozenset(coded.rules[row].split(SEPARATOR)), spans


def _negated(coded: Coded, row: int) -> tuple[bool, ...]:
    return tuple(map(bool, coded.negated[coded.first_evidence[row] : coded.first_evidence[row + 1]]))


def spell(book: PlainBook, found: Found) -> Spelled:
    """The oracle's codings with canonical spellings in place of rule numbers."""
    rules = {code.id: [show(rule_of(rule)) for rule in code.rules] for code in book.codes}
    return {
        (unit, code): (frozenset(rules[code][i] for i in true), spans)
        for (unit, code), (true, spans) in found.items()
    }
