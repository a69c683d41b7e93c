"""The desk as a program in the terminal."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.project.desk.documents import Listed
from qualcode.tui.choosing import choose_document
from qualcode.tui.desk import Desk, Open
from qualcode.tui.dialogs import Ask
from qualcode.tui.saying import Saying


class DeskApp(App[None]):
    """The coder's desk; where no document is named, its coder chooses one first."""

    TITLE = "qualcode"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+q", "interrupt", show=False, priority=True),
    ]

    def __init__(self, open: Open, listed: Sequence[Listed], document: str, say: Saying) -> None:
        super().__init__()
        self._open, self._listed, self._document, self._say = open, listed, document, say
        self.problem: QualcodeError | None = None

    def compose(self) -> ComposeResult:
        """What stands on the screen before the desk does."""
        yield Static()

    def on_mount(self) -> None:
        """Open the document, or let one be chosen."""
        self._begin()

    @work
    async def _begin(self) -> None:
        chosen: str | None = self._document
        if not chosen:
            chosen = await self.push_screen_wait(choose_document(self._listed, self._say))
        if not chosen:
            self.exit()
            return
        try:
            self.query_one(Static).update(Text(self._say("opening {id} …", id=chosen)))
            session = await asyncio.to_thread(self._open, chosen)
        except QualcodeError as problem:  # told once the screen is left
            self.problem = problem
            self.exit()
            return
        await self.push_screen(Desk(session, self._open, self.action_interrupt, self._say))

    def action_interrupt(self) -> None:
        """Ask whether to leave; asked for a second time, leave."""
        if isinstance(self.screen, Leave):
            self.exit()
            return
        say = self._say
        question = say("Every coding and memo is saved as it is made. Leave the desk?")
        self.push_screen(Leave(say("Leave"), question, say), lambda yes: self.exit() if yes else None)


class Leave(Ask):
    """Asks whether to leave."""
