"""The coder's desk: its keys, its documents, its end."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from textual import work
from textual.binding import Binding, BindingType

from qualcode.errors import QualcodeError
from qualcode.project.desk.documents import documents_for
from qualcode.project.desk.session import Session
from qualcode.tui.choosing import choose_document
from qualcode.tui.dialogs import Ask
from qualcode.tui.going import Going
from qualcode.tui.keys import DIGITS, KEYS, LETTERS, Key, bindings
from qualcode.tui.saying import Saying

LOOK_EVERY = 5.0
"""Seconds."""
Open: TypeAlias = Callable[[str], Session]
"""Opens a document by its id."""


class Desk(Going):
    """The desk."""

    KEYS: ClassVar[Sequence[Key]] = KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(KEYS),
        *(Binding(keys, f"key('{keys[0]}')", show=False, priority=True) for keys in (*DIGITS, *LETTERS)),
    ]
    """They come before those of the panes: what is typed fast keeps its order."""

    def __init__(
        self, session: Session, open_document: Open, leave: Callable[[], object], say: Saying
    ) -> None:
        super().__init__(session, say)
        self.open_document, self.leave = open_document, leave
        self._known = ""

    def on_mount(self) -> None:
        """Look now and then whether another program wrote codings or the codebook."""
        self.set_interval(LOOK_EVERY, self.look_again)

    def look_again(self) -> None:
        """Show what another program wrote: a synced folder, a second desk, an editor."""
        if not self.is_current or self.is_busy:
            return
        try:
            changed = self.session.refresh()
        except QualcodeError as problem:
            if problem.message != self._known:
                self._known = problem.message
                self.tell(self.say.fault(problem), error=True)
            return
        self._known = ""
        if changed:
            self.show_all()
            now = self.say("codings or codebook were changed elsewhere; this is how they stand now")
            self.tell(" · ".join([now, *self.doubts()]))

    def action_codebook(self) -> None:
        """Show the codebook, or hide it."""
        self.toggle_class("-codes")
        if self.has_class("-narrow") and self.has_class("-codes"):
            self.codes.query_one("Tree").focus()
        else:
            self.transcript.focus()

    def action_across(self) -> None:
        """From the transcript to the codebook and back."""
        if self.transcript.has_focus:
            if self.has_class("-narrow") != self.has_class("-codes"):
                self.toggle_class("-codes")
            self.codes.query_one("Tree").focus()
        else:
            self.on_codes_left()

    def on_codes_left(self) -> None:
        """Back to the transcript; a codebook that covers it goes."""
        if self.has_class("-narrow"):
            self.remove_class("-codes")
        self.transcript.focus()

    def action_light(self) -> None:
        """From dark to light and back."""
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"
        self.call_after_refresh(self.show_all)

    def action_finish(self) -> None:
        """Finish the document, or reopen it; what is left is told before."""
        session, say = self.session, self.say
        if session.is_finished:
            question = say("Go on coding {id}?", id=session.document.id)
            self.confirm(say("Reopen"), question, lambda: self.change(session.reopen))
        else:
            self.confirm(say("Finish"), self._left(), lambda: self.change(session.finish))

    def confirm(self, title: str, question: str, then: Callable[[], object]) -> None:
        """Go on where the coder says yes."""

        def answered(yes: bool | None) -> None:
            if yes:
                then()

        self.app.push_screen(Ask(title, question, self.say), answered)

    def _left(self) -> str:
        """What is left to do in the document."""
        done, say = self.session.progress(), self.say
        parts = [
            say("{n} of {total} sentences have no code.", n=done.n_units - done.n_coded, total=done.n_units),
            say("{n} codings by rule are not decided.", n=done.n_rules - done.n_reviewed)
            if done.n_rules
            else "",
            say("Is {id} coded? It can be reopened.", id=self.session.document.id),
        ]
        return "\n".join(filter(None, parts))

    def action_documents(self) -> None:
        """Open another document."""
        session = self.session
        listed = self.attempt(lambda: documents_for(session.study, session.coder, round=session.round))
        if listed:
            self.ask(choose_document(listed, self.say), self._open)

    @work
    async def _open(self, document: str) -> None:
        if document == self.session.document.id and self.session.has_same_text():
            return
        self.tell(self.say("opening {id} …", id=document))
        session = await self.attempt_apart(lambda: self.open_document(document))
        if session:
            self.session = session
            self.show_codebook()
            self.show_document()

    def action_leave(self) -> None:
        """Leave the desk."""
        self.leave()
