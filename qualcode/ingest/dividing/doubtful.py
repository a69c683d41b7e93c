"""Lines that look like the beginning of a turn and were not taken for one."""

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.dividing.marks import find_marks, line_end


class Doubt(NamedTuple):
    """A label that was not taken, how many lines begin with it, and the first of them (counted from 1)."""

    label: str
    n: int
    line: int
    text: str


def doubts_in(text: str, labels: Collection[str]) -> list[Doubt]:
    """For each of `labels` that begins lines of `text`: how many, and the first."""
    if not labels:
        return []
    wanted = {label_key(label): label for label in labels}
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    marks = find_marks(text)
    for line, head in zip(marks.line.tolist(), marks.head.tolist(), strict=True):
        if (key := marks.heads[head].key) in wanted:
            counts[key] += 1
            first.setdefault(key, line)
    return [_doubt(text, wanted[key], counts[key], line) for key, line in first.items()]


def _doubt(text: str, label: str, n: int, line: int) -> Doubt:
    return Doubt(label, n, text.count("\n", 0, line) + 1, text[line : line_end(text, line)])
