"""Which codes stand above which."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.sweep import spread
from qualcode.terms import Flags, Ints


class Lineage(NamedTuple):
    """Each code with the codes above it: those of code i are `flat[first[i]:first[i + 1]]`, itself first."""

    flat: Ints
    first: Ints

    def spread(self, code: Ints) -> tuple[Ints, Ints]:
        """Each code of `code` and every code above it: its index in `code`, and the code."""
        owner, position = spread(self.first[code], self.first[code + 1] - self.first[code])
        return owner, self.flat[position]

    def offered(self, by_document: Sequence[Flags | None]) -> Flags:
        """(documents, codes) which codes could be given in each document, and all those that count for them.

        `by_document` says it of each code by itself; None: all could.
        """
        n_codes = len(self.first) - 1
        whole = np.ones((len(by_document), n_codes), np.bool_)
        below, above = self.spread(np.arange(n_codes))
        for document, own in enumerate(by_document):
            if own is not None and not own.all():
                whole[document, above[~own[below]]] = False
        return whole


def lineage(codebook: Codebook, *, rollup: bool = True) -> Lineage:
    """The lines of all codes; without `rollup` each code stands alone."""
    index = codebook.index()
    lines: list[list[int]] = []
    for position, code in enumerate(codebook.codes):
        above = lines[index[code.parent]] if rollup and code.parent is not None else []
        lines.append([position, *above])
    flat = np.array([code for line in lines for code in line], np.int64)
    return Lineage(flat, np.cumsum([0, *map(len, lines)], dtype=np.int64))


def parents(codebook: Codebook) -> Ints:
    """(codes,) the code above each, -1 at the top; parents come before their children."""
    index = codebook.index()
    above = [-1 if code.parent is None else index[code.parent] for code in codebook.codes]
    return np.array(above, np.int64)


def kinship(codebook: Codebook) -> Flags:
    """(codes, codes) whether one of the two codes stands above the other; False for a code and itself."""
    lines = lineage(codebook)
    below, above = lines.spread(np.arange(len(codebook.codes)))
    kin = np.zeros((len(codebook.codes),) * 2, np.bool_)
    kin[below, above] = kin[above, below] = True
    np.fill_diagonal(kin, False)
    return kin


def families(codebook: Codebook) -> Flags:
    """(codes, codes) whether the second code is the first or stands below it."""
    below, above = lineage(codebook).spread(np.arange(len(codebook.codes)))
    family = np.zeros((len(codebook.codes),) * 2, np.bool_)
    family[above, below] = True
    return family
