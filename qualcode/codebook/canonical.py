"""The form of a codebook that holds all that decides a coding, and nothing else."""

import hashlib
import json
from collections.abc import Iterable

from qualcode.codebook.model import Code, Codebook
from qualcode.rules.negators import LISTS, Negators
from qualcode.rules.show import show
from qualcode.text.key import fold


def canonical(codebook: Codebook) -> str:
    """JSON text of ids, tree, rules in canonical spelling, shields, unit, nesting, word cuts and negation.

    Names, definitions, comments, and the order of codes, rules and shields change no coding
    and therefore not this text.
    """
    value = {
        "format": 1,
        "unit": codebook.unit,
        "nested": codebook.nested,
        "shields": _folded(codebook.shields),
        "negation": _negation(codebook.negation),
        **({"inflections": True} if codebook.inflections else {}),
        "codes": [_code(code, codebook) for code in sorted(codebook.codes, key=lambda code: code.id)],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _negation(negators: Negators) -> dict[str, object]:
    return {name: _folded(getattr(negators, name)) for name in LISTS} | {"window": negators.window}


def _folded(words: Iterable[str]) -> list[str]:
    """Words as they are searched for: what differs only in case, width or script is one word."""
    return sorted({fold(word) for word in words})


def _code(code: Code, codebook: Codebook) -> dict[str, object]:
    return {
        "id": code.id,
        "parent": code.parent,
        "boundaries": code.boundaries or codebook.boundaries,
        "rules": sorted({show(rule) for rule in code.rules}),
        "shields": _folded(code.shields),
    }


def rules_sha256(codebook: Codebook) -> str:
    """SHA-256 of the canonical form: equal for codebooks that code alike."""
    return hashlib.sha256(canonical(codebook).encode("utf-8")).hexdigest()
