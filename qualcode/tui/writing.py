"""Screens to write on: a memo of any number of lines, and a new code."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, TypeAlias, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Select, Static, TextArea
from textual.widgets.option_list import Option

from qualcode.terms import CodeId
from qualcode.tui.glyphs import drawn
from qualcode.tui.help import BOX, Helped
from qualcode.tui.keys import Key, bindings
from qualcode.tui.other_keys import FORM, NOTE
from qualcode.tui.saying import Saying

T = TypeVar("T")


Save: TypeAlias = Callable[[T], str]
"""Puts what was written on the disk; what comes back is what went wrong, or nothing."""


class Form(Helped, ModalScreen[T | None]):
    """What is written on; it stays, with all that is written, until that is on the disk."""

    DEFAULT_CSS = (
        f"Form {{ {BOX} & #fault {{ display: none; color: $text-error; text-style: bold; }}"
        " & #fault.-told { display: block; } }"
    )

    def __init__(self, save: Save[T], say: Saying) -> None:
        super().__init__()
        self._save, self.say = save, say
        self.is_busy = False
        """Whether something is being written; keys wait for its end."""

    def put(self, written: T) -> None:
        """Save, and close; where that fails, say why and stay."""
        fault = self._save(written)
        if fault:
            self.query_one("#fault", Static).add_class("-told").update(Text(drawn(fault)))
        else:
            self.dismiss(written)


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


class Note(Form[Written]):
    """The memos on something: a new one is written at once, an older one of one's own can be changed."""

    DEFAULT_CSS = (
        "Note { & TextArea { height: 10; padding: 0; }"
        " & OptionList { height: auto; max-height: 8; padding: 0; border-bottom: solid $primary; } }"
    )
    KEYS: ClassVar[Sequence[Key]] = NOTE
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, title: str, older: Sequence[Older], save: Save[Written], say: Saying) -> None:
        super().__init__(save, say)
        self._title, self._older = title, older
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
            yield Static(id="fault")

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
        """Save the text, and close."""
        if self.is_unsaved:
            self.put(Written(self._edited, self._area.text.strip()))
        else:
            self.dismiss(None)

    def action_remove(self) -> None:
        """Take the memo back, and close."""
        if self._edited:
            self.put(Written(self._edited, ""))

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


class NewCodeForm(Form[Wanted]):
    """Name, id, place in the tree and definition of a new code; only the name must be given."""

    DEFAULT_CSS = (
        "NewCodeForm { & Input { padding: 0; background: $panel; } & .field { color: $foreground-muted; } }"
    )
    KEYS: ClassVar[Sequence[Key]] = FORM
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(KEYS, priority=False),
        # before the fields: what is typed behind them goes into the next one, however fast
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(
        self,
        parents: Sequence[tuple[str, CodeId]],
        parent: CodeId,
        id_for: Callable[[str, CodeId], CodeId],
        save: Save[Wanted],
        say: Saying,
    ) -> None:
        super().__init__(save, say)
        self._parents, self._below, self._id_for = parents, parent, id_for

    def compose(self) -> ComposeResult:
        """The lines to fill in."""
        say = self.say
        with Vertical(classes="box") as box:
            box.border_title = say("New code")
            box.border_subtitle = say(_KEYS)
            yield Static(say("Name"), classes="field")
            yield Input(id="name", compact=True)
            yield Static(say("Id (made from the name where none is given)"), classes="field")
            yield Input(id="id", compact=True)
            yield Static(say("Below"), classes="field")
            known = {id for _, id in self._parents}
            value = self._below if self._below in known else Select.NULL
            yield Select(self._parents, prompt=say("at the top"), value=value, compact=True)
            yield Static(say("Definition"), classes="field")
            yield Input(id="definition", compact=True)
            yield Static(id="fault")

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
        """Save what was filled in, and close; without a name nothing happens.

        It is told before, since a large codebook takes a moment.
        """
        name, id, definition = (self.query_one(f"#{field}", Input).value.strip() for field in _FIELDS)
        if name and not self.is_busy:
            self.is_busy = True
            self.query_one(".box").border_subtitle = self.say("writing the codebook …")
            self.call_after_refresh(self.put, Wanted(name, id, self._chosen(), definition))

    def put(self, written: Wanted) -> None:
        """As `Form.put`."""
        super().put(written)
        self.is_busy = False
        self.query_one(".box").border_subtitle = self.say(_KEYS)

    def action_leave(self) -> None:
        """Add nothing."""
        self.dismiss(None)


_FIELDS = ("name", "id", "definition")
_KEYS = "Tab next line · Ctrl+S saves · Esc leaves · F1 keys"
