"""One document as it is quoted from: its units in the population, who says them, what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.coding.population import Population, population_turns, population_units
from qualcode.coding.tally import CASE
from qualcode.export.quotations import Part, joined, one_line
from qualcode.terms import UnitKind
from qualcode.text.document import Document, Speaker
from qualcode.text.key import fold
from qualcode.text.segment import segment
from qualcode.text.words import map_words

BUILT_IN = ("id", "document", "speaker", "role", "date", "time", "unit", "start")
"""Fields of a citation that every document has, or may have."""
DATES = ("date", "日期", "访谈日期", "访谈时间", "采访日期", "采访时间", "时间", "interview date")
"""Names of attributes and header fields that hold the date, the first that is there."""
_UNLABELLED = Speaker("")


class Place(NamedTuple):
    """What is quoted of a unit: a span, in one turn; `is_part`: a person marked it, perhaps only a part."""

    start: int
    end: int
    turn: int
    is_part: bool = False


class Voice(NamedTuple):
    """Someone of the population in a document: label, role, case, and how many words they say."""

    label: str
    role: str
    case: str
    tokens: int


class Heard:
    """A document as heard by some populations together: speech counts that belongs to all of them."""

    def __init__(
        self, document: Document, kind: UnitKind, populations: Sequence[Population], split_at: str
    ) -> None:
        self.document = document
        self._words = map_words(document.text, document.hidden)
        self._turns = np.logical_and.reduce([population_turns(document, one) for one in populations])
        segments = segment(document, kind, split_at=split_at, words=self._words)
        self._units = population_units(document, segments, self._turns, self._words)
        self._at = {number: at for at, number in enumerate(self._units.number.tolist())}

    def place(self, unit: int, evidence: Sequence[tuple[int, int]]) -> Place | None:
        """What of a unit is quoted; None where nobody of the population speaks in it.

        Of a unit of several turns that is the turn with most pieces of evidence, of several the first.
        """
        at = self._at.get(unit, -1)
        if at < 0:
            return None
        turns = self._speaking(at)
        holding = [sum(self._holds(turn, one) for one in evidence) for turn in turns]
        turn = turns[holding.index(max(holding))]
        _, speech, end = self.document.turn_spans[turn].tolist()
        return Place(max(speech, int(self._units.start[at])), min(end, int(self._units.end[at])), turn)

    def place_of(self, start: int, end: int) -> Place | None:
        """What of a person's passage is quoted: its part in the turn of which it has most words, the first of
        several; None where it has no word of the population.
        """
        over = self._over(start, end)
        parts = [Place(max(start, low), min(end, high), turn, is_part=True) for turn, low, high in over]
        words = [self.tokens_of(one) for one in parts]
        return parts[words.index(max(words))] if parts else None

    def voices_over(self, start: int, end: int) -> list[str]:
        """The labels of all of the population who speak in a passage."""
        return list(dict.fromkeys(self.speaker(turn).label for turn, _, _ in self._over(start, end)))

    def _over(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The turns of the population, and the span of the speech of each, that a passage has words of."""
        spans = self.document.turn_spans
        near = np.flatnonzero(self._turns & (spans[:, 1] < end) & (spans[:, 2] > start)).tolist()
        found = [(turn, int(spans[turn, 1]), int(spans[turn, 2])) for turn in near]
        return [one for one in found if self._has_word(max(start, one[1]), min(end, one[2]))]

    def _has_word(self, start: int, end: int) -> bool:
        letters = self._words.letters[start:end] | self._words.ideographs[start:end]
        return bool(letters.any())

    def tokens_of(self, place: Place) -> int:
        """Words of what is quoted; one that it cuts counts."""
        start, before = place.start, self._words.begun[place.start]
        cut = bool(self._words.letters[start]) and not self._words.starts[start]
        return int(self._words.begun[place.end] - before) + cut

    def _speaking(self, at: int) -> list[int]:
        """The turns of the population in a unit that hold words."""
        turns = range(int(self._units.first_turn[at]), int(self._units.last_turn[at]) + 1)
        return [turn for turn in turns if self._turns[turn] and self._turn_tokens(turn)]

    def _holds(self, turn: int, span: tuple[int, int]) -> bool:
        _, speech, end = self.document.turn_spans[turn].tolist()
        return bool(speech <= span[0] and span[1] <= end)

    def _turn_tokens(self, turn: int) -> int:
        _, speech, end = self.document.turn_spans[turn].tolist()
        return self.tokens(speech, end)

    def tokens(self, start: int, end: int) -> int:
        """Words between two places."""
        return int(self._words.begun[end] - self._words.begun[start])

    def voices_in(self, unit: int) -> list[str]:
        """The labels of all of the population who speak in a unit."""
        at = self._at.get(unit, -1)
        turns = self._speaking(at) if at >= 0 else []
        return list(dict.fromkeys(self.speaker(turn).label for turn in turns))

    def voices(self) -> list[Voice]:
        """Everyone of the population who says a word, in the order of the document's speakers."""
        words: dict[int, int] = {}
        for turn in np.flatnonzero(self._turns).tolist():
            who = int(self.document.turn_speakers[turn])
            words[who] = words.get(who, 0) + self._turn_tokens(turn)
        people = {who: self.document.speakers[who] if who >= 0 else _UNLABELLED for who in sorted(words)}
        return [
            Voice(one.label, one.role, self._of(one, CASE), words[who])
            for who, one in people.items()
            if words[who]
        ]

    def speaker(self, turn: int) -> Speaker:
        """Who says a turn; one without a label has an empty one."""
        return self.document.speaker_of(turn) or _UNLABELLED

    def text(self, start: int, end: int) -> str:
        """A span on one line."""
        return one_line(self.document.text[start:end])

    def around(self, unit: int, place: Place, n: int) -> tuple[tuple[Part, ...], ...]:
        """The quoted place among `n` units of the population before and behind its unit, as paragraphs.

        What is said in another turn is a paragraph of its own, with the label of who says it where that
        is someone else.
        """
        at = self._at[unit]
        last = self._last(unit, place) if place.is_part else at
        rest = range(at, last + 1) if place.is_part and n else range(0)
        pieces = [
            *self._pieces(range(max(at - n, 0), at)),
            *self._rest(rest, 0, place.start),
            (place.turn, Part(self.text(place.start, place.end), is_glued=self._is_within(place.start))),
            *self._rest(rest, place.end, len(self.document.text)),
        ]
        pieces += self._pieces(range(last + 1, min(last + 1 + n, len(self._units))))
        paragraphs: list[tuple[int, list[Part]]] = []
        for turn, part in pieces:
            if not paragraphs or paragraphs[-1][0] != turn:
                paragraphs.append((turn, []))
            paragraphs[-1][1].append(part)
        return tuple(self._paragraph(turn, parts, place.turn) for turn, parts in paragraphs)

    def _last(self, unit: int, place: Place) -> int:
        """Where the last unit stands of which something is quoted."""
        return max(self._at[unit], int(np.searchsorted(self._units.start, place.end)) - 1)

    def _rest(self, units: range, start: int, end: int) -> Iterator[tuple[int, Part]]:
        """What the units hold between two places, where a passage is only a part of them."""
        for turn, low, high in self._spans(units):
            low, high = max(low, start), min(high, end)
            if low < high and self.text(low, high):
                yield turn, Part(self.text(low, high), is_core=False, is_glued=self._is_within(low))

    def _is_within(self, place: int) -> bool:
        """Whether no blank stands before a place."""
        return place > 0 and not any(map(str.isspace, self.document.text[place - 1 : place + 1]))

    def _pieces(self, units: range) -> Iterator[tuple[int, Part]]:
        """The speech in some units, turn by turn."""
        for turn, low, high in self._spans(units):
            yield turn, Part(self.text(low, high), is_core=False)

    def _spans(self, units: range) -> Iterator[tuple[int, int, int]]:
        """The turns in some units, and where each speaks there."""
        for at in units:
            for turn in self._speaking(at):
                _, speech, end = self.document.turn_spans[turn].tolist()
                yield turn, max(speech, int(self._units.start[at])), min(end, int(self._units.end[at]))

    def _paragraph(self, turn: int, parts: Sequence[Part], quoted: int) -> tuple[Part, ...]:
        label = self.speaker(turn).label
        if turn == quoted or label == self.speaker(quoted).label or not label:
            return joined(parts)
        first, *others = joined(parts)
        colon = "：" if any(ord(char) > 0x2E80 for char in label) else ": "
        return (first._replace(text=label + colon + first.text), *others)

    def fields(self) -> list[str]:
        """The names of all attributes and header fields of the document and of its speakers."""
        sources = (self.document.attributes, *(one.attributes for one in self.document.speakers))
        return [name for source in (*sources, self.document.header) for name in source]

    def values(self, unit: int, place: Place) -> dict[str, str]:
        """The fields of a citation for what is quoted: attributes, header fields, and BUILT_IN."""
        speaker = self.speaker(place.turn)
        known = {name: self._of(speaker, name) for name in self.fields()}
        named = {fold(name): value for name, value in known.items() if value}
        built_in = {
            "id": self.document.id.rpartition("/")[2],
            "document": self.document.id,
            "speaker": speaker.label,
            "role": speaker.role,
            "date": next((named[name] for name in map(fold, DATES) if name in named), ""),
            "time": self._time(place.turn),
            "unit": str(unit),
            "start": str(place.start),
        }
        return built_in | {name: value for name, value in known.items() if value}

    def _of(self, speaker: Speaker, name: str) -> str:
        """A speaker's own attribute before the document's, and that before its header's."""
        sources: tuple[Mapping[str, str], ...] = (
            speaker.attributes,
            self.document.attributes,
            self.document.header,
        )
        return next((source[name] for source in sources if source.get(name)), "")

    def _time(self, turn: int) -> str:
        """When a turn begins in its recording, as h:mm:ss; empty where that is not known."""
        times = self.document.turn_times
        begin = int(times[turn, 0]) if len(times) else -1
        seconds = begin // 1000
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if begin >= 0 else ""
