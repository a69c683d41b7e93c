"""Where originals stand in a text, letter by letter: the longest first, Latin ones only where words end."""

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from qualcode.pseudonyms.kinds import longest_apart


class Place(NamedTuple):
    """An original at `[start, end)` of a text."""

    start: int
    end: int
    original: str


class Finder:
    """Finds some originals in any number of texts, in time linear in text and hits.

    Of hits that overlap the longest counts, then the first. An original that begins or ends with a letter
    that is not Han or kana is found only where no letter goes on there: not `Ann` in Annabel; nor a number
    within a longer one.
    """

    def __init__(self, originals: Iterable[str]) -> None:
        self._originals = sorted(set(filter(None, originals)))
        self._automaton = AhoCorasick(self._originals) if self._originals else None

    def places(self, text: str) -> list[Place]:
        """The places in one text, apart, in its order."""
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        hits = sorted((start, end, number) for number, start, end in found if is_whole(text, start, end))
        kept = longest_apart([(start, end) for start, end, _ in hits])
        return [Place(hits[at][0], hits[at][1], self._originals[hits[at][2]]) for at in kept]


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end of `text[start:end]`."""
    before = start > 0 and _runs_on(text[start - 1], text[start])
    after = end < len(text) and _runs_on(text[end - 1], text[end])
    return not (before or after)


def _runs_on(char: str, following: str) -> bool:
    """Whether two characters are of one word or number: two digits, or two letters but Han and kana."""
    if char.isdigit() or following.isdigit():
        return char.isdigit() and following.isdigit()
    return _is_letter(char) and _is_letter(following)


def _is_letter(char: str) -> bool:
    return char.isalpha() and (char < "\u2e80" or "\ufb00" <= char <= "\U0001ffff")
