"""From the oracle's plain values to the program's, and the program's codings back."""

from collections.abc import Sequence

import numpy as np

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.population import population_units
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from qualcode.terms import SEPARATOR
from qualcode.text.document import Document, Speaker
from qualcode.text.segment import Segments, segment
from qualcode.text.words import map_words
from tests.oracle.evaluate import Found
from tests.oracle.plain import PlainBook, PlainText, PlainUnit

Spelled = dict[tuple[int, str], tuple[frozenset[str], tuple[tuple[int, int], ...]]]
"""(unit from 0, code) -> canonical spellings of the true rules, evidence."""


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
        attributes=plain.attributes,
        header=plain.header,
    )


def to_codebook(plain: PlainBook) -> Codebook:
    """The codebook as the program holds it."""
    depths: dict[str | None, int] = {None: -1}
    codes = []
    for code in plain.codes:
        depths[code.id] = depths[code.parent] + 1
        rules = tuple(parse(rule) for rule in code.rules)
        codes.append(Code(code.id, code.parent, depths[code.id], rules=rules, shields=code.shields))
    return Codebook(tuple(codes), unit=plain.unit, nested=plain.nested, shields=plain.shields)


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
    document = to_document(plain)
    segments = segment(document, book.unit)
    flags = np.array(population, np.bool_)
    units = population_units(document, segments, flags, map_words(document.text, document.hidden))
    coded = engine.code(document, units, flags)
    spelled: Spelled = {}
    for row in range(len(coded)):
        first, last = coded.first_evidence[row], coded.first_evidence[row + 1]
        spans = tuple((int(a), int(b)) for a, b in coded.evidence[first:last])
        key = (int(units.number[coded.unit[row]]) - 1, book.codes[coded.code[row]].id)
        spelled[key] = (frozenset(coded.rules[row].split(SEPARATOR)), spans)
    return to_units(segments), spelled


def spell(book: PlainBook, found: Found) -> Spelled:
    """The oracle's codings with canonical spellings in place of rule numbers."""
    rules = {code.id: [show(parse(rule)) for rule in code.rules] for code in book.codes}
    return {
        (unit, code): (frozenset(rules[code][i] for i in true), spans)
        for (unit, code), (true, spans) in found.items()
    }
