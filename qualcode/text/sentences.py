"""Where sentences and paragraphs end.

A sentence ends after a run of 。！？!? or one full stop, with the quotes and brackets that close
after it. Pauses (… —— ...) end none. The signs of ASCII need white space, the end, or Chinese
after them, so that addresses, decimals and file names stay whole; a full stop does not end a
sentence after an abbreviation, an initial or the number of a list item.
"""

from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from qualcode.terms import CodePoints, Flags, Ints, Offsets
from qualcode.text.chars import (
    BLANK_TABLE,
    BMP,
    CLASS_TABLE,
    HAN,
    KANA,
    NO_SPANS,
    VANISHING,
    are,
    code_points,
    look_up,
    span_points,
)
from qualcode.text.patterns import lazy

Signs: TypeAlias = npt.NDArray[np.uint8]

_FULL, _HALF, _POINT, _TRAIL, _BLANK, _CLOSER, _QUOTE, _WIDE, _OPENER = range(1, 10)
_SIGNS = {
    _FULL: "。！？｡﹗﹖",
    _HALF: "!?",
    _POINT: ".",
    _TRAIL: "…‥",
    _CLOSER: "”’)]}」』）】》〉〕｝］〗〙〛｠｣﹂﹄»›",
    _QUOTE: "\"'＂＇",
    _WIDE: "“‘「『（【《〈〔｛［〖、，；：—～",
    _OPENER: "([{«‹",
}
_MOST_CLOSERS = 8

_TITLES = frozenset("rev gen sen rep gov capt lt col sgt cpl maj hon pres supt mt ft fr".split())
_ABBREVIATIONS = {
    "always": "mr mrs ms dr prof messrs mme mlle vs e.g i.e eg ie cf viz",
    "number": "no nos fig figs p pp vol vols ch chap para eq "
    "jan feb mar apr jun jul aug sep sept oct nov dec",
    "capital": "etc a.m p.m al mon tue tues wed thu thur thurs fri",
    "often": "st jr sr inc ltd co corp bros dept univ assn ave blvd rd approx esp incl orig ph.d",
}
_KINDS = {word: kind for kind, words in _ABBREVIATIONS.items() for word in words.split()}
_KINDS |= dict.fromkeys(_TITLES, "always")
"""What follows an abbreviation that does not end its sentence: always something, a number, no capital,
often something other than a word that opens sentences. Titles are written with a capital."""

_STARTERS = frozenset(
    "A After All Also An And Any As At Because Before But By Can Could Did Do Does Even Every First "
    "For From Had Has Have He Her Here His How However I I'd I'll I'm I've If In Is It It's Its Just "
    "Like Many Maybe My No Not Now Of Oh Ok Okay On Once One Or Our People Right She So Some Still "
    "Such Sure That That's The Their Then There There's These They They're This Those Though Thus To "
    "Today Was We We're Well Were What When Where Which While Who Why Will With Would Yeah Yes Yet "
    "You You're Your".split()
)

_LONGEST_WORD = 16
_LAST_WORD = lazy(r"[A-Za-z0-9]+(?:[.'’‐‑-][A-Za-z0-9]+)*$")
_NEXT_WORD = lazy(r"[\s\"'“‘(\[]*([^\W_]+(?:['’][^\W_]+)*)")
_DOTTED = lazy(r"[A-Za-z](?:\.[A-Za-z])+")
_BULLETS = " (（[*•·-\u3000\t"
_NEAR, _FAR = 8, 4000
_LIST_NUMBER = lazy(r"\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}")
_BLANK_LINE = lazy(r"\n(?=[^\S\n]*\n)")


@cache
def _sign_table(split_at: str) -> Signs:
    """The part each code point of the first plane plays; `split_at` adds ends."""
    table = np.zeros(BMP, np.uint8)
    table[0x3000:0x3040] = table[0xFF00:0xFFF0] = _WIDE
    table[(CLASS_TABLE == HAN) | (CLASS_TABLE == KANA)] = _WIDE
    table[BLANK_TABLE | (CLASS_TABLE == VANISHING)] = _BLANK
    for sign, characters in _SIGNS.items():
        table[[ord(c) for c in characters]] = sign
    for character in split_at:
        table[min(ord(character), BMP - 1)] = _HALF if character.isascii() else _FULL
    return table


