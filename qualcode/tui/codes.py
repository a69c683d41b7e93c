"""The codebook on the desk: its tree with counts and keys, and what the code in hand means."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from qualcode.codebook.model import Code, text_in
from qualcode.project.desk.progress import Count
from qualcode.terms import CodeId
from qualcode.tui.saying import Saying

SWATCH = "■"


class Look(NamedTuple):
    """How a code looks on the desk.

    color, sign
        Its colour, and that of its signs: the same, made lighter or darker where it could not be seen.
    key
        The key that gives it, or none.
    """

    color: str
    sign: str
    key: str
    name: str


class Codes(Vertical):
    """The tree of codes with the meaning of the one that is highlighted below it."""

    DEFAULT_CSS = """
    Codes {
        background: $surface; border-left: solid $primary;
        & Tree { height: 3fr; background: $surface; padding: 0; overflow-x: hidden;
            scrollbar-size-vertical: 1; }
        & VerticalScroll { height: 2fr; border-top: solid $primary; padding: 0 1;
            scrollbar-size-vertical: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    class Chosen(Message):
        """A code was chosen for the passage that is selected."""

        def __init__(self, code: CodeId) -> None:
            self.code = code
            super().__init__()

    class Left(Message):
        """The coder goes back to the transcript."""

    def __init__(self, say: Saying, id: str | None = None) -> None:
        super().__init__(id=id)
        self._say = say
        self._codes: dict[CodeId, Code] = {}
        self._looks: Mapping[CodeId, Look] = {}
        self._places: dict[CodeId, TreeNode[CodeId]] = {}

    def compose(self) -> ComposeResult:
        """The tree above the meaning."""
        tree: Tree[CodeId] = Tree("")
        tree.show_root, tree.guide_depth, tree.auto_expand = False, 2, False
        yield tree
        with VerticalScroll(can_focus=False):
            yield Static(id="meaning")

    def open(self, codes: Sequence[Code], looks: Mapping[CodeId, Look]) -> None:
        """Show these codes, parents before their children."""
        tree, before = self.query_one(Tree), self.code
        tree.clear()
        self._codes, self._looks, self._places = {code.id: code for code in codes}, looks, {}
        parents = {code.parent for code in codes}
        for code in codes:
            above = self._places[code.parent] if code.parent else tree.root
            leaf = code.id not in parents
            self._places[code.id] = above.add("", data=code.id, expand=not leaf, allow_expand=not leaf)
        tree.root.expand()
        light = before if before in self._codes else next(iter(self._codes), "")
        self.call_after_refresh(self.highlight, light)  # lines are counted when the tree is drawn

    def count(self, counts: Mapping[CodeId, Count]) -> None:
        """Show how often each code was given, and how often those below it."""
        for id, node in self._places.items():
            node.set_label(self._label(id, counts.get(id, Count(0, 0))))

    def _label(self, id: CodeId, count: Count) -> Text:
        look = self._looks[id]
        number = Text(f" {count.own}", "bold") if count.own else Text(" ·", "dim")
        if count.with_below > count.own:
            number.append(f" +{count.with_below - count.own}", "dim")
        node = self._places[id]
        level = "  " if node.parent is self.query_one(Tree).root and not node.allow_expand else ""
        return Text.assemble(
            level, (f"{look.key or ' '} ", "bold"), (SWATCH, Style(color=look.sign)), f" {look.name}", number
        )

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[CodeId]) -> None:
        """Show what the code means."""
        event.stop()
        if event.node.data is not None:
            self.query_one("#meaning", Static).update(meaning(self._codes[event.node.data], self._say))

    def on_tree_node_selected(self, event: Tree.NodeSelected[CodeId]) -> None:
        """A click only shows what the code means."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Two clicks give the code."""
        is_line = isinstance(event.widget, Tree) and "line" in event.style.meta
        if event.chain == 2 and is_line and not event.style.meta.get("toggle") and self.code:
            self.post_message(self.Chosen(self.code))

    @property
    def code(self) -> CodeId:
        """The code that is highlighted; empty where none is."""
        node = self.query_one(Tree).cursor_node
        return node.data or "" if node is not None else ""

    def action_leave(self) -> None:
        """Back to the transcript."""
        self.post_message(self.Left())

    def highlight(self, code: CodeId) -> None:
        """Put the light on a code."""
        if code in self._places:
            self.query_one(Tree).move_cursor(self._places[code])


def meaning(code: Code, say: Saying) -> Text:
    """What the codebook says of a code, as far as it says anything."""
    language = say.language
    text = Text.assemble((code.name_in(language), "bold"))
    if code.name_in(language) != code.id:
        text.append(f"  {code.id}", "dim")
    texts = (("", code.definition), ("when to use", code.include), ("when not to use", code.exclude))
    for head, given in texts:
        if said := text_in(given, language):
            text.append(f"\n{say(head)}\n" if head else "\n", "bold").append(said)
    for head, examples in (("for example", code.examples), ("but not", code.non_examples)):
        if examples:
            text.append(f"\n{say(head)}", "bold")
        for example in examples:
            text.append("\n").append(example.text, "italic")
    return text
