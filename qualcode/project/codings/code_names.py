"""The codes of a codebook by what people write: ids, or names in any of its languages, one or several."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.terms import CodeId
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

NONE = "-"
"""No code at all."""

_NONE = frozenset({NONE, "－", "–", "—", "−", "none", "无", "無"})
_BETWEEN = lazy(r"\s*(?:\|\||[,，;；、\n])\s*")
_NEAR = 3
_ALIKE = 0.5  # names of two characters are alike where they share one
_SHOWN = 40


class Meant(NamedTuple):
    """The codes that are meant, in the order of the codebook; or None where nothing was written.

    faults
        What is no code, each with its cure.
    """

    codes: tuple[CodeId, ...] | None
    faults: tuple[str, ...] = ()


class CodeNames:
    """The ids and names of a codebook, compared without case, width, script and needless blanks.

    `renamed` gives the ids that codes have by those that they had: files of before name these.
    """

    def __init__(self, codebook: Codebook, renamed: Mapping[CodeId, CodeId] | None = None) -> None:
        self._codes = codebook.index()
        self._renamed = {old: new for old, new in (renamed or {}).items() if new in self._codes}
        self._names: defaultdict[str, list[Code]] = defaultdict(list)
        self._exact: defaultdict[str, list[Code]] = defaultdict(list)
        for code in codebook.codes:
            for name in {_plain(one) for one in (code.id, *code.name.values())}:
                self._names[name].append(code)
            for name in {_written(one) for one in code.name.values()}:
                self._exact[name].append(code)

    def find(self, said: str) -> CodeId | None:
        """The code of this id, or else the only one of this name; None where none or several have it."""
        exact = _written(said)
        if exact in self._codes:
            return exact
        found = self._exact.get(exact, []) or self._names.get(_plain(said), [])
        return self._renamed.get(exact) if len(found) != 1 else found[0].id

    def now(self, id: CodeId) -> CodeId:
        """The id that the code has now which had this one; any other as it is."""
        return id if id in self._codes else self._renamed.get(id, id)

    def code(self, said: str) -> CodeId:
        """As `find`; raises UsageError, with the nearest codes, where it is not known which is meant."""
        found = self.find(said)
        if found is None:
            raise UsageError(f"there is no code {said}", cure=self.cure(said), slug="unknown-code")
        return found

    def several(self, said: str) -> list[CodeId]:
        """The codes that a cell names: one, or several with commas, semicolons, line ends or ` || ` between.

        Raises as `code`.
        """
        return list(dict.fromkeys(map(self.code, self._words(said))))

    def meant(self, said: str) -> Meant:
        """`trust || leader`, `信任、能人` or `-` as codes."""
        if not _written(said):
            return Meant(None)
        if fold(_written(said)) in _NONE and self.find(said) is None:
            return Meant(())
        found = {word: self.find(word) for word in self._words(said)}
        faults = tuple(self._fault(word) for word, id in found.items() if id is None)
        codes = sorted({id for id in found.values() if id is not None}, key=self._codes.__getitem__)
        return Meant(None if faults else tuple(codes), faults)

    def cure(self, said: str) -> str:
        """What to write in place of a name that no code has: the nearest ids."""
        every = "qualcode codebook show lists the codes; qualcode codebook add makes a new one"
        return self._hint(said) or every

    def _hint(self, said: str) -> str:
        """Which codes may be meant; nothing where none is near."""
        same = [code.id for code in self._names.get(_plain(said), ())]
        if same:
            return f"several codes have this name; write the id: {', '.join(same)}"
        plain = _plain(said)
        holding = [name for name in self._names if plain and plain in name]
        near = [*holding[:_NEAR], *get_close_matches(plain, list(self._names), n=_NEAR, cutoff=_ALIKE)]
        ids = list(dict.fromkeys(code.id for name in near for code in self._names[name]))
        return f"did you mean {' or '.join(ids[:_NEAR])}?" if ids else ""

    def _words(self, said: str) -> list[str]:
        """What stands between the signs that part codes; one word where a code has all of it as its name."""
        whole = _written(said)
        return [whole] if self.find(whole) else [word for word in _BETWEEN.split(whole) if word]

    def _fault(self, word: str) -> str:
        hint = self._hint(word)
        return f"there is no code {word[:_SHOWN]}" + (f" ({hint})" if hint else "")


def _written(said: str) -> str:
    """As it was typed, without the `'` by which a spreadsheet keeps it a text."""
    return unicodedata.normalize("NFC", said).strip().removeprefix("'").strip()


def _plain(name: str) -> str:
    return " ".join(fold(unicodedata.normalize("NFKC", _written(name)).casefold()).split())
