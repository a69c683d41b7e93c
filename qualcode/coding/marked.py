"""Passages that a person coded in one document, as columns beside those that the rules code."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from qualcode.coding.coded import Marked
from qualcode.coding.said import Said


class Mark(NamedTuple):
    """A passage of a text, half-open in its characters, and its code by its place in the codebook."""

    start: int
    end: int
    code: int


def marked(marks: Iterable[Mark], said: Said, coder: str) -> Marked:
    """The marks that hold a word of the population, each once, by start, end and code."""
    rows = np.array(sorted(set(marks)), np.int64).reshape(-1, 3)
    first, last = said.stretch(rows[:, 0], rows[:, 1])
    held = first < last
    start, end, code = (column[held] for column in rows.T)
    return Marked(coder, said, code, start, end, first[held], last[held])
