"""A screen that says what was done or went wrong, and asks on other screens."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.tui.glyphs import drawn
from qualcode.tui.help import Helped
from qualcode.tui.saying import Saying

T = TypeVar("T")


def scroll(pane: VerticalScroll, by: int) -> None:
    """Show more of a pane, half of its height, down (1) or up (-1), once its contents are laid out."""

    def go() -> None:
        pane.scroll_relative(y=by * max(1, pane.size.height // 2), animate=False, immediate=True)

    pane.call_after_refresh(go)


class Telling(Helped, Screen[None]):
    """A screen with a line, `#told`, in which things are said."""

    DEFAULT_CSS = """
    Telling {
        & #told { height: auto; max-height: 3; background: $surface; }
        & #told.-error { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, say: Saying) -> None:
        super().__init__()
        self.say = say
        self.is_busy = False
        """Whether something is under way; keys wait for its end."""

    def tell(self, message: str, *, error: bool = False) -> None:
        """Say something in the line for it."""
        told = self.query_one("#told", Static)
        told.set_class(error, "-error")
        told.update(Text(f" {drawn(message)}" if message else ""))

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something; what goes wrong in the study is told with its cure, and None comes back."""
        with self.telling():
            return act()
        return None

    def ask(self, screen: Screen[T | None], then: Callable[[T], object]) -> None:
        """Ask something on a screen of its own, and go on with the answer where there is one.

        The screen is there when this returns: what is typed next is typed into it.
        """

        def answered(answer: T | None) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(screen, answered)

    async def attempt_apart(self, act: Callable[[], T]) -> T | None:
        """The same for what takes time: the screen goes on meanwhile."""
        self.is_busy = True
        try:
            with self.telling():
                return await asyncio.to_thread(act)
        finally:
            self.is_busy = False
        return None

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What goes wrong in the study is told with its cure."""
        try:
            yield
        except (QualcodeError, OSError) as problem:
            self.tell(self._fault(problem), error=True)

    def refusal(self, act: Callable[[], object]) -> str:
        """Do something; what went wrong in the study, with its cure, or nothing."""
        try:
            act()
        except (QualcodeError, OSError) as problem:
            return self._fault(problem)
        return ""

    def _fault(self, problem: QualcodeError | OSError) -> str:
        if isinstance(problem, QualcodeError):
            return self.say.fault(problem)
        return f"{problem.strerror or problem}: {problem.filename or ''}"
