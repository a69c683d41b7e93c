"""Pervasive types: the words that every station uses."""

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Offsets: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]
CodePoints: TypeAlias = npt.NDArray[np.unsignedinteger]

CodeId: TypeAlias = str
Boundaries: TypeAlias = Literal["crossing", "none", "token"]
Nesting: TypeAlias = Literal["code", "codebook", "all"]
UnitKind: TypeAlias = Literal["sentence", "turn", "paragraph", "exchange", "document"]

UNIT_KINDS: tuple[UnitKind, ...] = ("sentence", "paragraph", "turn", "exchange", "document")
"""Coding units from the finest to the coarsest."""

BOUNDARIES: tuple[Boundaries, ...] = ("crossing", "none", "token")
NESTINGS: tuple[Nesting, ...] = ("code", "codebook", "all")
INTERVIEWER = "interviewer"
PARTICIPANT = "participant"
RULES_CODER = "rules"
CONSENSUS = "consensus"
"""The coder of what coders agreed on."""
ROUND = "#"
"""What parts a coder's name from the number of a round."""
SEPARATOR = " || "
"""What parts several values in one table field."""
WHERE_RULES = " where rules code"
"""What a note on whole units ends with where people code beside the rules."""
