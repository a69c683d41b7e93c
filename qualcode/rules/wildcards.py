"""Terms with wildcards: what stands around a fixed piece, checked on the search key."""

from collections.abc import Iterator
from typing import NamedTuple

from qualcode.rules.expand import Gap, Term, is_han
from qualcode.terms import Offsets
from qualcode.text.key import fold_exact
from qualcode.text.words import Words

JOINERS = "'.,"
LONGEST_GAP = 100
"""A Latin `*` covers at most so many characters: longer runs are no words."""


class Place(NamedTuple):
    """A document as the checks see it: search key, fixed text, the way between them, words."""

    key: str
    text: str
    offsets: Offsets | None
    words: Words

    def begin(self, at: int) -> int:
        """Place in the text of key character `at`."""
        return at if self.offsets is None else int(self.offsets[at])

    def end(self, at: int) -> int:
        """Place in the text behind the key character before `at`."""
        return at if self.offsets is None else int(self.offsets[at - 1]) + 1

    def is_word(self, at: int) -> bool:
        """Whether key character `at` belongs to a word other than Han, inner ' . , included."""
        if not 0 <= at < len(self.key):
            return False
        here = self.begin(at)
        if self.words.letters[here]:
            return True
        return self.key[at] in JOINERS and self._joins(at)

    def _joins(self, at: int) -> bool:
        """Whether the sign at `at` stands inside a word: the next letter begins no word."""
        if not (0 < at < len(self.key) - 1):
            return False
        before, after = self.begin(at - 1), self.begin(at + 1)
        words = self.words
        inner = words.letters[before] and words.letters[after]
        return bool(inner and not words.starts[after] and not words.loose[after + 1])


def find_term(term: Term, place: Place, at: int) -> list[tuple[int, int]]:
    """Spans of key characters that match `term` with its anchor at key character `at`.

    Of several ends for one start one counts: the nearest with a Han `*`, else the farthest.
    """
    behind = at + len(term.literal)
    if not _is_spelled(term, term.anchor, place, at):
        return []
    starts = [start for start in _backward(term, term.anchor - 1, place, at) if starts_well(place, start)]
    if not starts:
        return []
    ends = [end for end in _forward(term, term.anchor + 1, place, behind) if ends_well(place, end)]
    if not ends:
        return []
    end = min(ends) if term.takes_least else max(ends)
    return [(start, end) for start in starts]


def stands_alone(term: Term, key: str, at: int) -> bool:
    """Whether a literal is missing that must stand at a fixed distance from the anchor at `at`."""
    for distance, literal in term.fixed:
        if at + distance < 0 or not key.startswith(literal, at + distance):
            return True
    return False


def is_unfollowed(term: Term, key: str, at: int) -> bool:
    """Whether the literal behind a gap of few characters is missing, the anchor being at `at`."""
    if len(term.pieces) < term.anchor + 3:
        return False
    gap, literal = term.pieces[term.anchor + 1 : term.anchor + 3]
    if not isinstance(gap, Gap) or gap.most < 0 or not isinstance(literal, str):
        return False
    begin = at + len(term.literal) + gap.least
    return key.find(literal, begin, begin + gap.most - gap.least + len(literal)) < 0


def starts_well(place: Place, start: int) -> bool:
    """A hit that begins inside a word other than Han begins where the word does."""
    if place.is_word(start):
        return bool(place.words.starts[place.begin(start)])
    return True


def ends_well(place: Place, end: int) -> bool:
    """A hit that ends inside a word other than Han ends where the word does, or behind its 's."""
    if place.is_word(end - 1):
        at = place.end(end)
        return bool(place.words.ends[at] or place.words.loose[at])
    return True


def _forward(term: Term, index: int, place: Place, at: int) -> Iterator[int]:
    """Where the pieces from `index` on can end when they begin at `at`."""
    if index == len(term.pieces):
        yield at
        return
    piece = term.pieces[index]
    if isinstance(piece, Gap):
        for reach in _reach(piece, place, at, 1):
            yield from _forward(term, index + 1, place, at + reach)
    elif place.key.startswith(piece, at) and _is_spelled(term, index, place, at):
        yield from _forward(term, index + 1, place, at + len(piece))


def _backward(term: Term, index: int, place: Place, at: int) -> Iterator[int]:
    """Where the pieces up to `index` can begin when they end at `at`."""
    if index < 0:
        yield at
        return
    piece = term.pieces[index]
    if isinstance(piece, Gap):
        for reach in _reach(piece, place, at - 1, -1):
            yield from _backward(term, index - 1, place, at - reach)
        return
    before = at - len(piece)
    if before >= 0 and place.key.startswith(piece, before) and _is_spelled(term, index, place, before):
        yield from _backward(term, index - 1, place, before)


def _reach(gap: Gap, place: Place, at: int, step: int) -> Iterator[int]:
    """How many characters the gap may cover from `at` on, in steps of `step`."""
    most = LONGEST_GAP if gap.most < 0 else gap.most
    for reach in range(most + 1):
        if reach >= gap.least:
            yield reach
        if not _fits(gap, place, at + reach * step):
            return


def _fits(gap: Gap, place: Place, at: int) -> bool:
    if not 0 <= at < len(place.key):
        return False
    if gap.han:
        return is_han(place.key[at])
    here = place.begin(at)
    if place.words.loose[here + 1]:  # the s of a closing 's is part of no word
        return False
    return bool(place.words.letters[here]) if gap.most == 1 else place.is_word(at)


def _is_spelled(term: Term, index: int, place: Place, at: int) -> bool:
    """Whether the literal piece `index` at key character `at` is spelled as `exact:` demands."""
    if not term.exact:
        return True
    end = at + len(str(term.pieces[index]))
    return fold_exact(place.text[place.begin(at) : place.end(end)]) == term.exact[index].strip()
