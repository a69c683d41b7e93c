"""Codes found without an input method: by number, letters of the id or name, initials of the readings."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from qualcode.codebook.model import Code
from qualcode.terms import CodeId
from qualcode.text.initials import initials
from qualcode.text.key import fold

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""What a shortcut can be, in the order in which codes get them."""


class Names(NamedTuple):
    """What a code can be found by: its number, its id and names, folded, and their first letters."""

    code: CodeId
    number: str
    texts: tuple[str, ...]
    initials: tuple[str, ...]


def names_of(codes: Iterable[Code], keys: Mapping[CodeId, str]) -> tuple[Names, ...]:
    """What each code can be found by, in the order of the codebook; `keys` are their shortcuts.

    The number of a code is its shortcut where that is a digit; from 10 on it is its position.
    """
    return tuple(_names(code, at, keys.get(code.id, "")) for at, code in enumerate(codes, 1))


def _names(code: Code, at: int, key: str) -> Names:
    number = key if key.isdigit() else str(at) if at > 9 else ""
    told = dict.fromkeys([code.id, *code.name.values()])
    return Names(code.id, number, tuple(map(fold, told)), tuple(map(initials, told)))


def shortcuts(codes: Sequence[CodeId], known: Mapping[CodeId, str] | None = None) -> dict[CodeId, str]:
    """A key for each of the first 35 codes: 1 to 9, then a to z, in the order of the codebook.

    Codes that have a key in `known` keep it, so that a code which is added takes nobody's; it gets the
    first key that is free.
    """
    kept = {code: key for code, key in (known or {}).items() if code in codes}
    free = iter([key for key in KEYS if key not in kept.values()])
    return {code: key for code in codes if (key := kept.get(code) or next(free, ""))}


def pick(query: str, names: Sequence[Names]) -> tuple[CodeId, ...]:
    """The codes that a query may mean, the likeliest first; all in their order where it is empty.

    A digit means the code of that key; a higher number the code of that place in the codebook, unless the
    number stands in an id or a name. Else the whole id or name counts most, then its beginning,
    the beginning of a word in it, the first letters of its words or of the readings of its Chinese
    characters, a part of it, and last its letters in order with others between. Case, width,
    accents and variants of characters are one.
    """
    wanted = _plain(fold(query))
    if not wanted:
        return tuple(one.code for one in names)
    ranked = [(rank, at) for at, one in enumerate(names) if (rank := _rank(wanted, one)) is not None]
    return tuple(names[at].code for _, at in sorted(ranked))


def _rank(wanted: str, one: Names) -> float | None:
    """How well a query fits a code, lower is better; None where it does not."""
    texts = [_plain(text) for text in one.texts]
    if wanted == one.number and len(wanted) == 1:
        return -1
    found = [rank for text in texts if (rank := _fit(wanted, text)) is not None]
    if wanted == one.number:
        found.append(2.2)
    if any(letters == wanted for letters in one.initials):
        found.append(2.5)
    elif any(letters.startswith(wanted) for letters in one.initials):
        found.append(3)
    return min(found, default=None)


def _fit(wanted: str, text: str) -> float | None:
    if text == wanted:
        return 0
    if text.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in text.split()):
        return 2
    if wanted in text:
        return 4
    apart = _spread(wanted, text)
    return None if apart is None else 5 + apart


def _spread(wanted: str, text: str) -> float | None:
    """How far apart the letters of a query stand in a text, 0 to 1; None where they do not, in order."""
    at = first = text.find(wanted[0])
    for letter in wanted[1:]:
        at = text.find(letter, at + 1) if at >= 0 else -1
    return None if at < 0 else (at - first) / len(text)


def _plain(text: str) -> str:
    """A text without accents, its words parted by blanks."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())
