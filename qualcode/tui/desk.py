"""The coder's desk: its keys, its documents, its end."""

import unicodedata
from collections.abc import Callable
from typing import ClassVar, TypeAlias

from textual import events, work
from textual.binding import Binding, BindingType

from qualcode.project.desk.documents import documents_for
from qualcode.project.desk.session import Session
from qualcode.tui.choosing import choose_document
from qualcode.tui.dialogs import Ask
from qualcode.tui.going import Going
from qualcode.tui.help import Help
from qualcode.tui.keys import KEYS
from qualcode.tui.saying import Saying

Open: TypeAlias = Callable[[str], Session]
"""Opens a document by its id."""


class Desk(Going):
    """The desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.bound, key.action, key.does, show=False) for key in KEYS if key.bound
    ]

    def __init__(self, session: Session, open_document: Open, say: Saying) -> None:
        super().__init__(session, say)
        self.open_document = open_document

    def on_key(self, event: events.Key) -> None:
        """A key of a code gives the code; also one that an input method wrote in full width."""
        sign = unicodedata.normalize("NFKC", event.character or "")
        code = next((id for id, look in self.looks.items() if look.key and look.key == sign), None)
        if code:
            event.stop()
            self.give(code)

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
        self.show_marks()

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Help(self.say))

    @work
    async def action_finish(self) -> None:
        """Finish the document, or reopen it; what is left is told before."""
        session, say = self.session, self.say
        if session.is_finished:
            title, question, act = (
                say("Reopen"),
                say("Go on coding {id}?", id=session.document.id),
                session.reopen,
            )
        else:
            title, question, act = say("Finish"), self._left(), session.finish
        if await self.app.push_screen_wait(Ask(title, question, say)):
            self.change(act)

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

    @work
    async def action_documents(self) -> None:
        """Open another document."""
        listed = self.attempt(
            lambda: documents_for(self.session.study, self.session.coder, round=self.session.round)
        )
        if listed:
            chosen = await self.app.push_screen_wait(choose_document(listed, self.say))
            if chosen and chosen != self.session.document.id:
                self._open(chosen)

    def _open(self, document: str) -> None:
        session = self.attempt(lambda: self.open_document(document))
        if session:
            self.session = session
            self.show_codebook()
            self.show_document()

    def action_leave(self) -> None:
        """Leave the desk."""
        self.app.call_later(self.app.run_action, "interrupt")
