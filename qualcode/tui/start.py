"""Begin work at the desk."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.journal.events import Mode
from qualcode.project.by_hand import ByHand, by_hand
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
    if not opened.documents:
        cure = "qualcode ingest keeps the texts of the transcripts"
        raise UsageError("no text of this study is kept yet", cure=cure, slug="not-kept")
    listed = documents_for(opened, desired.coder, round=desired.round)
    modes = {one.id: one.mode for one in listed}

    written = _when(opened)

    def session(document: str) -> Session:
        now = opened if _when(opened) == written else by_hand(study, options)  # the codebook may have grown
        mode = desired.mode or modes.get(document) or "blind"
        return open_desk(now, desired.coder, document, mode=mode, round=desired.round)

    named = opened.document(desired.document).id if desired.document else ""
    return DeskApp(session, listed, named, Saying(desired.language))


def _when(opened: ByHand) -> int:
    """When the codebook was written last."""
    try:
        return Path(opened.codebook_file).stat().st_mtime_ns
    except OSError:
        return 0
