"""Screens to write on: a memo of any number of lines, and a new code."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Select, Static, TextArea
from textual.widgets.option_list import Option

from qualcode.terms import CodeId
from qualcode.tui.help import BOX, Helped
from qualcode.tui.keys import Key, bindings
from qualcode.tui.other_keys import FORM, NOTE
from qualcode.tui.saying import Saying


class Older(NamedTuple):
    """A memo that is there already; `is_own`: it can be changed."""

    id: str
    head: str
    text: str
    is_own: bool


class Written(NamedTuple):
    """What was written: a new memo (no id), another text for an older one, or none where it is to go."""

    id: str
    text: str


class Note(Helped, ModalScreen[Written | None]):
    """The memos on something: a new one is written at once, an older one of one's own can be changed."""

    DEFAULT_CSS = (
        f"Note {{ {BOX} & TextArea {{ height: 10; padding: 0; }}"
        " & OptionList { height: auto; max-height: 8; padding: 0; border-bottom: solid $primary; } }"
    )
    KEYS: ClassVar[Sequence[Key]] = NOTE
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, title: str, older: Sequence[Older], say: Saying) -> None:
        super().__init__()
        self._title, self._older, self.say = title, older, say
        self._edited = self._before = ""
        self._warned = False

    def compose(self) -> ComposeResult:
        """The memos that are there, and room to write."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self._keys()
            if self._older:
                lines = (Text.assemble((f"{one.head}  ", "dim"), one.text) for one in self._older)
                yield OptionList(*(Option(line) for line in lines), compact=True)
            yield TextArea(soft_wrap=True, show_line_numbers=False, compact=True)

    def _keys(self) -> str:
        keys = self.say("Ctrl+S saves · Esc leaves · F1 keys")
        return f"{keys} · {self.say('Tab Enter: change an older one')}" if self._older else keys

    def on_mount(self) -> None:
        """Begin to write at once."""
        self._area.focus()

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a memo up to change it."""
        one = self._older[event.option_index]
        box = self.query_one(".box")
        if not one.is_own:
            box.border_subtitle = self.say("this is somebody else's memo")
            return
        self._edited, self._before = one.id, one.text
        self._area.text = one.text
        self._area.focus()
        box.border_subtitle = self.say("Ctrl+S saves · Ctrl+D removes this memo · Esc leaves · F1 keys")

    def action_across(self) -> None:
        """From the text to the list and back."""
        if self._older:
            (self.query_one(OptionList) if self._area.has_focus else self._area).focus()

    def action_done(self) -> None:
        """Close with the text."""
        text = self._area.text.strip()
        self.dismiss(Written(self._edited, text) if text and text != self._before else None)

    def action_remove(self) -> None:
        """Close with the wish that the memo goes."""
        if self._edited:
            self.dismiss(Written(self._edited, ""))

    @property
    def is_unsaved(self) -> bool:
        """Whether something is written that is not on the disk."""
        return self._area.text.strip() not in ("", self._before)

    def action_leave(self) -> None:
        """Leave; what is written is kept from a slip: the key is asked for twice."""
        if self.is_unsaved and not self._warned:
            self._warned = True
            self.query_one(".box").border_subtitle = self.say(
                "not saved: Ctrl+S saves, Esc once more leaves it"
            )
            return
        self.dismiss(None)


class Wanted(NamedTuple):
    """A code that is to be added."""

    name: str
    id: str
    parent: CodeId
    definition: str


class NewCodeForm(Helped, ModalScreen[Wanted | None]):
    """Name, id, place in the tree and definition of a new code; only the name must be given."""

    DEFAULT_CSS = (
        f"NewCodeForm {{ {BOX} & Input {{ padding: 0; background: $panel; }}"
        " & Static { color: $foreground-muted; } }"
    )
    KEYS: ClassVar[Sequence[Key]] = FORM
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS, priority=False)

    def __init__(
        self,
        parents: Sequence[tuple[str, CodeId]],
        parent: CodeId,
        id_for: Callable[[str, CodeId], CodeId],
        say: Saying,
    ) -> None:
        super().__init__()
        self._parents, self._below, self._id_for, self.say = parents, parent, id_for, say

    def compose(self) -> ComposeResult:
        """The lines to fill in."""
        say = self.say
        with Vertical(classes="box") as box:
            box.border_title = say("New code")
            box.border_subtitle = say("Tab next line · Ctrl+S saves · Esc leaves · F1 keys")
            yield Static(say("Name"))
            yield Input(id="name", compact=True)
            yield Static(say("Id (made from the name where none is given)"))
            yield Input(id="id", compact=True)
            yield Static(say("Below"))
            known = {id for _, id in self._parents}
            value = self._below if self._below in known else Select.NULL
            yield Select(self._parents, prompt=say("at the top"), value=value, compact=True)
            yield Static(say("Definition"))
            yield Input(id="definition", compact=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which id the name will make."""
        if event.input.id == "name":
            self.query_one("#id", Input).placeholder = (
                self._id_for(event.value, self._chosen()) if event.value.strip() else ""
            )

    def on_input_submitted(self) -> None:
        """Enter in any line saves."""
        self.action_done()

    def _chosen(self) -> CodeId:
        value = self.query_one(Select).value
        return value if isinstance(value, str) else ""

    def action_done(self) -> None:
        """Close with what was filled in; without a name nothing happens."""
        name, id, definition = (self.query_one(f"#{field}", Input).value.strip() for field in _FIELDS)
        if name:
            self.dismiss(Wanted(name, id, self._chosen(), definition))

    def action_leave(self) -> None:
        """Add nothing."""
        self.dismiss(None)


_FIELDS = ("name", "id", "definition")
