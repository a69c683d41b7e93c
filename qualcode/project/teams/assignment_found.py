"""Who codes what in a round, as it was just decided: assignments, loads of coders, strata."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from qualcode.analysis.columns import frame_of_rows
from qualcode.project.teams.assigned import ASSIGNMENT_COLUMNS, Assignment
from qualcode.project.teams.dividing import Talk

if TYPE_CHECKING:
    import pandas as pd

LISTED = (*ASSIGNMENT_COLUMNS, "state", "words", "language", "role")
LOADS = ("coder", "documents", "reliability", "single", "new", "words")
STRATA = ("stratum", "documents", "reliability")

Cells: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who codes what in a round.

    kept, new
        Assignments that stood already, and those that were made now.
    dropped
        Assignments that no longer stand, with `anew`.
    talks
        The documents, with their strata and their words in the population.
    strata
        What the strata are made of.
    """

    round: int
    seed: int
    kept: tuple[Assignment, ...]
    new: tuple[Assignment, ...]
    dropped: tuple[Assignment, ...]
    talks: tuple[Talk, ...]
    strata: tuple[str, ...]
    population: str

    @property
    def all(self) -> tuple[Assignment, ...]:
        """What stands in this round."""
        return (*self.kept, *self.new)

    @property
    def shared(self) -> frozenset[str]:
        """The documents for reliability."""
        return frozenset(one.document for one in self.all if one.purpose == "reliability")

    def rows(self) -> list[Cells]:
        """Rows below LISTED."""
        known = {talk.document: talk for talk in self.talks}
        nothing = Talk("", ("", ""), 0)
        told = ((one, known.get(one.document, nothing)) for one in self.all)
        new = set(self.new)
        return [(*one, "new" if one in new else "kept", talk.words, *talk.stratum[-2:]) for one, talk in told]

    def load_rows(self) -> list[Cells]:
        """Rows below LOADS, a coder each."""
        words = {talk.document: talk.words for talk in self.talks}
        new = set(self.new)
        found: list[Cells] = []
        for coder in dict.fromkeys(one.coder for one in self.all):
            own = [one for one in self.all if one.coder == coder]
            shared = sum(one.purpose == "reliability" for one in own)
            counts = (len(own), shared, len(own) - shared, sum(one in new for one in own))
            found.append((coder, *counts, sum(words.get(one.document, 0) for one in own)))
        return found

    def stratum_rows(self) -> list[Cells]:
        """Rows below STRATA."""
        shared = self.shared
        found: list[Cells] = []
        for stratum in sorted({talk.stratum for talk in self.talks}):
            own = [talk.document for talk in self.talks if talk.stratum == stratum]
            found.append((" · ".join(one or "–" for one in stratum), len(own), len(shared.intersection(own))))
        return found

    @property
    def assignments(self) -> "pd.DataFrame":
        """A row an assignment of this round: the columns of `assignments.csv`, `state`, `words` …"""
        return frame_of_rows(LISTED, self.rows())

    @property
    def load(self) -> "pd.DataFrame":
        """A row a coder: documents, how many for reliability, single and new, words of the population."""
        return frame_of_rows(LOADS, self.load_rows())

    def __repr__(self) -> str:
        """In a notebook: how many."""
        return f"<Assigned: round {self.round}, {len(self.new)} new, {len(self.kept)} kept>"
