"""A coder's session with one document: what the desk shows, and what can be done there.

>>> session = open_desk(by_hand(study), "li", "lane", mode="blind")      # doctest: +SKIP
>>> change = session.add(17, 36, "leader"); change.said("en")            # doctest: +SKIP
>>> session.marks.between(0, 200); session.undo(); session.finish()      # doctest: +SKIP
"""

from typing import get_args

from qualcode.errors import UsageError
from qualcode.journal.events import Event, Kind, Mode
from qualcode.project.by_hand import ByHand
from qualcode.project.desk.change import Change, Deed
from qualcode.project.desk.coding import CodingActs


class Session(CodingActs):
    """A document, who codes it, and what stands; made by `open_desk`."""

    def open(self) -> None:
        """Say in the journal that the coder looks at the document, with which codes and in which mode.

        Nothing is written where that was said already, nor of a document that the coder has finished.
        """
        known = self.work
        if known is None or (not known.is_finished and self._offers_else()):
            self._write([self._step("open")])

    def _offers_else(self) -> bool:
        """Whether other codes, or more than before, are shown now."""
        known = self.work
        offer = self._step("open")
        if known is None:
            return True
        shows_more = known.mode is None or (known.mode == "blind" and self.mode == "assisted")
        return shows_more or (known.codebook, known.codes) != (offer.codebook, offer.codes)

    def finish(self) -> Change:
        """Say that the document is coded; raises UsageError where that was said already."""
        if self.is_finished:
            raise UsageError(f"{self.document.id} is finished already", cure="", slug="finished")
        return self._stepped("finish", "reopen")

    def reopen(self) -> Change:
        """Go on with a document that was finished; raises UsageError where it was not."""
        if not self.is_finished:
            raise UsageError(f"{self.document.id} is not finished", cure="go on coding", slug="open")
        return self._stepped("reopen", "finish")

    def _stepped(self, step: Deed, opposite: Kind) -> Change:
        kind: Kind = "finish" if step == "finish" else "reopen"
        self._write([self._step(kind)])
        return self._did(Change(step), lambda: [self._step(opposite)], lambda: [self._step(kind)])

    def _step(self, kind: Kind) -> Event:
        codes = tuple(code.id for code in self.codebook.codes)
        book = self.codebook.sha256
        return Event(kind, round=self.round, codebook=book, codes=codes, mode=self.mode)


def open_desk(study: ByHand, coder: str, document: str, *, mode: Mode = "blind", round: int = 1) -> Session:
    """Open a document to code it.

    Parameters
    ----------
    coder
        A name as `qualcode.project.coder_name.coder_named` gives it.
    document
        Its id, or its file.
    mode
        `blind`: nothing but the coder's own codings of this round is shown, and rules are not run.
        `assisted`: rule codings and those of all coders are shown.
    round
        From 1; a document can be coded again as another round.

    Raises
    ------
    UsageError
        No such document, mode or round; its text is not kept yet.
    ReadError
        The text or an event cannot be read.
    WriteError
        The journal cannot be written.
    """
    if mode not in get_args(Mode):
        raise UsageError(f"there is no mode {mode}", cure="choose blind or assisted", slug="mode")
    if round < 1:
        raise UsageError(f"there is no round {round}", cure="rounds are counted from 1", slug="round")
    session = Session(study, coder, study.document(document), mode, round)
    session.open()
    return session
