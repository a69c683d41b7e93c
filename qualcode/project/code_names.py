"""The codes of a codebook by what people write: ids, or names in any of its languages."""

import unicodedata
from collections import defaultdict
from difflib import get_close_matches

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.terms import CodeId

_NEAR = 3
_ALIKE = 0.5  # names of two characters are alike where they share one


class CodeNames:
    """The ids and names of a codebook, compared without case, width and needless blanks."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes = codebook.index()
        self._names: defaultdict[str, list[Code]] = defaultdict(list)
        for code in codebook.codes:
            for name in {_plain(one) for one in (code.id, *code.name.values())}:
                self._names[name].append(code)

    def find(self, said: str) -> CodeId | None:
        """The code of this id, or else the only one of this name; None where none or several have it."""
        exact = unicodedata.normalize("NFC", said.strip())
        if exact in self._codes:
            return exact
        found = self._names.get(_plain(said), ())
        return found[0].id if len(found) == 1 else None

    def code(self, said: str) -> CodeId:
        """As `find`; raises UsageError, with the nearest codes, where it is not known which is meant."""
        found = self.find(said)
        if found is None:
            raise UsageError(f"there is no code {said}", cure=self.cure(said), slug="unknown-code")
        return found

    def cure(self, said: str) -> str:
        """What to write in place of a name that no code has: the nearest ids."""
        same = [code.id for code in self._names.get(_plain(said), ())]
        if same:
            return f"several codes have this name; write the id: {', '.join(same)}"
        plain = _plain(said)
        holding = [name for name in self._names if plain and plain in name]
        near = [*holding[:_NEAR], *get_close_matches(plain, list(self._names), n=_NEAR, cutoff=_ALIKE)]
        ids = list(dict.fromkeys(code.id for name in near for code in self._names[name]))
        if ids:
            return f"did you mean {' or '.join(ids[:_NEAR])}?"
        return "qualcode codebook show lists the codes; qualcode codebook add makes a new one"


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
