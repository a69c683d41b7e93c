"""The counting units of all documents, who speaks in them and which codes they have, as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.batch import column, concat, shifted, starts
from qualcode.coding.coded import CodedDocument, Units
from qualcode.coding.lineage import Lineage, lineage
from qualcode.coding.sweep import distinct, spread
from qualcode.coding.tally import Tally
from qualcode.coding.units import Counting
from qualcode.terms import Flags, Ints
from qualcode.text.document import Document, Speaker

if TYPE_CHECKING:
    from scipy.sparse import csr_array

WHOLE_TURNS = ("exchange", "document")
"""Units that hold turns, not parts of one."""


class Origin(NamedTuple):
    """A document: its id, main language (`en`, `zh` or empty), attributes and fields of its header block.

    `tokens` are its words of the population.
    """

    id: str
    language: str
    attributes: Mapping[str, str]
    header: Mapping[str, str]
    tokens: int


class Voice(NamedTuple):
    """Someone of the population in one document: the index of the document, the speaker, and words said.

    Speech without a label is one voice of its document, whose label is empty.
    """

    document: int
    speaker: Speaker
    tokens: int


class Cells(NamedTuple):
    """Which rows have which codes: each pair once, sorted by row, then code."""

    row: Ints
    code: Ints


class DocumentUnits(NamedTuple):
    """The columns of one document, all numbers counted from 0 within it; what a worker hands back.

    voices
        Those of the population, in the order of the document's speakers.
    speech
        Of each unit the speech it begins in: turns of one speaker that follow each other are one.
    part_unit, part_voice, part_tokens
        Each unit with each of its voices, in the order in which they speak, and their words in it.
    code
        Of each coding.
    held_row, held_unit
        Each coding (index) with each counting unit in which it has words.
    spoken_row, spoken_voice
        Each coding with each voice whose words it covers.
    heard_row, heard_unit, heard_voice
        Each coding with each counting unit and the voices whose words in it it covers.
    offered
        (codes,) which codes could be given in this document; None: all.
    """

    origin: Origin
    voices: tuple[Voice, ...]
    units: Units
    speech: Ints
    part_unit: Ints
    part_voice: Ints
    part_tokens: Ints
    code: Ints
    held_row: Ints
    held_unit: Ints
    spoken_row: Ints
    spoken_voice: Ints
    heard_row: Ints
    heard_unit: Ints
    heard_voice: Ints
    offered: Flags | None = None


@dataclass(frozen=True, slots=True)
class CodedUnits:
    """All units that are counted, document after document in text order; no text is held.

    counting, lines
        How it is counted; each code with the codes above it.
    documents, voices
        Who and what speaks; numbers below are positions in these.
    document, number, start, end, first_turn, last_turn, speech, tokens
        (N,) of each unit: its document, its number (from 1, over all units of the document), its
        span, its turns (both inclusive), the speech of its document that it begins in (turns of one
        speaker that follow each other are one speech) and its words of the population.
    part_unit, part_voice, part_tokens
        (parts,) each unit with each of its voices, by unit and in the order in which they speak; a
        unit within one turn has one part.
    coding_code, coding_document
        (codings,) of each coding the code it was given, and its document.
    held_coding, held_unit
        (h,) each coding with each unit in which it has words.
    spoken_coding, spoken_voice
        (m,) each coding with each voice whose words it covers.
    heard_coding, heard_part
        (p,) each coding with each part of a unit in which it has words.
    offered
        (documents, codes) which codes could be given in each document: those that could not are missing
        there, not absent.
    """

    counting: Counting
    lines: Lineage
    documents: tuple[Origin, ...]
    voices: tuple[Voice, ...]
    document: Ints
    number: Ints
    start: Ints
    end: Ints
    first_turn: Ints
    last_turn: Ints
    speech: Ints
    tokens: Ints
    part_unit: Ints
    part_voice: Ints
    part_tokens: Ints
    coding_code: Ints
    coding_document: Ints
    held_coding: Ints
    held_unit: Ints
    spoken_coding: Ints
    spoken_voice: Ints
    heard_coding: Ints
    heard_part: Ints
    offered: Flags

    def __len__(self) -> int:
        """Number of units: N."""
        return len(self.document)

    @property
    def n_codes(self) -> int:
        """Number of codes."""
        return len(self.lines.first) - 1

    @property
    def voice_document(self) -> Ints:
        """(voices,) the document of each voice."""
        return column([voice.document for voice in self.voices])

    @property
    def heard(self) -> Flags:
        """(documents,) whether the population says anything in a document."""
        found: Flags = column([one.tokens for one in self.documents]) > 0
        return found

    def cells(self, *, rollup: bool | None = None) -> Cells:
        """Which units have which codes; `rollup` (default: as counted) adds the codes above."""
        return self._cells(self.held_unit, self.held_coding, rollup)

    def part_cells(self, *, rollup: bool | None = None) -> Cells:
        """Which parts (a unit and one of its voices) have which codes."""
        return self._cells(self.heard_part, self.heard_coding, rollup)

    def has(self, *, rollup: bool | None = None) -> "csr_array":
        """(N, codes) bool, sparse: whether a unit has a code; `rollup` as in `cells`."""
        from scipy.sparse import csr_array

        row, code = self.cells(rollup=rollup)
        first = np.searchsorted(row, np.arange(len(self) + 1))
        return csr_array((np.ones(len(row), np.bool_), code, first), shape=(len(self), self.n_codes))

    @property
    def coded(self) -> Flags:
        """(N,) whether a unit has any code that it was given, whatever could be given elsewhere."""
        flags = np.zeros(len(self), np.bool_)
        flags[self.held_unit] = True
        return flags

    def spread(self, coding: Ints, *, rollup: bool | None = None) -> tuple[Ints, Ints]:
        """Each coding of `coding`, under rollup again for codes above its own: index in `coding`, code."""
        own = self.coding_code[coding]
        if not self._rolls(rollup):
            return np.arange(len(own)), own
        owner, code = self.lines.spread(own)
        if self.offered.all():
            return owner, code
        kept = self.given(rollup=True)[self.coding_document[coding][owner], code]
        return owner[kept], code[kept]

    def given(self, *, rollup: bool | None = None) -> Flags:
        """(documents, codes) which codes could be given; with `rollup` only if all below them could, too."""
        return self.lines.offered(list(self.offered)) if self._rolls(rollup) else self.offered

    def _rolls(self, rollup: bool | None) -> bool:
        return self.counting.rollup if rollup is None else rollup

    def _cells(self, row: Ints, coding: Ints, rollup: bool | None) -> Cells:
        owner, code = self.spread(coding, rollup=rollup)
        keys = distinct(row[owner] * self.n_codes + code)
        return Cells(*np.divmod(keys, max(1, self.n_codes)))


def document_units(coded: CodedDocument, one: Tally, counting: Counting) -> DocumentUnits:
    """The columns of one coded document; `one` is its tally, counted in the same way."""
    units = coded.units_of(counting.unit)
    tokens = _tokens_by_speaker(coded)
    heard = np.flatnonzero(tokens > 0)
    voice_of = np.full(len(tokens), -1, np.int64)
    voice_of[heard] = np.arange(len(heard))
    part_unit, part_speaker, part_tokens = _parts(coded, units)
    return DocumentUnits(
        _origin(coded.document, one),
        tuple(Voice(0, _speaker(coded.document, at), int(tokens[at])) for at in heard.tolist()),
        units,
        _speeches(coded.document)[units.first_turn],
        part_unit,
        voice_of[part_speaker],
        part_tokens,
        one.code,
        one.lying.held_row,
        one.lying.held_unit,
        *_spoken(one, voice_of),
        one.lying.heard_row,
        one.lying.heard_unit,
        voice_of[one.lying.heard_by],
        one.offered,
    )


def coded_units(parts: Sequence[DocumentUnits], codebook: Codebook, counting: Counting) -> CodedUnits:
    """The columns of all documents as one, in the order given."""
    first_unit = starts([len(one.units) for one in parts])
    first_voice = starts([len(one.voices) for one in parts])
    n_codings = [len(one.code) for one in parts]
    first_coding = starts(n_codings)
    part_unit = shifted([one.part_unit for one in parts], first_unit)
    part_voice = shifted([one.part_voice for one in parts], first_voice)
    heard_unit = shifted([one.heard_unit for one in parts], first_unit)
    heard_voice = shifted([one.heard_voice for one in parts], first_voice)
    return CodedUnits(
        counting=counting,
        lines=lineage(codebook),
        documents=tuple(one.origin for one in parts),
        voices=tuple(voice._replace(document=at) for at, one in enumerate(parts) for voice in one.voices),
        document=np.repeat(np.arange(len(parts)), column([len(one.units) for one in parts])),
        number=_joined(parts, "number"),
        start=_joined(parts, "start"),
        end=_joined(parts, "end"),
        first_turn=_joined(parts, "first_turn"),
        last_turn=_joined(parts, "last_turn"),
        speech=concat([one.speech for one in parts]),
        tokens=_joined(parts, "tokens"),
        part_unit=part_unit,
        part_voice=part_voice,
        part_tokens=concat([one.part_tokens for one in parts]),
        coding_code=concat([one.code for one in parts]),
        coding_document=np.repeat(np.arange(len(parts)), column(n_codings)),
        held_coding=shifted([one.held_row for one in parts], first_coding),
        held_unit=shifted([one.held_unit for one in parts], first_unit),
        spoken_coding=shifted([one.spoken_row for one in parts], first_coding),
        spoken_voice=shifted([one.spoken_voice for one in parts], first_voice),
        heard_coding=shifted([one.heard_row for one in parts], first_coding),
        heard_part=_part_of(heard_unit, heard_voice, part_unit, part_voice),
        offered=_offered(parts, codebook),
    )


def _joined(parts: Sequence[DocumentUnits], name: str) -> Ints:
    return concat([getattr(one.units, name).astype(np.int64) for one in parts])


def _offered(parts: Sequence[DocumentUnits], codebook: Codebook) -> Flags:
    """Which codes could be given in each document."""
    return lineage(codebook, rollup=False).offered([one.offered for one in parts])


def _origin(document: Document, one: Tally) -> Origin:
    return Origin(document.id, document.main_language, document.attributes, document.header, one.tokens)


def _speaker(document: Document, at: int) -> Speaker:
    return document.speakers[at] if at < len(document.speakers) else Speaker("")


def _turn_speaker(document: Document) -> Ints:
    """The speaker of each turn; speech without a label is that of one more."""
    speaker = document.turn_speakers.astype(np.int64)
    return np.where(speaker < 0, len(document.speakers), speaker)


def _speeches(document: Document) -> Ints:
    """The speech of each turn, from 0; speech without a label is not joined: nobody knows whose it is."""
    speaker = document.turn_speakers.astype(np.int64)
    begins = np.ones(len(speaker), np.bool_)
    begins[1:] = (speaker[1:] != speaker[:-1]) | (speaker[1:] < 0)
    return np.cumsum(begins) - 1


def _tokens_by_speaker(coded: CodedDocument) -> Ints:
    tokens = np.zeros(len(coded.document.speakers) + 1, np.int64)
    np.add.at(tokens, _turn_speaker(coded.document)[coded.turns], coded.turn_tokens[coded.turns])
    return tokens


def _spoken(one: Tally, voice_of: Ints) -> tuple[Ints, Ints]:
    """Each coding with each voice, once: a unit of several turns has a speaker several times."""
    n = max(1, len(voice_of))
    keys = distinct(one.lying.spoken_row * n + voice_of[one.lying.spoken_by])
    return keys // n, keys % n


def _parts(coded: CodedDocument, units: Units) -> tuple[Ints, Ints, Ints]:
    """Each unit with each speaker of the population in it, in the order in which they speak, and words."""
    first = units.first_turn.astype(np.int64)
    row, turn = spread(first, units.last_turn.astype(np.int64) - first + 1)
    kept = coded.speaking[turn]
    row, turn = row[kept], turn[kept]
    speaker = _turn_speaker(coded.document)[turn]
    tokens = coded.turn_tokens[turn] if units.kind in WHOLE_TURNS else units.tokens[row]
    n = len(coded.document.speakers) + 1
    keys, where, part = np.unique(row * n + speaker, return_index=True, return_inverse=True)
    order = np.argsort(where, kind="stable")
    total = np.zeros(len(keys), np.int64)
    np.add.at(total, part, tokens)
    return keys[order] // n, keys[order] % n, total[order]


def _part_of(unit: Ints, voice: Ints, part_unit: Ints, part_voice: Ints) -> Ints:
    """The part that is `unit` and `voice`."""
    n = int(max(part_voice.max(initial=0), voice.max(initial=0))) + 1
    keys = part_unit * n + part_voice
    order = np.argsort(keys, kind="stable")
    return order[np.searchsorted(keys[order], unit * n + voice)]