class _Text(NamedTuple):
    """What the steps below look at: the text, asides as blanks in `points`."""

    text: str
    points: CodePoints
    speech: Offsets
    signs: Signs

    def at(self, places: Ints) -> Signs:
        """The part the characters at these places play; a blank beyond the end."""
        found = look_up(self.signs, self.points.take(places, mode="clip"))
        found[places >= len(self.points)] = _BLANK
        return found

    def after(self, at: int) -> int:
        """The part the one character after `at` plays."""
        return (
            int(self.signs[min(int(self.points[at + 1]), BMP - 1)]) if at + 1 < len(self.points) else _BLANK
        )

    def paragraph_start(self, at: int, reach: int) -> int:
        """Where the line or turn begins that `at` lies in, at most `reach` characters before it."""
        low = max(0, at - reach)
        turn = int(np.searchsorted(self.speech[:, 0], at, "right"))
        begin = int(self.speech[turn - 1, 0]) if turn else 0
        return max(low, begin, self.text.rfind("\n", low, at) + 1)


def sentence_ends(
    text: str,
    speech: Offsets,
    *,
    points: CodePoints | None = None,
    asides: Offsets = NO_SPANS,
    split_at: str = "",
    wrapped: bool = False,
) -> Ints:
    """Positions just after a sentence or paragraph, sorted; some may occur twice.

    `speech` (int32, (k, 2), sorted) says where talk begins, `asides` (same shape) what ends
    nothing. In a `wrapped` text only a blank line ends a paragraph. `split_at` holds further
    characters that end a sentence. Ends outside speech mean nothing. `points` are those of the
    text where the caller has them already.
    """
    points = code_points(text) if points is None else points
    if len(asides):
        points = points.copy()
        points[span_points(asides)] = 32
    breaks = paragraph_ends(text, points, wrapped=wrapped)
    given = _Text(text, points, speech, _sign_table(split_at))
    runs, stops, kinds = _runs(given, split_at)
    if not len(runs):
        return breaks
    stops = _after_closers(given, stops)
    ends = _is_end(given, stops, kinds)
    chosen = np.flatnonzero(ends & (kinds == _POINT))
    chosen = chosen[_may_be_short(points, runs[chosen])]
    for i in chosen.tolist():
        ends[i] = _point_ends(given, int(runs[i]), int(stops[i]))
    found = np.concatenate([breaks, stops[ends]])
    found.sort(kind="stable")
    return found


def paragraph_ends(text: str, points: CodePoints | None = None, *, wrapped: bool = False) -> Ints:
    """Positions of the line breaks that end a paragraph."""
    if wrapped:
        return np.array([match.start() for match in _BLANK_LINE.finditer(text)], np.int64)
    return np.flatnonzero((code_points(text) if points is None else points) == 10)


def _runs(given: _Text, split_at: str) -> tuple[Ints, Ints, Signs]:
    """Starts and stops of runs of end signs and pauses, and what each run amounts to."""
    signs = "".join(_SIGNS[kind] for kind in (_FULL, _HALF, _POINT, _TRAIL)) + split_at
    at = np.flatnonzero(are(given.points, tuple(map(ord, signs))))
    if not len(at):
        return at, at, np.zeros(0, np.uint8)
    first = np.ones(len(at), np.bool_)
    first[1:] = np.diff(at) != 1
    heads = np.flatnonzero(first)
    kinds: Signs = np.minimum.reduceat(given.at(at), heads)
    starts, stops = at[heads], at[np.append(heads[1:], len(at)) - 1] + 1
    kinds[(kinds == _POINT) & (stops - starts > 1)] = _TRAIL
    return starts, stops, kinds


def _after_closers(given: _Text, stops: Ints) -> Ints:
    """Stops moved behind the quotes and brackets that close there."""
    for _ in range(_MOST_CLOSERS):
        found = given.at(stops)
        closing = found == _CLOSER
        for i in np.flatnonzero(found == _QUOTE).tolist():
            closing[i] = _quote_closes(given, int(stops[i]))
        if not closing.any():
            break
        stops = stops + closing
    return stops


