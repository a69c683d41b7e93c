"""Begin work at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.journal.events import Mode
from qualcode.project.agreement.adjudicating import Asked, opened
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.desk.documents import documents_for
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import Study
from qualcode.tui.app import DeskApp, SettlingApp
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
    kept = by_hand(study, options)
    if not kept.documents:
        cure = "qualcode ingest keeps the texts of the transcripts"
        raise UsageError("no text of this study is kept yet", cure=cure, slug="not-kept")
    listed = documents_for(kept, desired.coder, round=desired.round)
    modes = {one.id: one.mode for one in listed}

    written = _when(kept)

    def session(document: str) -> Session:
        now = kept if _when(kept) == written else by_hand(study, options)  # the codebook may have grown
        mode = desired.mode or modes.get(document) or "blind"
        return open_desk(now, desired.coder, document, mode=mode, round=desired.round)

    named = kept.document(desired.document).id if desired.document else ""
    return DeskApp(session, listed, named, Saying(desired.language))


def settling(study: Study, coders: Sequence[str], desired: Desired, options: CodeOptions) -> SettlingApp:
    """The screen on which differences between coders are settled by `desired.coder`, ready to run.

    Raises UsageError, ReadError and CodebookError as `qualcode.project.agreement.adjudicating.opened`.
    """
    asked = Asked(tuple(coders), document=desired.document)
    return SettlingApp(opened(study, options, asked), desired.coder, Saying(desired.language))


def _when(kept: ByHand) -> int:
    """When the codebook was written last."""
    try:
        return Path(kept.codebook_file).stat().st_mtime_ns
    except OSError:
        return 0
