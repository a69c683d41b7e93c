"""A transcript as a value: fixed text, turns, speakers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from qualcode.terms import INTERVIEWER, PARTICIPANT, Flags, Ints, Offsets


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `label` is the name without brackets and colon; it is unique in a document.

    `role` is one word; `role_given` says that a person set it (attributes or option) and
    that it was not inferred from the label.
    """

    label: str
    role: str = PARTICIPANT
    attributes: Mapping[str, str] = field(default_factory=dict)
    role_given: bool = False

    @property
    def is_interviewer(self) -> bool:
        """Whether this speaker asks the questions."""
        return self.role == INTERVIEWER


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from and how its file was read.

    `file` is the path as it was given, with `/`. `confidence` is 0 to 1, or None where
    nothing had to be guessed. `sha256` is that of the file's bytes, `text_sha256` that of the
    text in UTF-8 where it is known already.
    """

    file: str = ""
    reader: str = "text"
    encoding: str = "utf-8"
    guessed: bool = False
    confidence: float | None = None
    sha256: str = ""
    text_sha256: str = ""


@dataclass(frozen=True)
class Document:
    """A transcript after it came in: its text never changes, so spans keep their meaning.

    Spans are half-open `[start, end)` in Unicode code points of `text`.

    turn_spans
        int32, shape (turns, 3): `start` of the turn (its label), `speech` (first
        character after label and blanks), `end` (after its last character that is not
        white space; `end >= speech`). In text order, apart from each other. What lies in
        no `[speech, end)` is not speech (labels, header block, front matter, blank lines).
    turn_speakers
        int32, shape (turns,): index into `speakers`, or -1 where a turn has no label.
    turn_times
        int64, shape (turns, 2): when each turn begins and ends, in milliseconds of the recording,
        -1 where it is not known; shape (0, 2) where no turn has a time.
    asides
        int32, shape (asides, 2): spans inside speech that are neither matched nor
        counted (a transcriber's remark in brackets, a time stamp), sorted, apart.
    wrapped
        True where lines were broken by width, so that only a blank line ends a paragraph.
    language, main_language
        `language` as shown (`zh-Hans`, `zh-Hant`, `zh`, `en`, `mixed`, or empty);
        `main_language` is `zh`, `en` or empty and decides which rate counts the document.
    attributes
        Of the document: from attributes.csv and front matter. `header` holds the fields of
        the header block; conditions see both, tables only `attributes`.
    guesses, warnings
        Sentences for the researcher, without the document's name.
    """

    id: str
    text: str
    turn_spans: Offsets
    turn_speakers: Offsets
    speakers: tuple[Speaker, ...] = ()
    asides: Offsets = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    wrapped: bool = False
    language: str = ""
    main_language: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    header: Mapping[str, str] = field(default_factory=dict)
    source: Source = Source()
    turn_times: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """In a notebook: what document this is, not its text."""
        return f"<Document {self.id}: {len(self.text)} characters, {len(self.turn_spans)} turns>"

    @cached_property
    def n_turns(self) -> int:
        """Number of turns."""
        return len(self.turn_spans)

    @cached_property
    def hidden(self) -> Offsets:
        """Spans that are neither matched nor counted: all that is not speech, and asides. Sorted, apart."""
        starts = np.concatenate(([0], self.turn_spans[:, 2]))
        ends = np.concatenate((self.turn_spans[:, 1], [len(self.text)]))
        spans = np.concatenate((np.stack([starts, ends], axis=1), self.asides)).astype(np.int32)
        spans = spans[spans[:, 1] > spans[:, 0]]
        return spans[np.argsort(spans[:, 0], kind="stable")]

    def speaker_of(self, turn: int) -> Speaker | None:
        """The speaker of turn number `turn` (from 0), or None where it has no label."""
        index = int(self.turn_speakers[turn])
        return self.speakers[index] if index >= 0 else None

    def turns_where(self, speakers: Flags, unlabelled: bool) -> Flags:
        """Which turns belong to speakers flagged in `speakers` (one flag a speaker)."""
        flags = np.append(speakers, unlabelled)
        return flags[self.turn_speakers]
