"""Codes that go with an attribute because their rules say so, which is no finding."""

import numpy as np

from qualcode.analysis.values import NAMED, ROLE
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.lineage import families
from qualcode.rules.syntax import Condition, named_codes, walk
from qualcode.terms import Flags
from qualcode.text.key import fold


def codes_by_rule(codebook: Codebook, by: str, *, rollup: bool = False) -> Flags:
    """(codes,) whether a rule of a code uses the attribute `by`, itself or by way of `code:`.

    A rule uses an attribute by `where:` with its name, a role by `role:`; `speaker:` names people and
    with them all that they are; and where `by` is who speaks (speaker, case, document) every such
    condition uses it. Under rollup a code stands for all codes below it.
    """
    index = codebook.index()
    uses: Flags = np.array([_uses(code, by) for code in codebook.codes], np.bool_)
    family = families(codebook)
    named = np.zeros_like(family)
    for at, code in enumerate(codebook.codes):
        for name in {name for rule in code.rules for name in named_codes(rule)} & index.keys():
            named[at] |= family[index[name]]
    for _ in codebook.codes:
        uses |= np.any(named & uses, axis=1)
    if rollup:
        uses |= np.any(family & uses, axis=1)
    return uses


def _uses(code: Code, by: str) -> bool:
    nodes = (node for rule in code.rules for node in walk(rule))
    return any(isinstance(node, Condition) and _decides(node, by) for node in nodes)


def _decides(condition: Condition, by: str) -> bool:
    match condition.kind:
        case "code":
            return False
        case "speaker":
            return True
        case "role":
            return by == ROLE or by in NAMED
    return by in NAMED or fold(condition.name) == fold(by)
