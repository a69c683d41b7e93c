"""Rows of the tables that list single things: codings and documents."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.coded import Coded, CodedDocument, Marked
from qualcode.coding.lying import marked_turns, speaking_turns
from qualcode.coding.sweep import distinct
from qualcode.terms import RULES_CODER, SEPARATOR, Ints
from qualcode.text.digest import sha256_of
from qualcode.text.document import Document, Speaker

CODING_COLUMNS = (
    "document", "unit", "start", "end", "speaker", "role", "code", "coder", "rule", "evidence", "negated",
    "text",
)  # fmt: skip
DOCUMENT_COLUMNS = (
    "document", "file", "language", "encoding", "turns", "speakers", "units", "words", "characters", "tokens",
    "sha256", "source_sha256", "encoding_guessed", "population_units", "population_tokens", "note",
)  # fmt: skip

Row = list[str | int]


def coding_rows(
    coded: CodedDocument,
    codebook: Codebook,
    attributes: Sequence[str] = (),
    *,
    prompted: Sequence[str] | None = None,
) -> Iterator[Row]:
    """One row for each coding of a document, by start, end, code and coder.

    The columns are CODING_COLUMNS, then what is `prompted` of each coding, if that is given, then
    `attributes`: of the speakers, else of the document; different values of several speakers are
    joined by " || ".
    """
    rows = _rule_rows(coded, codebook, attributes, prompted)
    if coded.marked is None:
        return rows
    index = codebook.index()
    both = [*rows, *_marked_rows(coded, coded.marked, codebook, attributes)]
    return iter(sorted(both, key=lambda row: (row[2], row[3], index[str(row[6])], row[7])))


def _rule_rows(
    coded: CodedDocument, codebook: Codebook, attributes: Sequence[str], prompted: Sequence[str] | None
) -> Iterator[Row]:
    codings, text, ids = coded.coded, coded.document.text, [code.id for code in codebook.codes]
    evidence, negated = _evidence(codings, text), _negated(codings)
    parts = _unit_parts(coded, attributes)
    units = codings.unit.tolist()
    further = repeat(()) if prompted is None else ((one,) for one in prompted)
    columns = (units, codings.code.tolist(), codings.rules, evidence, negated)
    for (unit, code, rules, found, turned), more in zip(zip(*columns, strict=True), further, strict=False):
        place, who, passage, values = parts[unit]
        yield [*place, *who, ids[code], RULES_CODER, rules, found, turned, passage, *more, *values]


def _marked_rows(
    coded: CodedDocument, marked: Marked, codebook: Codebook, attributes: Sequence[str]
) -> Iterator[Row]:
    """The codings of a person: `unit` is the first in which one has a word, and it has no rule."""
    document = coded.document
    voices = _heard(coded, len(marked.code), *marked_turns(coded, marked))
    begin, _ = marked.said.stretch(coded.units.start, coded.units.end)
    number = coded.units.number[np.searchsorted(begin, marked.first, "right") - 1]
    columns = (number.tolist(), marked.start.tolist(), marked.end.tolist(), marked.code.tolist())
    for heard, unit, start, end, code in zip(voices, *columns, strict=True):
        who, values = _people(document, heard, attributes)
        place: Row = [document.id, unit, start, end]
        passage = document.text[start:end]
        yield [*place, *who, codebook.codes[code].id, marked.coder, "", "", "", passage, *values]


def document_row(coded: CodedDocument, n_units: int, *, sha256: str = "") -> Row:
    """The row of a document in DOCUMENT_COLUMNS; `n_units` counts all its units, whoever speaks.

    `sha256` is that of the text, where it is known already.
    """
    document, source = coded.document, coded.document.source
    tokens, characters = int(coded.turn_tokens.sum()), int(coded.turn_characters.sum())
    return [
        document.id,
        source.file,
        document.language,
        source.encoding,
        document.n_turns,
        len(document.speakers),
        n_units,
        tokens - characters,
        characters,
        tokens,
        sha256 or text_sha256(document),
        source.sha256,
        "yes" if source.guessed else "no",
        len(coded.units),
        int(coded.turn_tokens[coded.turns].sum()),
        SEPARATOR.join([*document.guesses, *document.warnings]),
    ]


def text_sha256(document: Document) -> str:
    """SHA-256 of the fixed text in UTF-8, in hex."""
    known = document.source.text_sha256
    return known or sha256_of(document.text)


def _evidence(codings: Coded, text: str) -> Iterator[str]:
    """For each coding its evidence as `characters[start:end]`."""
    spans = codings.evidence.tolist()
    bounds = codings.first_evidence.tolist()
    for first, last in pairwise(bounds):
        yield SEPARATOR.join(f"{text[start:end]}[{start}:{end}]" for start, end in spans[first:last])


def _negated(codings: Coded) -> list[str]:
    """For each coding whether its evidence is negated: yes, no, partly; empty where it has none."""
    first = codings.first_evidence
    n_negated = np.append(0, np.cumsum(codings.negated))[first]
    columns = (np.diff(n_negated).tolist(), np.diff(first).tolist())
    return [
        "" if not n else "no" if not some else "yes" if some == n else "partly"
        for some, n in zip(*columns, strict=True)
    ]


def _unit_parts(
    coded: CodedDocument, attributes: Sequence[str]
) -> dict[int, tuple[Row, list[str], str, list[str]]]:
    """What all codings of a unit have in common, for each unit with a coding."""
    document, units = coded.document, coded.units
    used = distinct(coded.coded.unit)
    columns = (used, units.number[used], units.start[used], units.end[used])
    parts = {}
    known: dict[tuple[int, ...], tuple[list[str], list[str]]] = {}
    for heard, unit, number, start, end in zip(
        _voices(coded, used), *(c.tolist() for c in columns), strict=True
    ):
        who, values = known.get(heard) or known.setdefault(heard, _people(document, heard, attributes))
        parts[unit] = ([document.id, number, start, end], who, document.text[start:end], values)
    return parts


def _voices(coded: CodedDocument, units: Ints) -> list[tuple[int, ...]]:
    """The speakers of the population (-1: no label) in each unit, in order, each once."""
    return _heard(coded, len(units), *speaking_turns(coded, units))


def _heard(coded: CodedDocument, number: int, row: Ints, turn: Ints) -> list[tuple[int, ...]]:
    """The speakers of the turns of each of `number` rows, in order, each once."""
    voices: list[dict[int, None]] = [{} for _ in range(number)]
    for index, speaker in zip(row.tolist(), coded.document.turn_speakers[turn].tolist(), strict=True):
        voices[index][speaker] = None
    return [tuple(heard) for heard in voices]


def _people(
    document: Document, heard: Sequence[int], attributes: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Names and roles of some speakers, and their attributes."""
    speakers = [document.speakers[i] if i >= 0 else Speaker("") for i in heard]
    who = [SEPARATOR.join(one.label for one in speakers), SEPARATOR.join(one.role for one in speakers)]
    return who, [_value(document, speakers, name) for name in attributes]


def _value(document: Document, speakers: Sequence[Speaker], name: str) -> str:
    own = document.attributes.get(name, "")
    values = dict.fromkeys(speaker.attributes.get(name) or own for speaker in speakers)
    return SEPARATOR.join(value for value in values if value)
