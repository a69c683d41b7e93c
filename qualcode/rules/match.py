"""Hits: one automaton for all terms of a plan, one pass a document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from qualcode.rules.compile import Plan
from qualcode.rules.expand import Term
from qualcode.rules.regexes import compile_regex, group_regexes
from qualcode.rules.wildcards import (
    JOINERS,
    Place,
    ends_well,
    find_term,
    is_unfollowed,
    stands_alone,
    starts_well,
)
from qualcode.terms import Flags, Ints, Offsets
from qualcode.text.key import Key
from qualcode.text.words import Words

MOST_PATTERNS_FOR_DFA = 20_000


class Found(NamedTuple):
    """Hits as columns of one length: atom, start and end in the text."""

    atom: Ints
    start: Ints
    end: Ints

    def where(self, flags: Flags) -> "Found":
        """The hits that `flags` names."""
        return Found(self.atom[flags], self.start[flags], self.end[flags])


def join(parts: Sequence[Found]) -> Found:
    """Several sets of hits as one, in the order given."""
    if not parts:
        empty = np.zeros(0, np.int64)
        return Found(empty, empty, empty)
    return Found(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("atom", "start", "end"))
    )


class Matcher:
    """The automaton of a plan and what must be checked behind it.

    Terms are numbered as in the plan; `shields` are folded words whose hits come back
    apart, numbered by their place in the list.
    """

    def __init__(self, plan: Plan, shields: Sequence[str] = ()) -> None:
        patterns: dict[str, int] = {}
        plain: list[tuple[int, int]] = []
        self._special: dict[int, list[tuple[int, Term]]] = {}
        self._shields: dict[int, list[int]] = {}
        for atom, term in enumerate(plan.terms):
            pattern = patterns.setdefault(term.literal, len(patterns))
            if term.is_literal and not term.exact and not _has_joiner_at_edge(term.literal):
                plain.append((pattern, atom))
            else:
                self._special.setdefault(pattern, []).append((atom, term))
        for number, shield in enumerate(shields):
            self._shields.setdefault(patterns.setdefault(shield, len(patterns)), []).append(number)
        self._plain = np.full(len(patterns), -1, np.int64)
        for pattern, atom in plain:
            self._plain[pattern] = atom
        self._is_special = _flags(len(patterns), (*self._special, *self._shields))
        special = self._special.items()
        inner = [p for p, owners in special if any(term.anchor for _, term in owners)]
        self._begins_term = ~_flags(len(patterns), inner)
        inner = [p for p, owners in special if any(len(term.pieces) - 1 > term.anchor for _, term in owners)]
        self._ends_term = ~_flags(len(patterns), inner)
        self._probe_at, self._probe = self._probes(len(patterns))
        self._automata = Automata(list(patterns))

    def _probes(self, size: int) -> tuple[Ints, Ints]:
        """For each pattern a character that must stand at some distance, or -1: refuses most hits at once."""
        at, char = np.zeros(size, np.int64), np.full(size, -1, np.int64)
        for pattern, owners in self._special.items():
            if len(owners) == 1 and owners[0][1].fixed and pattern not in self._shields:
                distance, literal = owners[0][1].fixed[0]
                at[pattern], char[pattern] = distance, ord(literal[0])
        return at, char

    def _is_possible(self, pattern: Ints, start: Ints, key: Key) -> Flags:
        """Whether the character that a pattern's term needs at a fixed distance is there."""
        wanted = self._probe[pattern]
        place = start + self._probe_at[pattern]
        inside = (place >= 0) & (place < len(key.points))
        there = key.points[np.where(inside, place, 0)] == wanted
        possible: Flags = (wanted < 0) | (inside & there)
        return possible

    def find(self, text: str, key: Key, words: Words) -> tuple[Found, Found]:
        """Hits of terms, and hits of shields, in one document."""
        raw = self._automata.find(key.text)
        if not len(raw):
            return join([]), join([])
        pattern, start, end = raw[:, 0], *_in_text(raw, key)
        begins = ~words.letters[start] | words.starts[start]
        closes = ~words.letters[end - 1] | words.ends[end] | words.loose[end]
        plain = (self._plain[pattern] >= 0) & begins & closes
        found = Found(self._plain[pattern], start, end).where(plain)
        possible = (begins | ~self._begins_term[pattern]) & (closes | ~self._ends_term[pattern])
        left = raw[self._is_special[pattern] & possible]
        special = left[self._is_possible(left[:, 0], left[:, 1], key)].tolist()
        place = Place(key.text, text, key.offsets, words)
        shields = _found(list(self._find_shields(special, place)))
        return join([found, _found(list(self._find_special(special, place)))]), shields

    def _find_special(self, raw: list[list[int]], place: Place) -> Iterator[tuple[int, int, int]]:
        """Hits of terms with wildcards or `exact:`, without repetition."""
        seen: dict[tuple[int, int], int] = {}
        for pattern, at, _ in raw:
            for atom, term in self._special.get(pattern, ()):
                if stands_alone(term, place.key, at) or is_unfollowed(term, place.key, at):
                    continue  # most do: refuse them quickly
                choose = min if term.takes_least else max
                for start, end in find_term(term, place, at):
                    seen[atom, start] = choose(end, seen.get((atom, start), end))
        for (atom, start), end in seen.items():
            yield atom, place.begin(start), place.end(end)

    def _find_shields(self, raw: list[list[int]], place: Place) -> Iterator[tuple[int, int, int]]:
        """Hits of shields; like terms they begin and end where words do."""
        for pattern, start, end in raw:
            if pattern in self._shields and starts_well(place, start) and ends_well(place, end):
                for number in self._shields[pattern]:
                    yield number, place.begin(start), place.end(end)


