"""What is wrong with the human codings of a study: what no longer fits, and what cannot be read."""

from collections.abc import Iterator

from qualcode.codebook.model import Codebook
from qualcode.errors import Problem
from qualcode.journal.fit import Misfit
from qualcode.journal.state import State
from qualcode.project.findings import Finding, error, warning
from qualcode.project.journals import misfits, read_state, without_document
from qualcode.project.study import Study
from qualcode.terms import CodeId
from qualcode.text.document import Document

QUOTE = 20
"""Characters of a quote that are shown."""


class CodingFindings:
    """The codings of a study, looked at document by document."""

    def __init__(self, state: State, problems: tuple[Problem, ...], codes: frozenset[CodeId] | None) -> None:
        self.state = state
        self.problems = problems
        self.codes = codes
        self.documents: set[str] = set()

    @property
    def n(self) -> int:
        """Codings that stand."""
        return len(self.state.codings)

    def of(self, document: Document) -> Iterator[Finding]:
        """What of the codings of a document does not fit it."""
        self.documents.add(document.id)
        for one in misfits(self.state, document.id, document.text, codes=self.codes):
            yield _misfit(one)

    def ending(self) -> Iterator[Finding]:
        """What is left when all documents were seen."""
        for coding in without_document(self.state, self.documents):
            message = f"codings by {coding.coder} in a document that is not there"
            yield error("codings", coding.document, message, "bring its text back into text/")
        for one in self.problems:
            yield error("codings", "", f"{one.place}: {one.message}", one.cure)
        if n := len(self.state.unknown):
            message = f"{n} events are about codings that no event adds"
            yield warning(
                "codings", "", message, "bring back the coder's file that adds them (codings/CODER/)"
            )
        for clash in self.state.clashing:
            message = f"two events of {clash.coder} have one id ({clash.id}) and differ; the first one counts"
            yield error("codings", clash.document or "", message, "keep one of the two lines")


def coding_findings(study: Study, codebook: Codebook | None) -> CodingFindings:
    """The codings of a study, ready to be looked at; codes are not where there is no codebook."""
    state, problems = read_state(study.folder)
    codes = frozenset(code.id for code in codebook.codes) if codebook else None
    return CodingFindings(state, problems, codes)


def _misfit(one: Misfit) -> Finding:
    coding = one.coding
    document, who = coding.document, coding.coder
    again = f"qualcode ingest --again {document}"
    if one.fault == "text":
        return error("codings", document, f"codings by {who} lie in an earlier text", again)
    if one.fault == "code":
        message = f"codings by {who} have the code {coding.code}, which the codebook has not"
        return error("codings", document, message, "qualcode codebook add, or qualcode codebook rename")
    quote = " ".join((coding.quote or "").split())
    shown = quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…"
    if one.fault == "quote":
        message = f"what stands at a coding by {who} ({coding.code}) is not its quote “{shown}”"
        return error("codings", document, message, again)
    message = f"a coding by {who} ({coding.code}) has no place in the text: “{shown}”"
    return error("codings", document, message, "code the passage again, and remove this coding")
