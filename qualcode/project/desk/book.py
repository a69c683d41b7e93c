"""New codes at the desk: written into the codebook file, and on offer from then on."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import NamedTuple

from qualcode.codebook.edit_codes import add_code
from qualcode.codebook.edit_removal import remove_code
from qualcode.codebook.edited import Edited
from qualcode.codebook.exchange.ids import Ids
from qualcode.codebook.newcode import NewCode
from qualcode.errors import QualcodeError, UsageError, WriteError
from qualcode.journal.events import Event, Kind
from qualcode.journal.files import locked
from qualcode.project.codebooks.editing import edit_codebook
from qualcode.project.codings.naming import codings_by_hand
from qualcode.project.desk.change import Change
from qualcode.project.desk.core import IN_USE, Drafts
from qualcode.project.desk.memos import MemoActs
from qualcode.project.study.journals import MEMOS
from qualcode.terms import CodeId
from qualcode.text.key import fold

MOST_WORDS = 60
"""Characters of a passage that can be the name of a code."""
_TRIES = 3


class _Wanted(NamedTuple):
    """A code that is to be made."""

    name: str
    id: CodeId = ""
    parent: CodeId = ""
    definition: str = ""
    color: str = ""


class BookActs(MemoActs):
    """Acts on the codebook. Only the entry of the code changes in the file; comments and all else stay."""

    def id_for(self, name: str, *, parent: CodeId = "") -> CodeId:
        """An id for a new code of this name, in any script; one that no code has."""
        return Ids(self.codebook.index()).make(name, parent=parent)

    def new_code(
        self, name: str, *, id: CodeId = "", parent: CodeId = "", definition: str = "", color: str = ""
    ) -> Change:
        """Add a code to the codebook, last below `parent` or at the top.

        Its id is made from the name where none is given; name and definition are in the language of the desk
        that the codebook names first.

        Raises
        ------
        UsageError
            There is no name, the id is taken, there is no such parent; somebody else has made a code of this
            name meanwhile (slug `made-meanwhile`): it is in `codebook` then.
        QualcodeError, CodebookError
            The codebook has errors, or is written in a way that cannot be changed line by line.
        WriteError
            The file or the journal cannot be written.
        """
        new = self._put_code(_Wanted(name, id, parent, definition, color))
        told = Change("new-code", new.id, name.strip(), id=new.id)
        return self._did(told, lambda: self._without(new.id), lambda: self._with(new, parent))

    def in_vivo(self, start: int, end: int, *, parent: CodeId = "") -> Change:
        """Make the selected words a code, and give it to them; raises as `new_code` and `add`."""
        self._may_code()
        span = self.trimmed(start, end)
        words = " ".join(self.text[slice(*span)].split())
        if len(words) > MOST_WORDS:
            cure = f"select {MOST_WORDS} characters at most, or name the code yourself"
            raise UsageError("these words are too long for a name", cure=cure, slug="long-name")
        new = self._put_code(_Wanted(words, parent=parent))
        made = self.add(*span, new.id)
        self._done.pop()
        coding = made.id

        def back() -> Drafts:
            """Without the coding; the code stays where others have used it meanwhile."""
            offered = [] if self._n_with(new.id) > 1 else self._taken_out(new.id)
            return [Event("remove", coding=coding), *offered]

        def again() -> Drafts:
            offered = [] if new.id in self.codebook.index() else self._with(new, parent)
            return [*offered, Event("restore", coding=coding)]

        return self._did(replace(made, deed="in-vivo"), back, again)

    def _new(self, wanted: _Wanted) -> NewCode:
        name, id, parent, definition, color = wanted
        if not name.strip():
            raise UsageError("the code has no name", cure="write one", slug="no-name")
        if parent:
            self._known(parent)
        language = next(iter(self.codebook.languages), "")
        texts = {"name": name, "definition": definition}
        said = {key: {language: text} for key, text in texts.items() if text.strip()}
        return NewCode(id or self.id_for(name, parent=parent), texts=said, color=color)

    def _put_code(self, wanted: _Wanted) -> NewCode:
        """Write the code into the file, and say in the journal what is on offer now; both, or neither."""
        known = self.codebook.index()
        with self._alone():
            self._refuse_made(wanted.name, known)
            new = self._new(wanted)
            drafts = self._with(new, wanted.parent)
        try:
            self._write(drafts)
        except QualcodeError:
            with suppress(QualcodeError):
                self._taken_out(new.id)
            raise
        return new

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other desk writes the codebook meanwhile, and what others wrote is known."""
        folder = self.study.study.folder / MEMOS  # the lock that all desks share, and git leaves out
        folder.mkdir(exist_ok=True)
        with locked(folder):
            if self.is_other_codebook():
                self._take_codebook()
                self._draw()
            yield

    def _refuse_made(self, name: str, known: Collection[CodeId]) -> None:
        """Raise UsageError where a code that is not among the known ones has this name."""
        made = (code for code in self.codebook.codes if code.id not in known)
        wanted = fold(name.strip())
        same = next((code for code in made if wanted in map(fold, code.name.values())), None)
        if same:
            cure = "it can be given now; another name makes another code"
            message = f"somebody else has just made a code of this name: {same.id}"
            raise UsageError(message, cure=cure, slug="made-meanwhile")

    def _with(self, new: NewCode, parent: CodeId) -> Drafts:
        self._edit(lambda text, name: add_code(text, new, under=parent, file=name))
        return self._offered()

    def _edit(self, change: Callable[[str, str], Edited]) -> None:
        """Change the codebook; once more where an editor wrote it at the same moment."""
        for _ in range(_TRIES):
            try:
                edit_codebook(self.study.codebook_file, change)
            except WriteError as error:
                if error.slug != "changed":
                    raise
            else:
                return
        edit_codebook(self.study.codebook_file, change)

    def _without(self, code: CodeId) -> Drafts:
        """Take a code out of the file, unless somebody has used it."""
        if self._n_with(code):
            cure = "give them another code first; the code stays"
            raise UsageError(f"passages have the code {code}", cure=cure, slug=IN_USE)
        return self._taken_out(code)

    def _n_with(self, code: CodeId) -> int:
        """How many codings in the study have a code, whoever made them."""
        beside = self.study.study.path("codebook.yaml")  # the codebook itself may lie elsewhere
        return sum(row.n for row in codings_by_hand(beside, [code]).rows)

    def _taken_out(self, code: CodeId) -> Drafts:
        self._edit(lambda text, name: remove_code(text, code, file=name))
        return self._offered()

    def _offered(self) -> Drafts:
        """The event that tells of the codes on offer once the codebook was changed."""
        self._read_codebook()
        return [] if self.is_finished else [self._step("open")]

    def _step(self, kind: Kind) -> Event:
        """An event that begins or ends work, with the codes on offer."""
        codes = tuple(code.id for code in self.codebook.codes)
        book = self.codebook.sha256
        return Event(kind, round=self.round, codebook=book, codes=codes, mode=self.mode)
