"""A colour for each code: its own, or one of its family that people with any colour vision tell apart."""

import re
from collections.abc import Iterator

from qualcode.codebook.model import Codebook

FAMILIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5fa8", "#8a8d00", "#b2182b")
"""Okabe and Ito 2008 without black and yellow, and three more that differ from them in lightness too."""
STEPS = (0.0, 0.28, -0.22, 0.48, -0.38)
"""How much lighter (towards white) or darker (towards black) the codes of a family are, one after another."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def colours_of(codebook: Codebook) -> list[str]:
    """The colour of each code, in the order of the codebook."""
    return list(_colours(codebook))


def _colours(codebook: Codebook) -> Iterator[str]:
    family, member = -1, 0
    for code in codebook.codes:
        family, member = (family + 1, 0) if not code.depth else (family, member + 1)
        own = _COLOUR.fullmatch(code.color)
        yield (
            code.color
            if own
            else _mixed(FAMILIES[max(family, 0) % len(FAMILIES)], STEPS[member % len(STEPS)])
        )


def _mixed(colour: str, step: float) -> str:
    """A colour mixed with white (step above 0) or black."""
    target = 255 if step > 0 else 0
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (target - part) * abs(step)):02x}" for part in parts)
