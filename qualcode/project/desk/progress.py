"""How far a coder is: in a document, with its codes, and with the documents of a study."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.journal.fold import CHANGES, STEPS, fold
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import as_now, read_codings
from qualcode.terms import CodeId


class Progress(NamedTuple):
    """How far a coder is with a document and a study.

    n_units, n_coded
        Sentences of the population, and those that hold a word of an own coding, or of one by rule that the
        coder accepted.
    n_rules, n_reviewed
        Rule codings, and those that the coder accepted or rejected; both 0 on a blind desk.
    n_documents, n_finished
        Documents that the coder is to code in this round (where nothing is said: all that can be coded), and
        those of them that are finished.
    """

    n_units: int
    n_coded: int
    n_rules: int
    n_reviewed: int
    n_documents: int
    n_finished: int


class Count(NamedTuple):
    """Own codings of a code, and those of the code and all below it."""

    own: int
    with_below: int


def counts(codings: Iterable[CodeId], codebook: Codebook) -> dict[CodeId, Count]:
    """For each code of the codebook how often it occurs among the codes of `codings`."""
    own = Counter(codings)
    total = {code.id: own[code.id] for code in codebook.codes}
    for code in reversed(codebook.codes):  # parents stand before their children
        if code.parent in total:
            total[code.parent] += total[code.id]
    return {code.id: Count(own[code.id], total[code.id]) for code in codebook.codes}


def finished_documents(study: Study, coder: str, round: int) -> set[str]:
    """The documents that a coder has finished in a round."""
    events = as_now(study.folder, read_codings(study.folder, coder=coder).events)
    steps = (event for event in events if event.event in (*STEPS, *CHANGES))  # a finish may be taken back
    work = fold(steps).work
    return {one.document for one in work if (one.coder, one.round) == (coder, round) and one.is_finished}
