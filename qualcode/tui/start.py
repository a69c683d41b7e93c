"""Begin work at the desk."""

from dataclasses import dataclass

from qualcode.journal.events import Mode
from qualcode.project.by_hand import by_hand
from qualcode.project.desk.documents import documents_for
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.options import CodeOptions
from qualcode.project.study import Study
from qualcode.tui.app import DeskApp
from qualcode.tui.saying import Language, Saying


@dataclass(frozen=True, slots=True)
class Desired:
    """How somebody wants to code.

    document
        Id or file; empty: it is chosen on the desk.
    mode
        None: as the document was begun, `blind` where it is new.
    """

    coder: str
    document: str = ""
    mode: Mode | None = None
    round: int = 1
    language: Language = "en"


def desk(study: Study, desired: Desired, options: CodeOptions | None = None) -> DeskApp:
    """The desk of a study, ready to run.

    Raises
    ------
    CodebookError, UsageError, ReadError
        As `by_hand`; the document that is named cannot be coded.
    """
    opened = by_hand(study, options)
    listed = documents_for(opened, desired.coder, round=desired.round)
    modes = {one.id: one.mode for one in listed}

    def session(document: str) -> Session:
        now = by_hand(study, options)  # its codebook may have grown
        mode = desired.mode or modes.get(document) or "blind"
        return open_desk(now, desired.coder, document, mode=mode, round=desired.round)

    named = opened.document(desired.document).id if desired.document else ""
    return DeskApp(session, listed, named, Saying(desired.language))
