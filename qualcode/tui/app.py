"""The desk as a program in the terminal."""

import asyncio
import signal
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar
from weakref import WeakSet

from rich.text import Text
from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.project.agreement.finished import Adjudication
from qualcode.project.desk.documents import Listed
from qualcode.tui.choosing import choose_document
from qualcode.tui.desk import Desk, Open
from qualcode.tui.dialogs import Ask
from qualcode.tui.saying import Saying
from qualcode.tui.settling import Settling
from qualcode.tui.telling import Telling
from qualcode.tui.terminal import closable
from qualcode.tui.writing import Form, Note

_AT_ONCE = ("ctrl+c", "ctrl+q")
_SOON = 0.01
"""Seconds."""
_JOINERS = ("\u200c", "\u200d")
"""Parts of what is written, such as the emoji of a family, that fields to write in do not take as keys."""
_ENDS = ("SIGHUP", "SIGINT", "SIGTERM")


class Base(App[None]):
    """What all programs of the desk have in common: an end that is asked for."""

    TITLE = "qualcode"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+q", "interrupt", show=False, priority=True),
    ]

    def __init__(self, say: Saying) -> None:
        super().__init__()
        self.driver_class = closable(self.driver_class)  # type: ignore[assignment]
        self._say = say
        self.problem: QualcodeError | None = None
        self.held: deque[events.Key] = deque()
        self._took_keys: WeakSet[Screen[Any]] = WeakSet()

    def on_mount(self) -> None:
        """Told from outside to end, leave as if asked to: the terminal is set back."""
        loop = asyncio.get_running_loop()
        for name in _ENDS:
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # not everywhere
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, code: int) -> None:
        """Leave without a question; a memo that is being written is kept as far as it goes."""
        note = self._note()
        if note:
            while self.screen is not note:
                self.pop_screen()
            note.action_done()
        self.call_later(partial(self.exit, return_code=code))

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while a screen is being built: what is typed fast goes where it was meant for."""
        if isinstance(event, events.Key) and not event.is_forwarded and event.key not in _AT_ONCE:
            self.held.append(event)
            if len(self.held) == 1:
                await self._release()
        else:
            await super().on_event(event)

    async def _release(self) -> None:
        """Pass the keys on that were held back, as far as the screen takes them."""
        while self.held and self._takes_keys():
            await super().on_event(_written(self.held[0]))
            self.held.popleft()
        if self.held:
            self.set_timer(_SOON, self._release)

    def _takes_keys(self) -> bool:
        """Whether the screen is there (one of its panes has, or once had, the focus) and not busy."""
        screen = self.screen
        if screen.focused is not None:
            self._took_keys.add(screen)
        return screen in self._took_keys and not (isinstance(screen, Telling | Form) and screen.is_busy)

    def compose(self) -> ComposeResult:
        """What stands on the screen before the desk does."""
        yield Static()

    def fail(self, problem: QualcodeError) -> None:
        """Leave; what went wrong is told once the screen is left."""
        self.problem = problem
        self.exit()

    def _note(self) -> Note | None:
        """The memo that is being written, also below the keys or a question."""
        return next((one for one in reversed(self.screen_stack) if isinstance(one, Note)), None)

    def action_interrupt(self) -> None:
        """Ask whether to leave; asked for a second time, leave."""
        if any(isinstance(one, Leave) for one in self.screen_stack):
            self.exit()
            return
        say = self._say
        question = say("Every coding and memo is saved as it is made. Leave the desk?")
        note = self._note()
        if note and note.is_unsaved:
            question = say("The memo that is open is not saved. Leave the desk without it?")
        self.push_screen(Leave(say("Leave"), question, say), lambda yes: self.exit() if yes else None)


def _written(key: events.Key) -> events.Event:
    """A key; what would be lost as one is given as if it were pasted."""
    return events.Paste(key.character) if key.character in _JOINERS else key


class DeskApp(Base):
    """The coder's desk; where no document is named, its coder chooses one first."""

    def __init__(self, open: Open, listed: Sequence[Listed], document: str, say: Saying) -> None:
        super().__init__(say)
        self._open, self._listed, self._document = open, listed, document

    def on_mount(self) -> None:
        """Open the document, or let one be chosen."""
        if self._document:
            self._begin(self._document)
        else:
            self.push_screen(choose_document(self._listed, self._say), self._chosen)

    def _chosen(self, document: str | None) -> None:
        if document:
            self._begin(document)
        else:
            self.exit()

    @work
    async def _begin(self, document: str) -> None:
        self.query_one(Static).update(Text(self._say("opening {id} …", id=document)))
        try:
            session = await asyncio.to_thread(self._open, document)
        except QualcodeError as problem:
            self.fail(problem)
            return
        await self.push_screen(Desk(session, self._open, self.action_interrupt, self._say))


class SettlingApp(Base):
    """Differences between coders, settled one by one."""

    def __init__(self, adjudication: Adjudication, by: str, say: Saying) -> None:
        super().__init__(say)
        self._adjudication, self._by = adjudication, by

    def on_mount(self) -> None:
        """Show the first difference."""
        try:
            self.push_screen(Settling(self._adjudication, self._by, self.action_interrupt, self._say))
        except QualcodeError as problem:
            self.fail(problem)


class Leave(Ask):
    """Asks whether to leave."""
