"""Is a hit negated? The words of negation in its clause are counted: an odd number negates it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, takewhile
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from qualcode.rules.clauses import Clauses, Span, zero_width
from qualcode.rules.negators import LISTS, Negators
from qualcode.terms import Ints
from qualcode.text.chars import HAN, classes, code_points
from qualcode.text.key import Key, fold
from qualcode.text.words import Words

_PARTICLES = fold("了的啊呢吧")
_CLOSING = frozenset("」』”’\"'″′")
"""What may stand between a negator behind a hit and the end of its clause, with blanks and remarks."""
_NOT = fold("不没")


class Spoken(NamedTuple):
    """A document as negation sees it; `asides` are spans inside speech that are not looked at."""

    text: str
    key: Key
    words: Words
    asides: Sequence[Span] = ()
    wrapped: bool = False


class _Sign(NamedTuple):
    """A word of the lists in the text, and the lists that it stands in."""

    start: int
    end: int
    lists: frozenset[str]


class Scope(NamedTuple):
    """Where the negators of a hit are looked for, and those that count for it, from left to right."""

    start: int
    end: int
    negators: tuple[Span, ...]


class Negation:
    """The lists of a codebook, compiled once for any number of documents."""

    def __init__(self, negators: Negators) -> None:
        self._window = negators.window
        self._lists: dict[str, frozenset[str]] = {}
        for name in LISTS:
            for word in map(fold, getattr(negators, name)):
                self._lists[word] = self._lists.get(word, frozenset()) | {name}
        self._lists.pop("", None)

    def _words(self, key: str) -> re.Pattern[str]:
        """The pattern for the words that `key` can hold; each is compiled when it is first needed."""
        return self._latin if key.isascii() else self._any

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return _pattern(self._lists)

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        return _pattern(filter(str.isascii, self._lists))

    def negated(self, spoken: Spoken, hits: Sequence[Span], parts: Sequence[Span]) -> set[Span]:
        """The hits that are negated; `parts` are the stretches of one unit and turn that they lie in."""
        order = sorted(zip(hits, parts, strict=True))
        table = np.array(order, np.int64).reshape(-1, 4)
        places = zip(*(_in_key(spoken, table[:, side]).tolist() for side in (2, 3)), strict=True)
        loud = self._with_signs(spoken.key.text, list(places))
        return set(self._negated(spoken, [one for one, chosen in zip(order, loud, strict=True) if chosen]))

    def _with_signs(self, key: str, places: Sequence[Span]) -> Iterator[bool]:
        """Which stretches of the key hold a word of the lists, or what looks like one."""
        words = self._words(key)
        known: dict[Span, bool] = {}
        for place in places:
            if place not in known:
                known[place] = words.search(key, *place) is not None
            yield known[place]

    def scope(self, spoken: Spoken, hit: Span, part: Span) -> Scope:
        """The clause of one hit and its negators: an odd number of them negates it."""
        return next(scope for _, scope in self._scopes(spoken, [(hit, part)]))

    def _negated(self, spoken: Spoken, order: Sequence[tuple[Span, Span]]) -> Iterator[Span]:
        """The hits that are negated, of those with such a word in their part; all from left to right."""
        return (hit for hit, scope in self._scopes(spoken, order) if len(scope.negators) % 2)

    def _scopes(self, spoken: Spoken, order: Sequence[tuple[Span, Span]]) -> Iterator[tuple[Span, Scope]]:
        """Each hit with its scope; hits come from left to right."""
        clauses = Clauses(spoken.text, spoken.asides, wrapped=spoken.wrapped)
        signs: dict[Span, list[_Sign]] = {}
        for hit, part in order:
            first = clauses.around(hit[0], part)
            last = first if hit[1] - 1 <= first[1] else clauses.around(hit[1] - 1, part)
            for one in (first, last):
                if one not in signs:
                    low, high = _in_key(spoken, np.array(one)).tolist()
                    signs[one] = list(self._signs(spoken, low, high))
            before = [sign[:2] for sign in self._before(spoken, hit[0], signs[first])]
            after = self._after(spoken, hit, last[1], signs[last])
            behind = [after[:2]] if after else []
            yield hit, Scope(first[0], last[1], (*reversed(before), *behind))

    def _before(self, spoken: Spoken, start: int, signs: Sequence[_Sign]) -> Iterator[_Sign]:
        """The negators before a hit, from the nearest to the last that counts."""
        words, behind = spoken.words, bisect_left(signs, start, key=_start)
        if behind < len(signs) and signs[behind].start == start and "clause_ends" in signs[behind].lists:
            return
        for at in range(behind - 1, -1, -1):
            sign = signs[at]
            if sign.end <= start and words.ended[start] - words.begun[sign.end] > self._window:
                return
            if "before" in sign.lists:
                yield sign
            if "clause_ends" in sign.lists:
                return

    def _after(self, spoken: Spoken, hit: Span, high: int, signs: Sequence[_Sign]) -> _Sign | None:
        """The last word of the lists in the clause, if it negates the hit before it."""
        (start, end), words = hit, spoken.words
        last = None
        for at in range(bisect_right(signs, end, key=_end), len(signs)):
            sign = signs[at]
            if "clause_ends" in sign.lists and sign.start >= end:
                high = sign.start
                break
            if sign.start >= end and words.ended[sign.start] - words.begun[end] > self._window:
                return None
            last = sign
        if last is None or "after" not in last.lists:
            return None
        counted = last.start < start and "before" in last.lists
        return last if not counted and self._closes(spoken, last.end, high) else None

    def _closes(self, spoken: Spoken, at: int, high: int) -> bool:
        """Whether nothing that counts stands between a place and the end of the clause."""
        first = bisect_left(spoken.asides, (at, at))
        rest = (spoken.asides[number] for number in range(first, len(spoken.asides)))
        inside = takewhile(lambda span: span[1] <= high, rest)
        edges = [at, *(edge for span in inside for edge in span), high]
        between = "".join(spoken.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        return all(
            char.isspace() or char in zero_width() or char in _CLOSING or fold(char) in _PARTICLES
            for char in between
        )

    def _signs(self, spoken: Spoken, first: int, last: int) -> Iterator[_Sign]:
        """The words of the lists in a stretch of the key, from left to right, the longest at each place."""
        key = spoken.key.text
        words = self._words(key)
        questions = sorted(_questions(key, first, last), reverse=True)
        at = first
        while at < last:
            match = words.search(key, at, last)
            place = match.start() if match else last
            while questions and questions[-1][0] < at:
                questions.pop()
            asked, length = questions[-1] if questions else (last, 0)
            sign = self._sign(spoken, place, match[0]) if match and asked >= place else None
            if asked <= place < last and (sign is None or len(sign[0]) <= length or asked < place):
                at = asked + length
            elif sign:
                at = place + len(sign[0])
                yield sign[1]
            else:
                at = place + 1

    def _sign(self, spoken: Spoken, at: int, longest: str) -> tuple[str, _Sign] | None:
        """The longest word of the lists that stands whole at a place of the key: `longest` or less."""
        for word in (longest[:size] for size in range(len(longest), 0, -1)):
            if word in self._lists:
                span = _in_text(spoken, at, at + len(word))
                if _stands(word, span, spoken.words):
                    return word, _Sign(*span, self._lists[word])
        return None


_start = attrgetter("start")
_end = attrgetter("end")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of the words at a place; beginnings that words share are looked at once."""
    return re.compile(_branches(sorted(words)) or r"(?!)")


