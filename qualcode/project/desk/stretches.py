"""What lies around a place of a text: its word, its sentence, its turn; and the words beside it."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from qualcode.text.chinese import segmenter
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import Words, map_words

Kind: TypeAlias = Literal["word", "sentence", "turn"]


class Stretches:
    """The words, sentences and turns of a document; each kind is looked for when it is first asked for."""

    def __init__(self, document: Document, *, split_at: str = "") -> None:
        self._document, self._split_at = document, split_at

    def at(self, kind: Kind, offset: int) -> tuple[int, int]:
        """The stretch that holds a character; between two of them the one behind, else the one before.

        A place after the last character belongs to what stands before it. Where a text has no stretch of
        this kind at all, `(offset, offset)`.
        """
        if kind == "word":
            return self._word(offset)
        starts, ends = self._sentences if kind == "sentence" else self._turns
        if not starts:
            return offset, offset
        number = min(bisect_right(ends, offset), len(ends) - 1)
        return starts[number], ends[number]

    def word_beside(self, offset: int, *, backward: bool = False) -> int:
        """Where the next word begins, or the one before; each Chinese character is one."""
        starts = self._word_starts
        number = bisect_left(starts, offset) - 1 if backward else bisect_right(starts, offset)
        if number < 0:
            return 0
        return starts[number] if number < len(starts) else len(self._document.text)

    @cached_property
    def _sentences(self) -> tuple[list[int], list[int]]:
        found = segment(self._document, "sentence", split_at=self._split_at)
        return found.start.tolist(), found.end.tolist()

    @cached_property
    def _turns(self) -> tuple[list[int], list[int]]:
        spans = self._document.turn_spans
        told = spans[spans[:, 2] > spans[:, 1]]
        return told[:, 1].tolist(), told[:, 2].tolist()

    @cached_property
    def _words(self) -> Words:
        return map_words(self._document.text)

    @cached_property
    def _word_starts(self) -> list[int]:
        words = self._words
        found: list[int] = np.flatnonzero(words.starts | words.ideographs).tolist()
        return found

    def _word(self, offset: int) -> tuple[int, int]:
        """The word that holds a character; a Chinese one is cut out of its run of characters."""
        words, text = self._words, self._document.text
        if offset < len(text) and words.ideographs[offset]:
            return self._chinese(offset)
        if offset >= len(text) or not words.letters[offset]:
            return offset, min(offset + 1, len(text))
        starts, ends = np.flatnonzero(words.starts), np.flatnonzero(words.ends)
        start = int(starts[np.searchsorted(starts, offset, "right") - 1])
        end = int(ends[np.searchsorted(ends, offset, "right")])
        return (start, end) if start <= offset < end else (offset, offset + 1)

    def _chinese(self, offset: int) -> tuple[int, int]:
        han = self._words.ideographs
        start, end = offset, offset
        while start > 0 and han[start - 1]:
            start -= 1
        while end < len(han) and han[end]:
            end += 1
        for word in segmenter()(self._document.text[start:end]):
            if start + len(word) > offset:
                return start, start + len(word)
            start += len(word)
        return offset, offset + 1
