"""Replace originals by their pseudonyms: one text, and what became of its characters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from qualcode.pseudonyms.literal import Finder


class Piece(NamedTuple):
    """What stood at `[start, end)` of the old text stands in the new one as `new`."""

    start: int
    end: int
    new: str


class Replaced(NamedTuple):
    """A new text, and the pieces of the old one that were replaced, apart, in its order."""

    text: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Decisions:
    """What a researcher decided.

    replacements
        By original: what takes its place.
    kept
        Originals that stay. Where a longer one covers one that is replaced, it stays too: 小王 is replaced,
        小王庄 is not.
    """

    replacements: Mapping[str, str]
    kept: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def finder(self) -> Finder:
        """What finds all that was decided."""
        return Finder((*self.replacements, *self.kept))


def replace(text: str, decisions: Decisions) -> Replaced:
    """Replace every original of `decisions` in a text, the longest first.

    Whatever stands between is not touched. Done twice it is the same as once, if no replacement holds an
    original or makes one with its neighbours.
    """
    pieces = tuple(
        Piece(place.start, place.end, decisions.replacements[place.original])
        for place in decisions.finder.places(text)
        if place.original in decisions.replacements
    )
    parts, at = [], 0
    for piece in pieces:
        parts += [text[at : piece.start], piece.new]
        at = piece.end
    return Replaced("".join([*parts, text[at:]]) if pieces else text, pieces)