def _has_joiner_at_edge(literal: str) -> bool:
    """Whether the first or last character may stand inside a word though it is no letter."""
    return literal[0] in JOINERS or literal[-1] in JOINERS


def _flags(size: int, chosen: Iterable[int]) -> Flags:
    """`size` flags, True at `chosen`."""
    flags = np.zeros(size, np.bool_)
    flags[list(chosen)] = True
    return flags


def _in_text(raw: Ints, key: Key) -> tuple[Ints, Ints]:
    """Start and end in the text of hits in its key."""
    if key.offsets is None:
        return raw[:, 1], raw[:, 2]
    return key.offsets[raw[:, 1]].astype(np.int64), key.offsets[raw[:, 2] - 1].astype(np.int64) + 1


class Automata:
    """All patterns at once: one automaton over bytes for keys in ASCII, which is faster, one for others.

    Each is built when the first key of its kind comes.
    """

    def __init__(self, patterns: list[str]) -> None:
        self._patterns = patterns
        small = len(patterns) <= MOST_PATTERNS_FOR_DFA
        self._kind = Implementation.DFA if small else Implementation.ContiguousNFA
        self._characters: AhoCorasick | None = None
        self._bytes: BytesAhoCorasick | None = None

    def find(self, key: str) -> Ints:
        """All hits in the key, overlapping ones too: shape (hits, 3), pattern, start, end."""
        found = self._find(key) if self._patterns else []
        flat = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
        return flat.reshape(-1, 3)

    def _find(self, key: str) -> list[tuple[int, int, int]]:
        if not key.isascii():
            if self._characters is None:
                self._characters = AhoCorasick(
                    self._patterns, matchkind=MatchKind.Standard, implementation=self._kind
                )
            return self._characters.find_matches_as_indexes(key, overlapping=True)
        if self._bytes is None:
            encoded = [pattern.encode() for pattern in self._patterns]
            self._bytes = BytesAhoCorasick(encoded, matchkind=MatchKind.Standard, implementation=self._kind)
        return self._bytes.find_matches_as_indexes(key.encode(), overlapping=True)


def _found(rows: list[tuple[int, int, int]]) -> Found:
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return Found(columns[:, 0], columns[:, 1], columns[:, 2])


def find_regexes(
    bodies: Sequence[str],
    first_atom: int,
    text: str,
    starts: Offsets,
    ends: Offsets,
    parts_of: Callable[[int], Sequence[tuple[int, int]]],
) -> Iterator[tuple[int, int, int]]:
    """Matches of regular expressions, each within one part of one unit: (atom, start, end).

    Parameters
    ----------
    bodies
        The patterns; the first has number `first_atom`.
    starts, ends
        The units, sorted and apart. `^` and `$` are the ends of the unit.
    parts_of
        The parts of a unit (the turns that count), by its number; asked only for units that a
        match touches.
    """
    if not bodies or not len(starts):
        return
    data = text.encode()
    groups = group_regexes(tuple(bodies))
    for either, group in groups:
        for unit in _touched(either, data, len(text), starts, ends):
            yield from _matches(bodies, group, first_atom, text, parts_of(unit))
    anchored = sorted(set(range(len(bodies))).difference(*(group for _, group in groups)))
    for unit in range(len(starts)) if anchored else ():
        yield from _matches(bodies, anchored, first_atom, text, parts_of(unit))


def _matches(
    bodies: Sequence[str],
    numbers: Sequence[int],
    first_atom: int,
    text: str,
    parts: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int, int]]:
    """Matches of some patterns in one unit, none of which runs over the end of a part."""
    origin = parts[0][0]
    unit = text[origin : parts[-1][1]].encode()
    for start, end in parts:
        first = len(text[origin:start].encode())
        last = first + len(text[start:end].encode())
        for number in numbers:
            for match in compile_regex(bodies[number]).finditer(unit, first, last):
                if match.end() > match.start():
                    at = start + len(unit[first : match.start()].decode())
                    yield first_atom + number, at, at + len(unit[match.start() : match.end()].decode())


def _touched(body: str, data: bytes, size: int, starts: Offsets, ends: Offsets) -> list[int]:
    """Units that a match of `body` in the whole text touches; `size` is the text's length.

    A match within a unit begins where the search of the whole text finds one too, or inside
    an earlier match of that search: either way its unit is touched.
    """
    units: dict[int, None] = {}
    lengths: Offsets | None = None
    for match in compile_regex(body).finditer(data):
        begin, end = match.span()
        if size != len(data):
            lengths = _characters_before(data) if lengths is None else lengths
            begin, end = int(lengths[begin]), int(lengths[end])
        first = int(np.searchsorted(ends, begin, "right"))
        last = int(np.searchsorted(starts, max(end, begin + 1), "left"))
        units.update(dict.fromkeys(range(first, last)))
    return list(units)


def _characters_before(data: bytes) -> Offsets:
    """For each byte offset of UTF-8 `data` the number of characters before it."""
    heads = (np.frombuffer(data, np.uint8) & 0xC0) != 0x80
    return np.concatenate(([0], np.cumsum(heads, dtype=np.int32)))
