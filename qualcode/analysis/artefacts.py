"""Pairs of codes that meet for a reason that is no finding."""

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.lineage import families, kinship
from qualcode.coding.sums import Sums
from qualcode.rules.syntax import named_codes
from qualcode.terms import Flags

SAME_WORDS = "same words"
BY_RULE = "by rule"
ANCESTOR = "ancestor"


def pairs_by_rule(codebook: Codebook, *, rollup: bool = False) -> Flags:
    """(codes, codes) whether a rule of one of the two codes names the other with `code:`.

    A name means the code and all codes below it. Under rollup a unit has the codes above those it
    was given: then those above either of the two are bound as well.
    """
    index, family = codebook.index(), families(codebook)
    found = np.zeros((len(index), len(index)), np.bool_)
    for position, code in enumerate(codebook.codes):
        for name in {name for rule in code.rules for name in named_codes(rule)} & index.keys():
            found[position] |= family[index[name]]
    if rollup:
        found = family @ found @ family.T
    np.fill_diagonal(found, False)
    either: Flags = found | found.T
    return either


def artefacts(sums: Sums, codebook: Codebook) -> dict[str, Flags]:
    """By name of the artefact the pairs of codes that it makes, each (codes, codes), symmetric.

    `same words`: wherever the two meet, their evidence shares a character; `by rule`: a rule of
    the one names the other or its family; `ancestor`: the one stands above the other.
    """
    pairs = sums.pairs
    return {
        SAME_WORDS: (pairs.both > 0) & (pairs.shared == pairs.both),
        BY_RULE: pairs_by_rule(codebook, rollup=sums.counting.rollup),
        ANCESTOR: kinship(codebook),
    }
