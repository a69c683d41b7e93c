"""Which candidate lines begin turns: decided per document, by weighing signs.

The signs, and how they add up (a label is taken from 3 points on):

- what the head looks like (`labels`): -2.5 to 4
- the same label elsewhere in the document: up to 2; in other documents of the run: 3
- how regular the layout is: up to 2.5 where nearly every block begins with such a head,
  -1 where hardly any does
- whether it stands after a blank line where the others do: 0.5 or -2
- whether it follows a line that ends with a colon, as items of a list do: -1.5
- whether other speakers are certain: 1
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.ingest.dividing.answering import answering
from qualcode.ingest.dividing.look_han import STOP
from qualcode.ingest.dividing.marks import (
    NO_MARKS,
    Marks,
    find_marks,
    find_words_alone,
    join_marks,
    skip_space,
)
from qualcode.terms import CodePoints, Flags, Ints, Offsets
from qualcode.text.patterns import lazy

ENOUGH = 3.0
CERTAIN = 4.0
ELSEWHERE = 3.0
_BLOCK = lazy(r"\n[ \t\u3000]*\n\s*(?=\S)")
_LAYOUT = ((0.9, 2.5), (0.7, 1.75), (0.5, 1.0), (0.3, 0.5), (0.1, 0.0))
_LONG_PREFACE = 2000
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """One label: `weight` of its best head; shares of its places after a blank line, and in lists."""

    label: str
    kind: str
    weight: float
    count: int
    after_blank: float
    in_lists: float

    @property
    def is_strong(self) -> bool:
        """Whether it tells something about the layout."""
        return self.weight >= 1.5 or (self.weight >= 0 and self.count >= 3)

    @property
    def stands_alone(self) -> bool:
        """Whether it is taken without a blank line above where the others have one."""
        return self.count > 1 or self.weight >= 3.5


class Layout(NamedTuple):
    """How regularly lines of a document begin with heads that look like labels.

    `regular` is the share of blocks (or of lines, where turns are not parted by blank
    lines) that begin with one; `parted` says which; `sure` is below 1 where there are few.
    """

    regular: float
    parted: bool
    sure: float

    @property
    def points(self) -> float:
        """What the layout adds to every candidate."""
        gain = next((points for share, points in _LAYOUT if self.regular >= share), -1.0)
        return gain * self.sure if gain > 0 else gain


class Decision(NamedTuple):
    """The marks that begin turns, in order; all candidates; labels that were certain, and that fell short."""

    turns: Marks = NO_MARKS
    marks: Marks = NO_MARKS
    certain: frozenset[str] = frozenset()
    doubtful: tuple[str, ...] = ()


def all_taken(marks: Marks) -> Decision:
    """The decision where the file itself, or a pattern, names the turns."""
    return Decision(marks, marks, frozenset(head.label for head in marks.heads))


def decide(
    text: str,
    *,
    known: Collection[str] = (),
    forced: Mapping[str, bool] | None = None,
    given: Marks = NO_MARKS,
) -> Decision:
    """Weigh the candidate lines of `text`.

    `known` holds the keys of labels that are certain elsewhere in the run; `forced` says for
    some keys that they are (or are not) speakers; `given` are turns that need no weighing,
    and from the first of them on nothing else is looked for.
    """
    forced = forced or {}
    marks = find_marks(text)
    if len(given):
        marks = marks.at(marks.line < given.line[0])
    decision = _weigh(text, marks, known, forced, given)
    granted = frozenset() if len(given) else answering(text, marks, decision.turns) - forced.keys()
    return _weigh(text, marks, known, forced, given, granted) if granted else decision


def _weigh(
    text: str,
    marks: Marks,
    known: Collection[str],
    forced: Mapping[str, bool],
    given: Marks,
    granted: frozenset[str] = frozenset(),
) -> Decision:
    """`decide` for marks that are found; labels with a key in `granted` are taken, but are not certain."""
    keys, number = _keys(marks)
    seen = _see(marks, keys, number)
    layout = _measure(text, seen)
    scores = _scores(seen, layout, known, forced, granted)
    trusted = {k for k, s in seen.items() if scores[k] >= CERTAIN and (s.stands_alone or k in known)}
    trusted |= granted
    turns = _taken(marks, number, layout, np.array([_rank(scores, trusted, key) for key in keys]))
    if not len(turns) and not len(given):
        return _words_alone(text, marks)
    doubtful = [s.label for k, s in seen.items() if _is_doubtful(s, scores[k])]
    if not len(given) and not any(forced.get(key) for key in turns.keys) and _is_excerpt(text, turns):
        return Decision(marks=marks, doubtful=tuple(doubtful))
    certain = {seen[key].label for key, score in scores.items() if score >= CERTAIN and key not in granted}
    certain |= {head.label for head in given.heads}
    return Decision(join_marks(turns, given), marks, frozenset(certain), tuple(doubtful))


def _keys(marks: Marks) -> tuple[list[str], Ints]:
    """The keys of all labels in order of appearance, and for each mark the number of its key."""
    numbers: dict[str, int] = {}
    of_head = [numbers.setdefault(head.key, len(numbers)) for head in marks.heads]
    return list(numbers), np.array(of_head, np.int64)[marks.head]


def _see(marks: Marks, keys: list[str], number: Ints) -> dict[str, Seen]:
    """What is seen of every label."""
    counts = np.bincount(number, minlength=len(keys))
    blank = np.bincount(number, marks.blank, len(keys))
    listed = np.bincount(number, marks.listed, len(keys))
    present = np.bincount(marks.head, minlength=len(marks.heads)) > 0
    best: dict[str, tuple[str, str, float]] = {}
    for head, there in zip(marks.heads, present.tolist(), strict=True):
        if there and (head.key not in best or head.weight > best[head.key][2]):
            best[head.key] = (best.get(head.key, (head.label,))[0], head.kind, head.weight)
    rows = zip(keys, counts.tolist(), blank.tolist(), listed.tolist(), strict=True)
    return {key: Seen(*best[key], n, b / n, a / n) for key, n, b, a in rows if n}


def _measure(text: str, seen: Mapping[str, Seen]) -> Layout:
    strong = [entry for entry in seen.values() if entry.is_strong]
    if not strong:
        return Layout(0.0, False, 1.0)
    total, blank = _places(strong)
    gaps = len(_BLOCK.findall(text))
    parted = gaps > 0 and _are_parted(strong)
    places = gaps + 1 if parted else text.count("\n") + 1 - gaps
    return Layout(min(1.0, (blank if parted else total) / max(1, places)), parted, min(1.0, (total + 1) / 4))


def _places(entries: Collection[Seen]) -> tuple[int, int]:
    """How many places some labels have, and how many of these stand after a blank line."""
    return sum(entry.count for entry in entries), round(sum(e.count * e.after_blank for e in entries))


def _are_parted(strong: Collection[Seen]) -> bool:
    """Whether labels stand after blank lines; those that recur decide, where there are enough."""
    recurring = [entry for entry in strong if entry.count > 1]
    total, blank = _places(recurring if _places(recurring)[0] >= 4 else strong)
    return blank >= 0.8 * total


def _scores(
    seen: Mapping[str, Seen],
    layout: Layout,
    known: Collection[str],
    forced: Mapping[str, bool],
    granted: Collection[str],
) -> dict[str, float]:
    scores = {key: _score(entry, layout, key in known) for key, entry in seen.items()}
    scores |= {key: max(ENOUGH, score) for key, score in scores.items() if key in granted}
    scores |= {key: 99.0 if forced[key] else -99.0 for key in seen.keys() & forced.keys()}
    counts = [seen[key].count for key, score in scores.items() if score >= ENOUGH]
    if len(counts) >= 2 or sum(counts) >= 3:
        scores = {key: score + 1.0 for key, score in scores.items()}
    return scores


def _score(entry: Seen, layout: Layout, known: bool) -> float:
    score = entry.weight + _recurrence(entry.count) + layout.points + (ELSEWHERE if known else 0.0)
    if layout.parted:
        score += 0.5 if entry.after_blank >= 0.8 else -2.0 if entry.after_blank < 0.5 else -0.75
    return score - (1.5 if entry.in_lists >= 0.5 else 0.0)


def _recurrence(count: int) -> float:
    return 0.0 if count < 2 else 0.75 if count < 3 else 1.25 if count < 5 else 2.0


def _rank(scores: Mapping[str, float], trusted: Collection[str], key: str) -> int:
    """0 for a label that is not taken, 1 for one that is, 2 for one that is taken inside a block too."""
    return (scores.get(key, -99.0) >= ENOUGH) + (key in trusted)


def _taken(marks: Marks, number: Ints, layout: Layout, ranks: Ints) -> Marks:
    """The marks whose label is taken; a weak one inside a block is speech where all others are parted."""
    if not len(marks):
        return marks
    rank = ranks[number]
    inside_too = (rank > 1) & ~marks.listed if layout.parted else rank > 0
    return marks.at((rank > 0) & (marks.blank | inside_too))


def _is_doubtful(entry: Seen, score: float) -> bool:
    """Whether a label that was not taken would be if it were certain elsewhere."""
    return score < ENOUGH and entry.kind != STOP and score + ELSEWHERE >= ENOUGH


def _is_excerpt(text: str, turns: Marks) -> bool:
    """Whether the labels belong to a quotation in an essay, or are one stray line.

    A document whose greater part comes before its first label is no transcript, nor is one
    whose only label stands far down.
    """
    first = int(turns.line[0])
    if first > _LONG_PREFACE and first > len(text) / 2:
        return True
    if len(turns) > 1:
        return False
    lines_before = sum(1 for line in text[:first].split("\n") if line.strip())
    return turns.head_of(0).weight < 2.0 or lines_before > 8


def _words_alone(text: str, marks: Marks) -> Decision:
    """Speakers named on lines of their own without a colon, where nothing else was found."""
    words = find_words_alone(text)
    if len(words) < 3 or len(set(words.keys)) < 2:
        return Decision(marks=marks)
    return Decision(words, marks, frozenset(head.label for head in words.heads))


def spans_of(text: str, turns: Marks, points: CodePoints) -> Offsets:
    """int32, (k, 3): start, speech and end of every turn; without speech it ends where its label does.

    `points` are the code points of `text`.
    """
    borders = np.append(turns.start[1:], len(text))
    speech = _forward(text, points, turns.after)
    ends = _backward(text, points, borders)
    silent = speech >= ends
    speech = np.where(silent, turns.after, speech)
    ends = np.where(silent, turns.after, ends)
    return np.stack([turns.start, speech, ends], axis=1).astype(np.int32)


def _is_space(points: CodePoints) -> Flags:
    """Blank, tab, line break, and blanks of other widths."""
    found: Flags = (points == 32) | (points == 10) | (points == 9) | (points == 0x3000) | (points == 0xA0)
    return found | ((points >= 0x2000) & (points <= 0x200A))


def _forward(text: str, points: CodePoints, places: Ints) -> Ints:
    """For each place the first character at or after it that is not white space."""
    at = places.copy()
    for _ in range(_STEPS):
        space = _is_space(points[np.minimum(at, len(text) - 1)]) & (at < len(text))
        if not space.any():
            return at
        at += space
    left = np.flatnonzero(at < len(text))
    at[left] = [skip_space(text, place) for place in at[left].tolist()]
    return at


def _backward(text: str, points: CodePoints, places: Ints) -> Ints:
    """For each place the end of the last character before it that is not white space."""
    at = places.copy()
    for _ in range(_STEPS):
        space = _is_space(points[at - 1]) & (at > 0)
        if not space.any():
            return at
        at -= space
    left = np.flatnonzero(_is_space(points[at - 1]))
    for number in left.tolist():
        before = int(at[number - 1]) if number else 0
        at[number] = before + len(text[before : int(at[number])].rstrip())
    return at
