"""A list in which any number of lines can be ticked; what is ticked shows without colour, too."""

from collections.abc import Collection, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

TICKED, FREE = "[x] ", "[ ] "


class Choice(NamedTuple):
    """One line of a list to choose from."""

    id: str
    shown: Text


class Ticks(OptionList):
    """The list: the blank key ticks the line that is highlighted, or frees it; so does a click."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def __init__(self, choices: Sequence[Choice] = (), ticked: Collection[str] = ()) -> None:
        super().__init__(compact=True)
        self._choices: Sequence[Choice] = choices
        self._ticked = set(ticked)

    def on_mount(self) -> None:
        """Show the lines."""
        self.fill(self._choices, self._ticked)

    def fill(self, choices: Sequence[Choice], ticked: Collection[str]) -> None:
        """Show other lines."""
        self._choices, self._ticked = choices, set(ticked)
        self.clear_options()
        self.add_options([self._line(one) for one in choices])
        self.highlighted = 0 if choices else None

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of what is ticked, in the order of the list."""
        return tuple(one.id for one in self._choices if one.id in self._ticked)

    def tick(self, ids: Collection[str]) -> None:
        """Tick these and no others."""
        self._ticked = set(ids)
        for at, one in enumerate(self._choices):
            self.replace_option_prompt_at_index(at, self._line(one))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick a line, or free it."""
        event.stop()
        one = self._choices[event.option_index]
        self._ticked ^= {one.id}
        self.replace_option_prompt_at_index(event.option_index, self._line(one))

    def _line(self, one: Choice) -> Text:
        return Text.assemble((TICKED if one.id in self._ticked else FREE, "bold"), one.shown)
