"""A transcript divided into turns, before roles, names and attributes are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from qualcode.ingest.dividing.labels import Head
from qualcode.terms import Ints, Offsets


@dataclass(frozen=True)
class Divided:
    """The fixed text, its turns, and what was seen while it was read.

    It depends on the file and on options that decide how it is read (encoding, columns, speaker
    pattern, which labels speak); who asks, other names, attributes and remarks come later.

    spans
        int32, (turns, 3): start, speech and end of each labelled block, as in a Document.
    head
        int32, (turns,): index into `heads`, or -1 where the turn has no label.
    heads
        The labels as they are written.
    times
        int64, (turns, 2): when each turn begins and ends, as in a Document; (0, 2) without times.
    tables
        Spans of tables within turns that are no dialogue.
    wrapped
        Whether lines seem to be broken by width.
    by
        What names the speakers: `label`, `pattern`, or a part of the file (`column`).
    complete
        The file itself names all turns.
    lines_aside, header_lines
        Lines with text before the first turn: those outside the header block, and in it.
    certain, doubtful
        Labels taken without doubt; labels not taken that would be if they were certain elsewhere.
    guesses, warnings
        Of the reader; `time_guess` about times in labels.
    """

    text: str
    spans: Offsets
    head: Ints
    heads: tuple[Head, ...] = ()
    times: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    tables: tuple[tuple[int, int], ...] = ()
    wrapped: bool = False
    by: str = "label"
    complete: bool = False
    header: Mapping[str, str] = field(default_factory=dict)
    header_lines: int = 0
    lines_aside: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    certain: frozenset[str] = frozenset()
    doubtful: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    time_guess: str = ""
    warnings: tuple[str, ...] = ()
