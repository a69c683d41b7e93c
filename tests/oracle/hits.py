"""The oracle's own matching: every term at every place, by brute force."""

from dataclasses import dataclass

from tests.oracle.letters import (
    HAN_ONE,
    HAN_STAR,
    LATIN_ONE,
    LATIN_STAR,
    Piece,
    cut_piece,
    is_han,
)
from tests.oracle.plain import PlainText
from tests.oracle.terms import folded_term

Span = tuple[int, int]


@dataclass(frozen=True)
class Hit:
    """A stretch of one turn and the spans that are its evidence."""

    start: int
    end: int
    turn: int
    evidence: frozenset[Span]


def pieces_of(document: PlainText) -> list[Piece]:
    """The speech of every turn, cut at the remarks."""
    pieces = []
    for number, turn in enumerate(document.turns):
        at = turn.speech
        for start, end in [*document.asides, (turn.end, turn.end)]:
            if turn.speech <= start <= turn.end:
                pieces.append(cut_piece(document.text, at, start, number))
                at = end
    return pieces


def find_term(piece: Piece, term: str, exact: bool) -> list[Span]:
    """All places of one term (with its wildcards) in a piece, as spans of the text."""
    key = piece.key_for(exact)
    atoms = folded_term(term, exact=exact)
    spans = []
    first = atoms[0] if atoms and atoms[0] not in (HAN_ONE, HAN_STAR, LATIN_ONE, LATIN_STAR) else ""
    for at in range(len(key)):
        if first and key[at][0] != first:
            continue
        ends = [end for end in _ends(piece, key, atoms, at) if end > at]
        found = [(key[at][1], key[end - 1][1] + 1) for end in sorted(ends)]
        kept = [span for span in found if at_word_edges(piece, span)]
        spans += kept[:1] if HAN_STAR in atoms else kept[-1:]  # a Han * takes the least, a Latin one the most
    return spans


def _ends(piece: Piece, key: tuple[tuple[str, int], ...], atoms: str, at: int) -> set[int]:
    """Where the atoms may end when they start at key place `at`."""
    if not atoms:
        return {at}
    if atoms[0] in (HAN_STAR, LATIN_STAR):
        return _ends_of_star(piece, key, atoms, at)
    if at < len(key) and _fits(piece, key[at], atoms[0]):
        return _ends(piece, key, atoms[1:], at + 1)
    return set()


def _ends_of_star(piece: Piece, key: tuple[tuple[str, int], ...], atoms: str, at: int) -> set[int]:
    """Zero or more word characters for a Latin star, zero to four ideographs for a Han one."""
    han = atoms[0] == HAN_STAR
    ends: set[int] = set()
    for taken in range(5 if han else len(key) - at + 1):
        ends |= _ends(piece, key, atoms[1:], at + taken)
        if at + taken == len(key):
            break
        char, place = key[at + taken]
        if not (is_han(char) if han else place in piece.inside):
            break
    return ends


def _fits(piece: Piece, found: tuple[str, int], atom: str) -> bool:
    char, place = found
    if atom == HAN_ONE:
        return is_han(char)
    if atom == LATIN_ONE:
        return place in piece.inside and place in piece.letters
    return char == atom


def at_word_edges(piece: Piece, span: Span) -> bool:
    """A term that starts (ends) with a character of a word starts (ends) where that word does."""
    first, last = span[0], span[1] - 1
    starts_well = first in piece.begins or not (first in piece.letters or first in piece.inside)
    ends_well = span[1] in piece.finishes or not (last in piece.letters or last in piece.inside)
    return starts_well and ends_well
