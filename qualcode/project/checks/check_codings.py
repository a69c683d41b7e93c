"""What is wrong with the human codings of a study: what no longer fits, and what cannot be read."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from qualcode.codebook.model import Codebook
from qualcode.errors import Problem, ReadError, as_argument
from qualcode.journal.fit import Misfit
from qualcode.journal.fold import fold
from qualcode.journal.rounds import late
from qualcode.journal.state import Coding, Decision, State
from qualcode.project.checks.findings import Finding, error, warning
from qualcode.project.codings.renaming import reused
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.journals import misfits, read_journals, renamed_in, without_document
from qualcode.terms import CodeId
from qualcode.text.document import Document

QUOTE = 20
"""Characters of a quote that are shown."""


class CodingFindings:
    """The codings of a study, looked at document by document."""

    def __init__(
        self,
        state: State,
        problems: tuple[Problem, ...],
        codes: frozenset[CodeId] | None,
        documents: Collection[str] = (),
        renamed: Collection[CodeId] = (),
        late: Mapping[tuple[str, str, int], int] | None = None,
    ) -> None:
        self.state = state
        self.problems = problems
        self.codes = codes
        self.documents = frozenset(documents)
        self.renamed = renamed
        self.late = late or {}
        self.by_document = _by_document(state)

    @property
    def n(self) -> int:
        """Codings that stand."""
        return len(self.state.codings)

    def of(self, document: Document) -> Iterator[Finding]:
        """What of the codings of a document does not fit it."""
        here = self.by_document.get(document.id)
        for one in misfits(here, document.id, document.text, codes=self.codes) if here else ():
            yield _misfit(one)

    def ending(self) -> Iterator[Finding]:
        """What is left when all documents were seen."""
        for message, cure in reused(self.renamed, self.codes or ()):
            yield error("settings", "", message, cure)
        for coding in without_document(self.state, self.documents):
            message = f"codings by {coding.coder} in a document that is not there"
            renamed = f"qualcode ingest --renamed {as_argument(f'{coding.document}=NEW')}"
            cure = f"bring its text back into text/; if its transcript is called NEW now: {renamed}"
            yield error("codings", coding.document, message, cure)
        for (coder, document, _), n in self.late.items():
            message = f"{n} codings by {coder} came or changed after it was finished, from another copy"
            cure = f"look at them, then: qualcode codings reopen {as_argument(document)}, and finish it again"
            yield warning("codings", document, message, cure)
        for one in self.problems:
            yield error("codings", "", f"{one.place}: {one.message}", one.cure)
        if n := len(self.state.unknown):
            message = f"{n} events are about codings that no event adds"
            yield warning(
                "codings", "", message, "bring back the coder's file that adds them (codings/CODER/)"
            )
        for clash in self.state.clashing:
            message = (
                f"two events of {clash.coder} have one id ({clash.id}) and differ; the earlier one counts, "
                "of two with one time that whose line comes first, character by character"
            )
            yield error("codings", clash.document or "", message, "keep one of the two lines")


def coding_findings(study: Study, codebook: Codebook | None, documents: Collection[str]) -> CodingFindings:
    """The codings of a study, ready to be looked at; codes are not where there is no codebook.

    `documents` are the ids of all that it has, also of those that cannot be read.
    """
    codes = frozenset(code.id for code in codebook.codes) if codebook else None
    try:
        journal = read_journals(study.folder)
    except ReadError as newer:
        problem = Problem(newer.message, newer.place, cure=newer.cure)
        return CodingFindings(State(), (problem,), codes, documents)
    state, late_ones = fold(journal.events), late(journal.events)
    renamed = renamed_in(study.folder)
    return CodingFindings(state, journal.problems, codes, documents, renamed, late_ones)


def _by_document(state: State) -> dict[str, State]:
    """What stands in each document: to look through everything for each of many takes long."""
    codings: defaultdict[str, list[Coding]] = defaultdict(list)
    decisions: defaultdict[str, list[Decision]] = defaultdict(list)
    for coding in state.codings:
        codings[coding.document].append(coding)
    for decision in state.decisions:
        decisions[decision.coding.document].append(decision)
    both = codings.keys() | decisions.keys()
    return {id: State(codings=tuple(codings[id]), decisions=tuple(decisions[id])) for id in both}


def _misfit(one: Misfit) -> Finding:
    coding = one.coding
    document, who = coding.document, coding.coder
    again = f"qualcode ingest --again {as_argument(document)}"
    if one.fault == "text":
        return error("codings", document, f"codings by {who} lie in an earlier text", again)
    if one.fault == "code":
        message = f"codings by {who} have the code {coding.code}, which the codebook has not"
        line = f'"{coding.code}" = "new_id"'
        cure = f"qualcode codebook add; or, if it was renamed, {SETTINGS} below a line [renamed]: {line}"
        return error("codings", document, message, cure)
    quote = " ".join((coding.quote or "").split())
    shown = quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…"
    if one.fault == "quote":
        message = f"what stands at a coding by {who} ({coding.code}) is not its quote “{shown}”"
        return error("codings", document, message, again)
    message = f"a coding by {who} ({coding.code}) has no place in the text: “{shown}”"
    return error(
        "codings",
        document,
        message,
        f"qualcode codings place {coding.id[:8]} --as {as_argument(who)} proposes places, and gives it one",
    )
