"""A coder's session with one document: what the desk shows, and what can be done there.

What is shown: `marks` (all, between, at, get), `document`, `codebook`, `memos`, `counts`, `progress`,
`shortcuts`, `explanation` of a rule coding, `misfits`. Acts, each on the disk when it returns a `Change`,
each undone by `undo` and done again by `redo`: `add`, `remove`, `recode`, `move`, `accept`, `reject`,
`unreview`, `memo`, `edit_memo`, `remove_memo`, `new_code`, `in_vivo`, `finish`, `reopen`. Ways: `jump`,
`search`, `hits`, `dimmed`, `pick`. What other programs wrote comes with `refresh`.
`qualcode.project.desk.lines.layout` breaks the text into lines.

>>> session = open_desk(by_hand(study), "li", "lane", mode="blind")      # doctest: +SKIP
>>> change = session.add(17, 36, "leader"); change.said("en")            # doctest: +SKIP
>>> session.marks.between(0, 200); session.undo(); session.finish()      # doctest: +SKIP
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import get_args

from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError
from qualcode.journal.events import Kind, Mode
from qualcode.project.codings.by_hand import ByHand
from qualcode.project.desk.change import Change, Deed
from qualcode.project.desk.core import Check
from qualcode.project.desk.picking import Names, names_of, pick, shortcuts
from qualcode.project.desk.progress import Count, Progress, counts, finished_documents
from qualcode.project.desk.way import Ways
from qualcode.terms import CodeId


class Session(Ways):
    """A document, who codes it, and what stands; made by `open_desk`."""

    _keys: Mapping[CodeId, str] = MappingProxyType({})
    _named: Codebook | None = None
    _named_as: tuple[Names, ...] = ()

    def open(self) -> None:
        """Say in the journal that the coder looks at the document, with which codes and in which mode.

        Nothing is written where that was said already, nor of a document that the coder has finished.

        Raises UsageError where the document was coded in view of others and is to be coded blind.
        """
        known = self.work
        if known and known.mode == "assisted" and self.is_blind:
            message = f"{self.coder} has coded {self.document.id} while other codings were in view"
            cure = "open it in assisted mode, or code it blind in another round"
            raise UsageError(message, cure=cure, slug="assisted")
        if known is None or (not known.is_finished and self._offers_else()):
            self._write([self._step("open")])

    def _offers_else(self) -> bool:
        """Whether other codes are on offer now, or another mode holds."""
        known = self.work
        offer = self._step("open")
        if known is None:
            return True
        is_other = known.mode is None or known.mode != self.mode
        return is_other or (known.codebook, known.codes) != (offer.codebook, offer.codes)

    def finish(self) -> Change:
        """Say that the document is coded; raises UsageError where that was said already."""
        return self._stepped("finish", "reopen", self._refuse_finished)

    def reopen(self) -> Change:
        """Go on with a document that was finished; raises UsageError where it was not."""
        return self._stepped("reopen", "finish", self._refuse_open)

    def _refuse_finished(self) -> None:
        if self.is_finished:
            raise UsageError(f"{self.document.id} is finished already", cure="", slug="finished")

    def _refuse_open(self) -> None:
        if not self.is_finished:
            raise UsageError(f"{self.document.id} is not finished", cure="go on coding", slug="open")

    def progress(self, documents: Collection[str] | None = None) -> Progress:
        """How far the coder is; `documents` are those that are theirs, by default all that can be coded."""
        coded = self.coded_units()
        rules = [mark for mark in self.marks.all() if mark.kind == "rule"]
        reviewed = sum(mark.status != "unreviewed" for mark in rules)
        wanted = set(self.study.documents if documents is None else documents)
        here = {self.document.id}
        finished = (self._finished_others - here) | (here if self.is_finished else set())
        return Progress(
            len(coded), int(coded.sum()), len(rules), reviewed, len(wanted), len(wanted & finished)
        )

    @cached_property
    def _finished_others(self) -> set[str]:
        """The documents that were finished when this was first asked."""
        return finished_documents(self.study.study, self.coder, self.round)

    def counts(self) -> dict[CodeId, Count]:
        """How often the coder has given each code of the codebook here, also with the codes below it."""
        return counts((mark.code for mark in self.marks.all() if mark.kind == "own"), self.codebook)

    def pick(self, query: str) -> tuple[CodeId, ...]:
        """The codes that a query may mean, the likeliest first; see `qualcode.project.desk.picking.pick`."""
        return pick(query, self._names())

    def _names(self) -> tuple[Names, ...]:
        if self._named is not self.codebook:
            self._named, self._named_as = self.codebook, names_of(self.codebook.codes, self.shortcuts)
        return self._named_as

    @property
    def shortcuts(self) -> dict[CodeId, str]:
        """The keys of codes: 1 to 9, then a to z, by the order of the codebook; each keeps its own."""
        keys = shortcuts([code.id for code in self.codebook.codes], self._keys)
        self._keys = keys
        return keys

    def _stepped(self, step: Deed, opposite: Kind, check: Check) -> Change:
        check()
        kind: Kind = "finish" if step == "finish" else "reopen"
        self._write([self._step(kind)], check=check)
        return self._did(Change(step), lambda: [self._step(opposite)], lambda: [self._step(kind)])


def open_desk(study: ByHand, coder: str, document: str, *, mode: Mode = "blind", round: int = 1) -> Session:
    """Open a document to code it.

    Parameters
    ----------
    coder
        A name as `qualcode.project.teams.coder_name.coder_named` gives it.
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
        No such document, mode or round; its text is not kept yet; it was coded in view of others already
        and is to be coded blind.
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
