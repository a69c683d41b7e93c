"""All keys of the desk on one screen."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.tui.dialogs import BOX
from qualcode.tui.keys import GROUPS, KEYS
from qualcode.tui.saying import Saying


class Help(ModalScreen[None]):
    """The keys by what they are for."""

    DEFAULT_CSS = f"Help {{ {BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss(None)", show=False),
    ]

    def __init__(self, say: Saying) -> None:
        super().__init__()
        self._say = say

    def compose(self) -> ComposeResult:
        """The table of keys; the arrows scroll it."""
        with VerticalScroll(classes="box") as box:
            box.border_title = self._say("Keys")
            box.border_subtitle = self._say("↑↓ scroll · Esc leaves")
            yield Static(keys_table(self._say))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()


def keys_table(say: Saying) -> Table:
    """The keys of each group, and what they do."""
    table = Table(box=None, show_header=False, padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for group in GROUPS:
        table.add_row(Text(say(group), "bold underline"), "")
        for key in KEYS:
            if key.group == group and key.shown:
                table.add_row(Text(f"  {say(key.shown)}", "bold"), Text(say(key.does)))
    return table
