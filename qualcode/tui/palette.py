"""Codes by name: what is typed narrows the list, in letters of an id or in a name of any script."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.help import BOX, Helped
from qualcode.tui.keys import Key, bindings
from qualcode.tui.other_keys import PALETTE
from qualcode.tui.saying import Saying
from qualcode.tui.ticks import Choice

Find = Callable[[str], Sequence[Choice]]
"""What fits the letters that were typed, the best first."""
About = Callable[[str], Text]
"""What there is to tell of a choice."""


class Palette(Helped, ModalScreen[str | None]):
    """A list that narrows while one types."""

    DEFAULT_CSS = (
        f"Palette {{ {BOX} & OptionList {{ height: auto; max-height: 11; padding: 0; }}"
        " & Static { height: auto; max-height: 6; border-top: solid $primary; }"
        " & Input { padding: 0; margin-bottom: 1; } }"
    )
    KEYS: ClassVar[Sequence[Key]] = PALETTE
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self, title: str, find: Find, say: Saying, *, hint: str = "", about: About | None = None
    ) -> None:
        super().__init__()
        self._about = about
        self._title, self._find, self.say, self._hint = title, find, say, hint
        self._found: Sequence[Choice] = ()

    def compose(self) -> ComposeResult:
        """The line to type in, and what fits."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self.say("Enter chooses · Esc leaves · F1 keys")
            yield Input(placeholder=self._hint, compact=True)
            yield OptionList(compact=True)
            if self._about:
                yield Static()

    def on_mount(self) -> None:
        """Begin with all."""
        self.query_one(OptionList).can_focus = False
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits by now."""
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        self._found = self._find(typed)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(one.shown) for one in self._found])
        options.highlighted = 0 if self._found else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about the line that is highlighted."""
        if self._about and event.option_index < len(self._found):
            self.query_one(Static).update(self._about(self._found[event.option_index].id))

    def action_step(self, by: int) -> None:
        """Go up or down the list."""
        options = self.query_one(OptionList)
        if self._found:
            options.highlighted = ((options.highlighted or 0) + by) % len(self._found)

    def on_input_submitted(self) -> None:
        """Close with the one that is marked."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._found[at].id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the one that was clicked."""
        self.dismiss(self._found[event.option_index].id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
