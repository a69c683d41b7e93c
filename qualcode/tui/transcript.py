"""The transcript on the desk: its lines, the cursor in it, and the passage that is selected."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.project.desk.lines import Lines
from qualcode.tui.glyphs import glyphs
from qualcode.tui.keys import MOVES
from qualcode.tui.lanes import Placed, placed
from qualcode.tui.paint import Bar, Stretch, margin, runs
from qualcode.tui.rows import Rows, Talk, rows_of

NARROW, WIDE = 4, 8
"""Cells of the margin: below and from `ROOMY` columns on."""
ROOMY = 90
_AROUND = Spacing(2, 0, 2, 0)
_GAP = "⋯"


class Beside(Protocol):
    """Where the word behind a place begins, or the one before it."""

    def __call__(self, offset: int, *, backward: bool) -> int:
        """The place."""


class Transcript(ScrollView, can_focus=True):
    """A transcript of any length: only the lines in view are drawn."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--participant",
        "transcript--interviewer",
        "transcript--asked",
        "transcript--other",
        "transcript--aside",
        "transcript--found",
        "transcript--selected",
        "transcript--cursor",
    }
    DEFAULT_CSS = """
    Transcript {
        background: $background; color: $foreground; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & .transcript--participant { color: $text-primary; text-style: bold; }
        & .transcript--interviewer { color: $text-secondary; text-style: bold; }
        & .transcript--asked { text-style: dim; }
        & .transcript--aside { text-style: dim italic; }
        & .transcript--other { text-style: dim; }
        & .transcript--found { background: $warning; color: #121212; text-style: bold; }
        & .transcript--selected { text-style: reverse; }
        & .transcript--cursor { background: $accent; color: #121212; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = MOVES

    class Moved(Message):
        """The cursor, or what is selected, is another."""

    class Named(Message):
        """A place was clicked twice or three times: what lies there is to be selected."""

        def __init__(self, offset: int, clicks: int) -> None:
            self.offset, self.clicks = offset, clicks
            super().__init__()

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lay: Callable[[int], Lines] | None = None
        self.laid: Lines | None = None
        self._rows: Rows | None = None
        self.hides = False
        self.talks: Sequence[Talk] = ()
        self._talk_starts: list[int] = []
        self._bars: Sequence[Bar] = ()
        self._on_line: dict[int, list[Placed]] = {}
        self._found: Sequence[tuple[int, int]] = ()
        self._cursor = 0
        self._anchor: int | None = None
        self._column: int | None = None
        self._visual = False
        self._drags = False
        self.is_done = False
        self._drawn: tuple[int, int | None] = (0, None)

    # What is shown

    def open(
        self,
        lay: Callable[[int], Lines],
        talks: Sequence[Talk],
        word_beside: Beside,
        cursor: int = 0,
    ) -> None:
        """Show a text: `lay` lays it out in a width, `talks` are its turns in order."""
        self._word_beside = word_beside
        self._lay, self._bars, self._found, self._on_line = lay, (), (), {}
        self._cursor, self._anchor, self._visual = cursor, None, False
        self._take(talks)
        self._lay_out()

    def look(self, talks: Sequence[Talk], *, hides: bool = False) -> None:
        """Show the turns in other looks; `hides`: without those of other speakers."""
        self._take(talks, hides=hides)
        self._order()

    def _take(self, talks: Sequence[Talk], *, hides: bool = False) -> None:
        self.talks, self._talk_starts, self.hides = talks, [talk.start for talk in talks], hides

    def is_hidden(self, offset: int) -> bool:
        """Whether a place is hidden with the turn that it is in."""
        return self._rows is not None and self._rows.is_hidden(offset)

    def mark(self, bars: Sequence[Bar]) -> None:
        """Show these codings."""
        self._bars = bars
        self._place()
        self.refresh()

    def find(self, found: Sequence[tuple[int, int]]) -> None:
        """Show these places, in order, as those that were searched for."""
        self._found = found
        self.refresh()

    @property
    def margin_width(self) -> int:
        """Cells of the margin, with the blank between it and the text."""
        return (NARROW if self.size.width < ROOMY else WIDE) + 1

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - self.margin_width - 1  # a cursor stands behind a line
        if self._lay is None or width < 1:
            return
        self.laid = self._lay(width)
        self._place()
        self._order()

    def _order(self) -> None:
        """Put the lines on rows; a cursor that would be hidden goes to the next one that is not."""
        if self.laid is None:
            return
        self._rows = rows_of(self.laid, self.talks, hides=self.hides)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows.lines))
        if self.is_hidden(self._cursor):
            self._cursor, self._anchor = self._rows.shown(self._cursor, 1), None
        self._show_cursor()
        self.refresh()

    def _place(self) -> None:
        """Find the lines and the columns of the margin for all codings."""
        if self.laid is not None:
            self._on_line = placed(self._bars, self.laid)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out anew in another width."""
        self._lay_out()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        ground = self.rich_style
        if self._rows is None or row >= len(self._rows.lines):
            return Strip.blank(width, ground)
        line = self._rows.lines[row]
        if self._rows.is_gap(row):
            left, right = self.selection or (0, 0)
            is_selected = left <= self._rows.laid.starts[line] < right
            gap = Segment(_GAP, self._style("selected" if is_selected else "other"))
            parts = [Segment(" " * self.margin_width), gap]
            return Strip(parts).apply_style(ground).adjust_cell_length(width, ground)
        here = self._on_line.get(line, [])
        signs = [(one.column, one.sign_on(line), one.bar.sign) for one in here]
        segments = [*margin(signs, self.margin_width - 1), Segment(" ")]
        segments += self._text(line, [one.bar for one in here])
        return Strip(segments).apply_style(ground).adjust_cell_length(width, ground)

    def _text(self, line: int, bars: Sequence[Bar]) -> list[Segment]:
        laid = self.laid
        assert laid is not None
        text = laid.document.text
        start, end = laid.span(line)
        if end > start and text[end - 1] == "\n" and self._cursor != end - 1:
            end -= 1
        parts = runs(
            start,
            end,
            ground=self._ground(start, end),
            bars=bars,
            above=self._above(start, end),
            surface=self.background_colors[1],
        )
        segments = [Segment(glyphs(text[left:right]), style) for left, right, style in parts]
        if self.has_focus and self._cursor == end == len(text):
            segments.append(Segment(" ", self._style("cursor")))
        return segments

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"transcript--{name}", partial=True)

    def _ground(self, start: int, end: int) -> list[Stretch]:
        """Who speaks on a line."""
        at = max(bisect_right(self._talk_starts, start) - 1, 0)
        found = [Stretch(start, end, self._style("aside"))] if self._aside(at, start) else []
        for talk in self.talks[at:]:
            if talk.start >= end:
                break
            label = "interviewer" if talk.look == "asked" else "participant"
            found.append(Stretch(talk.start, talk.speech, self._style(label)))
            if talk.look in ("asked", "other"):  # who asks stays as legible as who answers
                start_of_look = talk.speech if talk.look == "asked" else talk.start
                found.append(Stretch(start_of_look, talk.end, self._style(talk.look)))
        return found

    def _aside(self, at: int, start: int) -> bool:
        """Whether a line begins where nobody speaks."""
        return not self.talks or not self.talks[at].start <= start < self.talks[at].end

    def _above(self, start: int, end: int) -> list[Stretch]:
        """What was found, what is selected, and where the cursor stands."""
        at = max(bisect_right(self._found, (start, start)) - 1, 0)
        style = self._style("found")
        near = self._found[at : at + end - start + 1]
        above = [Stretch(left, right, style) for left, right in near if left < end and right > start]
        if self.selection:
            above.append(Stretch(*self.selection, self._style("selected")))
        if self.has_focus and self.laid is not None:
            cursor = self._cursor
            above.append(Stretch(cursor, self.laid.next_cluster(cursor), self._style("cursor")))
        return above

    # Cursor and selection

    @property
    def cursor(self) -> int:
        """Where the cursor stands."""
        return self._cursor

    @property
    def selection(self) -> tuple[int, int] | None:
        """The passage that is selected."""
        if self._anchor is None or self._anchor == self._cursor:
            return None
        return min(self._anchor, self._cursor), max(self._anchor, self._cursor)

    def select(self, start: int, end: int, *, is_done: bool = False) -> None:
        """Select a passage and show it from its beginning.

        `is_done`: it was coded; `v` then begins anew, and does not go on with it.
        """
        self._anchor, self._cursor, self._column, self._visual = start, end, None, False
        self.is_done = is_done
        self._show(start)
        self._show_cursor()
        self._changed()

    def put_cursor(self, offset: int, *, extends: bool = False) -> None:
        """Put the cursor somewhere; `extends`: select from where it stood."""
        if not (extends or self._visual):
            self._anchor = None
        elif self._anchor is None:
            self._anchor = self._cursor
        self._cursor, self.is_done = offset, False
        self._show_cursor()
        self._changed()

    def _changed(self) -> None:
        """Draw the lines again on which the cursor or an edge of the selection was, or is."""
        now = (self._cursor, self._anchor)
        if self._rows is not None:
            rows = [self._rows.row_of(at) for at in (*self._drawn, *now) if at is not None]
            first = min(rows) - self.scroll_offset.y
            self.refresh(Region(0, first, self.size.width, max(rows) - min(rows) + 1))
        self._drawn = now
        self.post_message(self.Moved())

    def _show_cursor(self) -> None:
        self._show(self._cursor)

    def _show(self, offset: int) -> None:
        if self._rows is not None:
            row = Region(0, self._rows.row_of(offset), 1, 1)
            self.scroll_to_region(row, spacing=_AROUND, animate=False, immediate=True, x_axis=False)

    def action_visual(self) -> None:
        """Begin or end selecting by moving the cursor."""
        self._visual = not self._visual
        if self._visual and (self.is_done or not self.selection):
            self._anchor = self._cursor
        self._changed()

    def action_let_go(self) -> None:
        """Select nothing."""
        self._visual, self._anchor = False, None
        self._changed()

    def action_go(self, move: str, extends: bool) -> None:
        """Move the cursor."""
        laid, rows = self.laid, self._rows
        if laid is None or rows is None:
            return
        if not move.endswith(("up", "down")):
            self._column = None
            to = self._beside(laid, move)
            self.put_cursor(rows.shown(to, 1 if to > self._cursor else -1), extends=extends)
            return
        if self._column is None:
            self._column = laid.at(self._cursor)[1]
        page = max(1, self.scrollable_content_region.height - 2)
        step = {"up": -1, "down": 1, "page_up": -page, "page_down": page}[move]
        row = min(max(rows.row_of(self._cursor) + step, 0), len(rows.lines) - 1)
        row = rows.beside(row, 1 if step > 0 else -1)
        if row >= 0:
            self.put_cursor(laid.offset(rows.lines[row], self._column), extends=extends)

    def _beside(self, laid: Lines, move: str) -> int:
        """Where a move leads that does not keep the column."""
        at = self._cursor
        if move in ("left", "right"):
            return laid.next_cluster(at) if move == "right" else laid.cluster(at - 1)
        if move in ("word_left", "word_right"):
            return self._word_beside(at, backward=move == "word_left")
        if move in ("line_start", "line_end"):
            line = laid.line_of(at)
            return laid.offset(line, 0 if move == "line_start" else self.size.width)
        return 0 if move == "top" else len(laid.document.text)

    # The mouse

    def _offset_under(self, event: events.MouseEvent) -> int:
        laid, rows = self.laid, self._rows
        if laid is None or rows is None:
            return 0
        row = min(max(event.y + self.scroll_offset.y, 0), len(rows.lines) - 1)
        at = laid.offset(rows.lines[row], max(event.x - self.margin_width, 0))
        return rows.shown(at, -1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is pressed, and begin to select."""
        if event.button == 1:
            self._column, self._visual, self._drags = None, False, True
            self.capture_mouse()
            self.put_cursor(self._offset_under(event), extends=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to where the mouse is drawn."""
        if self._drags:
            self.put_cursor(self._offset_under(event), extends=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The selection is made."""
        self._drags = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks select a word, three a sentence."""
        if event.chain > 1:
            self.post_message(self.Named(self._offset_under(event), event.chain))
