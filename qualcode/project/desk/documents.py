"""The documents of a study as a coder finds them: not opened yet, begun, finished."""

from collections import Counter
from collections.abc import Collection
from typing import Literal, NamedTuple, TypeAlias

from qualcode.journal.events import Mode
from qualcode.journal.fold import fold
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.study.journals import as_now, read_codings
from qualcode.project.teams.assigned import read_assignments

Stage: TypeAlias = Literal["new", "begun", "finished"]


class Listed(NamedTuple):
    """A document as a coder finds it.

    stage
        `new` where the coder has not opened it in this round, else `begun` or `finished`.
    n_codings
        The coder's codings in it that stand, of this round.
    is_assigned
        Whether the coder is to code it in this round (`assignments.csv`).
    mode
        Whether it was coded blind or with others' codings in view; None where it is new.
    """

    id: str
    stage: Stage
    n_codings: int
    is_assigned: bool
    mode: Mode | None


def documents_for(study: ByHand, coder: str, *, round: int = 1) -> tuple[Listed, ...]:
    """The documents that can be coded, those that are assigned to the coder first, and how far they are.

    Raises ReadError where an event asks for a newer version of qualcode, or assignments cannot be read.
    """
    assigned = {
        one.document for one in read_assignments(study.study) if (one.coder, one.round) == (coder, round)
    }
    folder = study.study.folder
    state = fold(as_now(folder, read_codings(folder, coder=coder).events))
    work = {one.document: one for one in state.work if (one.coder, one.round) == (coder, round)}
    own = Counter(one.document for one in state.codings if (one.coder, one.round) == (coder, round))
    finished = {id for id, one in work.items() if one.is_finished}
    modes = {id: one.mode for id, one in work.items()}
    found = [
        Listed(id, _stage(id, work, finished), own[id], id in assigned, modes.get(id))
        for id in study.documents
    ]
    return tuple(sorted(found, key=lambda one: not one.is_assigned))


def _stage(id: str, begun: Collection[str], finished: Collection[str]) -> Stage:
    return "finished" if id in finished else "begun" if id in begun else "new"
