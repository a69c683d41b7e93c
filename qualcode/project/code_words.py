"""Codes as people write them into a cell or at a prompt: ids or names, several with signs between."""

import unicodedata
from difflib import get_close_matches
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.terms import CodeId
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

NONE = "-"
"""No code at all."""

_NONE = frozenset({NONE, "－", "–", "—", "−", "none", "无", "無"})
_BETWEEN = lazy(r"\s*(?:\|\||[,，;；、\n])\s*")


class Meant(NamedTuple):
    """The codes that are meant, in the order of the codebook; or None where nothing was written.

    faults
        What is no code, each with the nearest one.
    """

    codes: tuple[CodeId, ...] | None
    faults: tuple[str, ...] = ()


class CodeWords:
    """The ids and names of a codebook, as they are compared: folded; a name only where it is one code's."""

    def __init__(self, codebook: Codebook) -> None:
        self._order = codebook.index()
        named: dict[str, set[CodeId]] = {}
        for code in codebook.codes:
            for name in code.name.values():
                named.setdefault(fold(name), set()).add(code.id)
        self._known = {name: next(iter(ids)) for name, ids in named.items() if len(ids) == 1}
        self._known |= {fold(id): id for id in self._order} | {id: id for id in self._order}

    def meant(self, written: str) -> Meant:
        """`trust || leader`, `信任、能人` or `-` as codes."""
        text = unicodedata.normalize("NFC", written).strip().removeprefix("'").strip()
        if not text:
            return Meant(None)
        if fold(text) in _NONE and fold(text) not in self._known:
            return Meant(())
        words = [word for word in _BETWEEN.split(text) if word]
        found = {word: self._known.get(word, self._known.get(fold(word))) for word in words}
        faults = tuple(self._fault(word) for word, id in found.items() if id is None)
        codes = sorted({id for id in found.values() if id is not None}, key=self._order.__getitem__)
        return Meant(None if faults else tuple(codes), faults)

    def _fault(self, word: str) -> str:
        near = get_close_matches(word, self._order, n=1) or get_close_matches(fold(word), self._known, n=1)
        return f"there is no code {word[:40]}" + (f" (nearest: {near[0]})" if near else "")
