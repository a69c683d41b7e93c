"""The talk as a chain of turns, for measures that ask what is said after what."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.analysis.coded_units import WHOLE_TURNS, CodedUnits
from qualcode.coding.sweep import distinct
from qualcode.errors import UsageError
from qualcode.terms import Flags, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TURN = "turn"


class Chain(NamedTuple):
    """What follows what, document after document in the order of the talk.

    has
        (rows, codes) bool, sparse: whether a row has a code.
    coded
        (rows,) whether a row has any code at all.
    document, voice
        (rows,) the document of each, and who speaks first in it.
    counted_by
        What a row is.
    """

    has: "csr_array"
    coded: Flags
    document: Ints
    voice: Ints
    counted_by: str


def is_wide(units: CodedUnits) -> bool:
    """Whether the units hold several turns."""
    return units.counting.unit in WHOLE_TURNS


def units_in_chain(units: CodedUnits) -> Chain:
    """The units as they are counted."""
    return Chain(units.has(), units.coded, units.document, _voices(units), units.counting.unit)


def turns_in_chain(units: CodedUnits) -> Chain:
    """The turns of the population; turns of one speaker that follow each other in the transcript are one.

    A turn has the codes of the units in it. Another's turn parts two turns of one speaker, also where it
    does not belong to the population or holds no word; speech without a label is not joined, since
    nobody knows whose it is.

    Raises
    ------
    UsageError
        The units hold several turns.
    """
    if is_wide(units):
        cure = "code and count by sentence, paragraph or turn"
        raise UsageError(f"{units.counting.unit} holds several turns", cure=cure, slug="count-by")
    voice, begins = _voices(units), _begins(units)
    row, first = np.cumsum(begins) - 1, np.flatnonzero(begins)
    coded = np.zeros(len(first), np.bool_)
    coded[row[units.coded]] = True
    return Chain(_has(units, row, len(first)), coded, units.document[first], voice[first], TURN)


def _voices(units: CodedUnits) -> Ints:
    """Who speaks first in each unit."""
    return units.part_voice[np.searchsorted(units.part_unit, np.arange(len(units)))]


def _begins(units: CodedUnits) -> Flags:
    """Whether a turn begins with a unit."""
    goes_on = (units.document[1:] == units.document[:-1]) & (units.speech[1:] == units.speech[:-1])
    return np.append(np.ones(min(1, len(units)), np.bool_), ~goes_on)


def _has(units: CodedUnits, row_of: Ints, n_rows: int) -> "csr_array":
    from scipy.sparse import csr_array

    unit, code = units.cells()
    keys = distinct(row_of[unit] * units.n_codes + code)
    row, code = np.divmod(keys, max(1, units.n_codes))
    first = np.searchsorted(row, np.arange(n_rows + 1))
    return csr_array((np.ones(len(row), np.bool_), code, first), shape=(n_rows, units.n_codes))