def _branches(words: list[str]) -> str:
    """The words, sorted and distinct, as alternatives by their first character."""
    found = [
        re.escape(first) + _rest([word[1:] for word in group])
        for first, group in groupby(words, key=lambda word: word[0])
    ]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})" if found else ""


def _rest(endings: list[str]) -> str:
    """What may follow a shared beginning; nothing where a word ends there and nothing longer fits."""
    longer = _branches([ending for ending in endings if ending])
    return f"(?:{longer})?" if longer and "" in endings else longer


def _questions(key: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Places and lengths of 是不是, 有没有, 喜欢不喜欢 in a stretch of the key: they negate nothing."""
    for sign in _NOT:
        at = key.find(sign, first, last)
        while at >= 0:
            for size in (1, 2):
                before, after = key[max(first, at - size) : at], key[at + 1 : min(last, at + 1 + size)]
                if len(before) == size and before == after and _is_han(before):
                    yield at - size, 2 * size + 1
            at = key.find(sign, at + 1, last)


def _is_han(text: str) -> bool:
    return bool((classes(code_points(text)) == HAN).all())


def _stands(word: str, span: Span, words: Words) -> bool:
    """Whether a Latin word of the lists is a whole word of the text (`n't`: the end of one)."""
    start, end = span
    begins = word.startswith("n'") or not words.letters[start] or words.starts[start]
    closes = not words.letters[end - 1] or words.ends[end] or words.loose[end]
    return bool(begins and closes)


def _in_key(spoken: Spoken, places: Ints) -> Ints:
    """Places of the text in its key."""
    offsets = spoken.key.offsets
    return places if offsets is None else np.searchsorted(offsets, places).astype(np.int64)


def _in_text(spoken: Spoken, first: int, last: int) -> Span:
    offsets = spoken.key.offsets
    return (first, last) if offsets is None else (int(offsets[first]), int(offsets[last - 1]) + 1)
