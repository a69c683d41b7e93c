"""Ids made from names: letters and digits of any script, joined by `_`, each of them once."""

import unicodedata
from collections.abc import Iterable, Sequence

from qualcode.codebook.schema import RESERVED_IDS

_SHOWN = 20


def id_from(name: str) -> str:
    """An id made of what a name has of letters and digits, in small letters; empty where it has none."""
    folded = unicodedata.normalize("NFC", name).lower()
    words = "".join(char if _kind(char) in "LNM" else " " for char in folded).split()
    return "_".join(filter(None, map(_without_lone_marks, words)))


def _kind(char: str) -> str:
    return unicodedata.category(char)[0]


def _without_lone_marks(word: str) -> str:
    """A word without the marks at its beginning, which belong to nothing."""
    first = next((at for at, char in enumerate(word) if _kind(char) in "LN"), len(word))
    return word[first:]


def told_ids(made: Sequence[tuple[str, str]]) -> list[str]:
    """A sentence on names and the ids that were made from them, where these differ."""
    pairs = [f"{name.strip()} → {code_id}" for name, code_id in made if name.strip() != code_id]
    more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
    return [f"ids were made from names, which are kept: {', '.join(pairs[:_SHOWN])}{more}"] if pairs else []


class Ids:
    """The ids of a codebook while they are made."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {unicodedata.normalize("NFC", one.casefold()) for one in (*taken, *RESERVED_IDS)}

    def make(self, name: str, *, parent: str = "") -> str:
        """An id for a code of this name; one that is taken already gets that of its parent, or a number."""
        plain = id_from(name) or "no_name"
        tries = [plain, *([f"{parent}_{plain}"] if parent else [])]
        found = next((one for one in tries if self._is_free(one)), "")
        number = 2
        while not found:
            found = f"{plain}_{number}" if self._is_free(f"{plain}_{number}") else ""
            number += 1
        self.taken.add(unicodedata.normalize("NFC", found.casefold()))
        return found

    def _is_free(self, one: str) -> bool:
        return unicodedata.normalize("NFC", one.casefold()) not in self.taken
