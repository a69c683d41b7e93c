"""The keys of a screen, on a screen of their own."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from qualcode.tui.keys import Key
from qualcode.tui.saying import Saying

BOX = """
    align: center middle;
    & > .box { width: 90%; max-width: 100; height: auto; max-height: 90%; padding: 0 1;
        background: $surface; border: round $primary; border-title-color: $primary;
        border-subtitle-color: $foreground-muted; }
"""
"""How small screens look."""


class Helped(Screen[Any]):
    """A screen that tells its keys."""

    KEYS: ClassVar[Sequence[Key]] = ()
    say: Saying

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.app.push_screen(Help(self.KEYS, self.say))


class Help(ModalScreen[None]):
    """The keys of a screen by what they are for."""

    DEFAULT_CSS = f"Help {{ {BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter,？", "dismiss(None)", show=False),
    ]

    def __init__(self, keys: Sequence[Key], say: Saying) -> None:
        super().__init__()
        self._keys, self._say = keys, say

    def compose(self) -> ComposeResult:
        """The table of keys; the arrows scroll it."""
        with VerticalScroll(classes="box") as box:
            box.border_title = self._say("Keys")
            box.border_subtitle = self._say("↑↓ scroll · Esc leaves")
            yield Static(keys_table(self._keys, self._say))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()


def keys_table(keys: Sequence[Key], say: Saying) -> Table:
    """The keys of each group, and what they do."""
    table = Table(box=None, show_header=False, padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for group in dict.fromkeys(key.group for key in keys):
        table.add_row(Text(say(group), "bold underline"), "")
        for key in keys:
            if key.group == group and key.shown:
                table.add_row(Text(f"  {say(key.shown)}", "bold"), Text(say(key.does)))
    return table
