"""The desk as a program in the terminal."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

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
            session = self._open(chosen)
        except QualcodeError as problem:  # told once the screen is left
            self.problem = problem
            self.exit()
            return
        await self.push_screen(Desk(session, self._open, self._say))

    @work
    async def action_interrupt(self) -> None:
        """Ask whether to leave; asked for a second time, leave."""
        if isinstance(self.screen, Leave):
            self.exit()
            return
        say = self._say
        question = say("Every coding and memo is saved as it is made. Leave the desk?")
        if await self.push_screen_wait(Leave(say("Leave"), question, say)):
            self.exit()


class Leave(Ask):
    """Asks whether to leave."""
