"""Conditions of rules: `speaker:`, `role:` and `where:` on the turns of a unit."""

import numpy as np

from qualcode.coding.population import attribute_turns, is_role
from qualcode.rules.syntax import Condition
from qualcode.terms import PARTICIPANT, Flags
from qualcode.text.document import Document
from qualcode.text.key import fold


class Conditions:
    """The conditions of one document, each looked up once for all its turns.

    `turns` flags the turns that count: of the population, and with words.
    """

    def __init__(self, document: Document, turns: Flags) -> None:
        self._document = document
        self._turns = turns
        self._flags: dict[Condition, Flags] = {}

    def holds(self, condition: Condition, first_turn: int, last_turn: int) -> bool:
        """Whether some population turn from `first_turn` to `last_turn` satisfies it; `!=`: none does."""
        flags = self._flags.get(condition)
        if flags is None:
            flags = self._flags[condition] = self._turns & self._matching(condition)
        return bool(flags[first_turn : last_turn + 1].any()) is condition.equal

    def _matching(self, condition: Condition) -> Flags:
        """The turns whose speaker, role or attribute is the one named."""
        if condition.kind == "where":
            return attribute_turns(self._document, condition.name, condition.value)
        if condition.kind == "role":
            fits = [is_role(speaker.role, condition.value) for speaker in self._document.speakers]
            unlabelled = is_role(PARTICIPANT, condition.value)
        else:
            fits = [fold(speaker.label) == fold(condition.value) for speaker in self._document.speakers]
            unlabelled = False
        return self._document.turns_where(np.array(fits, np.bool_), unlabelled)
