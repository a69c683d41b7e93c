"""The reserved-sample check: do documents that were held back bring codes that no other has?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import UsageError
from qualcode.terms import CodeId, Flags, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code, or a top family of codes, that only reserved documents have.

    `documents` are those that have it, `n_units` the units that do.
    """

    code: CodeId
    documents: tuple[str, ...]
    n_units: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """What the `documents` that were held back add: new `codes` and new `families`, in codebook order."""

    documents: tuple[str, ...]
    codes: tuple[NewCode, ...]
    families: tuple[NewCode, ...]


def reserve(
    *,
    has: "csr_array",
    document: Ints,
    codes: Sequence[CodeId],
    documents: Sequence[str],
    parent: Ints,
    reserved: Sequence[int],
) -> Reserve:
    """Codes and top families found in the reserved documents and in no other.

    `has` is (units, codes), without rollup; `document` (units,) the index of each unit's document in
    `documents`; `parent` (codes,) the code above, -1 at the top, parents before their children;
    `reserved` the indices of the documents that were held back when the codes were made. A family
    is found where its top code or any code below it is. Raises UsageError where no document, or
    every document, is reserved.
    """
    held = np.zeros(len(documents), np.bool_)
    held[list(reserved)] = True
    if held.all() or not held.any():
        which = "every document is" if held.any() else "no document is"
        raise UsageError(f"{which} reserved", cure="Reserve a few of them.", slug="reserve")
    units, code = has.nonzero()
    order = np.lexsort((code, units))
    units, code = units[order], code[order]
    top = _top(parent)
    return Reserve(
        documents=tuple(documents[i] for i in np.flatnonzero(held).tolist()),
        codes=_new(units, code, document, held, codes, documents),
        families=_new(units, top[code], document, held, codes, documents),
    )


def reserve_sentence(documents: Sequence[str], new: Sequence[str], *, language: str) -> str:
    """The result in one sentence for a paper, in "zh" or "en".

    `documents` are those that were held back, `new` the names of what is new.
    """
    n = len(documents)
    if language == "zh":
        found = f"出现了新的范畴：{'、'.join(new)}" if new else "未出现新的范畴"
        return f"预留的{n}份访谈（{'、'.join(documents)}）{found}。"
    interviews = "interview that was" if n == 1 else f"{n} interviews that were"
    category = "a new category" if len(new) == 1 else "new categories"
    found = f"{category} appeared: {', '.join(new)}" if new else "no new category appeared"
    return f"In the {interviews} held back ({', '.join(documents)}) {found}."


def counted_too(documents: Sequence[str], *, language: str) -> str:
    """The sentence below a curve of saturation that the reserved documents are part of it."""
    if language == "zh":
        return f"曲线、轮次与饱和点均含预留的访谈（{'、'.join(documents)}）。"
    return f"Curve, runs and point take in the documents that were held back: {', '.join(documents)}."


def _top(parent: Ints) -> Ints:
    top = np.arange(len(parent))
    for code, above in enumerate(parent.tolist()):
        if above >= 0:
            top[code] = top[above]
    return top


def _new(
    units: Ints, code: Ints, document: Ints, held: Flags, codes: Sequence[CodeId], documents: Sequence[str]
) -> tuple[NewCode, ...]:
    """The codes of pairs of a unit and a code, sorted by unit, whose documents are all held back."""
    where = document[units]
    n_codes = len(codes)
    inside = np.bincount(code[held[where]], minlength=n_codes)
    outside = np.bincount(code[~held[where]], minlength=n_codes)
    found = []
    for one in np.flatnonzero((inside > 0) & (outside == 0)).tolist():
        own = np.unique(units[code == one])
        names = tuple(documents[i] for i in np.unique(document[own]).tolist())
        found.append(NewCode(codes[one], names, len(own)))
    return tuple(found)
