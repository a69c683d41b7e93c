"""Small screens that ask one thing; each is typed by its answer, and None means that nothing was said."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.help import BOX, Helped
from qualcode.tui.keys import DIGITS, Key, bindings
from qualcode.tui.other_keys import ASK, LINE, PICK, SOME
from qualcode.tui.saying import Saying
from qualcode.tui.ticks import Choice, Ticks


class Ask(Helped, ModalScreen[bool]):
    """A question that is answered with yes or no."""

    DEFAULT_CSS = f"Ask {{ {BOX} }}"
    KEYS: ClassVar[Sequence[Key]] = ASK
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, title: str, question: str, say: Saying) -> None:
        super().__init__()
        self._title, self._question, self.say = title, question, say

    def compose(self) -> ComposeResult:
        """The question and the keys that answer it."""
        with VerticalScroll(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self.say("y yes · n no · ? keys")
            yield Static(Text(self._question))

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)


class Pick(Helped, ModalScreen[str | None]):
    """One of a list, by the arrows or by its number."""

    DEFAULT_CSS = f"Pick {{ {BOX} & OptionList {{ height: auto; max-height: 18; padding: 0; }} }}"
    KEYS: ClassVar[Sequence[Key]] = PICK
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(PICK),
        *(Binding(keys, f"number({at})", show=False, priority=True) for at, keys in enumerate(DIGITS, 1)),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], say: Saying) -> None:
        super().__init__()
        self._title, self._choices, self.say = title, choices, say

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self.say("Enter chooses · Esc leaves · ? keys")
            lines = (
                Text(f"{at} " if at < 10 else "  ").append_text(one.shown)
                for at, one in enumerate(self._choices, 1)
            )
            yield OptionList(*(Option(line) for line in lines), compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with what was chosen."""
        self.dismiss(self._choices[event.option_index].id)

    def action_number(self, number: int) -> None:
        """Close with the choice of this number."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1].id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Some(Helped, ModalScreen[tuple[str, ...] | None]):
    """Any number of a list."""

    DEFAULT_CSS = f"Some {{ {BOX} & Ticks {{ height: auto; max-height: 18; padding: 0; }} }}"
    KEYS: ClassVar[Sequence[Key]] = SOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, title: str, choices: Sequence[Choice], chosen: Sequence[str], say: Saying) -> None:
        super().__init__()
        self._title, self._choices, self._chosen, self.say = title, choices, chosen, say

    def compose(self) -> ComposeResult:
        """The list with a box beside each line."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self.say("Space marks · a all or none · Enter done · Esc leaves · ? keys")
            yield Ticks(self._choices, self._chosen)

    def action_all(self) -> None:
        """Tick all; where all are ticked, none."""
        ticks = self.query_one(Ticks)
        all_of_them = [one.id for one in self._choices]
        ticks.tick([] if len(ticks.ticked) == len(all_of_them) else all_of_them)

    def action_done(self) -> None:
        """Close with what is ticked."""
        self.dismiss(self.query_one(Ticks).ticked)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)


class Line(Helped, ModalScreen[str | None]):
    """One line of text."""

    DEFAULT_CSS = f"Line {{ {BOX} & Input {{ padding: 0; }} }}"
    KEYS: ClassVar[Sequence[Key]] = LINE
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, title: str, value: str, say: Saying, hint: str = "") -> None:
        super().__init__()
        self._title, self._value, self.say, self._hint = title, value, say, hint

    def compose(self) -> ComposeResult:
        """The line to write in."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self.say("Enter done · Esc leaves · F1 keys")
            if self._hint:
                yield Static(Text(self._hint, "dim"))
            yield Input(self._value, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the text."""
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)