def _quote_closes(given: _Text, at: int) -> bool:
    """Whether a straight quote after an end sign closes: blank after it, or one is open before it."""
    if given.after(at) in (_BLANK, _CLOSER, _QUOTE):
        return True
    return given.text.count(given.text[at], given.paragraph_start(at, _FAR), at) % 2 == 1


def _is_end(given: _Text, stops: Ints, kinds: Signs) -> Flags:
    """Which runs end a sentence, as far as the characters after them tell."""
    after = given.at(stops)
    parted = (after == _BLANK) | (after == _WIDE)
    half = (kinds == _HALF) & (parted | (after == _OPENER))
    full = (kinds == _FULL) & (after - _FULL >= 4)
    point = (kinds == _POINT) & parted & (given.at(stops + 1) != _POINT)
    ends: Flags = full | half | point
    return ends


def _letter_code(character: str) -> int:
    """1 to 26 for a letter of either case, further numbers for what matters before a full stop."""
    if character.isascii() and character.isalpha():
        return ord(character.lower()) - 96
    return 28 if character.isdigit() else {".": 27, "'": 29, " ": 30, "\n": 30, "\t": 30}.get(character, 0)


@cache
def _short_tables() -> tuple[Signs, Flags]:
    """Codes of the ASCII characters; which three codes before a full stop need a look."""
    codes = np.array([_letter_code(chr(point)) for point in range(128)], np.uint8)
    codes[127] = 0
    need = np.zeros((32, 32, 32), np.bool_)
    need[:, :, [28, 30]] = True
    need[:, [0, 27, 28, 30], 1:27] = True
    for word in _KINDS:
        one, two, three = [0, 0, *map(_letter_code, word)][-3:]
        need[[0, 27, 28, 29, 30] if len(word) == 2 else one, two, three] = True
    return codes, need.reshape(-1)


def _may_be_short(points: CodePoints, at: Ints) -> Flags:
    """Which full stops may belong to an abbreviation, an initial or a number."""
    codes, need = _short_tables()
    index = np.zeros(len(at), np.int64)
    for back in (3, 2, 1):
        index = index * 32 + codes.take(points.take(at - back, mode="clip"), mode="clip")
    flags: Flags = need[index] | (at < 3)
    return flags


def _point_ends(given: _Text, at: int, stop: int) -> bool:
    """Whether the full stop at `at`, with white space or Chinese after it, ends a sentence."""
    text = given.text
    before = text[max(0, at - _LONGEST_WORD) : at]
    if before[-1:].isspace() or not before:
        return not before.endswith(". ")
    word = before.rsplit(None, 1)[-1]
    if not word.isalnum() or not word.isascii():
        found = _LAST_WORD.search(word)
        word = found[0] if found else ""
    kind = _KINDS.get(word.lower())
    if kind == "always" and (word.lower() not in _TITLES or word[0].isupper()):
        return False
    if _LIST_NUMBER.fullmatch(word) and _opens_item(given, at - len(word)):
        return False
    if word.isdigit():
        return text[stop : stop + 1].isspace() or stop == len(text)
    doubtful = kind or (len(word) == 1 and word.isupper() and word != "I") or _DOTTED.fullmatch(word)
    return not doubtful or _next_begins(text, stop, kind)


def _opens_item(given: _Text, at: int) -> bool:
    """Whether nothing, a bracket or a bullet stands before `at` in its paragraph, or a sentence's end."""
    head = given.text[max(0, at - _NEAR) : at].rstrip(_BULLETS)
    if head[-1:].isalnum():
        return False
    head = given.text[given.paragraph_start(at, _NEAR) : at].rstrip(_BULLETS)
    if not head or not given.text[at].isdigit():
        return not head
    short = head[-1] == "." and head[:-1].rpartition(" ")[2].lower() in _KINDS
    return head[-1] in ".!?;:。！？；：" and not short


def _next_begins(text: str, stop: int, kind: str | None) -> bool:
    """Whether the word after an abbreviation or initial begins a sentence."""
    following = _NEXT_WORD.match(text, stop)
    if not following:
        return True
    word = following[1]
    if kind == "number":
        return not word[0].isdigit()
    return word[0].isupper() if kind == "capital" else word in _STARTERS
