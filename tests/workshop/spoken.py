"""Documents made by hand: turns of people, one a line, and codebooks from rules."""

import numpy as np

from qualcode.codebook.model import Code, Codebook
from qualcode.rules.parse import parse
from qualcode.text.document import Document, Speaker
from qualcode.text.remarks import find_remarks


def talk(*turns: str, name: str = "t", asks: bool = False) -> Document:
    """Turns of A and B in turn; with `asks` A is the interviewer."""
    spans, text = [], ""
    for number, turn in enumerate(turns):
        label = "AB"[number % 2] + ": "
        spans.append([len(text), len(text) + len(label), len(text) + len(label) + len(turn)])
        text += f"{label}{turn}\n\n"
    people = (Speaker("A", "interviewer" if asks else "resident"), Speaker("B"))
    who = np.arange(len(turns), dtype=np.int32) % 2
    return Document(
        name, text, np.array(spans, np.int32).reshape(-1, 3), who, people, asides=find_remarks(text)
    )


def book(rules: dict[str, list[str]], **options: object) -> Codebook:
    """Codes and their rules; `a<b` stands below b."""
    parts = [(name.partition("<"), some) for name, some in rules.items()]
    codes = (
        Code(id, parent=parent or None, rules=tuple(map(parse, some))) for (id, _, parent), some in parts
    )
    return Codebook(tuple(codes), **{"boundaries": "none", **options})
