"""Proposed pseudonyms: the same ones from the same candidates, and no two originals under one.

Persons keep their surname before 某, as courts in China publish judgments (Supreme People's Court,
法释〔2016〕19号, article 9), with a number where that would be two people; titles keep their form
behind the surname's letter (W姐, 小W); places and organisations are letters before their ending (A市,
B社区). Numbers are × by ×.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from qualcode.pseudonyms.candidates import Candidate
from qualcode.pseudonyms.kinds import HAN
from qualcode.pseudonyms.names_en import TITLES as LATIN_TITLES
from qualcode.pseudonyms.names_zh import is_name
from qualcode.pseudonyms.places_zh import ending_of
from qualcode.pseudonyms.surnames import surname_of
from qualcode.pseudonyms.words_zh import BEFORE
from qualcode.text.chinese import simplified
from qualcode.text.patterns import lazy

MASK = "×"
_HAS_HAN = lazy(rf"[{HAN}]")
_FULL = frozenset({"person", "place", "organisation", "other"})
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOOSE = {"place": "地", "organisation": "机构", "other": "项"}
_LATIN = {"place": "Place", "organisation": "Group", "other": "Item"}
_ADDRESS_END = frozenset("省市区县镇乡村路街道巷弄号栋幢座楼层室单元组院里园苑社小大胡同")
_WORD_ENDS = lazy(
    r"Street|Road|Avenue|Lane|Drive|Close|Court|Way|Place|Square|Park|Hill|Terrace|Town|City|Village|Estate|County"
)


class Known(NamedTuple):
    """What was decided or proposed before: it stays as it is."""

    original: str
    replacement: str


def propose(
    candidates: Sequence[Candidate], *, known: Sequence[Known] = (), taken: Collection[str] = ()
) -> dict[str, str]:
    """A replacement for each candidate, by its original; empty where that is left to the researcher.

    Parameters
    ----------
    known
        Keep theirs, and no other original gets one of them, unless it is surely the same: 建国 of the only
        王建国, 成都 beside 成都市.
    taken
        Pseudonyms that stand in the texts already, and mean others.
    """
    made = {one.original: one.replacement for one in known if one.replacement}
    made |= {
        one.original: one.replacement for one in candidates if one.replacement and one.original not in made
    }
    used = {*taken, *made.values(), *(one.original for one in candidates)}
    people = _People(
        [one.original for one in candidates if one.kind == "person"], [one.original for one in known]
    )
    for one in sorted(candidates, key=lambda one: (len(_whole(one)), one.original)):
        if one.original not in made:
            made[one.original] = _proposal(one, people, made, used)
            used.add(made[one.original])
    return {one.original: made[one.original] for one in candidates}


def _whole(one: Candidate) -> str:
    """Sorts full names before what may be a form of them."""
    even = simplified(one.original)
    if one.kind == "person":
        return "" if is_name(even) or " " in even else "-"
    return "" if ending_of(even) else "-"


class _People:
    """Full names of persons, from which shorter forms may come."""

    def __init__(self, names: Sequence[str], known: Sequence[str]) -> None:
        whole = sorted({name for name in (*names, *known) if is_name(simplified(name))})
        self.surnames = Counter(_surname(name) for name in whole)
        self._given: dict[str, list[str]] = {}
        for name in whole:
            self._given.setdefault(name[len(_surname(name)) :], []).append(name)
        self._latin = [name for name in names if " " in name and not _is_titled(name)]

    def whole_of(self, given: str) -> str:
        """The only full name with this given name, or nothing."""
        names = self._given.get(given, [])
        return names[0] if len(given) > 1 and len(names) == 1 else ""

    def holds(self, word: str) -> bool:
        """Whether an English word is part of a full name."""
        return any(word in name.split() for name in self._latin)


def _surname(name: str) -> str:
    found = surname_of(simplified(name))
    return found.text if found else ""


def _proposal(one: Candidate, people: _People, made: Mapping[str, str], used: set[str]) -> str:
    if one.kind not in _FULL:
        return mask(one.original) if one.kind != "address" else _address(one.original)
    han = bool(_HAS_HAN.search(one.original))
    if one.kind == "person":
        return (
            _chinese_person(one.original, people, made, used)
            if han
            else _english_person(one.original, people, used)
        )
    return _chinese_place(one, made, used) if han else _english_place(one, used)


def _chinese_person(name: str, people: _People, made: Mapping[str, str], used: set[str]) -> str:
    even = simplified(name)
    surname = surname_of(even)
    if whole := people.whole_of(name):
        return made.get(whole, "")
    if is_name(even) and surname:
        kept = name[: len(surname.text)]
        return _numbered(f"{kept}某", used, alone=people.surnames[surname.text] == 1)
    if even[0] in BEFORE and (inner := surname_of(even[1:])):
        return _lettered(name[0], inner.letter, name[1 + len(inner.text) :], used)
    if surname and len(even) > len(surname.text):
        return _lettered("", surname.letter, name[len(surname.text) :], used)
    return ""


def _numbered(stem: str, used: Collection[str], *, alone: bool) -> str:
    """王某 where only one is meant, else 王某1, 王某2 …: the first that is free."""
    if alone and stem not in used:
        return stem
    return next(f"{stem}{number}" for number in count(1) if f"{stem}{number}" not in used)


def _lettered(before: str, letter: str, after: str, used: Collection[str]) -> str:
    """小W, W姐; W1姐 where that is taken."""
    marks = (letter if not number else f"{letter}{number}" for number in count())
    return next(f"{before}{mark}{after}" for mark in marks if f"{before}{mark}{after}" not in used)


def _is_titled(name: str) -> bool:
    return name.split()[0].rstrip(".").lower() in LATIN_TITLES


def _english_person(name: str, people: _People, used: Collection[str]) -> str:
    words = name.split()
    if _is_titled(name) and len(words) > 1:
        return _lettered(f"{words[0]} ", words[-1][0].upper(), "", used)
    if len(words) == 1 and people.holds(name):
        return ""
    return next(f"Person {letter}" for letter in letters() if f"Person {letter}" not in used)


def letters() -> Iterator[str]:
    """A, B … Z, A1, B1 …, but I, which is a word."""
    for number in count():
        yield from (f"{letter}{number or ''}" for letter in _LETTERS if letter != "I")


def _chinese_place(one: Candidate, made: Mapping[str, str], used: set[str]) -> str:
    even = simplified(one.original)
    length = len(ending_of(even))
    ending = one.original[len(even) - length :] if length else ""
    if not ending:
        longer = [
            name
            for name in made
            if name.startswith(one.original) and ending_of(simplified(name)) == simplified(name)[len(even) :]
        ]
        if len(longer) == 1 and made[longer[0]]:
            return made[longer[0]]
        ending = _LOOSE[one.kind]
    return next(f"{letter}{ending}" for letter in letters() if f"{letter}{ending}" not in used)


def _english_place(one: Candidate, used: Collection[str]) -> str:
    last = one.original.split()[-1]
    if " " in one.original and _WORD_ENDS.fullmatch(last):
        return next(f"{letter} {last}" for letter in letters() if f"{letter} {last}" not in used)
    word = _LATIN[one.kind]
    return next(f"{word} {letter}" for letter in letters() if f"{word} {letter}" not in used)


def mask(original: str) -> str:
    """Each letter and digit as ×, signs and blanks as they are: it tells the length and no more."""
    return "".join(MASK if char.isalnum() else char for char in original)


def _address(address: str) -> str:
    """×市×区×路×号: what is named or numbered as one ×; an English address as one word in brackets."""
    if not _HAS_HAN.search(address):
        return "[address]"
    parts: list[str] = []
    for char in address:
        if simplified(char) in _ADDRESS_END:
            parts.append(char)
        elif char.isalnum() and parts[-1:] != [MASK]:
            parts.append(MASK)
        elif not char.isalnum():
            parts.append(char)
    return "".join(parts)


def is_mask(replacement: str) -> bool:
    """Whether a replacement only hides: it may stand for several originals."""
    return MASK in replacement or (replacement[:1] in "[［【" and replacement[-1:] in "]］】")
