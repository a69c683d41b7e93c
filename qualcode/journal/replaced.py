"""Codings go along when stretches of a text are replaced and it is known which."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from qualcode.journal.anchor import Anchored, Place, anchored, as_moves, stands, text_sha256
from qualcode.journal.state import Coding


class Replaced(NamedTuple):
    """`[start, end)` of the old text has become `text`."""

    start: int
    end: int
    text: str


def replace_all(old: str, spans: Sequence[Replaced]) -> str:
    """The text in which all `spans` are replaced.

    Raises ValueError where they are not sorted, overlap, or lie outside the text.
    """
    _check(old, spans)
    kept = zip((0, *(span.end for span in spans)), (*(span.start for span in spans), len(old)), strict=True)
    texts = (*(span.text for span in spans), "")
    return "".join(old[start:end] + text for (start, end), text in zip(kept, texts, strict=True))


def carried(codings: Iterable[Coding], old: str, spans: Sequence[Replaced]) -> Anchored:
    """Take the codings of a document through the replacement of stretches of its text.

    Edges inside a replaced stretch grow to its edges, those at it stay at it; an insertion at an edge stays
    outside. Quote and context are those of the new text. A coding of which nothing is left is an orphan;
    a coding of another text than `old` is looked for as `qualcode.journal.anchor.anchored` does.

    Raises ValueError where spans are not sorted, overlap, or lie outside the text.
    """
    new, sha256 = replace_all(old, spans), text_sha256(old)
    if new == old:
        return anchored(codings, old, new)
    known: list[Coding] = []
    others: list[Coding] = []
    for coding in codings:
        (known if coding.sha256 == sha256 and stands(coding, old) else others).append(coding)
    edges = _Edges(spans)
    moved = as_moves(((coding, edges.place(coding)) for coding in known), new)
    rest = anchored(others, old, new)
    return Anchored(moved.moves + rest.moves, moved.orphans + rest.orphans)


def _check(old: str, spans: Sequence[Replaced]) -> None:
    bounds = [0, *(bound for span in spans for bound in (span.start, span.end)), len(old)]
    if any(one > other for one, other in pairwise(bounds)):
        raise ValueError("replaced spans are sorted, apart, and lie in the text")


class _Edges:
    """Where the edges of passages go; `shifts[n]` is how far the first n replacements move what follows."""

    def __init__(self, spans: Sequence[Replaced]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        lengths = (len(span.text) - (span.end - span.start) for span in spans)
        self._shifts = [0, *accumulate(lengths)]

    def place(self, coding: Coding) -> Place | None:
        """The new place of a coding, unless nothing of it is left."""
        if not coding.span:
            return None
        start, end = self._start(coding.span[0]), self._end(coding.span[1])
        return (start, end) if start < end else None

    def _start(self, edge: int) -> int:
        done = bisect_right(self._ends, edge)
        inside = done < len(self._spans) and self._starts[done] < edge
        return (self._starts[done] if inside else edge) + self._shifts[done]

    def _end(self, edge: int) -> int:
        done = bisect_left(self._starts, edge)
        inside = done > 0 and self._ends[done - 1] > edge
        return (self._ends[done - 1] if inside else edge) + self._shifts[done]
